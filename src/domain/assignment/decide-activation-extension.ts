import { beginApproval } from '../approval/begin-approval.ts';
import { accept, type Decision, reject } from '../decision.ts';
import { findEligibilities, lastsFor } from '../eligibility/find-eligibility.ts';
import { invalidField, type UnmetRule, type Violation } from '../errors.ts';
import { prolongedInterval } from '../extension/prolonged-interval.ts';
import type { EffectivePolicy } from '../policy/policy.ts';
import { usedProof } from '../proof/used-proof.ts';
import type { AskedRequest, ScheduleRequest } from '../request/request.ts';
import { isLive, type Schedule, termsOf } from '../schedule.ts';
import type { Interval } from '../time.ts';
import { type ActivationFacts, policyRules, policyViolation } from './decide-activation.ts';

export interface ActivationExtensionFacts extends Omit<ActivationFacts, 'existingActivationId' | 'policy'> {
  readonly policy: EffectivePolicy;
  /** The caller's activation of this role at this scope. */
  readonly activation: Schedule | null;
}

/**
 * Lets a running activation last longer: the checks of a new one, appended without a gap, the whole within the maximum
 * and never beyond the eligibility (BEHAVIOUR §3, ≠). While it waits for approval the activation keeps its end.
 */
export function decideActivationExtension(
  asked: AskedRequest,
  facts: ActivationExtensionFacts,
  now: Temporal.Instant,
): Decision {
  const { activation, caller } = facts;
  const barred = whyBarred(asked, facts, now);
  if (barred !== null) return reject(barred);
  if (activation === null || activation.endAt === null || !isLive(activation, now)) {
    return reject({ code: 'assignmentDoesNotExist', message: 'the role is not active at this scope; activate it' });
  }
  const current = { ...activation, endAt: activation.endAt };
  const interval = prolongedInterval(asked.schedule, current, now, 'activation');
  const candidates = findEligibilities(facts.eligibilities, {
    holder: caller,
    roleDefinitionId: activation.roleDefinitionId,
    scopeChain: facts.scopeChain,
    interval: { ...interval, startAt: now },
    linkedEligibilityId: activation.linkedEligibilityId,
  });
  const unmet = [...eligibilityRules(candidates, interval), ...policyRules(asked, facts, interval, now)];
  if (unmet.length > 0) return reject(policyViolation(unmet));

  const { rules, writtenAt: policyScope } = facts.policy;
  const request: Omit<ScheduleRequest, 'status'> = {
    ...asked,
    schedule: { ...asked.schedule, startAt: asked.schedule.startAt ?? current.endAt },
    condition: activation.condition,
    linkedEligibilityId: activation.linkedEligibilityId,
    targetScheduleId: activation.id,
    requestorId: caller.principal.id,
    createdAt: now,
    resultingScheduleId: activation.id,
  };
  const approval = rules.Approval_EndUser_Assignment;
  // what needs approval to begin needs it to last longer: else less than was asked could be stretched to all of it
  if (approval.isRequired || approval.isRequiredForExtension) {
    return accept(
      { type: 'scheduleRequest.submitted', request: { ...request, status: 'pendingApproval' }, policyScope },
      ...usedProof(facts.proof, asked.id),
      ...beginApproval(request, rules, facts.newStageIds, current, now),
    );
  }
  return accept(
    { type: 'scheduleRequest.submitted', request: { ...request, status: 'provisioned' }, policyScope },
    ...usedProof(facts.proof, asked.id),
    {
      type: 'schedule.changed',
      scheduleId: activation.id,
      requestId: asked.id,
      before: termsOf(activation),
      after: { ...termsOf(activation), endAt: interval.endAt },
    },
  );
}

function whyBarred(
  asked: AskedRequest,
  { caller, activation, openRequestId }: ActivationExtensionFacts,
  now: Temporal.Instant,
): Violation | null {
  if (asked.principalId !== caller.principal.id) {
    return {
      code: 'notPermitted',
      field: 'principalId',
      message: `an activation is extended by its holder: principalId must be \`${caller.principal.id}\``,
    };
  }
  if (openRequestId !== null && activation !== null && isLive(activation, now)) {
    return {
      code: 'pendingRequestExists',
      conflictsWith: openRequestId,
      message: `request \`${openRequestId}\` for this role at this scope is still undecided`,
    };
  }
  const { condition } = asked;
  if (condition === null || activation === null || condition.text === activation.condition?.text) return null;
  const allowed = 'none, or that of the activation: an extension changes the end alone';
  return invalidField('condition', condition.text, allowed, 'conditionInvalid');
}

function eligibilityRules([eligibility]: readonly Schedule[], interval: Interval): readonly UnmetRule[] {
  if (eligibility === undefined) {
    return [{ rule: 'eligibility', message: 'the eligibility behind this activation is gone; ask for another one' }];
  }
  if (interval.endAt === null || lastsFor(eligibility, interval)) return [];
  return [
    { rule: 'expiration', message: `the eligibility ends at \`${eligibility.endAt}\`; ask for an end until then` },
  ];
}
