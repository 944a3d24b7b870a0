import type { PrincipalFacts } from '../principal.ts';
import { isOrIsIn } from '../principal.ts';
import { isLive, type Schedule } from '../schedule.ts';
import type { Scope } from '../scope.ts';
import { type Interval, isBefore } from '../time.ts';

/** What an activation needs an eligibility for. */
export interface EligibilityQuestion {
  readonly holder: PrincipalFacts;
  readonly roleDefinitionId: string;
  /** From the asked scope up to the root: an eligibility at any of them covers the asked one. */
  readonly scopeChain: readonly Scope[];
  readonly interval: Interval;
  /** When the caller names one, only that one counts. */
  readonly linkedEligibilityId: string | null;
}

function covers(eligibility: Schedule, question: EligibilityQuestion): boolean {
  return (
    eligibility.kind === 'eligible' &&
    isOrIsIn(question.holder, eligibility.principalId) &&
    eligibility.roleDefinitionId === question.roleDefinitionId &&
    question.scopeChain.includes(eligibility.scope) &&
    isLive(eligibility, question.interval.startAt) &&
    (question.linkedEligibilityId === null || question.linkedEligibilityId === eligibility.id)
  );
}

/**
 * The eligibilities that an activation can rest on, best first: the one that lasts longest, then the nearest scope.
 * Empty: the person is not eligible (BEHAVIOUR §3).
 */
export function findEligibilities(
  eligibilities: readonly Schedule[],
  question: EligibilityQuestion,
): readonly Schedule[] {
  return eligibilities
    .filter((eligibility) => covers(eligibility, question))
    .sort((a, b) => compareEnds(b, a) || question.scopeChain.indexOf(a.scope) - question.scopeChain.indexOf(b.scope));
}

function compareEnds(a: Schedule, b: Schedule): number {
  const end = (schedule: Schedule) => schedule.endAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  return end(a) === end(b) ? 0 : end(a) - end(b);
}

/** Whether one of these eligibilities for a role covers the scope, at whatever time. */
export function isEligibleAt(eligibilities: readonly Schedule[], scopeChain: readonly Scope[]): boolean {
  return eligibilities.some(({ scope }) => scopeChain.includes(scope));
}

/** Whether the eligibility lasts as long as the asked time. */
export function lastsFor(eligibility: Schedule, interval: Interval): boolean {
  if (eligibility.endAt === null) return true;
  return interval.endAt !== null && !isBefore(eligibility.endAt, interval.endAt);
}
