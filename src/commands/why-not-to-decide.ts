import { type AskedDecision, whyNot } from '../domain/approval/decide-approval.ts';
import type { Violation } from '../domain/errors.ts';
import type { Reader } from '../ledger/engine.ts';
import { approvalFacts } from './approval-facts.ts';
import { callerFacts } from './authorise.ts';
import type { Caller } from './caller.ts';

/** A decision that could be given; what stands against it stands against every other. */
const anyDecision: AskedDecision = { result: 'denied', justification: 'as asked', duration: null, scope: null };

/** Why the caller cannot decide the request now, by the same rule as the decision; null where they can. */
export async function whyNotToDecide(
  tx: Reader,
  caller: Caller,
  requestId: string,
  now: Temporal.Instant,
): Promise<Violation | null> {
  const decider = await callerFacts(tx, caller, now);
  const facts = await approvalFacts(tx, { requestId, stageId: null, decider, asked: anyDecision }, now);
  if (facts === null) return { code: 'approvalNotFound', message: `there is no approval \`${requestId}\`` };
  return whyNot(anyDecision, facts, now);
}
