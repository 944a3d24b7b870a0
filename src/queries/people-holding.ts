import { groupIdOf } from '../domain/group/group-scope.ts';
import type { Principal } from '../domain/principal.ts';
import { wellKnownRoles } from '../domain/role-definition.ts';
import { ROOT, type Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { groupOwnersOf } from '../ledger/facts/directory-facts.ts';
import { liveSchedulesOfRole, schedulesEndedSince } from '../ledger/facts/schedule-facts.ts';
import { peopleBehind } from './people-behind.ts';

/** The people who hold one of the roles at a scope of the chain at the instant; a conditional assignment does not count. */
export async function peopleHolding(
  tx: Reader,
  roleDefinitionIds: readonly string[],
  scopeChain: readonly Scope[],
  at: Temporal.Instant,
): Promise<readonly Principal[]> {
  const holderIds: string[] = [];
  for (const id of roleDefinitionIds) {
    for (const { scope, condition, principalId } of await liveSchedulesOfRole(tx, id, at)) {
      if (condition === null && scopeChain.includes(scope)) holderIds.push(principalId);
    }
    // whoever tells of an entry asks about its instant, a moment ago
    for (const scope of scopeChain) {
      const ended = await schedulesEndedSince(tx, { roleDefinitionId: id, scope }, at);
      for (const { condition, principalId } of ended) if (condition === null) holderIds.push(principalId);
    }
  }
  // who owns a group for good has the role by no schedule
  const groupId = groupIdOf(scopeChain[0] ?? ROOT);
  if (groupId !== null && roleDefinitionIds.includes(wellKnownRoles.groupOwner)) {
    holderIds.push(...(await groupOwnersOf(tx, groupId)));
  }
  return peopleBehind(tx, holderIds, at);
}
