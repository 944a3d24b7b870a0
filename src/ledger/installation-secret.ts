import { randomBytes } from 'node:crypto';
import type { Writer } from './engine.ts';
import type { Ledger } from './ledger.ts';
import { statement } from './statement.ts';

const SECRET_BYTES = 32;

const insertSecret = statement((db, p: { name: string; value: string }) =>
  db
    .insertInto('installation_secret')
    .values({ name: p.name, value: p.value })
    .onConflict((conflict) => conflict.column('name').doNothing()),
);

const selectSecret = statement((db, p: { name: string }) =>
  db.selectFrom('installation_secret').select('value').where('name', '=', p.name),
);

const updateSecret = statement((db, p: { name: string; value: string }) =>
  db.updateTable('installation_secret').set({ value: p.value }).where('name', '=', p.name),
);

/** Puts another secret in the place of one; the one that was there, or null where it was never asked for. */
export async function exchangeInstallationSecret(tx: Writer, name: string) {
  const before = await tx.first(selectSecret, { name });
  if (before === undefined) return null;
  const after = randomBytes(SECRET_BYTES);
  await tx.run(updateSecret, { name, value: after.toString('base64url') });
  return { before: Buffer.from(before.value, 'base64url'), after };
}

/**
 * A random secret of this installation: made when it is first asked for, then the same after every restart and for every
 * process that works on the same database.
 */
export async function installationSecret(ledger: Pick<Ledger, 'writeFollower'>, name: string): Promise<Buffer> {
  const fresh = randomBytes(SECRET_BYTES).toString('base64url');
  const value = await ledger.writeFollower(async (tx) => {
    await tx.run(insertSecret, { name, value: fresh });
    return (await tx.first(selectSecret, { name }))?.value;
  });
  if (value === undefined) throw new Error(`the secret ${name} cannot be kept`);
  return Buffer.from(value, 'base64url');
}
