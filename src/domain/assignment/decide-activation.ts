import { beginApproval } from '../approval/begin-approval.ts';
import type { Assurance } from '../assurance.ts';
import { accept, type Decision, reject } from '../decision.ts';
import { findEligibilities, lastsFor } from '../eligibility/find-eligibility.ts';
import type { UnmetRule, Violation } from '../errors.ts';
import { whyNotInGroup } from '../group/why-not-in-group.ts';
import { activationRules, evaluatePolicy } from '../policy/evaluate-policy.ts';
import type { EffectivePolicy } from '../policy/policy.ts';
import type { PrincipalFacts } from '../principal.ts';
import { type NamedProof, whyNoProof } from '../proof/request-proof.ts';
import { usedProof } from '../proof/used-proof.ts';
import type { AskedRequest, ScheduleRequest } from '../request/request.ts';
import { requestedInterval } from '../request/requested-interval.ts';
import type { Schedule } from '../schedule.ts';
import type { Scope } from '../scope.ts';
import { type Interval, isBefore } from '../time.ts';
import { activationCondition, whyConditionInvalid } from './activation-condition.ts';

export interface ActivationFacts {
  readonly caller: PrincipalFacts;
  readonly assurance: Assurance;
  /** A proof that the request names; null: none. */
  readonly proof: NamedProof | null;
  /** From the asked scope up to the root. */
  readonly scopeChain: readonly Scope[];
  /** Unfinished eligibilities of the caller and the caller's groups for this role. */
  readonly eligibilities: readonly Schedule[];
  /** null where no eligibility covers the scope at any time: then nothing is looked up, and nothing told. */
  readonly policy: EffectivePolicy | null;
  /** An unfinished activation of the same role at the same scope. */
  readonly existingActivationId: string | null;
  /** An undecided request for the same role at the same scope. */
  readonly openRequestId: string | null;
  /** Ids for the stages of an approval, should one be needed: as many as a policy can have. */
  readonly newStageIds: readonly string[];
}

/**
 * Decides an activation and names everything that is missing at once, to whoever has an eligibility there, now or later;
 * somebody else learns that they are not eligible and nothing of what the role asks for. The dry run asks the same function (BEHAVIOUR §3).
 */
export function decideActivation(asked: AskedRequest, facts: ActivationFacts, now: Temporal.Instant): Decision {
  const barred = whyBarred(asked, facts);
  if (barred !== null) return reject(barred);

  const interval = requestedInterval(asked.schedule, now, 'activation');
  const { policy } = facts;
  if (policy === null) return reject(policyViolation([notEligible]));
  const candidates = findEligibilities(facts.eligibilities, {
    holder: facts.caller,
    roleDefinitionId: asked.roleDefinitionId,
    scopeChain: facts.scopeChain,
    interval,
    linkedEligibilityId: asked.linkedEligibilityId,
  });
  const unmet = [...eligibilityRules(candidates, interval), ...policyRules(asked, { ...facts, policy }, interval, now)];
  if (unmet.length > 0) return reject(policyViolation(unmet));

  let conditionViolation: Violation | null = null;
  for (const eligibility of candidates) {
    if (!lastsFor(eligibility, interval)) continue;
    const outcome = activationCondition(asked.condition, eligibility.condition);
    if ('violation' in outcome) conditionViolation ??= outcome.violation;
    else return activate({ ...asked, condition: outcome.condition }, eligibility, interval, { ...facts, policy }, now);
  }
  return reject(conditionViolation ?? policyViolation([notEligible]));
}

/** All that is told to who has no eligibility at a scope. */
export const notEligible: UnmetRule = {
  rule: 'eligibility',
  message: 'no eligibility for this role covers this scope at the start; ask an administrator for one',
};

