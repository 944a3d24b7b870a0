import type { Reader, Writer } from '../engine.ts';
import { statement } from '../statement.ts';

/** By which a service principal proves itself: the digest of a secret, or a public key. */
export interface ClientCredential {
  readonly id: string;
  readonly principalId: string;
  readonly displayName: string;
  readonly kind: 'secret' | 'key';
  /** SHA-256 of the secret, or the public JWK as JSON. */
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

type Row = {
  id: string;
  principalId: string;
  displayName: string;
  kind: string;
  value: string;
  createdAt: number;
  expiresAt: number;
};

const insertCredential = statement((db, p: Row) =>
  db.insertInto('client_credential').values({
    id: p.id,
    principal_id: p.principalId,
    display_name: p.displayName,
    kind: p.kind,
    value: p.value,
    created_at: p.createdAt,
    expires_at: p.expiresAt,
  }),
);
const selectCredentials = statement((db, p: { principalId: string }) =>
  db
    .selectFrom('client_credential')
    .selectAll()
    .where('principal_id', '=', p.principalId)
    .orderBy('created_at')
    .orderBy('id'),
);
const deleteCredential = statement((db, p: { id: string; principalId: string }) =>
  db.deleteFrom('client_credential').where('id', '=', p.id).where('principal_id', '=', p.principalId),
);

/** Every credential of a service principal, expired ones too, the oldest first. */
export async function clientCredentialsOf(tx: Reader, principalId: string): Promise<readonly ClientCredential[]> {
  const rows = await tx.all(selectCredentials, { principalId });
  return rows.map((row) => ({
    id: row.id,
    principalId: row.principal_id,
    displayName: row.display_name,
    kind: row.kind as ClientCredential['kind'],
    value: row.value,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));
}

export function keepClientCredential(tx: Writer, credential: ClientCredential): Promise<void> {
  return tx.run(insertCredential, { ...credential });
}

export function forgetClientCredential(tx: Writer, { id, principalId }: { id: string; principalId: string }) {
  return tx.run(deleteCredential, { id, principalId });
}
