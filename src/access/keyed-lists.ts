/** A stretch of a longer list of numbers. */
export interface Stretch {
  readonly numbers: Int32Array;
  readonly from: number;
  readonly to: number;
}

/** Numbers that were found, in memory that is used again and again. */
export class Found {
  numbers = new Int32Array(64);
  count = 0;

  push(number: number): void {
    if (this.count === this.numbers.length) this.numbers = longer(this.numbers, this.count * 2);
    this.numbers[this.count] = number;
    this.count += 1;
  }
}

/** Before its slots a list has how many are taken, and how many there are without one. */
const HEAD = 2;
const FIRST_SLOTS = 4;
/** Numbers that follow each other get slots all over the table by it. */
const SPREAD = 0x9e3779b1;

/**
 * Many short lists of numbers in one piece of memory, each number under a key. A list is a table of slots, at most two
 * thirds of them taken, so that a key that is not there is mostly known by one look. What a list no longer needs another
 * one of that size gets. Lists are numbered from 0.
 */
export class KeyedLists {
  /** Of each list its head, the keys of its slots, each one greater (0: it is free), then the numbers. */
  #data = new Int32Array(1024);
  #used = 1;
  /** Where each list is; 0: it has nothing. */
  #starts = new Int32Array(64);
  /** Where there is room that was given back, by the slots that it has. */
  readonly #vacant = new Map<number, number[]>();

  insert(list: number, key: number, value: number): void {
    if (list >= this.#starts.length) this.#starts = longer(this.#starts, Math.max(list + 1, this.#starts.length * 2));
    const start = this.#starts[list] as number;
    const count = this.count(list);
    const slots = start === 0 ? 0 : (this.#data[start + 1] as number) + 1;
    if ((count + 1) * 3 > slots * 2) this.#grow(list, Math.max(FIRST_SLOTS, slots * 2));
    this.#put(this.#starts[list] as number, key, value);
  }

  /** False where it is not there. */
  remove(list: number, key: number, value: number): boolean {
    const start = this.#starts[list] ?? 0;
    if (start === 0) return false;
    const data = this.#data;
    const last = data[start + 1] as number;
    const keys = start + HEAD;
    const values = keys + last + 1;
    let slot = slotOf(key, last);
    while (data[keys + slot] !== key + 1 || data[values + slot] !== value) {
      if (data[keys + slot] === 0) return false;
      slot = (slot + 1) & last;
    }
    // who stands behind it because this slot was taken moves up
    for (let next = (slot + 1) & last; data[keys + next] !== 0; next = (next + 1) & last) {
      const home = slotOf((data[keys + next] as number) - 1, last);
      if (((next - home) & last) < ((next - slot) & last)) continue;
      data[keys + slot] = data[keys + next] as number;
      data[values + slot] = data[values + next] as number;
      slot = next;
    }
    data[keys + slot] = 0;
    data[start] = (data[start] as number) - 1;
    if (data[start] !== 0) return true;
    this.#giveBack(start);
    this.#starts[list] = 0;
    return true;
  }

  count(list: number): number {
    const start = this.#starts[list] ?? 0;
    return start === 0 ? 0 : (this.#data[start] as number);
  }

  /** Adds to `found` what the list has under the keys. */
  collect(list: number, { numbers, from, to }: Stretch, found: Found): void {
    const start = this.#starts[list] ?? 0;
    if (start === 0) return;
    const data = this.#data;
    const last = data[start + 1] as number;
    const keys = start + HEAD;
    for (let at = from; at < to; at += 1) {
      const key = numbers[at] as number;
      for (let slot = slotOf(key, last); ; slot = (slot + 1) & last) {
        const taken = data[keys + slot] as number;
        if (taken === 0) break;
        if (taken === key + 1) found.push(data[keys + last + 1 + slot] as number);
      }
    }
  }

  /** Calls `each` with everything that the list has. */
  forEach(list: number, each: (key: number, value: number) => void): void {
    const start = this.#starts[list] ?? 0;
    if (start === 0) return;
    const last = this.#data[start + 1] as number;
    for (let slot = start + HEAD; slot <= start + HEAD + last; slot += 1) {
      const taken = this.#data[slot] as number;
      if (taken !== 0) each(taken - 1, this.#data[slot + last + 1] as number);
    }
  }

  /** In a slot that is free. */
  #put(start: number, key: number, value: number): void {
    const last = this.#data[start + 1] as number;
    const keys = start + HEAD;
    let slot = slotOf(key, last);
    while (this.#data[keys + slot] !== 0) slot = (slot + 1) & last;
    this.#data[keys + slot] = key + 1;
    this.#data[keys + last + 1 + slot] = value;
    this.#data[start] = (this.#data[start] as number) + 1;
  }

  #grow(list: number, slots: number): void {
    const before = this.#starts[list] as number;
    const start = this.#take(slots);
    const data = this.#data;
    this.#starts[list] = start;
    data[start + 1] = slots - 1;
    if (before === 0) return;
    const last = data[before + 1] as number;
    for (let slot = before + HEAD; slot <= before + HEAD + last; slot += 1) {
      const taken = data[slot] as number;
      if (taken !== 0) this.#put(start, taken - 1, data[slot + last + 1] as number);
    }
    this.#giveBack(before);
  }

  /** Room that is all 0. */
  #take(slots: number): number {
    const vacant = this.#vacant.get(slots)?.pop();
    if (vacant !== undefined) return vacant;
    const start = this.#used;
    this.#used += HEAD + slots * 2;
    if (this.#used > this.#data.length) this.#data = longer(this.#data, Math.ceil(this.#used * 1.5));
    return start;
  }

  #giveBack(start: number): void {
    const slots = (this.#data[start + 1] as number) + 1;
    this.#data.fill(0, start, start + HEAD + slots * 2);
    const vacant = this.#vacant.get(slots);
    if (vacant === undefined) this.#vacant.set(slots, [start]);
    else vacant.push(start);
  }
}

function slotOf(key: number, last: number): number {
  const spread = Math.imul(key, SPREAD);
  return (spread ^ (spread >>> 15)) & last;
}

function longer(data: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(size);
  copy.set(data);
  return copy;
}
