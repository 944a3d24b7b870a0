import type { Reader, Writer } from '../engine.ts';
import { statement } from '../statement.ts';

/** What a person's app makes one-time codes from (RFC 6238). */
export interface AuthenticatorApp {
  readonly id: string;
  readonly principalId: string;
  readonly sealedSeed: string;
  /** The step of the last code that was used. */
  readonly lastStep: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

type Row = { id: string; principalId: string; sealedSeed: string; lastStep: number; createdAt: number };

const insertApp = statement((db, p: Row) =>
  db.insertInto('authenticator_app').values({
    principal_id: p.principalId,
    id: p.id,
    sealed_seed: p.sealedSeed,
    last_step: p.lastStep,
    created_at: p.createdAt,
  }),
);
const selectApp = statement((db, p: { principalId: string }) =>
  db.selectFrom('authenticator_app').selectAll().where('principal_id', '=', p.principalId),
);
const updateStep = statement((db, p: { id: string; step: number }) =>
  db.updateTable('authenticator_app').set({ last_step: p.step }).where('id', '=', p.id),
);
const deleteApp = statement((db, p: { principalId: string }) =>
  db.deleteFrom('authenticator_app').where('principal_id', '=', p.principalId),
);

/** A person has one; a new one takes the place of the one before. */
export async function keepAuthenticatorApp(tx: Writer, app: AuthenticatorApp): Promise<void> {
  await tx.run(deleteApp, { principalId: app.principalId });
  await tx.run(insertApp, { ...app });
}

export async function authenticatorAppOf(tx: Reader, principalId: string): Promise<AuthenticatorApp | null> {
  const row = await tx.first(selectApp, { principalId });
  if (row === undefined) return null;
  return {
    id: row.id,
    principalId: row.principal_id,
    sealedSeed: row.sealed_seed,
    lastStep: row.last_step,
    createdAt: row.created_at,
  };
}

/** Uses up the codes of a step and of all before; false where the step was used, or another app has taken the place. */
export async function useStep(tx: Writer, principalId: string, appId: string, step: number): Promise<boolean> {
  const app = await authenticatorAppOf(tx, principalId);
  if (app === null || app.id !== appId || step <= app.lastStep) return false;
  await tx.run(updateStep, { id: appId, step });
  return true;
}

export function forgetAuthenticatorApp(tx: Writer, principalId: string): Promise<void> {
  return tx.run(deleteApp, { principalId });
}
