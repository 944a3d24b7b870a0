import { sql } from 'kysely';
import type { Reader, Writer } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { statement } from '../statement.ts';

/** Somebody's sign-in with a browser. */
export interface SignInSession {
  /** What people and the record call it; no secret. */
  readonly id: string;
  /** The digest of what the cookie holds. */
  readonly key: string;
  readonly principalId: string;
  /** The provider that vouched for the person, and the session's name there, for a sign-out that begins at the provider. */
  readonly provider: string;
  readonly providerSubject: string;
  readonly providerSession: string | null;
  /** A JSON list of the claims that tell how strongly each sign-in was proven (`amr`, `acr`, `acrs`, `auth_time`). */
  readonly proof: string;
  readonly userAgent: string | null;
  readonly address: string | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
}

type Row = {
  id: string;
  key: string;
  principalId: string;
  provider: string;
  providerSubject: string;
  providerSession: string | null;
  proof: string;
  userAgent: string | null;
  address: string | null;
  createdAt: number;
  lastUsedAt: number;
  expiresAt: number;
};

const insertSession = statement((db, p: Row) =>
  db.insertInto('sign_in_session').values({
    id: p.id,
    key: p.key,
    principal_id: p.principalId,
    provider: p.provider,
    provider_subject: p.providerSubject,
    provider_session: p.providerSession,
    proof: p.proof,
    user_agent: p.userAgent,
    address: p.address,
    created_at: p.createdAt,
    last_used_at: p.lastUsedAt,
    expires_at: p.expiresAt,
  }),
);
const selectByKey = statement((db, p: { key: string }) =>
  db.selectFrom('sign_in_session').selectAll().where('key', '=', p.key),
);
const selectById = statement((db, p: { id: string }) =>
  db.selectFrom('sign_in_session').selectAll().where('id', '=', p.id),
);
const selectOfPrincipal = statement((db, p: { principalId: string; now: number }) =>
  db
    .selectFrom('sign_in_session')
    .selectAll()
    .where('principal_id', '=', p.principalId)
    .where('expires_at', '>', p.now)
    .orderBy('created_at', 'desc')
    .orderBy('id'),
);
const selectOfSubject = statement((db, p: { provider: string; subject: string }) =>
  db
    .selectFrom('sign_in_session')
    .selectAll()
    .where('provider', '=', p.provider)
    .where('provider_subject', '=', p.subject),
);
const selectOfProviderSession = statement((db, p: { provider: string; session: string }) =>
  db
    .selectFrom('sign_in_session')
    .selectAll()
    .where('provider', '=', p.provider)
    .where('provider_session', '=', p.session),
);
const touchSession = statement((db, p: { key: string; at: number }) =>
  db.updateTable('sign_in_session').set({ last_used_at: p.at }).where('key', '=', p.key),
);
const updateSession = statement(
  (db, p: { key: string; newKey: string; proof: string; providerSession: string | null; lastUsedAt: number }) =>
    db
      .updateTable('sign_in_session')
      .set({ key: p.newKey, proof: p.proof, provider_session: p.providerSession, last_used_at: p.lastUsedAt })
      .where('key', '=', p.key),
);
const deleteSession = statement((db, p: { id: string }) => db.deleteFrom('sign_in_session').where('id', '=', p.id));

function toSession(row: Schema['sign_in_session']): SignInSession {
  return {
    id: row.id,
    key: row.key,
    principalId: row.principal_id,
    provider: row.provider,
    providerSubject: row.provider_subject,
    providerSession: row.provider_session,
    proof: row.proof,
    userAgent: row.user_agent,
    address: row.address,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  };
}

export function keepSession(tx: Writer, session: SignInSession): Promise<void> {
  return tx.run(insertSession, { ...session });
}

export async function sessionByKey(tx: Reader, key: string): Promise<SignInSession | null> {
  const row = await tx.first(selectByKey, { key });
  return row === undefined ? null : toSession(row);
}

export async function sessionById(tx: Reader, id: string): Promise<SignInSession | null> {
  const row = await tx.first(selectById, { id });
  return row === undefined ? null : toSession(row);
}

/** Those of a person that have not run out, the newest first. */
export async function sessionsOf(tx: Reader, principalId: string, now: number): Promise<readonly SignInSession[]> {
  return (await tx.all(selectOfPrincipal, { principalId, now })).map(toSession);
}

/**
 * Everybody's that have not run out, the newest first; those whose person has the text (lower case) in a name, where one
 * is given.
 */
export async function allSessions(
  tx: Reader,
  search: string | null,
  { limit, after }: { readonly limit: number; readonly after: { readonly atMs: number; readonly id: string } | null },
  now: number,
): Promise<readonly SignInSession[]> {
  const rows = await tx.query((db) => {
    let query = db
      .selectFrom('sign_in_session')
      .selectAll()
      .where('expires_at', '>', now)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit);
    if (search !== null) {
      const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
      const named = db
        .selectFrom('principal')
        .select('id')
        .where(sql<boolean>`search_text like ${pattern} escape '\\'`);
      query = query.where('principal_id', 'in', named);
    }
    if (after === null) return query;
    return query.where((where) =>
      where.or([
        where('created_at', '<', after.atMs),
        where.and([where('created_at', '=', after.atMs), where('id', '<', after.id)]),
      ]),
    );
  });
  return rows.map(toSession);
}

/** Those that a provider vouched for: of one of its sessions, or of one of its subjects, or of one in the other. */
export async function sessionsOfSubject(
  tx: Reader,
  by: { readonly provider: string; readonly providerSubject: string | null; readonly providerSession: string | null },
): Promise<readonly SignInSession[]> {
  const { provider, providerSubject: subject, providerSession: session } = by;
  if (session === null)
    return subject === null ? [] : (await tx.all(selectOfSubject, { provider, subject })).map(toSession);
  const found = (await tx.all(selectOfProviderSession, { provider, session })).map(toSession);
  return found.filter(({ providerSubject }) => subject === null || providerSubject === subject);
}

export function touchSignInSession(tx: Writer, key: string, at: number): Promise<void> {
  return tx.run(touchSession, { key, at });
}

/** Another sign-in in the same session: another secret in the cookie, and what was proven so far. */
export function renewSession(
  tx: Writer,
  renewed: {
    readonly key: string;
    readonly newKey: string;
    readonly proof: string;
    readonly providerSession: string | null;
    readonly lastUsedAt: number;
  },
): Promise<void> {
  return tx.run(updateSession, { ...renewed });
}

export function forgetSession(tx: Writer, id: string): Promise<void> {
  return tx.run(deleteSession, { id });
}
