import { isOwnRequest } from '../domain/approval/own-request.ts';
import type { PrincipalFacts } from '../domain/principal.ts';
import type { Reader } from '../ledger/engine.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import { isAuthorised } from './authorise.ts';
import { assigning, principalTypeOf } from './authorise-assignment.ts';
import { ownRequestFacts } from './own-request-facts.ts';
import { requestTarget } from './request-target.ts';

/** Whether this person may decide this extension or renewal as it was asked, by what they hold at `now`. */
export async function mayDecideExtension(
  tx: Reader,
  decider: PrincipalFacts,
  requestId: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const own = await ownRequestFacts(tx, requestId, decider);
  if (own === null || isOwnRequest(own)) return false;
  const { kind, principalId, roleDefinitionId } = own.request;
  const { role, scopeChain } = await requestTarget(tx, own.request);
  const principalType = principalTypeOf(await principalById(tx, principalId));
  const assignment = { roleDefinitionId, principalId, principalType };
  return isAuthorised(tx, decider, assigning(kind), { family: role.family, scopeChain, assignment }, now);
}
