import { accept, type Decision, reject } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import type { AskedRequest } from '../request/request.ts';
import type { Schedule } from '../schedule.ts';
import { type Dependents, endDependents } from './dependents.ts';

export interface RemovalFacts {
  readonly callerId: string;
  /** The unfinished schedules that the request names. */
  readonly targets: readonly Schedule[];
  readonly dependents: Dependents;
}

/** Ends an assignment now; what was activated from a removed eligibility ends with it (BEHAVIOUR §3). */
export function decideRemoval(asked: AskedRequest, facts: RemovalFacts, now: Temporal.Instant): Decision {
  const [target] = facts.targets;
  if (target === undefined) {
    return reject({ code: 'assignmentDoesNotExist', message: 'nothing to remove: there is no such assignment' });
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
  return accept(...events, ...endDependents(facts.dependents, now));
}
