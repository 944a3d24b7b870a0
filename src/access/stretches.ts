import type { Stretch } from './keyed-lists.ts';

/** Where a list starts and where it ends. */
const HEAD = 2;

/** Lists that are made once and forgotten, in one piece of memory. Lists are numbered from 0. */
export class Stretches {
  #numbers = new Int32Array(1024);
  #used = 0;
  #forgotten = 0;
  /** Both are 0 where there is none: nothing is kept at the very start. */
  #heads = new Int32Array(64 * HEAD);

  find(list: number): Stretch | undefined {
    const from = this.#heads[list * HEAD] ?? 0;
    if (from === 0) return undefined;
    return { numbers: this.#numbers, from, to: this.#heads[list * HEAD + 1] as number };
  }

  set(list: number, numbers: readonly number[]): Stretch {
    this.forget(list);
    if (this.#forgotten > this.#used / 2) this.clear();
    const from = Math.max(this.#used, 1);
    const to = from + numbers.length;
    if (to > this.#numbers.length) this.#numbers = longer(this.#numbers, Math.ceil(to * 1.5));
    this.#numbers.set(numbers, from);
    this.#used = to;
    const head = list * HEAD;
    if (head >= this.#heads.length) this.#heads = longer(this.#heads, Math.max(head + HEAD, this.#heads.length * 2));
    this.#heads[head] = from;
    this.#heads[head + 1] = to;
    return { numbers: this.#numbers, from, to };
  }

  forget(list: number): void {
    const head = list * HEAD;
    const from = this.#heads[head] ?? 0;
    if (from === 0) return;
    this.#forgotten += (this.#heads[head + 1] as number) - from;
    this.#heads[head] = 0;
  }

  /** Forgets all of them. */
  clear(): void {
    if (this.#used === 0) return;
    this.#heads.fill(0);
    this.#used = 0;
    this.#forgotten = 0;
  }
}

function longer(numbers: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(size);
  copy.set(numbers);
  return copy;
}
