import { refuse } from '../domain/errors.ts';
import { decideCancel } from '../domain/request/decide-cancel.ts';
import { stageOf } from '../ledger/facts/approval-facts.ts';
import { extensionOf } from '../ledger/facts/extension-facts.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { scheduleById } from '../ledger/facts/schedule-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { dependentsOf } from './assignment-facts.ts';
import { authorise, callerFacts } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { requestTarget } from './request-target.ts';

/** Cancels a request; who may: its requestor, or an administrator at its scope (BEHAVIOUR §4). */
export function cancelScheduleRequest(ledger: Ledger, caller: Caller, requestId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'cancelRequest', requestId), async ({ now, tx, append }) => {
    const facts = await callerFacts(tx, caller);
    const request = await requestById(tx, requestId);
    if (request === null) refuse({ code: 'requestNotFound', message: `there is no request \`${requestId}\`` });
    if (request.requestorId !== facts.principal.id) {
      const { role, scopeChain } = await requestTarget(tx, request);
      await authorise(tx, caller, 'cancelRequest', { family: role.family, scopeChain }, now);
    }
    const deadline = (await stageOf(tx, requestId)) ?? (await extensionOf(tx, requestId));
    // a schedule carries the id of the request that made it
    const made = await scheduleById(tx, requestId);
    const decision = decideCancel(
      {
        request,
        callerId: caller.principalId,
        approvalExpiresAt: deadline?.expiresAt ?? null,
        startAt: made?.startAt ?? null,
        dependents: await dependentsOf(tx, made === null ? [] : [made], now),
      },
      now,
    );
    if (!decision.accepted) refuse(decision.violation);
    await append(decision.events);
  });
}
