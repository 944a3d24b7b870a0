import { topDirectoryRoles } from '../domain/access/directory-authority.ts';
import { refuse } from '../domain/errors.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { type GroupMembership, groupsAround, principalById } from '../ledger/facts/principal-facts.ts';
import { sameSchedules } from '../ledger/facts/schedule-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { losesLastAdministrator } from './last-administrator.ts';
import { lostThroughGroups } from './lost-through-groups.ts';

/** Puts a user, group or service principal into a group; a cycle of groups is refused (BEHAVIOUR §1). */
export function addGroupMember(ledger: Ledger, caller: Caller, groupId: string, memberId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'changeGroupMembers', groupId), async ({ now, tx, append }) => {
    await authoriseMembership(tx, caller, { groupId, memberId }, now);
    await requireGroup(tx, groupId);
    if ((await principalById(tx, memberId)) === null) {
      refuse({ code: 'principalNotFound', field: 'memberId', message: `there is no principal \`${memberId}\`` });
    }
    if (memberId === groupId || (await groupsAround(tx, groupId)).has(memberId)) {
      refuse({
        code: 'membershipCycle',
        field: 'memberId',
        message: `group \`${memberId}\` contains \`${groupId}\` already; groups cannot contain each other in a circle`,
      });
    }
    await append([{ type: 'group.memberAdded', groupId, memberId }]);
  });
}

/**
 * Takes a member out of a group. Who was eligible through the group alone loses what was activated from that, and
 * what was asked for on it.
 */
export function removeGroupMember(ledger: Ledger, caller: Caller, groupId: string, memberId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'changeGroupMembers', groupId), async ({ now, tx, append }) => {
    await authoriseMembership(tx, caller, { groupId, memberId }, now);
    await requireGroup(tx, groupId);
    if (await losesLastAdministrator(tx, now, { leaving: { groupId, memberId } })) {
      refuse({
        code: 'lastAdministrator',
        field: 'memberId',
        message: 'the last enabled administrator cannot be taken out of the group; assign another first',
      });
    }
    await append([{ type: 'group.memberRemoved', groupId, memberId }]);
    await append(await lostThroughGroups(tx, now));
  });
}

/** Who is put into a group gets its roles: those of a top directory role are given and taken as the role itself is. */
async function authoriseMembership(
  tx: Reader,
  caller: Caller,
  { groupId, memberId }: GroupMembership,
  now: Temporal.Instant,
): Promise<void> {
  const target = { family: 'directory', scopeChain: [ROOT] } as const;
  await authorise(tx, caller, 'changeGroupMembers', target, now);
  for (const principalId of [groupId, ...(await groupsAround(tx, groupId))]) {
    for (const roleDefinitionId of topDirectoryRoles) {
      for (const kind of ['eligible', 'active'] as const) {
        const held = await sameSchedules(tx, { kind, principalId, roleDefinitionId, scope: ROOT }, now);
        if (held.length === 0) continue;
        const assignment = { roleDefinitionId, principalId: memberId, principalType: '' };
        await authorise(tx, caller, 'changeGroupMembers', { ...target, assignment }, now);
      }
    }
  }
}

async function requireGroup(tx: Reader, groupId: string): Promise<void> {
  if ((await principalById(tx, groupId))?.kind === 'group') return;
  refuse({ code: 'principalNotFound', field: 'groupId', message: `there is no group \`${groupId}\`` });
}
