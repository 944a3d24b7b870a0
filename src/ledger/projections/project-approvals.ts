import { statement } from '../statement.ts';
import { moveRequest } from './move-request.ts';
import { drawSpotAudit } from './project-spot-audits.ts';
import type { Projection } from './projection.ts';

const insertApproval = statement((db, p: { requestId: string; rules: string; stageIds: string }) =>
  db.insertInto('approval').values({ request_id: p.requestId, rules: p.rules, stage_ids: p.stageIds }),
);

const leaveStages = statement((db, p: { requestId: string }) =>
  db.updateTable('approval_stage').set({ is_current: 0 }).where('request_id', '=', p.requestId),
);

const insertStage = statement(
  (
    db,
    p: {
      id: string;
      requestId: string;
      ordinal: number;
      at: number;
      expiresAt: number;
      remindAt: number;
      mustJustify: number;
      needed: number;
      approvers: string;
    },
  ) =>
    db.insertInto('approval_stage').values({
      id: p.id,
      request_id: p.requestId,
      ordinal: p.ordinal,
      is_current: 1,
      requested_at: p.at,
      expires_at: p.expiresAt,
      is_justification_required: p.mustJustify,
      approvals_needed: p.needed,
      approvers: p.approvers,
      result: null,
      decided_by_id: null,
      decided_at: null,
      justification: null,
      granted_duration: null,
      granted_scope: null,
      remind_at: p.remindAt,
    }),
);

interface DecisionRow {
  readonly [name: string]: string | number | null;
  readonly stageId: string;
  readonly requestId: string;
  readonly result: string;
  readonly decidedById: string;
  readonly at: number;
  readonly justification: string | null;
  readonly duration: string | null;
  readonly scope: string | null;
}

const insertDecision = statement((db, p: DecisionRow) =>
  db.insertInto('approval_decision').values((where) => ({
    request_id: p.requestId,
    decided_by_id: p.decidedById,
    stage_id: p.stageId,
    position: where
      .selectFrom('approval_decision as before')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('before.request_id', '=', p.requestId),
    result: p.result,
    decided_at: p.at,
    justification: p.justification,
    granted_duration: p.duration,
    granted_scope: p.scope,
  })),
);

const decideStage = statement((db, p: DecisionRow) =>
  db
    .updateTable('approval_stage')
    .set({
      result: p.result,
      decided_by_id: p.decidedById,
      decided_at: p.at,
      justification: p.justification,
      granted_duration: p.duration,
      granted_scope: p.scope,
      remind_at: null,
    })
    .where('id', '=', p.stageId),
);

/** Closes the stage that is open without anybody's decision. */
export const closeStage = statement((db, p: { requestId: string; at: number; result: string }) =>
  db
    .updateTable('approval_stage')
    .set({ result: p.result, decided_at: p.at, remind_at: null })
    .where('request_id', '=', p.requestId)
    .where('result', 'is', null),
);

export const projectApprovalBegun: Projection<'approval.begun'> = ({ requestId, rules, stageIds }, _at, tx) =>
  tx.run(insertApproval, { requestId, rules: JSON.stringify(rules), stageIds: JSON.stringify(stageIds) });

export const projectApprovalRequested: Projection<'approval.requested'> = async (event, at, tx) => {
  const { requestId, ordinal = 0 } = event;
  if (ordinal > 0) await tx.run(leaveStages, { requestId });
  await tx.run(insertStage, {
    id: event.stageId,
    requestId,
    ordinal,
    at,
    expiresAt: event.expiresAt.epochMilliseconds,
    // half of the time to decide
    remindAt: at + Math.round((event.expiresAt.epochMilliseconds - at) / 2),
    mustJustify: event.isApproverJustificationRequired ? 1 : 0,
    needed: event.approvalsNeeded ?? 1,
    approvers: JSON.stringify(event.approvers),
  });
};

export const projectApprovalDecided: Projection<'approval.decided'> = async (event, at, tx, sequence, hash) => {
  const { requestId, stageId, result, decidedById, justification, grantedDuration: duration, settles } = event;
  const row = { requestId, stageId, result, decidedById, at, justification, duration, scope: event.grantedScope };
  await tx.run(insertDecision, row);
  await drawSpotAudit(event, at, tx, { sequence, hash });
  if (settles === 'nothing') return;
  await tx.run(decideStage, row);
  if (settles !== 'stage') await tx.run(moveRequest, { id: requestId, status: result, at });
};

export const projectApprovalTimedOut: Projection<'approval.timedOut'> = async (event, at, tx) => {
  await tx.run(closeStage, { requestId: event.requestId, at, result: 'timedOut' });
  await tx.run(moveRequest, { id: event.requestId, status: 'timedOut', at });
};
