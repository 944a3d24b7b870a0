import type { ExtensionOwnership } from '../domain/extension/extension.ts';
import type { PrincipalFacts } from '../domain/principal.ts';
import type { Reader } from '../ledger/engine.ts';
import { ownersOf } from '../ledger/facts/principal-facts.ts';
import { requestById } from '../ledger/facts/request-facts.ts';

/** What tells whether a request is the decider's own; null where there is no such request. */
export async function ownRequestFacts(
  tx: Reader,
  requestId: string,
  decider: PrincipalFacts,
): Promise<ExtensionOwnership | null> {
  const request = await requestById(tx, requestId);
  if (request === null) return null;
  return {
    request,
    decider,
    requestorOwnerIds: await ownersOf(tx, request.requestorId),
    deciderOwnerIds: await ownersOf(tx, decider.principal.id),
  };
}
