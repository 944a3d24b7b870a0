import { installationSecret } from '../ledger/installation-secret.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { statement } from '../ledger/statement.ts';

const selectOrganisation = statement((db, _p: Record<never, never>) =>
  db.selectFrom('organisation').select('tenant_id'),
);

/** The organisation's id; before there is one, the id that it will have: random, and the same after every restart. */
export async function tenantIdOf(ledger: Pick<Ledger, 'read' | 'writeFollower'>): Promise<string> {
  const row = await ledger.read((reader) => reader.first(selectOrganisation, {}));
  return row?.tenant_id ?? guidFrom(await installationSecret(ledger, 'tenantId'));
}

/** A version 4 GUID of random bytes. */
function guidFrom(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
