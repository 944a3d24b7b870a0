import type { Condition } from '../condition/condition.ts';
import type { ConditionContext } from '../condition/condition-context.ts';
import { evaluateCondition } from '../condition/evaluate-condition.ts';
import type { Scope } from '../scope.ts';
import type { CompiledRole } from './compiled-role.ts';
import type { Denial, DenialInTime } from './denial.ts';

/** One active schedule as the decision sees it; times in milliseconds since the epoch. */
export interface Grant {
  readonly scheduleId: string;
  /** Who the schedule names: the principal, or the group through which the principal has it. */
  readonly principalId: string;
  readonly role: CompiledRole;
  readonly scope: Scope;
  readonly startMs: number;
  /** Infinity for a permanent one. */
  readonly endMs: number;
  /** null: none; undefined: cannot be read, so it is never met. */
  readonly condition: Condition | null | undefined;
}

/** The active schedules of a principal, own and through groups, and the denials that are about it. */
export interface Holder {
  readonly enabled: boolean;
  readonly grants: readonly Grant[];
  readonly denials: readonly Denial[];
  /** In place of `denials` where the principal is in groups for a time: when which of them is about it. */
  readonly denialsInTime?: readonly DenialInTime[];
}

export interface AccessQuestion {
  readonly action: string;
  readonly isDataAction: boolean;
  /** From the asked scope up to the root. */
  readonly scopeChain: readonly Scope[];
  /** What conditions may look at; where it is absent, every attribute is missing and no condition on one is met. */
  readonly attributes: Omit<ConditionContext, 'action'> | null;
}

/** Why one schedule does not give what was asked. */
export type Obstacle = 'notStarted' | 'ended' | 'otherScope' | 'actionNotInRole' | 'conditionNotMet';

export type AccessDecision =
  | { readonly allowed: true; readonly by: Grant }
  | {
      readonly allowed: false;
      readonly reason: 'denied';
      readonly by: Denial;
      readonly considered: readonly [];
      /** What would be decided without this denial; null where nobody asked why. */
      readonly otherwise: AccessDecision | null;
    }
  | {
      readonly allowed: false;
      readonly reason: 'principalUnknown' | 'principalDisabled' | 'noAssignment';
      readonly considered: ReadonlyArray<{ readonly grant: Grant; readonly obstacle: Obstacle }>;
    };

const nothingKnown = () => undefined;
const noAttributes: Omit<ConditionContext, 'action'> = {
  principal: nothingKnown,
  resource: nothingKnown,
  request: nothingKnown,
  environment: nothingKnown,
};

const unknownPrincipal: AccessDecision = { allowed: false, reason: 'principalUnknown', considered: [] };
const disabledPrincipal: AccessDecision = { allowed: false, reason: 'principalDisabled', considered: [] };
const noAssignment: AccessDecision = { allowed: false, reason: 'noAssignment', considered: [] };

/**
 * Whether the holder may do the action at this instant: no where a deny assignment says so, whatever the roles give;
 * else by the union of the live intervals (BEHAVIOUR §1, §5).
 * `explain` collects why each schedule does not; without it a refusal costs no memory.
 */
export function decideAccess(
  holder: Holder | undefined,
  question: AccessQuestion,
  atMs: number,
  explain = false,
): AccessDecision {
  if (holder === undefined) return unknownPrincipal;
  if (!holder.enabled) return disabledPrincipal;
  const denials = holder.denialsInTime === undefined ? holder.denials : denialsAt(holder.denialsInTime, atMs);
  const denial = denials.length === 0 ? undefined : findDenial(denials, question);
  if (denial !== undefined) {
    const others = denials.filter((each) => each !== denial);
    const { enabled, grants } = holder;
    const otherwise = explain ? decideAccess({ enabled, grants, denials: others }, question, atMs, true) : null;
    return { allowed: false, reason: 'denied', by: denial, considered: [], otherwise };
  }
  const considered: { grant: Grant; obstacle: Obstacle }[] | null = explain ? [] : null;
  for (const grant of holder.grants) {
    const obstacle = obstacleOf(grant, question, atMs);
    if (obstacle === null) return { allowed: true, by: grant };
    considered?.push({ grant, obstacle });
  }
  return considered === null ? noAssignment : { allowed: false, reason: 'noAssignment', considered };
}

function denialsAt(inTime: readonly DenialInTime[], atMs: number): readonly Denial[] {
  return inTime.filter(({ startMs, endMs }) => startMs <= atMs && atMs < endMs).map(({ denial }) => denial);
}

function findDenial(denials: readonly Denial[], question: AccessQuestion): Denial | undefined {
  const asked = { ...question, attributes: question.attributes ?? noAttributes };
  return denials.find((denial) => denial.denies(asked));
}

function obstacleOf(grant: Grant, question: AccessQuestion, atMs: number): Obstacle | null {
  if (atMs < grant.startMs) return 'notStarted';
  if (atMs >= grant.endMs) return 'ended';
  if (!question.scopeChain.includes(grant.scope)) return 'otherScope';
  const answer = grant.role.answer(question.action, question.isDataAction);
  if (answer === 'no') return 'actionNotInRole';
  if (grant.condition === null && answer === 'yes') return null;
  return conditionsMet(grant.condition, answer, question) ? null : 'conditionNotMet';
}

function conditionsMet(
  onGrant: Condition | null | undefined,
  inRole: 'yes' | readonly Condition[],
  question: AccessQuestion,
): boolean {
  const context: ConditionContext = { ...(question.attributes ?? noAttributes), action: question.action };
  const isMet = (condition: Condition) => evaluateCondition(condition, context) === true;
  if (onGrant === undefined || (onGrant !== null && !isMet(onGrant))) return false;
  return inRole === 'yes' || inRole.some(isMet);
}
