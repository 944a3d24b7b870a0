import type { Scope } from '../../lib/api-types.ts';

/** What a list of roles is narrowed to; an empty text narrows nothing. */
export interface RoleFilter {
  readonly text: string;
  readonly family: string;
}

interface Filtered {
  readonly role: { readonly name: string; readonly family: string };
  readonly scope: Scope;
}

/** Whether every word of the text is in the names. */
export function matchesFilter({ role, scope }: Filtered, { text, family }: RoleFilter): boolean {
  if (family !== '' && role.family !== family) return false;
  const names = `${role.name} ${scope.displayName} ${scope.path}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => names.includes(word));
}
