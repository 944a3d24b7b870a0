import type { Scope } from '../scope.ts';
import type { AccessDecision, Grant, Holder, Obstacle } from './decide-access.ts';
import { holdsRole } from './holds-role.ts';

/**
 * Whether the holder has one of the roles at a scope of the chain at this instant, and through which schedule; the same
 * rule as `holdsRole`. Deny assignments take operations away, no roles. `explain` collects why each schedule of these roles does not give it.
 */
export function decideRole(
  holder: Holder | undefined,
  roleDefinitionIds: readonly string[],
  scopeChain: readonly Scope[],
  atMs: number,
  explain = false,
): AccessDecision {
  if (holder === undefined) return { allowed: false, reason: 'principalUnknown', considered: [] };
  if (!holder.enabled) return { allowed: false, reason: 'principalDisabled', considered: [] };
  const by = holder.grants.find((grant) => {
    return holdsRole({ enabled: true, grants: [grant], denials: [] }, roleDefinitionIds, scopeChain, atMs);
  });
  if (by !== undefined) return { allowed: true, by };
  const ofRole = explain ? holder.grants.filter(({ role }) => roleDefinitionIds.includes(role.id)) : [];
  const considered = ofRole.map((grant) => ({ grant, obstacle: obstacleOf(grant, scopeChain, atMs) }));
  return { allowed: false, reason: 'noAssignment', considered };
}

function obstacleOf(grant: Grant, scopeChain: readonly Scope[], atMs: number): Obstacle {
  if (atMs < grant.startMs) return 'notStarted';
  if (atMs >= grant.endMs) return 'ended';
  return scopeChain.includes(grant.scope) ? 'conditionNotMet' : 'otherScope';
}
