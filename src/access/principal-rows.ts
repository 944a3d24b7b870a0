import type { PrincipalKind } from '../domain/principal.ts';
import type { Stretch } from './keyed-lists.ts';
import { passesSieve, putIntoSieve } from './sieve.ts';
import { Stretches } from './stretches.ts';

const KINDS: readonly (PrincipalKind | null)[] = [null, 'user', 'group', 'servicePrincipal'];
const GROUP = KINDS.indexOf('group');

/**
 * A row takes 128 bytes: what is known of somebody, the change up to which their circle is right, a sieve of the scopes at which
 * they hold something themselves, and the circle.
 */
const WIDTH = 32;
const CHANGE = 1;
const SIEVE = 2;
const SIEVE_SIZE = 8;
const CIRCLE = SIEVE + SIEVE_SIZE;
const LONGEST_CIRCLE = WIDTH - CIRCLE;
/** The first number of a row, from its lowest bit: enabled, the kind, in groups for a time, then how long the circle is. */
const ENABLED = 1;
const KIND = 1;
const STATE = 7;
const JOINING = 8;
const LENGTH = 8;
const OTHER_THAN_LENGTH = (1 << LENGTH) - 1;
/** Lengths are kept one greater. */
const UNKNOWN = 0;
/** It stands elsewhere. */
const LONG = LONGEST_CIRCLE + 2;
const FIRST_SIZE = 1024;

/**
 * What each question needs to know of a principal, in one piece of memory and for each of them in one place, since a question waits
 * for each place that it goes to.
 */
export class PrincipalRows {
  #rows = new Int32Array(FIRST_SIZE * WIDTH);
  /** Which change of groups is the last one. */
  #change = 0;
  readonly #longCircles = new Stretches();
  /** What was found last: a question makes nothing. */
  readonly #found = { numbers: this.#rows, from: 0, to: 0 };

  /** Principals are numbered from 0, and come in that order. */
  add(principal: number): void {
    if ((principal + 1) * WIDTH <= this.#rows.length) return;
    const rows = new Int32Array(Math.ceil((principal + 1) * 1.5) * WIDTH);
    rows.set(this.#rows);
    this.#rows = rows;
  }

  /** null: there is no such principal. */
  kind(principal: number): PrincipalKind | null {
    return KINDS[this.#kind(principal)] ?? null;
  }

  /** null: there is no such principal. */
  isEnabled(principal: number): boolean | null {
    const state = this.#first(principal) & STATE;
    return state >> KIND === 0 ? null : (state & ENABLED) !== 0;
  }

  /** Also of what is not known: only people and service principals surely have none. */
  canHaveMembers(principal: number): boolean {
    const kind = this.#kind(principal);
    return kind === 0 || kind === GROUP;
  }

  /** null: there is no such principal any more. */
  set(principal: number, kind: PrincipalKind | null, isEnabled: boolean): void {
    const state = (KINDS.indexOf(kind) << KIND) | (isEnabled ? ENABLED : 0);
    this.#rows[principal * WIDTH] = (this.#first(principal) & ~STATE) | state;
  }

  isJoining(principal: number): boolean {
    return (this.#first(principal) & JOINING) !== 0;
  }

  /** Whether somebody is in groups for a time. */
  setJoining(principal: number, isJoining: boolean): void {
    const first = this.#first(principal);
    this.#rows[principal * WIDTH] = isJoining ? first | JOINING : first & ~JOINING;
  }

  /** Until the next one is asked for; undefined: it is not known. */
  circle(principal: number): Stretch | undefined {
    const row = principal * WIDTH;
    const length = this.#first(principal) >>> LENGTH;
    if (length === UNKNOWN || this.#rows[row + CHANGE] !== this.#change) return undefined;
    if (length === LONG) return this.#longCircles.find(principal);
    const found = this.#found;
    found.numbers = this.#rows;
    found.from = row + CIRCLE;
    found.to = row + CIRCLE + length - 1;
    return found;
  }

  setCircle(principal: number, groups: readonly number[]): Stretch {
    const row = principal * WIDTH;
    const isLong = groups.length > LONGEST_CIRCLE;
    this.#setLength(principal, isLong ? LONG : groups.length + 1);
    this.#rows[row + CHANGE] = this.#change;
    if (isLong) return this.#longCircles.set(principal, groups);
    this.#rows.set(groups, row + CIRCLE);
    return { numbers: this.#rows, from: row + CIRCLE, to: row + CIRCLE + groups.length };
  }

  forgetCircle(principal: number): void {
    this.#setLength(principal, UNKNOWN);
    this.#longCircles.forget(principal);
  }

  /** Those of all. */
  forgetCircles(): void {
    this.#change = (this.#change + 1) | 0;
    this.#longCircles.clear();
  }

  /** From then on something may be held at the scope. */
  holds(principal: number, scope: number): void {
    putIntoSieve(this.#rows, principal * WIDTH + SIEVE, SIEVE_SIZE, scope);
  }

  /** Until it is said anew. */
  holdsNothing(principal: number): void {
    const from = principal * WIDTH + SIEVE;
    this.#rows.fill(0, from, from + SIEVE_SIZE);
  }

  /** False where somebody surely holds nothing themselves at any of the scopes. */
  mayHoldAt(principal: number, { numbers, from, to }: Stretch): boolean {
    const rows = this.#rows;
    const sieve = principal * WIDTH + SIEVE;
    for (let at = from; at < to; at += 1) {
      if (passesSieve(rows, sieve, SIEVE_SIZE, numbers[at] as number)) return true;
    }
    return false;
  }

  #first(principal: number): number {
    return this.#rows[principal * WIDTH] ?? 0;
  }

  #kind(principal: number): number {
    return (this.#first(principal) & STATE) >> KIND;
  }

  #setLength(principal: number, length: number): void {
    this.#rows[principal * WIDTH] = (this.#first(principal) & OTHER_THAN_LENGTH) | (length << LENGTH);
  }
}
