import type { Reader, Writer } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { statement } from '../statement.ts';

/** What makes a person able to sign in at the embedded provider. */
export interface LocalAccount {
  readonly principalId: string;
  /** In the form in which names are compared; unique. */
  readonly signInName: string;
  /** By argon2id, with its parameters. */
  readonly passwordHash: string;
  /** Whether every sign-in needs two factors, or only one that somebody asks for. */
  readonly secondFactor: 'always' | 'whenAsked';
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly passwordChangedAt: number;
  /** Sign-ins from before are void: somebody ended them, or the credentials were reset. */
  readonly signInsCountFrom: number;
}

type Row = {
  principalId: string;
  signInName: string;
  passwordHash: string;
  secondFactor: string;
  createdAt: number;
  passwordChangedAt: number;
  signInsCountFrom: number;
};

const insertAccount = statement((db, p: Row) =>
  db.insertInto('local_account').values({
    principal_id: p.principalId,
    sign_in_name: p.signInName,
    password_hash: p.passwordHash,
    second_factor: p.secondFactor,
    created_at: p.createdAt,
    password_changed_at: p.passwordChangedAt,
    sign_ins_count_from: p.signInsCountFrom,
  }),
);
const selectByPrincipal = statement((db, p: { principalId: string }) =>
  db.selectFrom('local_account').selectAll().where('principal_id', '=', p.principalId),
);
const selectByName = statement((db, p: { signInName: string }) =>
  db.selectFrom('local_account').selectAll().where('sign_in_name', '=', p.signInName),
);
const updatePassword = statement((db, p: { principalId: string; passwordHash: string; at: number }) =>
  db
    .updateTable('local_account')
    .set({ password_hash: p.passwordHash, password_changed_at: p.at })
    .where('principal_id', '=', p.principalId),
);
const updateHash = statement((db, p: { principalId: string; passwordHash: string }) =>
  db.updateTable('local_account').set({ password_hash: p.passwordHash }).where('principal_id', '=', p.principalId),
);
const updateCountFrom = statement((db, p: { principalId: string; at: number }) =>
  db.updateTable('local_account').set({ sign_ins_count_from: p.at }).where('principal_id', '=', p.principalId),
);

function toAccount(row: Schema['local_account'] | undefined): LocalAccount | null {
  if (row === undefined) return null;
  return {
    principalId: row.principal_id,
    signInName: row.sign_in_name,
    passwordHash: row.password_hash,
    secondFactor: row.second_factor === 'whenAsked' ? 'whenAsked' : 'always',
    createdAt: row.created_at,
    passwordChangedAt: row.password_changed_at,
    signInsCountFrom: row.sign_ins_count_from,
  };
}

export function keepLocalAccount(tx: Writer, account: LocalAccount): Promise<void> {
  return tx.run(insertAccount, { ...account });
}

export async function localAccountOf(tx: Reader, principalId: string): Promise<LocalAccount | null> {
  return toAccount(await tx.first(selectByPrincipal, { principalId }));
}

/** By the name in the form in which names are kept. */
export async function localAccountNamed(tx: Reader, signInName: string): Promise<LocalAccount | null> {
  return toAccount(await tx.first(selectByName, { signInName }));
}

export function keepPassword(tx: Writer, principalId: string, passwordHash: string, at: number): Promise<void> {
  return tx.run(updatePassword, { principalId, passwordHash, at });
}

/** The same password, hashed with today's parameters. */
export function keepRehashedPassword(tx: Writer, principalId: string, passwordHash: string): Promise<void> {
  return tx.run(updateHash, { principalId, passwordHash });
}

/** Makes every sign-in up to `at` (milliseconds since the epoch) void; they are known to the second, and all of this one go. */
export function voidSignIns(tx: Writer, principalId: string, at: number): Promise<void> {
  return tx.run(updateCountFrom, { principalId, at: (Math.floor(at / 1000) + 1) * 1000 });
}
