import type { DomainEvent } from '../events.ts';
import type { Schedule, ScheduleKind, ScheduleTerms } from '../schedule.ts';
import { assignedSchedule } from './decide-assignment.ts';
import { type Dependents, endDependents } from './dependents.ts';

/**
 * One command ends the assignment of one kind and makes that of the other; a running activation from a converted
 * eligibility ends (BEHAVIOUR §3). The new one carries the id of the request.
 */
export function convertAssignment(
  target: Schedule,
  to: { readonly requestId: string; readonly kind: ScheduleKind; readonly terms: ScheduleTerms },
  dependents: Dependents,
  now: Temporal.Instant,
): readonly DomainEvent[] {
  return [
    { type: 'schedule.ended', scheduleId: target.id, reason: 'converted', endAt: now },
    ...endDependents(dependents, now),
    {
      type: 'schedule.created',
      schedule: assignedSchedule({ ...target, id: to.requestId, kind: to.kind }, to.terms, now),
    },
  ];
}
