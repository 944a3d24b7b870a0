import type { DomainEvent } from '../events.ts';
import { type Schedule, type ScheduleKind, type ScheduleTerms, termsOf } from '../schedule.ts';
import { isBefore, later } from '../time.ts';
import { assignedSchedule } from './decide-assignment.ts';
import { assignmentEnded, type Dependents, endDependents, fitDependents } from './dependents.ts';

interface Conversion {
  readonly requestId: string;
  readonly kind: ScheduleKind;
  readonly terms: ScheduleTerms;
}

/**
 * One command makes the assignment of the other kind, and the present one lasts until that begins: there is neither a
 * gap nor an instant of both. What runs from a converted eligibility ends with it (BEHAVIOUR §3). The new one carries
 * the id of the request.
 */
export function convertAssignment(
  target: Schedule,
  to: Conversion,
  dependents: Dependents,
  now: Temporal.Instant,
): readonly DomainEvent[] {
  const { requestId: id, kind, terms } = to;
  const schedule = assignedSchedule({ ...target, id, kind }, terms, now);
  return [...presentKindEnds(target, to, dependents, now), { type: 'schedule.created', schedule }];
}

function presentKindEnds(
  target: Schedule,
  { requestId, terms: { startAt } }: Conversion,
  dependents: Dependents,
  now: Temporal.Instant,
): readonly DomainEvent[] {
  if (!isBefore(later(target.startAt, now), startAt)) {
    const ended = { type: 'schedule.ended', scheduleId: target.id, reason: 'converted', endAt: now } as const;
    return [ended, ...endDependents(dependents, now)];
  }
  // whoever waits for more time of the present kind is answered by this
  const answered = assignmentEnded(dependents.extensionRequestIds);
  if (target.endAt !== null && !isBefore(startAt, target.endAt)) return answered;
  const before = termsOf(target);
  const after = { ...before, endAt: startAt };
  return [
    { type: 'schedule.changed', scheduleId: target.id, requestId, before, after },
    ...fitDependents(dependents, after, requestId, now),
    ...answered,
  ];
}
