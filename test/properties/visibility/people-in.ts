import type { DomainEvent } from '../../../src/domain/events.ts';
import { groupIdOf } from '../../../src/domain/group/group-scope.ts';
import type { ApproverReference } from '../../../src/domain/policy/policy.ts';
import { wellKnownRoles } from '../../../src/domain/role-definition.ts';
import { contains } from '../../../src/domain/time.ts';

/** Who is directly in which group, for good or for a time: then at the instant, or at any (null). */
function membershipsIn(events: readonly DomainEvent[], now: Temporal.Instant | null) {
  return events.flatMap((event) => {
    if (event.type === 'group.memberAdded') return [event];
    if (event.type !== 'schedule.created') return [];
    const { kind, roleDefinitionId, principalId, scope } = event.schedule;
    const isMembership = kind === 'active' && roleDefinitionId === wellKnownRoles.groupMember;
    if (!isMembership || (now !== null && !contains(event.schedule, now))) return [];
    return [{ groupId: groupIdOf(scope) as string, memberId: principalId }];
  });
}

/** A person with the groups that they are in, were or will be for a time, through others too. */
export function ownIdsOf(events: readonly DomainEvent[], person: string): ReadonlySet<string> {
  const memberships = membershipsIn(events, null);
  const own = new Set([person]);
  for (const id of own) for (const { groupId, memberId } of memberships) if (memberId === id) own.add(groupId);
  return own;
}

/** The groups that one of these owns, for good or for a time. */
export function ownedBy(events: readonly DomainEvent[], ids: ReadonlySet<string>): readonly string[] {
  return events.flatMap((event) => {
    if (event.type === 'group.ownerAdded') return ids.has(event.ownerId) ? [event.groupId] : [];
    if (event.type !== 'schedule.created') return [];
    const { kind, roleDefinitionId, principalId, scope } = event.schedule;
    const isOwner = kind === 'active' && roleDefinitionId === wellKnownRoles.groupOwner;
    return isOwner && ids.has(principalId) ? [groupIdOf(scope) as string] : [];
  });
}

/** The service principals that one of these owns, also by way of another one: what they ask for is theirs to see. */
export function servicePrincipalsOf(events: readonly DomainEvent[], ids: ReadonlySet<string>): ReadonlySet<string> {
  const owners = events.filter((event) => event.type === 'servicePrincipal.ownerAdded');
  const reached = new Set(ids);
  for (const id of reached) {
    for (const { ownerId, servicePrincipalId } of owners) if (ownerId === id) reached.add(servicePrincipalId);
  }
  return reached;
}

/** These and who is in them, through others too. */
export function withMembers(
  events: readonly DomainEvent[],
  ids: readonly string[],
  now: Temporal.Instant,
): ReadonlySet<string> {
  const memberships = membershipsIn(events, now);
  const all = new Set(ids);
  for (const id of all) for (const { groupId, memberId } of memberships) if (groupId === id) all.add(memberId);
  return all;
}

const idsOf = (references: readonly { readonly id: string }[]) => references.map(({ id }) => id);
const approversOf = (references: readonly ApproverReference[]) => idsOf(references);

/** Whom an entry about something else than the directory names. */
export function peopleIn(event: DomainEvent): readonly string[] {
  switch (event.type) {
    case 'roleDefinition.defined':
      return event.definedById === undefined ? [] : [event.definedById];
    case 'roleManagementPolicy.updated':
      return [
        event.modifiedById,
        ...event.after.Approval_EndUser_Assignment.stages.flatMap(({ approvers }) => approversOf(approvers)),
      ];
    case 'policyTemplate.created':
      return [event.createdById];
    case 'policyTemplate.applied':
      return [event.appliedById];
    case 'schedule.created':
      return [event.schedule.principalId];
    case 'scheduleRequest.submitted':
      return [event.request.principalId, event.request.requestorId];
    case 'scheduleRequest.canceled':
      return event.canceledById === null ? [] : [event.canceledById];
    case 'approval.requested':
      return approversOf(event.approvers);
    case 'approval.decided':
    case 'extension.decided':
      return [event.decidedById];
    case 'denyAssignment.created': {
      const { principals, excludePrincipals, createdById } = event.denyAssignment;
      return [...idsOf(principals), ...idsOf(excludePrincipals), createdById];
    }
    default:
      return [];
  }
}
