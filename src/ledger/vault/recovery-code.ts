import type { Reader, Writer } from '../engine.ts';
import { statement } from '../statement.ts';

const insertCode = statement((db, p: { digest: string; principalId: string }) =>
  db.insertInto('recovery_code').values({ digest: p.digest, principal_id: p.principalId }),
);
const selectCodes = statement((db, p: { principalId: string }) =>
  db.selectFrom('recovery_code').select('digest').where('principal_id', '=', p.principalId),
);
const deleteCode = statement((db, p: { digest: string }) =>
  db.deleteFrom('recovery_code').where('digest', '=', p.digest),
);
const deleteCodes = statement((db, p: { principalId: string }) =>
  db.deleteFrom('recovery_code').where('principal_id', '=', p.principalId),
);

/** Keeps the digests of a person's recovery codes; those before are of no use from now on. */
export async function keepRecoveryCodes(tx: Writer, principalId: string, digests: readonly string[]): Promise<void> {
  await tx.run(deleteCodes, { principalId });
  for (const digest of digests) await tx.run(insertCode, { digest, principalId });
}

/** How many a person has left. */
export async function recoveryCodesLeft(tx: Reader, principalId: string): Promise<number> {
  return (await tx.all(selectCodes, { principalId })).length;
}

/** Uses up a code of a person; false where it is none, or was used. */
export async function useRecoveryCode(tx: Writer, principalId: string, digest: string): Promise<boolean> {
  const isOne = (await tx.all(selectCodes, { principalId })).some((row) => row.digest === digest);
  if (isOne) await tx.run(deleteCode, { digest });
  return isOne;
}

export function forgetRecoveryCodes(tx: Writer, principalId: string): Promise<void> {
  return tx.run(deleteCodes, { principalId });
}
