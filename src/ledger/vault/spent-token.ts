import type { Writer } from '../engine.ts';
import { statement } from '../statement.ts';

const selectToken = statement((db, p: { key: string }) =>
  db.selectFrom('spent_token').selectAll().where('key', '=', p.key),
);
const upsertToken = statement((db, p: { key: string; expiresAt: number }) =>
  db
    .insertInto('spent_token')
    .values({ key: p.key, expires_at: p.expiresAt })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ expires_at: p.expiresAt })),
);

/**
 * Notes that a token was used, which is of no use from `expiresAt` on whoever remembers it; false where it was used before.
 * Instants in milliseconds since the epoch.
 */
export async function spendToken(tx: Writer, key: string, expiresAt: number, now: number): Promise<boolean> {
  const row = await tx.first(selectToken, { key });
  if (row !== undefined && row.expires_at > now) return false;
  await tx.run(upsertToken, { key, expiresAt });
  return true;
}
