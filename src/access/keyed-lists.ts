/** A stretch of a longer list of numbers. */
export interface Stretch {
  readonly numbers: Int32Array;
  readonly from: number;
  readonly to: number;
}

/** What is known of a list: where it starts, its slots without one, how many are taken, and how its keys are spread. */
const HEAD = 4;
const FIRST_SLOTS = 4;

/**
 * Many short lists of numbers in one piece of memory, each number under a key. A list is a table of slots, at most two
 * thirds of them taken, so that a key that is not there is mostly known by one look. What a list no longer needs another
 * one of that size gets. Lists are numbered from 0.
 */
export class KeyedLists {
  /** Of each list first the keys of its slots, each one greater (0: it is free), then the numbers. */
  #data = new Int32Array(1024);
  #used = 0;
  #heads = new Int32Array(64 * HEAD);
  /** Where there is room that was given back, by the slots that it has. */
  readonly #vacant = new Map<number, number[]>();

  insert(list: number, key: number, value: number): void {
    const head = list * HEAD;
    if (head >= this.#heads.length) this.#heads = longer(this.#heads, Math.max(head + HEAD, this.#heads.length * 2));
    const count = this.#heads[head + 2] as number;
    const slots = count === 0 ? 0 : (this.#heads[head + 1] as number) + 1;
    if ((count + 1) * 3 > slots * 2) this.#grow(head, Math.max(FIRST_SLOTS, slots * 2));
    this.#put(head, key, value);
  }

  /** Does nothing where it is not there. */
  remove(list: number, key: number, value: number): void {
    const head = list * HEAD;
    const [start = 0, last = 0, count = 0, shift = 0] = this.#heads.subarray(head, head + HEAD);
    if (count === 0) return;
    const data = this.#data;
    const values = start + last + 1;
    let slot = Math.imul(key, SPREAD) >>> shift;
    while (data[start + slot] !== key + 1 || data[values + slot] !== value) {
      if (data[start + slot] === 0) return;
      slot = (slot + 1) & last;
    }
    // who stands behind it because this slot was taken moves up
    for (let next = (slot + 1) & last; data[start + next] !== 0; next = (next + 1) & last) {
      const home = Math.imul((data[start + next] as number) - 1, SPREAD) >>> shift;
      if (((next - home) & last) < ((next - slot) & last)) continue;
      data[start + slot] = data[start + next] as number;
      data[values + slot] = data[values + next] as number;
      slot = next;
    }
    data[start + slot] = 0;
    this.#heads[head + 2] = count - 1;
    if (count === 1) this.#giveBack(start, last + 1);
  }

  count(list: number): number {
    return this.#heads[list * HEAD + 2] ?? 0;
  }

  /** Adds to `found` what the list has under the keys. */
  collect(list: number, { numbers, from, to }: Stretch, found: number[]): void {
    const heads = this.#heads;
    const head = list * HEAD;
    if (head >= heads.length || heads[head + 2] === 0) return;
    const data = this.#data;
    const start = heads[head] as number;
    const last = heads[head + 1] as number;
    const shift = heads[head + 3] as number;
    for (let at = from; at < to; at += 1) {
      const key = numbers[at] as number;
      for (let slot = Math.imul(key, SPREAD) >>> shift; ; slot = (slot + 1) & last) {
        const taken = data[start + slot] as number;
        if (taken === 0) break;
        if (taken === key + 1) found.push(data[start + last + 1 + slot] as number);
      }
    }
  }

  /** Calls `each` with everything that the list has. */
  forEach(list: number, each: (key: number, value: number) => void): void {
    const [start = 0, last = 0, count = 0] = this.#heads.subarray(list * HEAD, list * HEAD + HEAD);
    for (let slot = 0; count > 0 && slot <= last; slot += 1) {
      const taken = this.#data[start + slot] as number;
      if (taken !== 0) each(taken - 1, this.#data[start + last + 1 + slot] as number);
    }
  }

  /** In a slot that is free. */
  #put(head: number, key: number, value: number): void {
    const start = this.#heads[head] as number;
    const last = this.#heads[head + 1] as number;
    let slot = Math.imul(key, SPREAD) >>> (this.#heads[head + 3] as number);
    while (this.#data[start + slot] !== 0) slot = (slot + 1) & last;
    this.#data[start + slot] = key + 1;
    this.#data[start + last + 1 + slot] = value;
    this.#heads[head + 2] = (this.#heads[head + 2] as number) + 1;
  }

  #grow(head: number, slots: number): void {
    const entries: [number, number][] = [];
    this.forEach(head / HEAD, (key, value) => entries.push([key, value]));
    if (entries.length > 0) this.#giveBack(this.#heads[head] as number, (this.#heads[head + 1] as number) + 1);
    this.#heads[head] = this.#take(slots);
    this.#heads[head + 1] = slots - 1;
    this.#heads[head + 2] = 0;
    this.#heads[head + 3] = Math.clz32(slots - 1);
    for (const [key, value] of entries) this.#put(head, key, value);
  }

  #take(slots: number): number {
    const vacant = this.#vacant.get(slots)?.pop();
    if (vacant !== undefined) return vacant;
    const start = this.#used;
    this.#used += slots * 2;
    if (this.#used > this.#data.length) this.#data = longer(this.#data, Math.ceil(this.#used * 1.5));
    return start;
  }

  #giveBack(start: number, slots: number): void {
    this.#data.fill(0, start, start + slots * 2);
    const vacant = this.#vacant.get(slots);
    if (vacant === undefined) this.#vacant.set(slots, [start]);
    else vacant.push(start);
  }
}

/** Numbers that follow each other get slots all over the table by it. */
const SPREAD = 0x9e3779b1;

function longer(data: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(size);
  copy.set(data);
  return copy;
}
