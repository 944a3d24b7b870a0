import { type Scope, scopeKind } from '../scope.ts';

const PREFIX = '/groups/';

/** The scope at which one is member or owner of the group: the group itself. Nothing is below it (ADR 0023). */
export function groupScope(groupId: string): Scope {
  return `${PREFIX}${groupId.toLowerCase()}` as Scope;
}

/** The group whose scope it is; null: it is no group's. */
export function groupIdOf(scope: Scope): string | null {
  return scopeKind(scope) === 'group' ? scope.slice(PREFIX.length) : null;
}