function whyBarred(asked: AskedRequest, facts: ActivationFacts): Violation | null {
  const { caller } = facts;
  if (!caller.principal.enabled) {
    return { code: 'principalDisabled', message: 'your account is disabled; a disabled account holds nothing' };
  }
  if (asked.principalId !== caller.principal.id) {
    return {
      code: 'notPermitted',
      field: 'principalId',
      message: `a role is activated by its holder alone: principalId must be \`${caller.principal.id}\``,
    };
  }
  if (facts.existingActivationId !== null) {
    return {
      code: 'assignmentExists',
      conflictsWith: facts.existingActivationId,
      message: 'the role is already active, or planned to be, at this scope',
    };
  }
  if (facts.openRequestId !== null) {
    return {
      code: 'pendingRequestExists',
      conflictsWith: facts.openRequestId,
      message: `request \`${facts.openRequestId}\` for this role at this scope is still undecided`,
    };
  }
  return whyConditionInvalid(asked.condition) ?? whyNotInGroup(asked, caller.principal);
}

function eligibilityRules(candidates: readonly Schedule[], interval: Interval): readonly UnmetRule[] {
  const [best] = candidates;
  if (best === undefined) return [notEligible];
  if (lastsFor(best, interval) || interval.endAt === null) return [];
  return [{ rule: 'expiration', message: `the eligibility ends at \`${best.endAt}\`; ask for an end until then` }];
}

/** What the policy misses of an activation, which is never permanent. */
export function policyRules(
  asked: AskedRequest,
  facts: Pick<ActivationFacts, 'assurance' | 'proof'> & { readonly policy: EffectivePolicy },
  interval: Interval,
  now: Temporal.Instant,
): readonly UnmetRule[] {
  const { justification, ticket } = asked;
  const unmet = evaluatePolicy(activationRules, facts.policy.rules, {
    interval,
    justification,
    ticket,
    assurance: withProof(facts),
    proof: facts.proof,
    now,
  });
  if (interval.endAt !== null || unmet.some(({ rule }) => rule === 'expiration')) return unmet;
  return [{ rule: 'expiration', message: 'an activation is never permanent; ask for a duration' }, ...unmet];
}

/** What is proven for the request alone counts beside what the caller's sign-in proves. */
function withProof({ assurance, proof }: Pick<ActivationFacts, 'assurance' | 'proof'>): Assurance {
  const given = proof === null || whyNoProof(proof) !== null ? null : (proof.proof?.given ?? null);
  return given === null || assurance.isProgram ? assurance : { signIns: [...assurance.signIns, given] };
}

/** The refusal that names each unmet rule once. */
export function policyViolation(rules: readonly UnmetRule[]): Violation {
  const once = rules.filter((rule, index) => rules.findIndex((other) => other.rule === rule.rule) === index);
  return { code: 'policyRulesUnmet', rules: once, message: once.map(({ message }) => message).join('; ') };
}

function activate(
  asked: AskedRequest,
  eligibility: Schedule,
  interval: Interval,
  facts: ActivationFacts & { readonly policy: EffectivePolicy },
  now: Temporal.Instant,
): Decision {
  const request: Omit<ScheduleRequest, 'status'> = {
    ...asked,
    linkedEligibilityId: eligibility.id,
    requestorId: facts.caller.principal.id,
    createdAt: now,
    resultingScheduleId: asked.id,
  };
  const policyScope = facts.policy.writtenAt;
  const { rules } = facts.policy;
  if (rules.Approval_EndUser_Assignment.isRequired) {
    return accept(
      { type: 'scheduleRequest.submitted', request: { ...request, status: 'pendingApproval' }, policyScope },
      ...usedProof(facts.proof, asked.id),
      ...beginApproval(asked, rules, facts.newStageIds, eligibility, now),
    );
  }
  const status = isBefore(now, interval.startAt) ? 'pendingScheduleCreation' : 'provisioned';
  const schedule: Schedule = {
    ...interval,
    id: asked.id,
    kind: 'active',
    assignmentType: 'activated',
    requestId: asked.id,
    principalId: asked.principalId,
    roleDefinitionId: asked.roleDefinitionId,
    scope: asked.scope,
    condition: asked.condition,
    linkedEligibilityId: eligibility.id,
    createdAt: now,
  };
  return accept(
    { type: 'scheduleRequest.submitted', request: { ...request, status }, policyScope },
    ...usedProof(facts.proof, asked.id),
    { type: 'schedule.created', schedule },
  );
}
