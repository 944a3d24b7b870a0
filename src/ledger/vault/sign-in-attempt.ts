import type { SignInMethod } from '../../domain/account/sign-in-strength.ts';
import type { Reader, Writer } from '../engine.ts';
import { statement } from '../statement.ts';

/** How far somebody has come who signs in at the embedded provider. */
export interface SignInAttempt {
  /** The digest of the interaction's name. */
  readonly key: string;
  readonly principalId: string;
  readonly methods: readonly SignInMethod[];
  /** When the oldest of them was proven; milliseconds since the epoch. */
  readonly provenSince: number;
  readonly expiresAt: number;
}

type Row = { key: string; principalId: string; methods: string; provenSince: number; expiresAt: number };

const insertAttempt = statement((db, p: Row) =>
  db.insertInto('sign_in_attempt').values({
    key: p.key,
    principal_id: p.principalId,
    methods: p.methods,
    proven_since: p.provenSince,
    expires_at: p.expiresAt,
  }),
);
const selectAttempt = statement((db, p: { key: string }) =>
  db.selectFrom('sign_in_attempt').selectAll().where('key', '=', p.key),
);
const deleteAttempt = statement((db, p: { key: string }) => db.deleteFrom('sign_in_attempt').where('key', '=', p.key));

/** Notes how far an attempt has come. */
export async function keepAttempt(tx: Writer, attempt: SignInAttempt): Promise<void> {
  await tx.run(deleteAttempt, { key: attempt.key });
  await tx.run(insertAttempt, { ...attempt, methods: attempt.methods.join(',') });
}

/** Null where nothing was proven yet, or too long ago. */
export async function attemptByKey(tx: Reader, key: string, now: number): Promise<SignInAttempt | null> {
  const row = await tx.first(selectAttempt, { key });
  if (row === undefined || row.expires_at <= now) return null;
  return {
    key: row.key,
    principalId: row.principal_id,
    methods: row.methods.split(',') as SignInMethod[],
    provenSince: row.proven_since,
    expiresAt: row.expires_at,
  };
}

export function forgetAttempt(tx: Writer, key: string): Promise<void> {
  return tx.run(deleteAttempt, { key });
}
