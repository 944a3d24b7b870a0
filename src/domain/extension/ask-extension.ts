import { whyOverlapping } from '../assignment/why-not-assignable.ts';
import { weakestAssurance } from '../assurance.ts';
import { accept, type Decision, reject } from '../decision.ts';
import type { UnmetRule, Violation } from '../errors.ts';
import { assignmentExpirationRules, evaluatePolicy } from '../policy/evaluate-policy.ts';
import type { EffectivePolicy } from '../policy/policy.ts';
import { evaluateJustificationRule } from '../policy/rules/justification-rule.ts';
import { isOrIsIn, type PrincipalFacts } from '../principal.ts';
import type { AskedRequest } from '../request/request.ts';
import { requestedInterval } from '../request/requested-interval.ts';
import type { Schedule } from '../schedule.ts';
import { extendable, type RecordedAssignment, renewable, renewalClosesAt, type TimeBound } from './extension-window.ts';
import { prolongedInterval } from './prolonged-interval.ts';

export interface ExtensionAskFacts {
  readonly caller: PrincipalFacts;
  /** The caller's own assignment of the asked kind: unfinished to extend, expired to renew. */
  readonly target: RecordedAssignment | null;
  /** A group through which the caller has such an assignment, where there is none of their own. */
  readonly throughGroupId: string | null;
  /** null where there is no target: whoever has nothing to extend learns nothing of the settings. */
  readonly policy: EffectivePolicy | null;
  /** Other unfinished assignments of the kind for the same principal, role and scope. */
  readonly others: readonly Schedule[];
  /** A request for the same assignment that waits. */
  readonly openRequestId: string | null;
}

/**
 * The holder asks for more time; an administrator decides (BEHAVIOUR §3). What could not be granted by the policy is
 * refused at once.
 */
export function askExtension(asked: AskedRequest, facts: ExtensionAskFacts, now: Temporal.Instant): Decision {
  const barred = whyNotTheirs(asked, facts);
  if (barred !== null) return reject(barred);
  const { target, policy } = facts;
  if (target === null || policy === null) {
    const verb = asked.type === 'selfRenew' ? 'renew' : 'extend';
    return reject({ code: 'assignmentDoesNotExist', message: `nothing to ${verb}: you have no such assignment here` });
  }
  const isRenewal = asked.type === 'selfRenew';
  const found = isRenewal ? renewable(target, now) : extendable(target.schedule, now);
  if ('code' in found) return reject(found);
  if (facts.openRequestId !== null) {
    return reject({
      code: 'pendingRequestExists',
      conflictsWith: facts.openRequestId,
      message: `request \`${facts.openRequestId}\` for this assignment is still undecided`,
    });
  }
  const schedule = isRenewal ? asked.schedule : { ...asked.schedule, startAt: asked.schedule.startAt ?? found.endAt };
  const violation = whyNotGrantable({ ...asked, schedule }, found, { policy, others: facts.others }, now);
  if (violation !== null) return reject(violation);

  const request = { ...asked, schedule, requestorId: facts.caller.principal.id, createdAt: now };
  return accept(
    {
      type: 'scheduleRequest.submitted',
      policyScope: policy.writtenAt,
      request: {
        ...request,
        condition: found.condition,
        status: 'pendingAdminDecision',
        targetScheduleId: found.id,
        resultingScheduleId: isRenewal ? asked.id : found.id,
      },
    },
    {
      type: 'extension.requested',
      requestId: asked.id,
      scheduleId: found.id,
      expiresAt: isRenewal ? renewalClosesAt(found) : found.endAt,
    },
  );
}

function whyNotTheirs(asked: AskedRequest, { caller, throughGroupId }: ExtensionAskFacts): Violation | null {
  const { id } = caller.principal;
  const groupId = asked.principalId === id ? throughGroupId : asked.principalId;
  if (groupId !== null && isOrIsIn(caller, groupId)) {
    return {
      code: 'extensionNotPossible',
      field: 'principalId',
      given: groupId,
      message: `the assignment is that of group \`${groupId}\`; only a direct one can be extended by its holder, ask an administrator`,
    };
  }
  if (asked.principalId === id) return null;
  return {
    code: 'notPermitted',
    field: 'principalId',
    message: `an extension is asked for by the holder: principalId must be \`${id}\``,
  };
}

/** The rules that the time must meet, whoever decides; the others are for the administrator to meet. */
function whyNotGrantable(
  asked: AskedRequest,
  target: TimeBound,
  { policy, others }: { readonly policy: EffectivePolicy } & Pick<ExtensionAskFacts, 'others'>,
  now: Temporal.Instant,
): Violation | null {
  const isRenewal = asked.type === 'selfRenew';
  const interval = isRenewal
    ? requestedInterval(asked.schedule, now, 'assignment')
    : prolongedInterval(asked.schedule, target, now);
  const overlapping = whyOverlapping(interval, others);
  if (overlapping !== null) return overlapping;
  const { justification, ticket, kind } = asked;
  const measured = isRenewal ? interval : { ...interval, startAt: target.endAt };
  const input = { interval: measured, justification, ticket, assurance: weakestAssurance, proof: null, now };
  const unmet: readonly UnmetRule[] = [
    ...evaluatePolicy(assignmentExpirationRules[kind], policy.rules, input),
    // the administrator decides by it
    ...evaluateJustificationRule(input),
  ];
  if (unmet.length === 0) return null;
  return { code: 'policyRulesUnmet', rules: unmet, message: unmet.map(({ message }) => message).join('; ') };
}
