import type { Writer } from '../engine.ts';
import { statement } from '../statement.ts';

/** So long after it was made a call is known by its name, in milliseconds. */
export const CALL_KEPT_MS = 24 * 3_600_000;

/** How a call was answered; null while it is not. */
export interface CallAnswer {
  readonly status: number;
  readonly contentType: string | null;
  /** Sealed. */
  readonly body: string;
}

/** A call that its caller named, so that a repeat is known for one. */
export interface IdempotentCall {
  /** A digest of the caller, the address and the caller's name for it. */
  readonly key: string;
  readonly bodyDigest: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly answer: CallAnswer | null;
}

const selectCall = statement((db, p: { key: string }) =>
  db.selectFrom('idempotent_call').selectAll().where('key', '=', p.key),
);
const insertCall = statement((db, p: { key: string; bodyDigest: string; createdAt: number }) =>
  db.insertInto('idempotent_call').values({
    key: p.key,
    body_digest: p.bodyDigest,
    created_at: p.createdAt,
    status: null,
    content_type: null,
    body: null,
  }),
);
const updateCall = statement((db, p: { key: string; status: number; contentType: string | null; body: string }) =>
  db
    .updateTable('idempotent_call')
    .set({ status: p.status, content_type: p.contentType, body: p.body })
    .where('key', '=', p.key),
);
const deleteCall = statement((db, p: { key: string }) => db.deleteFrom('idempotent_call').where('key', '=', p.key));

/** Takes the name for this call, or finds the call that has it since less than a day. */
export async function takeCall(tx: Writer, call: Omit<IdempotentCall, 'answer'>): Promise<IdempotentCall | null> {
  const row = await tx.first(selectCall, { key: call.key });
  if (row === undefined || row.created_at <= call.createdAt - CALL_KEPT_MS) {
    await tx.run(deleteCall, { key: call.key });
    await tx.run(insertCall, { ...call });
    return null;
  }
  const { key, body_digest: bodyDigest, created_at: createdAt, status, content_type: contentType, body } = row;
  return { key, bodyDigest, createdAt, answer: status === null ? null : { status, contentType, body: body ?? '' } };
}

export function keepAnswer(tx: Writer, key: string, answer: CallAnswer): Promise<void> {
  return tx.run(updateCall, { key, ...answer });
}

/** As if it was never made. */
export function forgetCall(tx: Writer, key: string): Promise<void> {
  return tx.run(deleteCall, { key });
}
