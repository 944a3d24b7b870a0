import { isAtLeastAsNarrow } from '../condition/condition-narrowing.ts';
import { parseCondition } from '../condition/parse-condition.ts';
import type { DomainEvent } from '../events.ts';
import type { ScheduleRequest } from '../request/request.ts';
import { type Schedule, type ScheduleTerms, termsOf, type WrittenCondition } from '../schedule.ts';
import { contains, isBefore, later } from '../time.ts';

/** What rests on an assignment. */
export interface Dependents {
  /** Unfinished activations from it. */
  readonly activations: readonly Schedule[];
  /** Undecided requests that would activate it. */
  readonly requests: readonly ScheduleRequest[];
  /** Undecided requests to extend or renew it. */
  readonly extensionRequestIds: readonly string[];
}

/** What ends together with an assignment (BEHAVIOUR §3, §4). */
export function endDependents(dependents: Dependents, now: Temporal.Instant): readonly DomainEvent[] {
  const requestIds = dependents.requests.map(({ id }) => id);
  return [
    ...eligibilityEnded(dependents.activations, requestIds, now),
    ...assignmentEnded(dependents.extensionRequestIds),
  ];
}

/** What ends together with an eligibility: activations from it, and requests for it (BEHAVIOUR §3, §4). */
export function eligibilityEnded(
  activations: readonly Schedule[],
  requestIds: readonly string[],
  now: Temporal.Instant,
): readonly DomainEvent[] {
  const reason = 'eligibilityEnded';
  return [
    ...activations.flatMap((activation): readonly DomainEvent[] => {
      const { id, startAt } = activation;
      if (isBefore(now, startAt)) return closePlanned(activation, reason, now);
      return [{ type: 'schedule.ended', scheduleId: id, reason, endAt: now }];
    }),
    ...requestIds.map(
      (requestId) => ({ type: 'scheduleRequest.canceled', requestId, canceledById: null, reason }) as const,
    ),
  ];
}

/** A planned activation never starts, and its request is closed with the reason (BEHAVIOUR §3). */
export function closePlanned(
  { id, requestId }: Schedule,
  reason: 'eligibilityEnded' | 'principalDisabled' | 'policyChanged',
  now: Temporal.Instant,
): readonly DomainEvent[] {
  return [
    { type: 'schedule.ended', scheduleId: id, reason: 'canceled', endAt: now },
    { type: 'scheduleRequest.canceled', requestId, canceledById: null, reason },
  ];
}

/** Nothing is left to extend. */
export function assignmentEnded(requestIds: readonly string[]): readonly DomainEvent[] {
  return requestIds.map((requestId) => {
    return { type: 'scheduleRequest.canceled', requestId, canceledById: null, reason: 'assignmentEnded' };
  });
}

/**
 * Keeps what rests on a changed eligibility within it: what reaches past its new end is cut there, what lies outside or
 * under a wider condition ends (BEHAVIOUR §3: never beyond the eligibility).
 */
export function fitDependents(
  { activations, requests }: Dependents,
  terms: ScheduleTerms,
  requestId: string,
  now: Temporal.Instant,
): readonly DomainEvent[] {
  const isCovered = (startAt: Temporal.Instant, condition: WrittenCondition | null) =>
    contains(terms, later(startAt, now)) && isWithin(condition, terms.condition);
  const lost = activations.filter(({ startAt, condition }) => !isCovered(startAt, condition));
  const { endAt } = terms;
  const cut = activations.filter((activation) => {
    return (
      !lost.includes(activation) && endAt !== null && (activation.endAt === null || isBefore(endAt, activation.endAt))
    );
  });
  const lostRequests = requests.filter(({ schedule, condition }) => !isCovered(schedule.startAt ?? now, condition));
  return [
    ...cut.map((activation): DomainEvent => {
      const before = termsOf(activation);
      return { type: 'schedule.changed', scheduleId: activation.id, requestId, before, after: { ...before, endAt } };
    }),
    ...eligibilityEnded(
      lost,
      lostRequests.map(({ id }) => id),
      now,
    ),
  ];
}

/** Whether what is held under a condition stays within the bound; what cannot be read does not. */
function isWithin(held: WrittenCondition | null, bound: WrittenCondition | null): boolean {
  if (bound === null) return true;
  if (held === null) return false;
  if (held.text === bound.text) return true;
  const narrow = parseCondition(held.text, { mixedOperators: 'read' });
  const wide = parseCondition(bound.text, { mixedOperators: 'read' });
  return narrow.ok && wide.ok && isAtLeastAsNarrow(narrow.condition, wide.condition);
}
