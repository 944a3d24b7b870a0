import { networkOf } from './network-of.ts';
import { type TokenBuckets, tokenBuckets } from './token-buckets.ts';

/** How many calls a minute are served; Infinity: any number. */
export interface Limits {
  readonly callsPerCaller: number;
  readonly decisionsPerCaller: number;
  readonly callsPerAddress: number;
  readonly signInCallsPerAddress: number;
  readonly accessQuestionsPerCaller: number;
}

/**
 * What a caller spends. `decisions`: deciding a request and taking access away, which no flood of other calls may hold
 * up, neither the caller's own nor one from the same address.
 */
export type CallerBudget = 'calls' | 'decisions' | 'accessQuestions';
/** What an address spends before anybody is known. */
export type AddressBudget = 'calls' | 'signInCalls';

/** Both answer with 0, or with the milliseconds until another call is served. */
export interface Throttle {
  byCaller(budget: CallerBudget, principalId: string): number;
  byAddress(budget: AddressBudget, address: string): number;
}

/** Limits of all surfaces together, in the memory of this process. */
export function throttle(limits: Limits, clock: () => Temporal.Instant): Throttle {
  const buckets = (perMinute: number) => (perMinute === Number.POSITIVE_INFINITY ? null : tokenBuckets(perMinute));
  const callers: Readonly<Record<CallerBudget, TokenBuckets | null>> = {
    calls: buckets(limits.callsPerCaller),
    decisions: buckets(limits.decisionsPerCaller),
    accessQuestions: buckets(limits.accessQuestionsPerCaller),
  };
  const addresses: Readonly<Record<AddressBudget, TokenBuckets | null>> = {
    calls: buckets(limits.callsPerAddress),
    signInCalls: buckets(limits.signInCallsPerAddress),
  };
  return {
    byCaller: (budget, principalId) => callers[budget]?.take(principalId, clock().epochMilliseconds) ?? 0,
    byAddress: (budget, address) => addresses[budget]?.take(networkOf(address), clock().epochMilliseconds) ?? 0,
  };
}
