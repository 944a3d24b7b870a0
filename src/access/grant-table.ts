import type { CompiledRole } from '../domain/access/compiled-role.ts';
import type { Grant } from '../domain/access/decide-access.ts';
import type { Condition } from '../domain/condition/condition.ts';
import type { Scope } from '../domain/scope.ts';
import { PackedIds } from './packed-ids.ts';

/** Whose an active schedule is, and what it gives where, as numbers. */
export interface GrantNumbers {
  readonly principal: number;
  readonly role: number;
  readonly scope: number;
}

/** When and under what condition; times in milliseconds since the epoch. */
export interface GrantTerms {
  readonly startMs: number;
  /** Infinity for a permanent one. */
  readonly endMs: number;
  /** null: none; undefined: cannot be read. */
  readonly condition: Condition | null | undefined;
}

/** What the numbers of a row stand for. */
export interface GrantNames {
  principalId(principal: number): string;
  /** undefined: it is not, or no longer, defined. */
  role(role: number): CompiledRole | undefined;
  scope(scope: number): Scope;
}

/** A place takes a line of 32 bytes: two times, then four numbers. */
const TIMES = 4;
const NUMBERS = 8;
const PRINCIPAL = 4;
const ROLE = 5;
const SCOPE = 6;
const HAS_CONDITION = 7;
const FIRST_SIZE = 1024;

/** Active schedules in one piece of memory, each in a place that is given to another one when it ends. */
export class GrantTable {
  readonly #ids = new PackedIds();
  /** How many places there are. */
  #size = 0;
  readonly #vacant: number[] = [];
  #times = new Float64Array(FIRST_SIZE * TIMES);
  /** The same memory. */
  #numbers = new Int32Array(this.#times.buffer);
  /** Of the few that have one. */
  readonly #conditions = new Map<number, Condition | undefined>();

  find(scheduleId: string): number | undefined {
    return this.#ids.find(scheduleId);
  }

  /** There is none of that id. */
  add(scheduleId: string, { principal, role, scope }: GrantNumbers, terms: GrantTerms): number {
    const place = this.#vacant.pop() ?? this.#size;
    this.#size = Math.max(this.#size, place + 1);
    if (place * TIMES >= this.#times.length) this.#grow();
    this.#ids.set(place, scheduleId);
    const at = place * NUMBERS;
    this.#numbers[at + PRINCIPAL] = principal;
    this.#numbers[at + ROLE] = role;
    this.#numbers[at + SCOPE] = scope;
    this.setTerms(place, terms);
    return place;
  }

  setTerms(place: number, { startMs, endMs, condition }: GrantTerms): void {
    this.#times[place * TIMES] = startMs;
    this.#times[place * TIMES + 1] = endMs;
    this.#numbers[place * NUMBERS + HAS_CONDITION] = condition === null ? 0 : 1;
    if (condition !== null) this.#conditions.set(place, condition);
    else if (this.#conditions.size > 0) this.#conditions.delete(place);
  }

  remove(place: number): void {
    this.#ids.delete(place);
    this.#conditions.delete(place);
    this.#vacant.push(place);
  }

  principal(place: number): number {
    return this.#numbers[place * NUMBERS + PRINCIPAL] as number;
  }

  role(place: number): number {
    return this.#numbers[place * NUMBERS + ROLE] as number;
  }

  scope(place: number): number {
    return this.#numbers[place * NUMBERS + SCOPE] as number;
  }

  startMs(place: number): number {
    return this.#times[place * TIMES] as number;
  }

  endMs(place: number): number {
    return this.#times[place * TIMES + 1] as number;
  }

  condition(place: number): Condition | null | undefined {
    return this.#numbers[place * NUMBERS + HAS_CONDITION] === 0 ? null : this.#conditions.get(place);
  }

  /** The schedule as decisions see it; undefined where its role gives nothing any more. */
  grant(place: number, names: GrantNames): Grant | undefined {
    const role = names.role(this.role(place));
    if (role === undefined) return undefined;
    return {
      scheduleId: this.#ids.text(place),
      principalId: names.principalId(this.principal(place)),
      role,
      scope: names.scope(this.scope(place)),
      startMs: this.startMs(place),
      endMs: this.endMs(place),
      condition: this.condition(place),
    };
  }

  #grow(): void {
    const times = new Float64Array(Math.ceil((this.#times.length / TIMES) * 1.5) * TIMES);
    times.set(this.#times);
    this.#times = times;
    this.#numbers = new Int32Array(times.buffer);
  }
}
