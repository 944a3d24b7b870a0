import { stagesOf } from '../../ledger/facts/approval-facts.ts';
import type { Describe, Json } from './described.ts';
import { principalData, requestData } from './request-data.ts';

export const describeApprovalRequested: Describe<'approval.requested'> = async (event, context) => {
  const request = await requestData(context, event.requestId);
  if (request === null) return null;
  const { expiresAt, approvalsNeeded = 1, ordinal = 0 } = event;
  const approval = { stage: ordinal + 1, approvalsNeeded, expiresAt: expiresAt.toString() };
  return { topic: 'approval.requested', data: { request, approval } };
};

export const describeApprovalReminded: Describe<'approval.reminded'> = async ({ requestId, stageId }, context) => {
  const request = await requestData(context, requestId);
  const stage = (await stagesOf(context.tx, requestId)).find(({ id }) => id === stageId);
  if (request === null || stage === undefined) return null;
  const { ordinal, approvalsNeeded, expiresAt } = stage;
  const approval = { stage: ordinal + 1, approvalsNeeded, expiresAt: expiresAt.toString() };
  return { topic: 'approval.reminded', data: { request, approval } };
};

/** How the request ended; that others must decide too is not told. */
export const describeApprovalDecided: Describe<'approval.decided'> = async (event, context) => {
  const request = event.settles === undefined ? await requestData(context, event.requestId) : null;
  if (request === null) return null;
  const { result, decidedById, justification, grantedDuration, grantedScope } = event;
  const decidedBy = await principalData(context.tx, decidedById);
  const decision: Json = { result, decidedBy, justification, grantedDuration, grantedScope };
  return { topic: 'approval.decided', data: { request, decision } };
};

export const describeApprovalTimedOut: Describe<'approval.timedOut'> = async ({ requestId }, context) => {
  const request = await requestData(context, requestId);
  return request === null ? null : { topic: 'approval.timedOut', data: { request } };
};

export const describeRequestCanceled: Describe<'scheduleRequest.canceled'> = async (event, context) => {
  const request = await requestData(context, event.requestId);
  if (request === null) return null;
  const { reason, canceledById } = event;
  const canceledBy = canceledById === null ? null : await principalData(context.tx, canceledById);
  return { topic: 'request.canceled', data: { request, reason, canceledBy } };
};

export const describeExtensionRequested: Describe<'extension.requested'> = async (event, context) => {
  const request = await requestData(context, event.requestId);
  const { scheduleId: assignmentId, expiresAt } = event;
  const data = { request, assignmentId, expiresAt: expiresAt.toString() };
  return request === null ? null : { topic: 'extension.requested', data };
};

export const describeExtensionDecided: Describe<'extension.decided'> = async (event, context) => {
  const request = await requestData(context, event.requestId);
  if (request === null) return null;
  const { result, decidedById, justification, granted } = event;
  const terms = granted && {
    kind: granted.kind,
    assignmentId: granted.scheduleId,
    startAt: granted.startAt.toString(),
    endAt: granted.endAt?.toString() ?? null,
  };
  const decidedBy = await principalData(context.tx, decidedById);
  return {
    topic: 'extension.decided',
    data: { request, decision: { result, decidedBy, justification, granted: terms } },
  };
};

export const describeExtensionTimedOut: Describe<'extension.timedOut'> = async ({ requestId }, context) => {
  const request = await requestData(context, requestId);
  return request === null ? null : { topic: 'extension.timedOut', data: { request } };
};
