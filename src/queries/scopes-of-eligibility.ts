import { isOrIsIn } from '../domain/principal.ts';
import { isUnfinished } from '../domain/schedule.ts';
import type { Reader } from '../ledger/engine.ts';
import { scheduleById } from '../ledger/facts/schedule-facts.ts';
import { type FoundScopes, registeredScopesBelow, type ScopeSearch } from './registered-scopes-below.ts';
import { viewerOf } from './viewer.ts';

/**
 * The registered scopes at which an eligibility can be activated, its own first, by path. Null where the person has no
 * such eligibility.
 */
export async function scopesOfEligibility(
  reader: Reader,
  principalId: string,
  { id, ...asked }: ScopeSearch & { readonly id: string },
  now: Temporal.Instant,
): Promise<FoundScopes | null> {
  const { facts } = await viewerOf(reader, principalId, now);
  const eligibility = await scheduleById(reader, id);
  if (eligibility?.kind !== 'eligible' || !isOrIsIn(facts, eligibility.principalId)) return null;
  if (!isUnfinished(eligibility, now)) return null;
  return registeredScopesBelow(reader, eligibility, asked);
}
