import { invalidField, type Violation } from '../errors.ts';
import type { Expiration, ScheduleRequest } from '../request/request.ts';
import { requestedInterval } from '../request/requested-interval.ts';
import type { Scope } from '../scope.ts';
import { type Interval, isBefore } from '../time.ts';
import type { ApprovalFacts, AskedDecision } from './decide-approval.ts';
import { type Grant, grantedSoFar, narrowerScope, shorterDuration } from './granted-so-far.ts';

/** What is left to the requestor, and the real time of it. */
export interface Granted extends Grant {
  readonly interval: Interval;
}

/**
 * What this decision and those before it grant together: the shortest time, the narrowest scope; never more than was
 * asked or is there (BEHAVIOUR §4). Throws a refusal where the duration is none or too short.
 */
export function grantLess(asked: AskedDecision, facts: ApprovalFacts, now: Temporal.Instant): Granted | Violation {
  const { request, grantedScopeChain } = facts;
  if (grantedScopeChain === null) {
    const unknown = asked.scope ?? request.scope;
    return { code: 'scopeNotFound', field: 'scope', message: `scope \`${unknown}\` is not registered` };
  }
  if (!grantedScopeChain.includes(request.scope)) {
    return {
      code: 'moreThanAsked',
      field: 'scope',
      message: `scope \`${asked.scope}\` is not within the requested \`${request.scope}\`; only less can be granted`,
    };
  }
  if (asked.duration !== null && isLonger(asked.duration, request, now)) {
    return {
      code: 'moreThanAsked',
      field: 'duration',
      message: `duration \`${asked.duration}\` is longer than was asked for; only less can be granted`,
    };
  }
  const scope = narrowerScope(facts.remainingScopeChain, grantedScopeChain);
  if (scope === null) return disjoint(asked, facts);
  if (facts.isAlreadyActive) {
    return { code: 'assignmentExists', message: 'the role is already active for this person at this scope' };
  }
  const duration = shorterDuration(grantedSoFar(facts.stages).duration, asked.duration);
  const interval = intervalFor(duration, request, now);
  return beyondEligibility(interval, facts) ?? { duration, scope: scope === request.scope ? null : scope, interval };
}

function disjoint({ scope }: AskedDecision, { remainingScopeChain }: ApprovalFacts): Violation {
  const [remaining] = remainingScopeChain as readonly [Scope];
  return {
    code: 'grantsDisjoint',
    field: 'scope',
    given: scope ?? '',
    allowed: `a scope at, above or below \`${remaining}\`, or none`,
    message: `another approver granted \`${remaining}\` alone, which has nothing in common with \`${scope}\`; grant a scope that contains it or lies in it`,
  };
}

/** By what was asked and nothing else; a grant before this one may be shorter still. */
function isLonger(duration: string, request: ScheduleRequest, now: Temporal.Instant): boolean {
  const full = requestedInterval(request.schedule, now, 'activation');
  const granted = lasting(duration, request, now);
  return full.endAt !== null && (granted.endAt === null || isBefore(full.endAt, granted.endAt));
}

/** The real interval: the duration counts from now, or from the custom start if that is later (BEHAVIOUR §3). */
function intervalFor(duration: string | null, request: ScheduleRequest, now: Temporal.Instant): Interval {
  const full = requestedInterval(request.schedule, now, 'activation');
  if (duration === null) return full;
  const granted = lasting(duration, request, now);
  // a fixed end may have come closer since somebody granted the duration
  return full.endAt !== null && granted.endAt !== null && isBefore(full.endAt, granted.endAt) ? full : granted;
}

function lasting(duration: string, request: ScheduleRequest, now: Temporal.Instant): Interval {
  const expiration: Expiration = { type: 'afterDuration', duration };
  return requestedInterval({ startAt: request.schedule.startAt, expiration }, now, 'activation');
}

function beyondEligibility(interval: Interval, { eligibility }: ApprovalFacts): Violation | null {
  if (eligibility === null || eligibility.endAt === null) return null;
  if (interval.endAt !== null && !isBefore(eligibility.endAt, interval.endAt)) return null;
  return {
    ...invalidField(
      'duration',
      `${interval.startAt}/${interval.endAt}`,
      `an end until \`${eligibility.endAt}\`, when the eligibility ends; grant less`,
    ),
    code: 'moreThanAsked',
  };
}
