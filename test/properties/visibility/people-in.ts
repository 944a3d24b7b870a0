import type { DomainEvent } from '../../../src/domain/events.ts';
import type { ApproverReference } from '../../../src/domain/policy/policy.ts';

/** A person with the groups that they are in, through others too. */
export function ownIdsOf(events: readonly DomainEvent[], person: string): ReadonlySet<string> {
  const own = new Set([person]);
  for (const id of own) {
    for (const event of events) if (event.type === 'group.memberAdded' && event.memberId === id) own.add(event.groupId);
  }
  return own;
}

/** These and who is in them, through others too. */
export function withMembers(events: readonly DomainEvent[], ids: readonly string[]): ReadonlySet<string> {
  const all = new Set(ids);
  for (const id of all) {
    for (const event of events) if (event.type === 'group.memberAdded' && event.groupId === id) all.add(event.memberId);
  }
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
