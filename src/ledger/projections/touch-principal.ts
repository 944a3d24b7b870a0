import { statement } from '../statement.ts';

/** Notes which entry changed a principal last, and when. */
export const touchPrincipal = statement((db, p: { id: string; at: number; version: number }) =>
  db.updateTable('principal').set({ version: p.version, modified_at: p.at }).where('id', '=', p.id),
);
