import type { LastDigest } from '../../domain/digest/due-digest.ts';
import type { Reader } from '../engine.ts';
import { statement } from '../statement.ts';

const selectDigest = statement((db, p: { principalId: string }) =>
  db.selectFrom('digest').select(['date', 'until_at']).where('principal_id', '=', p.principalId),
);

/** The digest that a person was given last; null: none yet. */
export async function lastDigestOf(tx: Reader, principalId: string): Promise<LastDigest | null> {
  const row = await tx.first(selectDigest, { principalId });
  return row === undefined ? null : { date: row.date, untilAt: Temporal.Instant.fromEpochMilliseconds(row.until_at) };
}
