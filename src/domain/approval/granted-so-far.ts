import type { Scope } from '../scope.ts';
import { milliseconds, parseDuration } from '../time.ts';
import type { ApprovalStage, StageDecision } from './approval.ts';

/** What is left of a request when several approvers each granted less: what all of them granted. */
export interface Grant {
  /** ISO 8601; null: as long as was asked. */
  readonly duration: string | null;
  /** null: at the scope that was asked. */
  readonly scope: Scope | null;
}

/** What the decisions up to now leave; each decision carries what it and all before it left. */
export function grantedSoFar(stages: readonly ApprovalStage[]): Grant {
  const last: StageDecision | undefined = stages.flatMap(({ decisions }) => decisions).at(-1);
  return { duration: last?.grantedDuration ?? null, scope: last?.grantedScope ?? null };
}

/** The shorter of two durations of fixed length; null stands for all that was asked. */
export function shorterDuration(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  const length = (text: string) => milliseconds(parseDuration(text, 'duration'));
  return length(b) < length(a) ? b : a;
}

/** The narrower of two scopes, each given by its chain up to the root; null where neither contains the other. */
export function narrowerScope(a: readonly Scope[], b: readonly Scope[]): Scope | null {
  const [scopeA, scopeB] = [a[0], b[0]] as [Scope, Scope];
  if (b.includes(scopeA)) return scopeB;
  return a.includes(scopeB) ? scopeA : null;
}
