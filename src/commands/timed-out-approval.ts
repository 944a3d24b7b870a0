import { decideTimeOut } from '../domain/approval/decide-time-out.ts';
import type { DomainEvent } from '../domain/events.ts';
import type { Reader } from '../ledger/engine.ts';
import { stageOf } from '../ledger/facts/approval-facts.ts';
import { requestById } from '../ledger/facts/request-facts.ts';

/** What records that a request ran out of time; nothing where it did not. */
export async function timedOutApproval(
  tx: Reader,
  requestId: string,
  now: Temporal.Instant,
): Promise<readonly DomainEvent[]> {
  const request = await requestById(tx, requestId);
  const stage = await stageOf(tx, requestId);
  if (request === null || stage === null) return [];
  const decision = decideTimeOut(request, stage, now);
  return decision.accepted ? decision.events : [];
}
