import type { RoleDefinition } from './role-definition.ts';
import { type Scope, scopeKind } from './scope.ts';

/**
 * Whether a role can be held at the first scope of a chain: directory roles at the root or an administrative unit,
 * group roles at a group, resource roles at all others, custom ones where they say and below.
 */
export function standsAt(role: RoleDefinition, scopeChain: readonly Scope[]): boolean {
  const [scope] = scopeChain as [Scope];
  const kind = scopeKind(scope);
  if (role.family === 'directory') return kind === 'root' || kind === 'administrativeUnit';
  if (role.family === 'group' || kind === 'group') return role.family === 'group' && kind === 'group';
  if (kind === 'administrativeUnit') return false;
  return role.kind === 'builtIn' || role.assignableScopes.some((assignable) => scopeChain.includes(assignable));
}
