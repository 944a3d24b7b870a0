import { compileCondition } from '../../domain/access/compile-condition.ts';
import { type CompiledRole, compileRole } from '../../domain/access/compiled-role.ts';
import type { Grant, Holder } from '../../domain/access/decide-access.ts';
import { groupScope } from '../../domain/group/group-scope.ts';
import type { PrincipalFacts } from '../../domain/principal.ts';
import { wellKnownRoles } from '../../domain/role-definition.ts';
import type { Schedule } from '../../domain/schedule.ts';
import type { Reader } from '../engine.ts';
import { denialsOf } from './deny-facts.ts';
import { groupsOwnedBy } from './directory-facts.ts';
import { roleDefinitionById } from './role-facts.ts';
import { heldSchedules } from './schedule-facts.ts';

/** A schedule made ready for decisions. */
export function toGrant(schedule: Schedule, role: CompiledRole): Grant {
  return {
    scheduleId: schedule.id,
    principalId: schedule.principalId,
    role,
    scope: schedule.scope,
    startMs: schedule.startAt.epochMilliseconds,
    endMs: schedule.endAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    condition: compileCondition(schedule.condition?.text ?? null),
  };
}

const ownerRole = compileRole({ id: wellKnownRoles.groupOwner, permissions: [] });

/** Who owns a group for good holds the same role there as who owns it for a time, and by no schedule. */
function ownership(principalId: string, groupId: string): Grant {
  return {
    scheduleId: `owner:${groupId}`,
    principalId,
    role: ownerRole,
    scope: groupScope(groupId),
    startMs: 0,
    endMs: Number.POSITIVE_INFINITY,
    condition: null,
  };
}

/** What a principal holds now, read inside the transaction; a role that cannot be found gives nothing. */
export async function holderFacts(tx: Reader, facts: PrincipalFacts, now: Temporal.Instant): Promise<Holder> {
  const { principal } = facts;
  const grants: Grant[] = [];
  for (const schedule of await heldSchedules(tx, principal.id, now)) {
    const role = await roleDefinitionById(tx, schedule.roleDefinitionId);
    if (role !== null) grants.push(toGrant(schedule, compileRole(role)));
  }
  for (const groupId of await groupsOwnedBy(tx, principal.id)) grants.push(ownership(principal.id, groupId));
  return { enabled: principal.enabled, grants, denials: await denialsOf(tx, facts, now) };
}
