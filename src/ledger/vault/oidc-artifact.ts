import type { Reader, Writer } from '../engine.ts';
import { statement } from '../statement.ts';

/** Something short-lived of the embedded OpenID provider: a code, a token, a session, a consent under way. */
export interface OidcArtifact {
  /** A digest: who reads the table cannot use what it stands for. */
  readonly key: string;
  readonly payload: string;
  readonly grantId: string | null;
  /** Digests, by which device codes and sessions are found as well. */
  readonly userCodeKey: string | null;
  readonly uidKey: string | null;
  /** Milliseconds since the epoch; null while it was not used. */
  readonly consumedAt: number | null;
  /** Milliseconds since the epoch; null for what does not expire. */
  readonly expiresAt: number | null;
}

type Row = {
  key: string;
  payload: string;
  grantId: string | null;
  userCodeKey: string | null;
  uidKey: string | null;
  expiresAt: number | null;
};

const upsert = statement((db, p: Row) =>
  db
    .insertInto('oidc_artifact')
    .values({
      key: p.key,
      payload: p.payload,
      grant_id: p.grantId,
      user_code_key: p.userCodeKey,
      uid_key: p.uidKey,
      consumed_at: null,
      expires_at: p.expiresAt,
    })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        payload: p.payload,
        grant_id: p.grantId,
        user_code_key: p.userCodeKey,
        uid_key: p.uidKey,
        expires_at: p.expiresAt,
      }),
    ),
);

const byKey = statement((db, p: { key: string }) =>
  db.selectFrom('oidc_artifact').selectAll().where('key', '=', p.key),
);
const byUserCode = statement((db, p: { key: string }) =>
  db.selectFrom('oidc_artifact').selectAll().where('user_code_key', '=', p.key),
);
const byUid = statement((db, p: { key: string }) =>
  db.selectFrom('oidc_artifact').selectAll().where('uid_key', '=', p.key),
);
const consume = statement((db, p: { key: string; at: number }) =>
  db.updateTable('oidc_artifact').set({ consumed_at: p.at }).where('key', '=', p.key).where('consumed_at', 'is', null),
);
const remove = statement((db, p: { key: string }) => db.deleteFrom('oidc_artifact').where('key', '=', p.key));
const removeGrant = statement((db, p: { grantId: string }) =>
  db.deleteFrom('oidc_artifact').where('grant_id', '=', p.grantId),
);

const finders = { key: byKey, userCode: byUserCode, uid: byUid };

/** Writes one, or writes it anew. */
export function keepOidcArtifact(tx: Writer, artifact: Omit<OidcArtifact, 'consumedAt'>): Promise<void> {
  return tx.run(upsert, { ...artifact });
}

/** Finds one by its own digest, or by that of its user code or session. */
export async function findOidcArtifact(
  tx: Reader,
  by: 'key' | 'userCode' | 'uid',
  key: string,
): Promise<OidcArtifact | null> {
  const row = await tx.first(finders[by], { key });
  if (row === undefined) return null;
  return {
    key: row.key,
    payload: row.payload,
    grantId: row.grant_id,
    userCodeKey: row.user_code_key,
    uidKey: row.uid_key,
    consumedAt: row.consumed_at,
    expiresAt: row.expires_at,
  };
}

/** Marks one as used; false where somebody was first. */
export async function consumeOidcArtifact(tx: Writer, key: string, at: number): Promise<boolean> {
  const found = await findOidcArtifact(tx, 'key', key);
  if (found === null || found.consumedAt !== null) return false;
  await tx.run(consume, { key, at });
  return true;
}

export function removeOidcArtifact(tx: Writer, key: string): Promise<void> {
  return tx.run(remove, { key });
}

/** Removes everything that came of one consent. */
export function removeOidcGrant(tx: Writer, grantId: string): Promise<void> {
  return tx.run(removeGrant, { grantId });
}
