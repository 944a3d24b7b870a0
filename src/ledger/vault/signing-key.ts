import type { Reader, Writer } from '../engine.ts';
import { statement } from '../statement.ts';

/** A key that the embedded OpenID provider signs with; the private part is sealed. */
export interface SigningKeyRow {
  readonly kid: string;
  readonly sealedKey: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

const insertKey = statement((db, p: { kid: string; sealedKey: string; createdAt: number }) =>
  db.insertInto('signing_key').values({ kid: p.kid, sealed_key: p.sealedKey, created_at: p.createdAt }),
);
const selectKeys = statement((db, p: { since: number }) =>
  db.selectFrom('signing_key').selectAll().where('created_at', '>=', p.since).orderBy('created_at', 'desc'),
);

/** The keys made since an instant (milliseconds since the epoch), the newest first. */
export async function signingKeysSince(tx: Reader, since: number): Promise<readonly SigningKeyRow[]> {
  const rows = await tx.all(selectKeys, { since });
  return rows.map(({ kid, sealed_key, created_at }) => ({ kid, sealedKey: sealed_key, createdAt: created_at }));
}

export function keepSigningKey(tx: Writer, key: SigningKeyRow): Promise<void> {
  return tx.run(insertKey, { ...key });
}
