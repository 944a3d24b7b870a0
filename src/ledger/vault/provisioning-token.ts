import type { Reader, Writer } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { statement } from '../statement.ts';

/** By which a directory proves itself over SCIM; what is kept is a digest. */
export interface ProvisioningToken {
  readonly id: string;
  readonly sourceId: string;
  readonly digest: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly expiresAt: number;
  /** To the minute; null: it was never used. */
  readonly lastUsedAt: number | null;
}

const insertToken = statement(
  (db, p: { id: string; sourceId: string; digest: string; createdAt: number; expiresAt: number }) =>
    db.insertInto('provisioning_token').values({
      id: p.id,
      source_id: p.sourceId,
      digest: p.digest,
      created_at: p.createdAt,
      expires_at: p.expiresAt,
      last_used_at: null,
    }),
);
const selectByDigest = statement((db, p: { digest: string }) =>
  db.selectFrom('provisioning_token').selectAll().where('digest', '=', p.digest),
);
const selectOfSource = statement((db, p: { sourceId: string }) =>
  db
    .selectFrom('provisioning_token')
    .selectAll()
    .where('source_id', '=', p.sourceId)
    .orderBy('created_at')
    .orderBy('id'),
);
const touchToken = statement((db, p: { id: string; at: number }) =>
  db.updateTable('provisioning_token').set({ last_used_at: p.at }).where('id', '=', p.id),
);
const deleteToken = statement((db, p: { id: string }) => db.deleteFrom('provisioning_token').where('id', '=', p.id));

function toToken(row: Schema['provisioning_token']): ProvisioningToken {
  return {
    id: row.id,
    sourceId: row.source_id,
    digest: row.digest,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}

export async function provisioningTokenByDigest(tx: Reader, digest: string): Promise<ProvisioningToken | null> {
  const row = await tx.first(selectByDigest, { digest });
  return row === undefined ? null : toToken(row);
}

/** Every token of a source, expired ones too, the oldest first. */
export async function provisioningTokensOf(tx: Reader, sourceId: string): Promise<readonly ProvisioningToken[]> {
  return (await tx.all(selectOfSource, { sourceId })).map(toToken);
}

export function keepProvisioningToken(tx: Writer, token: Omit<ProvisioningToken, 'lastUsedAt'>): Promise<void> {
  return tx.run(insertToken, { ...token });
}

export function touchProvisioningToken(tx: Writer, id: string, at: number): Promise<void> {
  return tx.run(touchToken, { id, at });
}

export function forgetProvisioningToken(tx: Writer, id: string): Promise<void> {
  return tx.run(deleteToken, { id });
}
