import { statement } from '../statement.ts';
import { moveRequest } from './move-request.ts';
import { closeStage } from './project-approvals.ts';
import type { Projection } from './projection.ts';

const insertRequest = statement(
  (
    db,
    p: {
      id: string;
      kind: string;
      type: string;
      status: string;
      principalId: string;
      roleDefinitionId: string;
      scope: string;
      requestorId: string;
      startAt: number | null;
      expirationType: string | null;
      duration: string | null;
      endAt: number | null;
      justification: string | null;
      ticketNumber: string | null;
      ticketSystem: string | null;
      condition: string | null;
      conditionVersion: string | null;
      linkedEligibilityId: string | null;
      targetScheduleId: string | null;
      resultingScheduleId: string | null;
      at: number;
    },
  ) =>
    db.insertInto('schedule_request').values({
      id: p.id,
      kind: p.kind,
      type: p.type,
      status: p.status,
      principal_id: p.principalId,
      role_definition_id: p.roleDefinitionId,
      scope: p.scope,
      requestor_id: p.requestorId,
      start_at: p.startAt,
      expiration_type: p.expirationType,
      duration: p.duration,
      end_at: p.endAt,
      justification: p.justification,
      ticket_number: p.ticketNumber,
      ticket_system: p.ticketSystem,
      condition: p.condition,
      condition_version: p.conditionVersion,
      linked_eligibility_id: p.linkedEligibilityId,
      target_schedule_id: p.targetScheduleId,
      resulting_schedule_id: p.resultingScheduleId,
      created_at: p.at,
      updated_at: p.at,
      closed_by_id: null,
      closed_reason: null,
    }),
);

const closeRequest = statement((db, p: { id: string; at: number; closedById: string | null; reason: string }) =>
  db
    .updateTable('schedule_request')
    .set({ status: 'canceled', updated_at: p.at, closed_by_id: p.closedById, closed_reason: p.reason })
    .where('id', '=', p.id),
);

/** Without a decision: withdrawn, or out of time. */
export const closeExtension = statement((db, p: { requestId: string; at: number; result: string }) =>
  db
    .updateTable('extension_request')
    .set({ result: p.result, decided_at: p.at })
    .where('request_id', '=', p.requestId)
    .where('result', 'is', null),
);

export const projectRequestSubmitted: Projection<'scheduleRequest.submitted'> = ({ request }, at, tx) => {
  const { startAt, expiration } = request.schedule;
  return tx.run(insertRequest, {
    id: request.id,
    kind: request.kind,
    type: request.type,
    status: request.status,
    principalId: request.principalId,
    roleDefinitionId: request.roleDefinitionId,
    scope: request.scope,
    requestorId: request.requestorId,
    startAt: startAt?.epochMilliseconds ?? null,
    expirationType: expiration?.type ?? null,
    duration: expiration?.type === 'afterDuration' ? expiration.duration : null,
    endAt: expiration?.type === 'afterDateTime' ? expiration.endAt.epochMilliseconds : null,
    justification: request.justification,
    ticketNumber: request.ticket?.number ?? null,
    ticketSystem: request.ticket?.system ?? null,
    condition: request.condition?.text ?? null,
    conditionVersion: request.condition?.version ?? null,
    linkedEligibilityId: request.linkedEligibilityId,
    targetScheduleId: request.targetScheduleId,
    resultingScheduleId: request.resultingScheduleId,
    at,
  });
};

export const projectRequestMoved: Projection<'scheduleRequest.moved'> = (event, at, tx) =>
  tx.run(moveRequest, { id: event.requestId, status: event.status, at });

export const projectRequestCanceled: Projection<'scheduleRequest.canceled'> = async (event, at, tx) => {
  await tx.run(closeRequest, { id: event.requestId, at, closedById: event.canceledById, reason: event.reason });
  await tx.run(closeStage, { requestId: event.requestId, at, result: 'canceled' });
  await tx.run(closeExtension, { requestId: event.requestId, at, result: 'canceled' });
};
