import { refuse } from '../domain/errors.ts';
import type { Reader } from '../ledger/engine.ts';
import { isDirectMember } from '../ledger/facts/directory-facts.ts';
import type { Leaving } from '../ledger/facts/people-facts.ts';
import { type GroupMembership, groupsAround, principalById } from '../ledger/facts/principal-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { appendWithLosses } from './append-with-losses.ts';
import { type Caller, contextOf } from './caller.ts';
import { losesLastAdministrator } from './last-administrator.ts';
import { lostThroughGroups } from './lost-through-groups.ts';
import { requireOwnGroup } from './require-own-group.ts';

/** Puts a user, group or service principal into a group; a cycle of groups is refused (BEHAVIOUR §1). */
export function addGroupMember(ledger: Ledger, caller: Caller, groupId: string, memberId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'changeGroupMembers', groupId), async ({ now, tx, append }) => {
    await requireOwnGroup(tx, caller, { command: 'changeGroupMembers', groupId }, now);
    if ((await principalById(tx, memberId)) === null) {
      refuse({ code: 'principalNotFound', field: 'memberId', message: `there is no principal \`${memberId}\`` });
    }
    await refuseCycle(tx, { groupId, memberId });
    if (!(await isDirectMember(tx, groupId, memberId)))
      await append([{ type: 'group.memberAdded', groupId, memberId }]);
  });
}

/**
 * Takes a member out of a group. Who was eligible through the group alone loses what was activated from that, and
 * what was asked for on it.
 */
export function removeGroupMember(ledger: Ledger, caller: Caller, groupId: string, memberId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'changeGroupMembers', groupId), async (scope) => {
    const { now, tx, append } = scope;
    await requireOwnGroup(tx, caller, { command: 'changeGroupMembers', groupId }, now);
    await refuseToLeave(tx, { groupId, memberIds: [memberId] }, now, 'memberId');
    if (!(await isDirectMember(tx, groupId, memberId))) return;
    await append([{ type: 'group.memberRemoved', groupId, memberId }]);
    await appendWithLosses(scope, await lostThroughGroups(tx, null, now));
  });
}

/** Refuses a member that would make groups contain each other in a circle. */
export async function refuseCycle(tx: Reader, { groupId, memberId }: GroupMembership): Promise<void> {
  if (memberId !== groupId && !(await groupsAround(tx, groupId)).has(memberId)) return;
  refuse({
    code: 'membershipCycle',
    field: 'memberId',
    message: `group \`${memberId}\` contains \`${groupId}\` already; groups cannot contain each other in a circle`,
  });
}

/** Refuses to take the last enabled administrators out of a group. */
export async function refuseToLeave(tx: Reader, leaving: Leaving, now: Temporal.Instant, field: string): Promise<void> {
  if (!(await losesLastAdministrator(tx, now, { leaving }))) return;
  refuse({
    code: 'lastAdministrator',
    field,
    message: 'the last enabled administrator cannot be taken out of the group; assign another first',
  });
}
