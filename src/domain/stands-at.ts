import type { RoleDefinition, RoleFamily } from './role-definition.ts';
import { type Scope, type ScopeKind, scopeKind } from './scope.ts';

/** Directory roles stand at the root and at administrative units alone; group roles at groups; neither is inherited. */
const standingAt: Readonly<Record<ScopeKind, readonly RoleFamily[]>> = {
  root: ['resource', 'directory'],
  administrativeUnit: ['directory'],
  managementGroup: ['resource'],
  subscription: ['resource'],
  resourceGroup: ['resource'],
  resource: ['resource'],
  group: ['group'],
};

/** The families whose roles stand at a scope. */
export function familiesAt(scope: Scope): readonly RoleFamily[] {
  return standingAt[scopeKind(scope)];
}

/** The kinds of scopes at which roles of a family stand. */
export function scopeKindsOf(family: RoleFamily): readonly ScopeKind[] {
  const kinds = Object.keys(standingAt) as readonly ScopeKind[];
  return kinds.filter((kind) => standingAt[kind].includes(family));
}

/** Whether a role can be held at the first scope of a chain: where its family stands, custom ones where they say and below. */
export function standsAt(role: RoleDefinition, scopeChain: readonly Scope[]): boolean {
  const [scope] = scopeChain as [Scope];
  if (!familiesAt(scope).includes(role.family)) return false;
  if (role.family !== 'resource') return true;
  return role.kind === 'builtIn' || role.assignableScopes.some((assignable) => scopeChain.includes(assignable));
}
