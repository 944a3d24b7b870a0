import type { RoleFamily } from '../domain/role-definition.ts';
import { type Scope, scopeKind } from '../domain/scope.ts';
import type { Viewer } from './viewer.ts';

/** Directory roles stand at the root and at administrative units alone; elsewhere nothing of them is inherited. */
export function familiesAt(scope: Scope): readonly RoleFamily[] {
  const kind = scopeKind(scope);
  return kind === 'root' ? ['resource', 'directory'] : kind === 'administrativeUnit' ? ['directory'] : ['resource'];
}

/** The families of roles whose assignments the viewer may read at the first scope of the chain; empty: none. */
export function readableFamilies(viewer: Viewer, scopeChain: readonly Scope[]): readonly RoleFamily[] {
  const [scope] = scopeChain as [Scope];
  return familiesAt(scope).filter((family) => viewer.readsAt[family].some((readAt) => scopeChain.includes(readAt)));
}

/** The ancestors at which the viewer may read the assignments of all these families too, nearest first. */
export function readableAncestors(
  viewer: Viewer,
  scopeChain: readonly Scope[],
  families: readonly RoleFamily[],
): readonly Scope[] {
  return scopeChain.slice(1).filter((ancestor) => {
    const above = scopeChain.slice(scopeChain.indexOf(ancestor));
    return families.every((family) => viewer.readsAt[family].some((readAt) => above.includes(readAt)));
  });
}
