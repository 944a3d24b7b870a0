import { compileRole } from '../domain/access/compiled-role.ts';
import type { Grant, Holder } from '../domain/access/decide-access.ts';
import { groupScope } from '../domain/group/group-scope.ts';
import { wellKnownRoles } from '../domain/role-definition.ts';

const memberRole = compileRole({ id: wellKnownRoles.groupMember, permissions: [] });
const ownerRole = compileRole({ id: wellKnownRoles.groupOwner, permissions: [] });

/** What makes somebody a member or an owner of a group by no schedule of their own. */
export interface Standing {
  readonly groupId: string;
  readonly isOwner: boolean;
  /** When they are in it, in milliseconds since the epoch: for good, or by another group that they are in for a time. */
  readonly stretches: ReadonlyArray<{ readonly startMs: number; readonly endMs: number }>;
}

/** The holder of group roles that whoever stands so in a group is beside their schedules (ADR 0023). */
export function withStanding(holder: Holder, principalId: string, { groupId, isOwner, stretches }: Standing): Holder {
  const grant = { principalId, scope: groupScope(groupId), condition: null };
  const member = stretches.map(
    (stretch): Grant => ({ ...grant, ...stretch, scheduleId: `member:${groupId}`, role: memberRole }),
  );
  const forGood = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY };
  const owner: Grant = { ...grant, ...forGood, scheduleId: `owner:${groupId}`, role: ownerRole };
  return { ...holder, grants: [...holder.grants, ...member, ...(isOwner ? [owner] : [])] };
}
