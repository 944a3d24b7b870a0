import { statement } from '../statement.ts';

/** A schedule carries the id of the request that made it, so its request is found by the schedule's id. */
export const moveRequest = statement((db, p: { id: string; status: string; at: number }) =>
  db.updateTable('schedule_request').set({ status: p.status, updated_at: p.at }).where('id', '=', p.id),
);
