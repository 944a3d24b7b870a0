import type { Scope } from '../scope.ts';
import type { Holder } from './decide-access.ts';

/** Whether the holder has one of the roles at a scope of the chain at this instant; a conditional one does not count. */
export function holdsRole(
  holder: Holder,
  roleDefinitionIds: readonly string[],
  scopeChain: readonly Scope[],
  atMs: number,
): boolean {
  if (!holder.enabled) return false;
  return holder.grants.some(
    (grant) =>
      grant.condition === null &&
      roleDefinitionIds.includes(grant.role.id) &&
      scopeChain.includes(grant.scope) &&
      grant.startMs <= atMs &&
      atMs < grant.endMs,
  );
}
