import type { SignInProof } from '../../domain/assurance.ts';
import type { RequestProof } from '../../domain/proof/request-proof.ts';
import type { Reader, Writer } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { statement } from '../statement.ts';

/** A proof as it is kept, with what the person typed. */
export interface KeptProof extends RequestProof {
  /** The authentication context that the role asks for; null: a second factor. */
  readonly context: string | null;
  readonly sealedDraft: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** From here on it can be neither given nor used. */
  readonly expiresAt: number;
}

/** No more of them wait for one person; the oldest goes. */
const MOST_PER_PERSON = 20;

type Row = Schema['request_proof'];
type NewRow = {
  id: string;
  principalId: string;
  sessionId: string | null;
  contentDigest: string;
  context: string | null;
  sealedDraft: string;
  createdAt: number;
  expiresAt: number;
};

const insertProof = statement((db, p: NewRow) =>
  db.insertInto('request_proof').values({
    id: p.id,
    principal_id: p.principalId,
    session_id: p.sessionId,
    content_digest: p.contentDigest,
    context: p.context,
    sealed_draft: p.sealedDraft,
    created_at: p.createdAt,
    expires_at: p.expiresAt,
    given_at: null,
    given: null,
    used_at: null,
  }),
);
const selectProof = statement((db, p: { id: string }) =>
  db.selectFrom('request_proof').selectAll().where('id', '=', p.id),
);
const selectIdsOf = statement((db, p: { principalId: string }) =>
  db
    .selectFrom('request_proof')
    .select('id')
    .where('principal_id', '=', p.principalId)
    .orderBy('created_at', 'desc')
    .orderBy('id'),
);
const updateGiven = statement((db, p: { id: string; at: number; given: string }) =>
  db.updateTable('request_proof').set({ given_at: p.at, given: p.given }).where('id', '=', p.id),
);
const updateUsed = statement((db, p: { id: string; at: number }) =>
  db.updateTable('request_proof').set({ used_at: p.at }).where('id', '=', p.id),
);
const deleteProof = statement((db, p: { id: string }) => db.deleteFrom('request_proof').where('id', '=', p.id));

/** Keeps one that is asked for; what is too many of one person goes. */
export async function keepRequestProof(tx: Writer, proof: Omit<KeptProof, 'given' | 'isUsed'>): Promise<void> {
  const earlier = await tx.all(selectIdsOf, { principalId: proof.principalId });
  for (const { id } of earlier.slice(MOST_PER_PERSON - 1)) await tx.run(deleteProof, { id });
  await tx.run(insertProof, { ...proof });
}

/** One that has not run out at `now` (milliseconds since the epoch). */
export async function requestProofById(tx: Reader, id: string, now: number): Promise<KeptProof | null> {
  const row = await tx.first(selectProof, { id });
  return row === undefined || row.expires_at <= now ? null : toProof(row);
}

/** Notes what the person proved for it. */
export function keepGivenProof(tx: Writer, id: string, given: SignInProof, at: number): Promise<void> {
  const { authenticatedAt } = given;
  const text = JSON.stringify({ ...given, authenticatedAt: authenticatedAt?.epochMilliseconds ?? null });
  return tx.run(updateGiven, { id, at, given: text });
}

/** Notes that a request has used it up. */
export function keepProofUsed(tx: Writer, id: string, at: number): Promise<void> {
  return tx.run(updateUsed, { id, at });
}

function toProof(row: Row): KeptProof {
  return {
    id: row.id,
    principalId: row.principal_id,
    sessionId: row.session_id,
    contentDigest: row.content_digest,
    context: row.context,
    sealedDraft: row.sealed_draft,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    given: row.given === null ? null : toSignIn(row.given),
    isUsed: row.used_at !== null,
  };
}

function toSignIn(text: string): SignInProof {
  const { authenticatedAt, ...proof } = JSON.parse(text);
  const at = authenticatedAt === null ? null : Temporal.Instant.fromEpochMilliseconds(authenticatedAt);
  return { ...proof, authenticatedAt: at };
}
