import type { CompiledRole, RoleAnswer } from '../domain/access/compiled-role.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';

/** So many operations are remembered as they are written; then all begins anew, so that no caller makes the memory grow. */
const MOST_OPERATIONS = 8192;
const FIRST_OPERATIONS = 64;
/** Answers of so many roles are remembered here, in two bits each; the others remember their own. */
const MOST_ROLES = 1024;
/** So many numbers they take. */
const WIDTH = MOST_ROLES / 16;
const UNKNOWN = 0;
const NO = 1;
const YES = 2;
/** Yes under conditions: which, the role says. */
const CONDITIONAL = 3;

/**
 * The operations that are asked about, as numbers: which of them are on data, and what each role says of them. The same few
 * are asked about for ever, so that what many roles say of one of them stands close together. An operation on data and the
 * same one as a control action are two rows.
 */
export class AskedOperations {
  readonly #onData = new Set<string>();
  readonly #rows = new Map<string, number>();
  #answers = new Uint32Array(FIRST_OPERATIONS * 2 * WIDTH);

  /** What somebody writes into a custom role must not change how others are asked about. */
  learn({ kind, permissions }: Pick<RoleDefinition, 'kind' | 'permissions'>): void {
    if (kind === 'builtIn') {
      for (const { dataActions } of permissions) {
        for (const action of dataActions) if (!action.includes('*')) this.#onData.add(action.toLowerCase());
      }
    }
    this.forget();
  }

  /** What was answered about any operation. */
  forget(): void {
    if (this.#rows.size === 0) return;
    this.#rows.clear();
    this.#answers.fill(UNKNOWN);
  }

  /** The row of what is asked: on data where that is said, or where built-in roles know it as such. Right until the next is asked for. */
  row(action: string, isDataAction = false): number {
    const known = this.#rows.get(action) ?? this.#add(action);
    return isDataAction ? known | 1 : known;
  }

  isOnData(row: number): boolean {
    return (row & 1) === 1;
  }

  /** What the role with that number says of the operation that stands in a row. */
  answer(row: number, number: number, role: CompiledRole, action: string): RoleAnswer {
    if (number >= MOST_ROLES) return role.answer(action, this.isOnData(row));
    const at = row * WIDTH + (number >>> 4);
    const shift = (number & 15) * 2;
    const known = ((this.#answers[at] as number) >>> shift) & CONDITIONAL;
    if (known === YES) return 'yes';
    if (known === NO) return 'no';
    const answer = role.answer(action, this.isOnData(row));
    const code = answer === 'yes' ? YES : answer === 'no' ? NO : CONDITIONAL;
    this.#answers[at] = (this.#answers[at] as number) | (code << shift);
    return answer;
  }

  /** The row of an operation that was not asked about yet. */
  #add(action: string): number {
    if (this.#rows.size >= MOST_OPERATIONS) this.forget();
    const first = this.#rows.size * 2;
    if ((first + 2) * WIDTH > this.#answers.length) {
      const answers = new Uint32Array(this.#answers.length * 2);
      answers.set(this.#answers);
      this.#answers = answers;
    }
    const row = this.#onData.has(action.toLowerCase()) ? first + 1 : first;
    this.#rows.set(action, row);
    return row;
  }
}
