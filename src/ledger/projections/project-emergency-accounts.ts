import { statement } from '../statement.ts';
import type { Projection } from './projection.ts';

const insertAccount = statement((db, p: { principalId: string; at: number; markedById: string }) =>
  db
    .insertInto('emergency_account')
    .values({ principal_id: p.principalId, marked_at: p.at, marked_by_id: p.markedById }),
);
const deleteAccount = statement((db, p: { principalId: string }) =>
  db.deleteFrom('emergency_account').where('principal_id', '=', p.principalId),
);

export const projectEmergencyAccountMarked: Projection<'emergencyAccount.marked'> = (
  { principalId, markedById },
  at,
  tx,
) => tx.run(insertAccount, { principalId, at, markedById });

export const projectEmergencyAccountUnmarked: Projection<'emergencyAccount.unmarked'> = ({ principalId }, _at, tx) =>
  tx.run(deleteAccount, { principalId });
