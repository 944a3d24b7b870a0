import type { Reader } from '../ledger/engine.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { type FoundScopes, registeredScopesBelow, type ScopeSearch } from './registered-scopes-below.ts';

/**
 * The registered scopes that can be granted of a request, the one that was asked for first, by path; null where there
 * is no such request. For who may decide it: whoever calls this has looked.
 */
export async function scopesForDecision(
  reader: Reader,
  requestId: string,
  asked: ScopeSearch,
): Promise<FoundScopes | null> {
  const request = await requestById(reader, requestId);
  if (request === null) return null;
  const { roleDefinitionId, scope } = request;
  return registeredScopesBelow(reader, { roleDefinitionId, scope }, asked);
}
