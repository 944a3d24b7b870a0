import { type Limits, type Throttle, throttle } from '../../src/http/plugins/throttle.ts';

const noLimits: Limits = {
  callsPerCaller: Number.POSITIVE_INFINITY,
  decisionsPerCaller: Number.POSITIVE_INFINITY,
  callsPerAddress: Number.POSITIVE_INFINITY,
  signInCallsPerAddress: Number.POSITIVE_INFINITY,
  accessQuestionsPerCaller: Number.POSITIVE_INFINITY,
};

/** Limits for a test; what is left out is not limited. */
export function testThrottle(limits: Partial<Limits>, clock: () => Temporal.Instant): Throttle {
  return throttle({ ...noLimits, ...limits }, clock);
}
