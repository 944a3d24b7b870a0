import type { DigestFigures } from '../domain/digest/digest.ts';
import type { Reader } from '../ledger/engine.ts';
import { digestFindings } from './digest-findings.ts';
import { administeredBy } from './digest-scope.ts';
import { activationTrend, requestTrends } from './digest-trends.ts';
import type { DueDigest } from './due-digests.ts';
import { viewerOf } from './viewer.ts';

/** Counts what an administrator is told of the period, the one before, and as it stands at `now`. */
export async function digestFigures(reader: Reader, due: DueDigest, now: Temporal.Instant): Promise<DigestFigures> {
  const { hiddenAt } = await viewerOf(reader, due.principalId, now);
  const isAdministered = administeredBy(due, hiddenAt);
  return {
    ...(await requestTrends(reader, due, isAdministered, now)),
    activations: await activationTrend(reader, due, isAdministered),
    ...(await digestFindings(reader, isAdministered, now)),
  };
}
