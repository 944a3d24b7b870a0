import { accept, type Decision, reject } from '../decision.ts';
import type { PrincipalFacts } from '../principal.ts';
import type { AskedRequest } from '../request/request.ts';
import { SHORTEST_SCHEDULE_MS } from '../request/requested-interval.ts';
import { isLive, type Schedule } from '../schedule.ts';
import { isBefore } from '../time.ts';
import { type Dependents, endDependents } from './dependents.ts';

export interface DeactivationFacts {
  readonly caller: PrincipalFacts;
  /** The caller's unfinished activation of this role at this scope. */
  readonly activation: Schedule | null;
  /** What rests on it. */
  readonly dependents: Dependents;
}

/** The first instant at which its holder may end an activation. */
export function deactivatableFrom({ startAt }: Pick<Schedule, 'startAt'>): Temporal.Instant {
  return startAt.add({ milliseconds: SHORTEST_SCHEDULE_MS });
}

/** Ends a running activation for its holder, not in its first five minutes (BEHAVIOUR §3). */
export function decideDeactivation(asked: AskedRequest, facts: DeactivationFacts, now: Temporal.Instant): Decision {
  const { caller, activation } = facts;
  if (asked.principalId !== caller.principal.id) {
    return reject({
      code: 'notPermitted',
      field: 'principalId',
      message: `a role is deactivated by its holder: principalId must be \`${caller.principal.id}\``,
    });
  }
  if (activation === null || !isLive(activation, now)) {
    const hint = activation === null ? '' : `; it starts at \`${activation.startAt}\`: cancel its request instead`;
    return reject({ code: 'assignmentDoesNotExist', message: `the role is not active at this scope${hint}` });
  }
  const opensAt = deactivatableFrom(activation);
  if (isBefore(now, opensAt)) {
    return reject({
      code: 'activeDurationTooShort',
      allowed: opensAt.toString(),
      message: `an activation lasts at least 5 minutes; it can be ended from \`${opensAt}\``,
    });
  }
  return accept(
    {
      type: 'scheduleRequest.submitted',
      policyScope: null,
      request: {
        ...asked,
        linkedEligibilityId: activation.linkedEligibilityId,
        requestorId: caller.principal.id,
        status: 'revoked',
        createdAt: now,
        resultingScheduleId: activation.id,
      },
    },
    { type: 'schedule.ended', scheduleId: activation.id, reason: 'deactivated', endAt: now },
    ...endDependents(facts.dependents, now),
  );
}
