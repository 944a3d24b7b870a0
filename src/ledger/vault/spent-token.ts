import type { Writer } from '../engine.ts';
import { statement } from '../statement.ts';

const selectToken = statement((db, p: { key: string }) =>
  db.selectFrom('spent_token').selectAll().where('key', '=', p.key),
);
const insertToken = statement((db, p: { key: string; expiresAt: number }) =>
  db.insertInto('spent_token').values({ key: p.key, expires_at: p.expiresAt }),
);
const deleteExpired = statement((db, p: { now: number }) =>
  db.deleteFrom('spent_token').where('expires_at', '<=', p.now),
);

/**
 * Notes that a token was used, which is of no use from `expiresAt` on whoever remembers it; false where it was used before.
 * Instants in milliseconds since the epoch.
 */
export async function spendToken(tx: Writer, key: string, expiresAt: number, now: number): Promise<boolean> {
  await tx.run(deleteExpired, { now });
  if ((await tx.first(selectToken, { key })) !== undefined) return false;
  await tx.run(insertToken, { key, expiresAt });
  return true;
}
