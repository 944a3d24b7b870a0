import { READS_RESOURCE_ASSIGNMENTS } from '../domain/access/assignment-readers.ts';
import { type HiddenScope, hiddenFrom } from '../domain/access/hidden-scopes.ts';
import type { DigestFigures } from '../domain/digest/digest.ts';
import { emptyTally, toDigestFigures } from '../domain/digest/tally.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { Reader } from '../ledger/engine.ts';
import { denialsOf } from '../ledger/facts/deny-facts.ts';
import { principalFacts } from '../ledger/facts/principal-facts.ts';
import type { DigestPlaces } from './digest-places.ts';
import type { DueDigest } from './due-digests.ts';

/** What an administrator is told, out of what was counted for all of them. */
export function digestFigures(
  { administered }: Pick<DueDigest, 'administered'>,
  hidden: readonly HiddenScope[],
  counted: readonly DigestPlaces[],
): DigestFigures {
  const sum = emptyTally();
  for (const places of counted) {
    for (const family of Object.keys(administered) as RoleFamily[]) {
      places.addBelow(sum, family, administered[family], hidden);
    }
  }
  return toDigestFigures(sum);
}

/** What is hidden from somebody of what they administer, at `now`; null: nobody is there any more to be told. */
export async function hiddenFromReader(
  reader: Reader,
  principalId: string,
  now: Temporal.Instant,
): Promise<readonly HiddenScope[] | null> {
  const facts = await principalFacts(reader, principalId, now);
  if (facts === null || !facts.principal.enabled) return null;
  return hiddenFrom({ denials: await denialsOf(reader, facts, now) }, READS_RESOURCE_ASSIGNMENTS);
}
