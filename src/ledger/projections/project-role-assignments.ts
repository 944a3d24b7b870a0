import { statement } from '../statement.ts';
import type { Projection } from './projection.ts';

const upsertRoleAssignment = statement(
  (db, p: { scheduleId: string; name: string; description: string | null; at: number; byId: string }) =>
    db
      .insertInto('role_assignment')
      .values({
        schedule_id: p.scheduleId,
        name: p.name,
        description: p.description,
        updated_at: p.at,
        updated_by_id: p.byId,
      })
      .onConflict((conflict) =>
        conflict
          .column('schedule_id')
          .doUpdateSet({ name: p.name, description: p.description, updated_at: p.at, updated_by_id: p.byId }),
      ),
);

export const projectRoleAssignmentDescribed: Projection<'roleAssignment.described'> = (event, at, tx) =>
  tx.run(upsertRoleAssignment, {
    scheduleId: event.scheduleId,
    name: event.name,
    description: event.description,
    at,
    byId: event.describedById,
  });
