import type { DomainEvent } from '../../domain/events.ts';
import { groupScope } from '../../domain/group/group-scope.ts';
import { wellKnownRoles } from '../../domain/role-definition.ts';
import type { Schedule } from '../../domain/schedule.ts';

const at = Temporal.Instant.from('2026-11-24T08:00:00Z');

function joined(id: string): Schedule {
  return {
    id,
    kind: 'active',
    assignmentType: 'assigned',
    requestId: id,
    principalId: 'alice',
    roleDefinitionId: wellKnownRoles.groupMember,
    scope: groupScope('b0000000-0000-4000-8000-000000000001'),
    startAt: at,
    endAt: at.add({ hours: 2 }),
    condition: null,
    linkedEligibilityId: null,
    createdAt: at,
  };
}

const terms = { startAt: at, condition: null };

/** Two memberships for a time: one that was prolonged, one that has ended. */
export const sampleGroupEvents: readonly DomainEvent[] = [
  { type: 'schedule.created', schedule: joined('joined-1') },
  {
    type: 'schedule.changed',
    scheduleId: 'joined-1',
    requestId: 'joined-1',
    before: { ...terms, endAt: at.add({ hours: 2 }) },
    after: { ...terms, endAt: at.add({ hours: 3 }) },
  },
  { type: 'schedule.created', schedule: joined('joined-2') },
  { type: 'schedule.ended', scheduleId: 'joined-2', reason: 'removed', endAt: at.add({ hours: 1 }) },
];
