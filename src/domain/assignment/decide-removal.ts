import { accept, type Decision, reject } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import type { AskedRequest } from '../request/request.ts';
import type { Schedule } from '../schedule.ts';

export interface RemovalFacts {
  readonly callerId: string;
  /** The unfinished schedules that the request names. */
  readonly targets: readonly Schedule[];
  /** Unfinished activations that rest on a removed eligibility. */
  readonly dependentActivations: readonly Schedule[];
  /** Undecided requests that would activate a removed eligibility. */
  readonly dependentRequestIds: readonly string[];
  /** Whether nobody would hold the highest role any more. */
  readonly wouldRemoveLastAdministrator: boolean;
}

/** Ends an assignment now; what was activated from a removed eligibility ends with it (BEHAVIOUR §3). */
export function decideRemoval(asked: AskedRequest, facts: RemovalFacts, now: Temporal.Instant): Decision {
  const [target] = facts.targets;
  if (target === undefined) {
    return reject({ code: 'assignmentDoesNotExist', message: 'nothing to remove: there is no such assignment' });
  }
  if (facts.wouldRemoveLastAdministrator) {
    return reject({
      code: 'lastAdministrator',
      message: 'the last enabled administrator cannot be removed; assign another first',
    });
  }
  const events: DomainEvent[] = [
    {
      type: 'scheduleRequest.submitted',
      policyScope: null,
      request: {
        ...asked,
        requestorId: facts.callerId,
        status: 'revoked',
        createdAt: now,
        resultingScheduleId: target.id,
      },
    },
  ];
  for (const { id } of facts.targets)
    events.push({ type: 'schedule.ended', scheduleId: id, reason: 'removed', endAt: now });
  return accept(...events, ...eligibilityEnded(facts.dependentActivations, facts.dependentRequestIds, now));
}

/** What ends together with an eligibility: activations from it, and requests for it (BEHAVIOUR §3, §4). */
export function eligibilityEnded(
  activations: readonly Schedule[],
  requestIds: readonly string[],
  now: Temporal.Instant,
): readonly DomainEvent[] {
  return [
    ...activations.map(
      ({ id }) => ({ type: 'schedule.ended', scheduleId: id, reason: 'eligibilityEnded', endAt: now }) as const,
    ),
    ...requestIds.map(
      (requestId) =>
        ({ type: 'scheduleRequest.canceled', requestId, canceledById: null, reason: 'eligibilityEnded' }) as const,
    ),
  ];
}
