import type { PolicyRuleName, ViolationCode } from '../../../src/domain/errors.ts';
import type { RequestStatus } from '../../../src/domain/request/request-status.ts';
import type { Insight } from './insight.ts';
import type { AccessQuestion, ActionStep, Refused, RoleName, ScopeName, Who } from './scenario.ts';

/** How a step went, as far as a surface tells: `null` is done. */
export type Answer = null | RefusedCommand | WireAnswer;

export interface RefusedCommand {
  readonly code: ViolationCode;
  readonly message: string;
  readonly rules: readonly PolicyRuleName[];
  readonly field?: string;
}

/** A refusal in the shape of a surface. */
export interface WireAnswer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** One way to play a story: through the commands, or through a surface of the server. */
export interface Driver {
  readonly name: string;
  /** Whether the surface has the step. The commands have every step; they stand in where a surface has it not. */
  has(step: ActionStep): boolean;
  play(step: ActionStep): Promise<Answer>;
  /** The refusal as this surface must tell it. */
  expected(refused: Refused, step: ActionStep): object;
  may(question: AccessQuestion): Promise<boolean>;
  /** The state of a request in the words of the surface; compared with `wordFor`. */
  statusOf(request: string): Promise<string>;
  wordFor(status: RequestStatus): string;
  /** The ids of the requests that wait for somebody. */
  toDecide(who: Who): Promise<readonly string[]>;
  /** The path of the scope where the settings were written, `default`, or `written` where the surface says no more. */
  settingsFrom(role: RoleName, scope: ScopeName): Promise<string>;
  /** The real start and end of what came of a request; what the surface does not tell is undefined. */
  timesOf(request: string): Promise<readonly [string | undefined, string | null | undefined]>;
  /** What the surface tells beyond that. */
  readonly insight: Partial<Insight>;
  /** Who tries to decide a request to extend or renew as if it were an approval, where there is nothing else. */
  decideAsApproval?(who: Who, request: string): Promise<WireAnswer>;
}
