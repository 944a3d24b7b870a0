import type { Reader } from '../ledger/engine.ts';
import { statement } from '../ledger/statement.ts';

/** The organisation as clients know it. */
export interface Organisation {
  readonly tenantId: string;
  readonly name: string;
}

const selectOrganisation = statement((db, _p: Record<never, never>) =>
  db
    .selectFrom('organisation')
    .innerJoin('scope', (join) => join.on('scope.path', '=', '/'))
    .select(['organisation.tenant_id', 'scope.display_name']),
);

/** The one organisation; its name is that of the root. Throws before the first start. */
export async function organisation(reader: Reader): Promise<Organisation> {
  const row = await reader.first(selectOrganisation, {});
  if (row === undefined) throw new Error('there is no organisation yet');
  return { tenantId: row.tenant_id, name: row.display_name };
}
