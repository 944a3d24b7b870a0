import type { Writer } from '../engine.ts';
import { statement } from '../statement.ts';

const insertChallenge = statement((db, p: { key: string; expiresAt: number }) =>
  db.insertInto('passkey_challenge').values({ key: p.key, expires_at: p.expiresAt }),
);
const selectChallenge = statement((db, p: { key: string }) =>
  db.selectFrom('passkey_challenge').selectAll().where('key', '=', p.key),
);
const deleteChallenge = statement((db, p: { key: string }) =>
  db.deleteFrom('passkey_challenge').where('key', '=', p.key),
);

/** Keeps the digest of a challenge with what it is for; instants in milliseconds since the epoch. */
export function keepPasskeyChallenge(tx: Writer, key: string, expiresAt: number): Promise<void> {
  return tx.run(insertChallenge, { key, expiresAt });
}

/** Uses a challenge up; false where it was never given for this, was used, or has expired. */
export async function takePasskeyChallenge(tx: Writer, key: string, now: number): Promise<boolean> {
  const row = await tx.first(selectChallenge, { key });
  if (row === undefined) return false;
  await tx.run(deleteChallenge, { key });
  return now < row.expires_at;
}
