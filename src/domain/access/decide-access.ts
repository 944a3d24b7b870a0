import type { Condition } from '../condition/condition.ts';
import type { ConditionContext } from '../condition/condition-context.ts';
import { evaluateCondition } from '../condition/evaluate-condition.ts';
import type { Scope } from '../scope.ts';
import type { CompiledRole, RoleAnswer } from './compiled-role.ts';
import type { Denial, DenialInTime } from './denial.ts';
import { HeldGrants } from './held-grants.ts';

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

/**
 * Active schedules as the rule reads them, one after the other: what stands behind them may be objects, or the numbers of an
 * index. `Where` is how they name scopes.
 */
export interface Held<Where> {
  readonly count: number;
  startMs(nth: number): number;
  endMs(nth: number): number;
  where(nth: number): Where;
  /** What its role says of the operation that is asked about. */
  answer(nth: number, question: AccessQuestion): RoleAnswer;
  condition(nth: number): Grant['condition'];
  /** The schedule itself, for whoever is told why; null: it is not told. */
  grant(nth: number): Grant | null;
}

/** What a scope and those above it are compared with. */
export interface Around<Where> {
  includes(where: Where): boolean;
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
  /** By whom; null where nobody asked why. */
  | { readonly allowed: true; readonly by: Grant | null }
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
const grantedByOne: AccessDecision = { allowed: true, by: null };
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
  return decideHeld(holder, new HeldGrants(holder.grants), question.scopeChain, question, atMs, explain);
}

/** The same for schedules of any make; `around` are the asked scope and those above it, as the schedules name them. */
export function decideHeld<Where>(
  holder: Omit<Holder, 'grants'>,
  held: Held<Where>,
  around: Around<Where>,
  question: AccessQuestion,
  atMs: number,
  explain: boolean,
): AccessDecision {
  if (!holder.enabled) return disabledPrincipal;
  const denials = holder.denialsInTime === undefined ? holder.denials : denialsAt(holder.denialsInTime, atMs);
  const denial = denials.length === 0 ? undefined : findDenial(denials, question);
  if (denial !== undefined) {
    const rest = { enabled: true, denials: denials.filter((each) => each !== denial) };
    const otherwise = explain ? decideHeld(rest, held, around, question, atMs, true) : null;
    return { allowed: false, reason: 'denied', by: denial, considered: [], otherwise };
  }
  const considered: { grant: Grant; obstacle: Obstacle }[] | null = explain ? [] : null;
  for (let nth = 0; nth < held.count; nth += 1) {
    const obstacle = obstacleOf(held, nth, around, question, atMs);
    if (obstacle === null) return granted(held.grant(nth));
    const grant = considered === null ? null : held.grant(nth);
    if (grant !== null) considered?.push({ grant, obstacle });
  }
  return considered === null ? noAssignment : { allowed: false, reason: 'noAssignment', considered };
}

function granted(by: Grant | null): AccessDecision {
  return by === null ? grantedByOne : { allowed: true, by };
}

function denialsAt(inTime: readonly DenialInTime[], atMs: number): readonly Denial[] {
  return inTime.filter(({ startMs, endMs }) => startMs <= atMs && atMs < endMs).map(({ denial }) => denial);
}

function findDenial(denials: readonly Denial[], question: AccessQuestion): Denial | undefined {
  const asked = { ...question, attributes: question.attributes ?? noAttributes };
  return denials.find((denial) => denial.denies(asked));
}

function obstacleOf<Where>(
  held: Held<Where>,
  nth: number,
  around: Around<Where>,
  question: AccessQuestion,
  atMs: number,
): Obstacle | null {
  if (atMs < held.startMs(nth)) return 'notStarted';
  if (atMs >= held.endMs(nth)) return 'ended';
  if (!around.includes(held.where(nth))) return 'otherScope';
  const answer = held.answer(nth, question);
  if (answer === 'no') return 'actionNotInRole';
  const condition = held.condition(nth);
  if (condition === null && answer === 'yes') return null;
  return conditionsMet(condition, answer, question) ? null : 'conditionNotMet';
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
