import type { RoleDefinition } from '../domain/role-definition.ts';

/** So many operations are remembered as they are written; a caller cannot make the memory grow further. */
const REMEMBERED_OPERATIONS = 4096;

/** The operations on data that built-in roles name. */
export class OperationsOnData {
  readonly #known = new Set<string>();
  readonly #asked = new Map<string, boolean>();

  /** What somebody writes into a custom role must not change how others are asked about. */
  learn({ kind, permissions }: Pick<RoleDefinition, 'kind' | 'permissions'>): void {
    if (kind !== 'builtIn') return;
    for (const { dataActions } of permissions) {
      for (const action of dataActions) if (!action.includes('*')) this.#known.add(action.toLowerCase());
    }
    this.#asked.clear();
  }

  has(action: string): boolean {
    const remembered = this.#asked.get(action);
    if (remembered !== undefined) return remembered;
    const isKnown = this.#known.has(action.toLowerCase());
    if (this.#asked.size < REMEMBERED_OPERATIONS) this.#asked.set(action, isKnown);
    return isKnown;
  }
}
