import { READS_RESOURCE_ASSIGNMENTS, readersOf } from '../domain/access/assignment-readers.ts';
import { decideAccess, type Holder } from '../domain/access/decide-access.ts';
import { holdsRole } from '../domain/access/holds-role.ts';
import type { Power } from '../domain/access/protection.ts';
import { refuse } from '../domain/errors.ts';
import { groupScope } from '../domain/group/group-scope.ts';
import type { PrincipalFacts } from '../domain/principal.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { holderFacts } from '../ledger/facts/holder-facts.ts';
import { ownPowers } from '../ledger/facts/power-facts.ts';
import { roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { unfinishedAt } from '../ledger/facts/schedule-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type Caller, contextOf } from './caller.ts';
import { endAtOnce, refuseLastAdministrator } from './disable-principal.ts';
import { requireOwnGroup } from './require-own-group.ts';

/** Deletes a group. Refused while an assignment, an eligibility, approvers or a denial name it. */
export function deleteGroup(ledger: Ledger, caller: Caller, groupId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'deleteGroup', groupId), async (scope) => {
    const { now, tx } = scope;
    const { entry, callerFacts } = await requireOwnGroup(tx, caller, { command: 'deleteGroup', groupId }, now);
    await refuseInUse(tx, groupId, callerFacts, now);
    await refuseLastAdministrator(tx, entry.principal, now);
    const ending = { type: 'principal.deleted', principalId: groupId } as const;
    await endAtOnce(scope, entry.principal, caller.principalId, ending);
  });
}

/** Refuses while something names the group; says what, as far as the reader may know it (null: may know nothing of it). */
export async function refuseInUse(
  tx: Reader,
  groupId: string,
  reader: PrincipalFacts | null,
  now: Temporal.Instant,
): Promise<void> {
  const own = (await ownPowers(tx, groupId, now)).filter(({ by }) => by !== 'roleAssignable');
  const powers = [...own, ...(await powersOver(tx, groupId, now))];
  if (powers.length === 0) return;
  const holder = reader === null ? null : await holderFacts(tx, reader, now);
  const named = new Set<string>();
  for (const power of powers) named.add(await nameOf(tx, power, holder, now));
  refuse({
    code: 'groupInUse',
    given: groupId,
    message: `the group \`${groupId}\` is named by ${[...named].join(', ')}; end that first`,
  });
}

/** Who is or may be in the group, or own it, by a schedule that has not ended. */
async function powersOver(tx: Reader, groupId: string, now: Temporal.Instant): Promise<readonly Power[]> {
  return (await unfinishedAt(tx, groupScope(groupId), now)).map(({ principalId, roleDefinitionId, scope }) => {
    return { by: 'schedule', holderId: principalId, roleDefinitionId, scope };
  });
}

const words: Readonly<Record<Exclude<Power['by'], 'schedule'>, string>> = {
  approvers: 'the approvers of a role',
  denial: 'a deny assignment',
  roleAssignable: 'nothing',
};

async function nameOf(tx: Reader, power: Power, holder: Holder | null, now: Temporal.Instant): Promise<string> {
  if (power.by !== 'schedule') return words[power.by];
  const { roleDefinitionId, scope } = power;
  const role = await roleDefinitionById(tx, roleDefinitionId);
  const atMs = now.epochMilliseconds;
  const question = { action: READS_RESOURCE_ASSIGNMENTS, isDataAction: false, attributes: null };
  const isSeen =
    holder !== null &&
    (role !== null && role.family !== 'resource'
      ? holdsRole(holder, readersOf[role.family], [scope, ROOT], atMs)
      : decideAccess(holder, { ...question, scopeChain: await scopeChainOf(tx, scope) }, atMs).allowed);
  return isSeen ? `an assignment of \`${role?.name ?? roleDefinitionId}\` at \`${scope}\`` : 'an assignment';
}
