import type { CompiledRole } from '../domain/access/compiled-role.ts';
import type { Grant } from '../domain/access/decide-access.ts';
import type { Condition } from '../domain/condition/condition.ts';
import type { Scope } from '../domain/scope.ts';

/** An active schedule with its principal, role and scope as numbers; times in milliseconds since the epoch. */
export interface GrantRow {
  readonly scheduleId: string;
  readonly principal: number;
  readonly role: number;
  readonly scope: number;
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

/** What a place takes: start, end, the principal, and the role with the scope. */
const WIDTH = 4;
const FIRST_SIZE = 1024;
/** A role and a scope in one number that is kept exactly. */
const SCOPES = 2 ** 32;

/** Active schedules in one piece of memory, each in a place that is given to another one when it ends. */
export class GrantTable {
  readonly #places = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #vacant: number[] = [];
  #rows = new Float64Array(FIRST_SIZE * WIDTH);
  /** Of the few that have one. */
  readonly #conditions = new Map<number, Condition | undefined>();

  find(scheduleId: string): number | undefined {
    return this.#places.get(scheduleId);
  }

  add(row: GrantRow): number {
    const place = this.#vacant.pop() ?? this.#ids.length;
    if (place * WIDTH >= this.#rows.length) this.#grow();
    this.#ids[place] = row.scheduleId;
    this.#places.set(row.scheduleId, place);
    this.#rows[place * WIDTH + 2] = row.principal;
    this.#rows[place * WIDTH + 3] = row.role * SCOPES + row.scope;
    this.setTerms(place, row);
    return place;
  }

  setTerms(place: number, { startMs, endMs, condition }: Pick<GrantRow, 'startMs' | 'endMs' | 'condition'>): void {
    this.#rows[place * WIDTH] = startMs;
    this.#rows[place * WIDTH + 1] = endMs;
    if (condition === null) this.#conditions.delete(place);
    else this.#conditions.set(place, condition);
  }

  remove(place: number): void {
    this.#places.delete(this.#ids[place] as string);
    this.#ids[place] = '';
    this.#conditions.delete(place);
    this.#vacant.push(place);
  }

  principal(place: number): number {
    return this.#rows[place * WIDTH + 2] as number;
  }

  scope(place: number): number {
    return (this.#rows[place * WIDTH + 3] as number) >>> 0;
  }

  /** The schedule as decisions see it; undefined where its role gives nothing any more. */
  grant(place: number, names: GrantNames): Grant | undefined {
    const at = place * WIDTH;
    const roleAndScope = this.#rows[at + 3] as number;
    const scope = roleAndScope >>> 0;
    const role = names.role((roleAndScope - scope) / SCOPES);
    if (role === undefined) return undefined;
    return {
      scheduleId: this.#ids[place] as string,
      principalId: names.principalId(this.#rows[at + 2] as number),
      role,
      scope: names.scope(scope),
      startMs: this.#rows[at] as number,
      endMs: this.#rows[at + 1] as number,
      condition: this.#conditions.size > 0 && this.#conditions.has(place) ? this.#conditions.get(place) : null,
    };
  }

  #grow(): void {
    const rows = new Float64Array(Math.ceil((this.#rows.length / WIDTH) * 1.5) * WIDTH);
    rows.set(this.#rows);
    this.#rows = rows;
  }
}
