import type { Reader } from '../engine.ts';
import { statement } from '../statement.ts';

/** An account for when nothing else works; each use alarms all administrators. */
export interface EmergencyAccount {
  readonly principalId: string;
  /** Milliseconds since the epoch. */
  readonly markedAt: number;
  readonly markedById: string;
}

const selectAccount = statement((db, p: { principalId: string }) =>
  db.selectFrom('emergency_account').select('principal_id').where('principal_id', '=', p.principalId),
);
const selectAccounts = statement((db, _p: Record<never, never>) =>
  db.selectFrom('emergency_account').selectAll().orderBy('marked_at').orderBy('principal_id'),
);

export async function isEmergencyAccount(tx: Reader, principalId: string): Promise<boolean> {
  return (await tx.first(selectAccount, { principalId })) !== undefined;
}

export async function emergencyAccounts(tx: Reader): Promise<readonly EmergencyAccount[]> {
  const rows = await tx.all(selectAccounts, {});
  return rows.map((row) => ({ principalId: row.principal_id, markedAt: row.marked_at, markedById: row.marked_by_id }));
}
