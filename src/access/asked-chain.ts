import type { Around } from '../domain/access/decide-access.ts';
import type { Scope } from '../domain/scope.ts';
import { putIntoSieve, sieveSize } from './sieve.ts';

/** What groups hold along a chain. */
export interface HeldByGroups {
  /** Scopes at which more groups hold something than each chain should repeat. */
  readonly wide: readonly number[];
  /** The others, in ascending order of groups. */
  readonly held: readonly { readonly group: number; readonly place: number }[];
}

/** Before its numbers a chain has these: which of `#scopes` it is, the change up to which it is right, and where its parts end. */
const SCOPES = 0;
const CHANGE = 1;
const TO = 2;
const WIDE_TO = 3;
const GROUPS_FROM = 4;
const GROUPS_TO = 5;
const HEAD = 6;
const FIRST_SIZE = 65_536;
const MOST_CHAINS = 50_000;
const NOTHING_GATHERED = -1;
const NOTHING: HeldByGroups = { wide: [], held: [] };

/**
 * The chain of the question that is answered now: a scope and those above it up to the root, by number those of them at which
 * something may be held. Used again for the next question. What was asked about is remembered, all in one piece of memory
 * and each chain in one stretch with what groups hold along it, since a question waits for each place that it goes to.
 */
export class AskedChain implements Around<number> {
  /** From `from` up to before `to` the scopes; up to before `wideTo` those that are wide. */
  numbers = new Int32Array(FIRST_SIZE);
  from = 0;
  to = 0;
  wideTo = 0;
  /** From `wideTo` up to before it the sieve of the groups that follow. */
  groupsFrom = 0;
  /** Up to before it groups in ascending order; then as many places of what they hold. */
  groupsTo = 0;
  /** The change of what groups hold up to which it is right; -1: nothing was gathered. */
  change = NOTHING_GATHERED;
  /** Where the chain of each scope stands. */
  readonly #starts = new Map<Scope, number>();
  #scopes: (readonly Scope[])[] = [];
  #asked: Scope | null = null;
  #which = 0;
  #used = 0;
  #forgotten = 0;

  /** As texts. */
  get scopes(): readonly Scope[] {
    return this.#scopes[this.#which] as readonly Scope[];
  }

  includes(scope: number): boolean {
    for (let at = this.from; at < this.to; at += 1) if (this.numbers[at] === scope) return true;
    return false;
  }

  /** False where the chain of the scope is not remembered. */
  find(scope: Scope): boolean {
    const start = this.#starts.get(scope);
    if (start === undefined) return false;
    const { numbers } = this;
    this.#asked = scope;
    this.#which = numbers[start + SCOPES] as number;
    this.change = numbers[start + CHANGE] as number;
    this.from = start + HEAD;
    this.to = start + (numbers[start + TO] as number);
    this.wideTo = start + (numbers[start + WIDE_TO] as number);
    this.groupsFrom = start + (numbers[start + GROUPS_FROM] as number);
    this.groupsTo = start + (numbers[start + GROUPS_TO] as number);
    return true;
  }

  /** It was not found. */
  remember(scope: Scope, scopes: readonly Scope[], numbers: readonly number[]): void {
    if (this.#scopes.length >= MOST_CHAINS) this.forgetAll();
    this.#write(scope, this.#scopes.push(scopes) - 1, numbers, NOTHING_GATHERED, NOTHING);
  }

  /** What groups hold along the chain that was found, up to that change. */
  gathered(change: number, holding: HeldByGroups): void {
    const { scopes } = this;
    const numbers = [...this.numbers.subarray(this.from, this.to)];
    this.#forgotten += this.groupsTo * 2 - this.groupsFrom - this.from + HEAD;
    if (this.#forgotten > Math.max(FIRST_SIZE, this.#used / 2)) {
      this.forgetAll();
      this.#which = this.#scopes.push(scopes) - 1;
    }
    this.#write(this.#asked as Scope, this.#which, numbers, change, holding);
  }

  forgetAll(): void {
    this.#starts.clear();
    this.#scopes = [];
    this.#used = 0;
    this.#forgotten = 0;
  }

  #write(scope: Scope, which: number, scopes: readonly number[], change: number, { wide, held }: HeldByGroups): void {
    const sieve = new Int32Array(sieveSize(held.length));
    for (const { group } of held) putIntoSieve(sieve, 0, sieve.length, group);
    const groups = held.map(({ group }) => group);
    const places = held.map(({ place }) => place);
    const to = HEAD + scopes.length;
    const wideTo = to + wide.length;
    const groupsFrom = wideTo + sieve.length;
    const groupsTo = groupsFrom + groups.length;
    const stretch = [
      which,
      change,
      to,
      wideTo,
      groupsFrom,
      groupsTo,
      ...scopes,
      ...wide,
      ...sieve,
      ...groups,
      ...places,
    ];
    this.#makeRoom(stretch.length);
    this.numbers.set(stretch, this.#used);
    this.#starts.set(scope, this.#used);
    this.#used += stretch.length;
    this.find(scope);
  }

  #makeRoom(size: number): void {
    if (this.#used + size <= this.numbers.length) return;
    const numbers = new Int32Array(Math.ceil((this.#used + size) * 1.5));
    numbers.set(this.numbers);
    this.numbers = numbers;
  }
}
