/** A GUID is four numbers. */
const WORDS = 4;
const FIRST_SIZE = 1024;
const FORM = [
  [0, 1, 2, 3, 4, 5, 6, 7],
  [9, 10, 11, 12, 14, 15, 16, 17],
  [19, 20, 21, 22, 24, 25, 26, 27],
  [28, 29, 30, 31, 32, 33, 34, 35],
] as const;
const DASHES = [8, 13, 18, 23] as const;
const DASH = 45;
const NO_DIGIT = 16;
/** What each sign is worth as a digit, in lower case alone: another way to write an id is another text. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code));
  return digit === -1 ? NO_DIGIT : digit;
});

/**
 * Ids, each with a place that is given from outside, and found by either. GUIDs as this program writes them take 16 bytes and a
 * slot of a table; whatever else an id may be is kept as it is.
 */
export class PackedIds {
  #words = new Int32Array(FIRST_SIZE * WORDS);
  /** Places, each one greater; 0: it is free. At most half of them are taken. */
  #slots = new Int32Array(FIRST_SIZE);
  #count = 0;
  readonly #others = new Map<string, number>();
  readonly #texts = new Map<number, string>();
  /** What is looked for. */
  readonly #asked = new Int32Array(WORDS);

  find(id: string): number | undefined {
    if (!this.#read(id)) return this.#others.get(id);
    const found = this.#slots[this.#slotOfAsked()] as number;
    return found === 0 ? undefined : found - 1;
  }

  /** It is in no other place, and nothing is in this one. */
  set(place: number, id: string): void {
    if (!this.#read(id)) {
      this.#others.set(id, place);
      this.#texts.set(place, id);
      return;
    }
    if ((place + 1) * WORDS > this.#words.length) {
      const words = new Int32Array(Math.max(place + 1, Math.ceil((this.#words.length / WORDS) * 1.5)) * WORDS);
      words.set(this.#words);
      this.#words = words;
    }
    this.#words.set(this.#asked, place * WORDS);
    if ((this.#count + 1) * 2 > this.#slots.length) this.#spread(this.#slots.length * 2);
    this.#slots[this.#slotOfAsked()] = place + 1;
    this.#count += 1;
  }

  text(place: number): string {
    const other = this.#texts.size === 0 ? undefined : this.#texts.get(place);
    if (other !== undefined) return other;
    const digits = Array.from(this.#words.subarray(place * WORDS, (place + 1) * WORDS), (word) =>
      (word >>> 0).toString(16).padStart(8, '0'),
    ).join('');
    return [[0, 8], [8, 12], [12, 16], [16, 20], [20]].map(([from, to]) => digits.slice(from, to)).join('-');
  }

  /** Does nothing where nothing is in it. */
  delete(place: number): void {
    const other = this.#texts.get(place);
    if (other !== undefined) {
      this.#texts.delete(place);
      this.#others.delete(other);
      return;
    }
    const slots = this.#slots;
    const last = slots.length - 1;
    let slot = this.#home(place);
    while (slots[slot] !== place + 1) {
      if (slots[slot] === 0) return;
      slot = (slot + 1) & last;
    }
    // who stands behind it because this slot was taken moves up
    for (let next = (slot + 1) & last; slots[next] !== 0; next = (next + 1) & last) {
      const home = this.#home((slots[next] as number) - 1);
      if (((next - home) & last) < ((next - slot) & last)) continue;
      slots[slot] = slots[next] as number;
      slot = next;
    }
    slots[slot] = 0;
    this.#count -= 1;
  }

  /** False where it is no GUID in lower case. */
  #read(id: string): boolean {
    if (id.length !== 36) return false;
    for (const at of DASHES) if (id.charCodeAt(at) !== DASH) return false;
    let worst = 0;
    for (let number = 0; number < WORDS; number += 1) {
      let word = 0;
      for (const at of FORM[number] as readonly number[]) {
        const digit = DIGITS[id.charCodeAt(at)] ?? NO_DIGIT;
        worst |= digit;
        word = (word << 4) | digit;
      }
      this.#asked[number] = word;
    }
    return worst < NO_DIGIT;
  }

  /** Where the asked one stands, or would. */
  #slotOfAsked(): number {
    const asked = this.#asked;
    const words = this.#words;
    const last = this.#slots.length - 1;
    for (let slot = mixed(asked, 0) & last; ; slot = (slot + 1) & last) {
      const at = ((this.#slots[slot] as number) - 1) * WORDS;
      if (at < 0) return slot;
      let same = 0;
      while (same < WORDS && words[at + same] === asked[same]) same += 1;
      if (same === WORDS) return slot;
    }
  }

  #home(place: number): number {
    return mixed(this.#words, place * WORDS) & (this.#slots.length - 1);
  }

  #spread(size: number): void {
    const before = this.#slots;
    this.#slots = new Int32Array(size);
    for (const taken of before) {
      if (taken === 0) continue;
      let slot = this.#home(taken - 1);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (size - 1);
      this.#slots[slot] = taken;
    }
  }
}

/** Ids that have most of their signs in common get slots all over the table too. */
function mixed(words: Int32Array, at: number): number {
  let mix = 0;
  for (let word = 0; word < WORDS; word += 1) {
    mix = Math.imul(mix ^ (words[at + word] as number), 0x9e3779b1);
    mix ^= mix >>> 15;
  }
  return mix;
}
