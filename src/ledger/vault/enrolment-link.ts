import type { EnrolmentPurpose } from '../../domain/events.ts';
import type { Reader, Writer } from '../engine.ts';
import { statement } from '../statement.ts';

/** A one-time link by which a person sets a first password. */
export interface EnrolmentLink {
  /** SHA-256 of what the link holds. */
  readonly digest: string;
  readonly purpose: EnrolmentPurpose;
  /** null: for whoever becomes the first administrator. */
  readonly principalId: string | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

type Row = { digest: string; purpose: string; principalId: string | null; createdAt: number; expiresAt: number };

const insertLink = statement((db, p: Row) =>
  db.insertInto('enrolment_link').values({
    digest: p.digest,
    purpose: p.purpose,
    principal_id: p.principalId,
    created_at: p.createdAt,
    expires_at: p.expiresAt,
  }),
);
const selectLink = statement((db, p: { digest: string }) =>
  db.selectFrom('enrolment_link').selectAll().where('digest', '=', p.digest),
);
const deleteOfPerson = statement((db, p: { principalId: string }) =>
  db.deleteFrom('enrolment_link').where('principal_id', '=', p.principalId),
);
const deleteOfSetUp = statement((db, _p: Record<never, never>) =>
  db.deleteFrom('enrolment_link').where('purpose', '=', 'setUp'),
);

/** Keeps a link; those before for the same person are of no use from now on. */
export async function keepEnrolmentLink(tx: Writer, link: EnrolmentLink): Promise<void> {
  await forgetEnrolmentLinks(tx, link.principalId);
  await tx.run(insertLink, { ...link });
}

/** Also one that has expired. */
export async function enrolmentLink(tx: Reader, digest: string): Promise<EnrolmentLink | null> {
  const row = await tx.first(selectLink, { digest });
  if (row === undefined) return null;
  return {
    digest: row.digest,
    purpose: row.purpose as EnrolmentPurpose,
    principalId: row.principal_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

/** Those of a person, or with null those of the set-up. */
export function forgetEnrolmentLinks(tx: Writer, principalId: string | null): Promise<void> {
  return principalId === null ? tx.run(deleteOfSetUp, {}) : tx.run(deleteOfPerson, { principalId });
}
