import { refuse } from '../domain/errors.ts';
import type { Reader } from '../ledger/engine.ts';
import { groupsAround, principalById } from '../ledger/facts/principal-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorisePrincipalChange } from './authorise-principal-change.ts';
import { type Caller, contextOf } from './caller.ts';
import { losesLastAdministrator } from './last-administrator.ts';
import { lostThroughGroups } from './lost-through-groups.ts';

/** Puts a user, group or service principal into a group; a cycle of groups is refused (BEHAVIOUR §1). */
export function addGroupMember(ledger: Ledger, caller: Caller, groupId: string, memberId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'changeGroupMembers', groupId), async ({ now, tx, append }) => {
    await authorisePrincipalChange(tx, caller, { command: 'changeGroupMembers', principalId: groupId }, now);
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
    await authorisePrincipalChange(tx, caller, { command: 'changeGroupMembers', principalId: groupId }, now);
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

async function requireGroup(tx: Reader, groupId: string): Promise<void> {
  if ((await principalById(tx, groupId))?.kind === 'group') return;
  refuse({ code: 'principalNotFound', field: 'groupId', message: `there is no group \`${groupId}\`` });
}
