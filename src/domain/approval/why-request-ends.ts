import type { Violation } from '../errors.ts';
import type { EventOf } from '../events.ts';
import { compareStrictness } from '../policy/compare-strictness.ts';
import { isLive } from '../schedule.ts';
import { isBefore } from '../time.ts';
import type { ApprovalFacts } from './decide-approval.ts';

/** Why nothing can be approved any more, and the event that ends the request. */
export interface RequestEnd {
  readonly violation: Violation;
  readonly closing: EventOf<'scheduleRequest.canceled'>;
}

/** An eligibility that ended or rules that became stricter end a request that waits (BEHAVIOUR §4); null: neither. */
export function whyRequestEnds(
  facts: Pick<ApprovalFacts, 'request' | 'terms' | 'policy' | 'eligibility' | 'extended'>,
  now: Temporal.Instant,
): RequestEnd | null {
  const { request, terms, policy, eligibility, extended } = facts;
  const canceled = { type: 'scheduleRequest.canceled', requestId: request.id, canceledById: null } as const;
  if (eligibility === null || (eligibility.endAt !== null && !isBefore(now, eligibility.endAt))) {
    return {
      violation: {
        code: 'approvalClosed',
        message: 'the eligibility behind this request has ended; nothing can be granted',
      },
      closing: { ...canceled, reason: 'eligibilityEnded' },
    };
  }
  if (extended !== null && !isLive(extended, now)) {
    return {
      violation: { code: 'approvalClosed', message: 'the activation has ended; it must be asked for as a new one' },
      closing: { ...canceled, reason: 'assignmentEnded' },
    };
  }
  const [stricter] = terms === null ? [] : compareStrictness(terms.rules, policy.rules);
  if (stricter === undefined) return null;
  return {
    violation: {
      code: 'approvalClosed',
      field: stricter.ruleId,
      message: `the settings of the role became stricter since it was asked for: ${stricter.message}; it must be asked for again`,
    },
    closing: { ...canceled, reason: 'policyChanged' },
  };
}
