import type { EventOf } from '../events.ts';
import type { ActivationRules } from '../policy/activation-rules.ts';
import { compareStrictness } from '../policy/compare-strictness.ts';

/** A request that waits, with the rules of its submission and those that apply to it now. */
export interface WaitingRequest {
  readonly requestId: string;
  readonly submittedUnder: ActivationRules;
  readonly rulesNow: ActivationRules;
}

/** Closes each request under whose feet the rules became stricter; where they became looser it stays (BEHAVIOUR §4). */
export function endedByPolicy(
  waiting: readonly WaitingRequest[],
  changedById: string,
): readonly EventOf<'scheduleRequest.canceled'>[] {
  return waiting
    .filter(({ submittedUnder, rulesNow }) => compareStrictness(submittedUnder, rulesNow).length > 0)
    .map(({ requestId }) => ({
      type: 'scheduleRequest.canceled',
      requestId,
      canceledById: changedById,
      reason: 'policyChanged',
    }));
}
