import { statement } from '../statement.ts';
import type { Projection } from './projection.ts';

const insertSource = statement(
  (db, p: { id: string; issuer: string; mayChangeProtected: number; at: number; createdById: string }) =>
    db.insertInto('provisioning_source').values({
      id: p.id,
      issuer: p.issuer,
      may_change_protected: p.mayChangeProtected,
      created_at: p.at,
      created_by_id: p.createdById,
    }),
);

const setMayChangeProtected = statement((db, p: { id: string; mayChangeProtected: number }) =>
  db.updateTable('provisioning_source').set({ may_change_protected: p.mayChangeProtected }).where('id', '=', p.id),
);

export const projectProvisioningSourceCreated: Projection<'provisioningSource.created'> = (event, at, tx) => {
  const { sourceId: id, issuer, mayChangeProtected, createdById } = event;
  return tx.run(insertSource, { id, issuer, mayChangeProtected: mayChangeProtected ? 1 : 0, at, createdById });
};

export const projectProvisioningSourceChanged: Projection<'provisioningSource.changed'> = (event, _at, tx) =>
  tx.run(setMayChangeProtected, { id: event.sourceId, mayChangeProtected: event.after.mayChangeProtected ? 1 : 0 });
