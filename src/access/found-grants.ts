import type { RoleAnswer } from '../domain/access/compiled-role.ts';
import type { AccessQuestion, Grant, Held } from '../domain/access/decide-access.ts';
import type { AskedOperations } from './asked-operations.ts';
import type { GrantNames, GrantTable } from './grant-table.ts';
import { Found } from './keyed-lists.ts';

/** What one question found, as the rule reads it: nothing is made of it. Used again for the next question. */
export class FoundGrants implements Held<number> {
  readonly #table: GrantTable;
  readonly #operations: AskedOperations;
  readonly #names: GrantNames;
  readonly places = new Found();
  /** The row of the operation that is asked about. */
  row = 0;

  constructor(table: GrantTable, operations: AskedOperations, names: GrantNames) {
    this.#table = table;
    this.#operations = operations;
    this.#names = names;
  }

  get count(): number {
    return this.places.count;
  }

  startMs(nth: number): number {
    return this.#table.startMs(this.#place(nth));
  }

  endMs(nth: number): number {
    return this.#table.endMs(this.#place(nth));
  }

  where(nth: number): number {
    return this.#table.scope(this.#place(nth));
  }

  /** A role that is not defined gives nothing. */
  answer(nth: number, { action }: AccessQuestion): RoleAnswer {
    const number = this.#table.role(this.#place(nth));
    const role = this.#names.role(number);
    return role === undefined ? 'no' : this.#operations.answer(this.row, number, role, action);
  }

  condition(nth: number): Grant['condition'] {
    return this.#table.condition(this.#place(nth));
  }

  grant(): null {
    return null;
  }

  #place(nth: number): number {
    return this.places.numbers[nth] as number;
  }
}
