import { statement } from '../statement.ts';
import { moveRequest } from './move-request.ts';
import { closeExtension } from './project-requests.ts';
import type { Projection } from './projection.ts';

const insertExtension = statement((db, p: { requestId: string; scheduleId: string; expiresAt: number }) =>
  db.insertInto('extension_request').values({
    request_id: p.requestId,
    schedule_id: p.scheduleId,
    expires_at: p.expiresAt,
    result: null,
    decided_by_id: null,
    decided_at: null,
    justification: null,
  }),
);

const decideExtension = statement(
  (db, p: { requestId: string; result: string; decidedById: string; at: number; justification: string | null }) =>
    db
      .updateTable('extension_request')
      .set({ result: p.result, decided_by_id: p.decidedById, decided_at: p.at, justification: p.justification })
      .where('request_id', '=', p.requestId),
);

const setResult = statement((db, p: { id: string; scheduleId: string }) =>
  db.updateTable('schedule_request').set({ resulting_schedule_id: p.scheduleId }).where('id', '=', p.id),
);

export const projectExtensionRequested: Projection<'extension.requested'> = (event, _at, tx) =>
  tx.run(insertExtension, {
    requestId: event.requestId,
    scheduleId: event.scheduleId,
    expiresAt: event.expiresAt.epochMilliseconds,
  });

export const projectExtensionDecided: Projection<'extension.decided'> = async (event, at, tx) => {
  const { requestId, result, decidedById, justification, granted } = event;
  await tx.run(decideExtension, { requestId, result, decidedById, at, justification });
  await tx.run(moveRequest, { id: requestId, status: result, at });
  if (granted !== null) await tx.run(setResult, { id: requestId, scheduleId: granted.scheduleId });
};

export const projectExtensionTimedOut: Projection<'extension.timedOut'> = async ({ requestId }, at, tx) => {
  await tx.run(closeExtension, { requestId, at, result: 'timedOut' });
  await tx.run(moveRequest, { id: requestId, status: 'timedOut', at });
};
