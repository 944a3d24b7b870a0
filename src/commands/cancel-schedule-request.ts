import type { Decision } from '../domain/decision.ts';
import { Refusal, refuse, type Violation } from '../domain/errors.ts';
import { decideCancel } from '../domain/request/decide-cancel.ts';
import type { Reader } from '../ledger/engine.ts';
import { stageOf } from '../ledger/facts/approval-facts.ts';
import { extensionOf } from '../ledger/facts/extension-facts.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { scheduleById } from '../ledger/facts/schedule-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { appendWithLosses } from './append-with-losses.ts';
import { dependentsOf } from './assignment-facts.ts';
import { authorise, callerFacts } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { requestTarget } from './request-target.ts';

/** Cancels a request; who may: its requestor, or an administrator at its scope (BEHAVIOUR §4). */
export function cancelScheduleRequest(ledger: Ledger, caller: Caller, requestId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'cancelRequest', requestId), async (scope) => {
    const decision = await decide(scope.tx, caller, requestId, scope.now);
    if (!decision.accepted) refuse(decision.violation);
    await appendWithLosses(scope, decision.events);
  });
}

/** Why the caller cannot cancel the request now, by the same rule as canceling it; null where they can. */
export async function whyNotToCancel(
  tx: Reader,
  caller: Caller,
  requestId: string,
  now: Temporal.Instant,
): Promise<Violation | null> {
  try {
    const decision = await decide(tx, caller, requestId, now);
    return decision.accepted ? null : decision.violation;
  } catch (error) {
    if (error instanceof Refusal) return error.violation;
    throw error;
  }
}

async function decide(tx: Reader, caller: Caller, requestId: string, now: Temporal.Instant): Promise<Decision> {
  const facts = await callerFacts(tx, caller, now);
  const request = await requestById(tx, requestId);
  if (request === null) refuse({ code: 'requestNotFound', message: `there is no request \`${requestId}\`` });
  if (request.requestorId !== facts.principal.id) {
    const { role, scopeChain } = await requestTarget(tx, request);
    await authorise(tx, caller, 'cancelRequest', { family: role.family, scopeChain }, now);
  }
  const deadline = (await stageOf(tx, requestId)) ?? (await extensionOf(tx, requestId));
  // a schedule carries the id of the request that made it
  const made = await scheduleById(tx, requestId);
  return decideCancel(
    {
      request,
      callerId: caller.principalId,
      approvalExpiresAt: deadline?.expiresAt ?? null,
      startAt: made?.startAt ?? null,
      dependents: await dependentsOf(tx, made === null ? [] : [made], now),
    },
    now,
  );
}
