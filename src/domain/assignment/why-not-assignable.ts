import type { Assurance } from '../assurance.ts';
import type { Violation } from '../errors.ts';
import { activeAssignmentRules, eligibleAssignmentRules, evaluatePolicy } from '../policy/evaluate-policy.ts';
import type { EffectivePolicy } from '../policy/policy.ts';
import type { AskedRequest } from '../request/request.ts';
import type { Schedule, ScheduleKind } from '../schedule.ts';
import { type Interval, overlaps } from '../time.ts';

/** What an administrator is measured by who gives an assignment, or changes one. */
export interface AssignmentMeasure {
  readonly kind: ScheduleKind;
  readonly interval: Interval;
  readonly given: Pick<AskedRequest, 'justification' | 'ticket'>;
  readonly assurance: Assurance;
  readonly policy: EffectivePolicy;
  readonly now: Temporal.Instant;
}

/** Every rule of the policy that the assignment would break, or null (BEHAVIOUR §2, §3). */
export function whyNotAssignable(measure: AssignmentMeasure): Violation | null {
  const { kind, interval, given, assurance, policy, now } = measure;
  const rules = kind === 'eligible' ? eligibleAssignmentRules : activeAssignmentRules;
  const { justification, ticket } = given;
  const unmet = evaluatePolicy(rules, policy.rules, { interval, justification, ticket, assurance, proof: null, now });
  if (unmet.length === 0) return null;
  return { code: 'policyRulesUnmet', rules: unmet, message: unmet.map(({ message }) => message).join('; ') };
}

/** The assignment that stands in the way of another one for the same principal, role and scope, or null. */
export function whyOverlapping(interval: Interval, existing: readonly Schedule[]): Violation | null {
  const other = existing.find((schedule) => overlaps(schedule, interval));
  if (other === undefined) return null;
  return {
    code: 'assignmentExists',
    conflictsWith: other.id,
    message: `the role is already assigned at this scope by \`${other.id}\`; change or remove that one`,
  };
}

/** A disabled principal is given nothing. */
export function whyNotGiven(principal: { readonly id: string; readonly enabled: boolean }): Violation | null {
  if (principal.enabled) return null;
  return {
    code: 'principalDisabled',
    field: 'principalId',
    message: `principal \`${principal.id}\` is disabled; a disabled principal is given nothing`,
  };
}
