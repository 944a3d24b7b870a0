import { randomInt } from 'node:crypto';

/** Clients choose ids: nobody can choose those that would stand in each other's way. */
const SEED = randomInt(2 ** 32);
/** A GUID is four numbers. */
const WORDS = 4;
const FIRST_SIZE = 1024;
/** Where in its text four digits stand together; two such groups are a number. */
const GROUPS = [0, 4, 9, 14, 19, 24, 28, 32] as const;
const DASHES = [8, 13, 18, 23] as const;
const DASH = 45;
/** What each sign is worth as a digit, in lower case alone: another way to write an id is another text. -1: it is none. */
const DIGITS = Int8Array.from({ length: 256 }, (_, code) => '0123456789abcdef'.indexOf(String.fromCharCode(code)));
/** The two digits of a byte. */
const TEXTS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

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
    const at = place * WORDS;
    const [a, b] = [this.#half(at, 16) + this.#half(at, 0), this.#half(at + 1, 16)];
    const [c, d] = [this.#half(at + 1, 0), this.#half(at + 2, 16)];
    return `${a}-${b}-${c}-${d}-${this.#half(at + 2, 0)}${this.#half(at + 3, 16)}${this.#half(at + 3, 0)}`;
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
    let all = 0;
    for (let word = 0; word < WORDS; word += 1) {
      const upper = fourDigits(id, GROUPS[word * 2] as number);
      const lower = fourDigits(id, GROUPS[word * 2 + 1] as number);
      all |= upper | lower;
      this.#asked[word] = (upper << 16) | lower;
    }
    return all >= 0;
  }

  /** The text of 16 bits of a number. */
  #half(at: number, from: number): string {
    const bits = (this.#words[at] as number) >>> from;
    return `${TEXTS[(bits >>> 8) & 255]}${TEXTS[bits & 255]}`;
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

/** Negative where one of them is no digit. */
function fourDigits(text: string, at: number): number {
  return (digit(text, at) << 12) | (digit(text, at + 1) << 8) | (digit(text, at + 2) << 4) | digit(text, at + 3);
}

function digit(text: string, at: number): number {
  return DIGITS[text.charCodeAt(at)] ?? -1;
}

/** Ids that have most of their signs in common get slots all over the table too. */
function mixed(words: Int32Array, at: number): number {
  let mix = SEED;
  for (let word = 0; word < WORDS; word += 1) {
    mix = Math.imul(mix ^ (words[at + word] as number), 0x9e3779b1);
    mix ^= mix >>> 15;
  }
  return mix;
}
