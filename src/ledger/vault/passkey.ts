import type { Reader, Writer } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { statement } from '../statement.ts';

/** A public key whose private part a person's device or security key keeps (WebAuthn). */
export interface Passkey {
  readonly id: string;
  /** As the device names it, base64url. */
  readonly credentialId: string;
  readonly principalId: string;
  readonly displayName: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  /** How often it signed; a device that counts never goes back. */
  readonly counter: number;
  readonly transports: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

type Row = {
  id: string;
  credentialId: string;
  principalId: string;
  displayName: string;
  publicKey: string;
  counter: number;
  transports: string;
  createdAt: number;
};

const insertPasskey = statement((db, p: Row) =>
  db.insertInto('passkey').values({
    id: p.id,
    credential_id: p.credentialId,
    principal_id: p.principalId,
    display_name: p.displayName,
    public_key: p.publicKey,
    counter: p.counter,
    transports: p.transports,
    created_at: p.createdAt,
    last_used_at: null,
  }),
);
const selectOfPrincipal = statement((db, p: { principalId: string }) =>
  db.selectFrom('passkey').selectAll().where('principal_id', '=', p.principalId).orderBy('created_at').orderBy('id'),
);
const selectByCredential = statement((db, p: { credentialId: string }) =>
  db.selectFrom('passkey').selectAll().where('credential_id', '=', p.credentialId),
);
const updateUse = statement((db, p: { credentialId: string; counter: number; at: number }) =>
  db.updateTable('passkey').set({ counter: p.counter, last_used_at: p.at }).where('credential_id', '=', p.credentialId),
);
const deletePasskey = statement((db, p: { id: string; principalId: string }) =>
  db.deleteFrom('passkey').where('id', '=', p.id).where('principal_id', '=', p.principalId),
);

function toPasskey(row: Schema['passkey']): Passkey {
  return {
    id: row.id,
    credentialId: row.credential_id,
    principalId: row.principal_id,
    displayName: row.display_name,
    publicKey: row.public_key,
    counter: row.counter,
    transports: row.transports === '' ? [] : row.transports.split(','),
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}

export function keepPasskey(tx: Writer, passkey: Omit<Passkey, 'lastUsedAt'>): Promise<void> {
  return tx.run(insertPasskey, { ...passkey, transports: passkey.transports.join(',') });
}

/** The oldest first. */
export async function passkeysOf(tx: Reader, principalId: string): Promise<readonly Passkey[]> {
  return (await tx.all(selectOfPrincipal, { principalId })).map(toPasskey);
}

export async function passkeyByCredential(tx: Reader, credentialId: string): Promise<Passkey | null> {
  const row = await tx.first(selectByCredential, { credentialId });
  return row === undefined ? null : toPasskey(row);
}

/** Notes a use; false where the passkey is gone, or its counter did not move on (WebAuthn §6.1.1). */
export async function usePasskey(tx: Writer, credentialId: string, counter: number, at: number): Promise<boolean> {
  const passkey = await passkeyByCredential(tx, credentialId);
  if (passkey === null) return false;
  const isCounting = counter > 0 || passkey.counter > 0;
  if (isCounting && counter <= passkey.counter) return false;
  await tx.run(updateUse, { credentialId, counter, at });
  return true;
}

export function forgetPasskey(tx: Writer, { id, principalId }: { id: string; principalId: string }): Promise<void> {
  return tx.run(deletePasskey, { id, principalId });
}
