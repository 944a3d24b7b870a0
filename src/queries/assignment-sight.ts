import { isHidden } from '../domain/access/hidden-scopes.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import { familiesAt } from '../domain/stands-at.ts';
import type { Viewer } from './viewer.ts';

/** Whether the viewer may read everybody's assignments of a family at the first scope of the chain. */
export function readsAssignments(viewer: Viewer, family: RoleFamily, scopeChain: readonly Scope[]): boolean {
  if (family === 'resource' && isHidden(viewer.hiddenAt, scopeChain)) return false;
  return viewer.readsAt[family].some((readAt) => scopeChain.includes(readAt));
}

/** Whether the viewer may give roles of a family at the first scope of the chain; of the others, whoever reads them. */
export function administers(viewer: Viewer, family: RoleFamily, scopeChain: readonly Scope[]): boolean {
  if (family !== 'resource') return readsAssignments(viewer, family, scopeChain);
  return !isHidden(viewer.writingDeniedAt, scopeChain) && viewer.writesAt.some((scope) => scopeChain.includes(scope));
}

/** The families of roles whose assignments the viewer may read at the first scope of the chain; empty: none. */
export function readableFamilies(viewer: Viewer, scopeChain: readonly Scope[]): readonly RoleFamily[] {
  const [scope] = scopeChain as [Scope];
  return familiesAt(scope).filter((family) => readsAssignments(viewer, family, scopeChain));
}

/** The ancestors at which the viewer may read the assignments of all these families too, nearest first. */
export function readableAncestors(
  viewer: Viewer,
  scopeChain: readonly Scope[],
  families: readonly RoleFamily[],
): readonly Scope[] {
  return scopeChain.slice(1).filter((ancestor) => {
    const above = scopeChain.slice(scopeChain.indexOf(ancestor));
    return families.every((family) => readsAssignments(viewer, family, above));
  });
}
