import { type JoinBuilder, sql } from 'kysely';
import type { ApprovalStage, ApprovalTerms, StageDecision } from '../../domain/approval/approval.ts';
import type { ActivationRules } from '../../domain/policy/activation-rules.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { statement } from '../statement.ts';

const selectTerms = statement((db, p: { requestId: string }) =>
  db.selectFrom('approval').selectAll().where('request_id', '=', p.requestId),
);

const selectStages = statement((db, p: { requestId: string }) =>
  db.selectFrom('approval_stage').selectAll().where('request_id', '=', p.requestId).orderBy('ordinal'),
);

const selectDecisions = statement((db, p: { requestId: string }) =>
  db.selectFrom('approval_decision').selectAll().where('request_id', '=', p.requestId).orderBy('position'),
);

const selectWaiting = statement((db, p: { roleDefinitionId: string; now: number }) =>
  db
    .selectFrom('schedule_request')
    .innerJoin('approval_stage', isCurrentStage)
    .innerJoin('approval', 'approval.request_id', 'schedule_request.id')
    .select(['schedule_request.id', 'schedule_request.scope', 'approval.rules'])
    .where('schedule_request.role_definition_id', '=', p.roleDefinitionId)
    .where('schedule_request.status', '=', 'pendingApproval')
    .where('approval_stage.result', 'is', null)
    .where('approval_stage.expires_at', '>', p.now),
);

/** Joins to each request the stage that was opened last. */
export function isCurrentStage(join: JoinBuilder<Schema, 'schedule_request' | 'approval_stage'>) {
  return join
    .onRef('approval_stage.request_id', '=', 'schedule_request.id')
    .on('approval_stage.is_current', '=', sql.lit(1));
}

function toStageDecision(row: Schema['approval_decision']): StageDecision {
  return {
    result: row.result as StageDecision['result'],
    decidedById: row.decided_by_id,
    decidedAt: Temporal.Instant.fromEpochMilliseconds(row.decided_at),
    justification: row.justification,
    grantedDuration: row.granted_duration,
    grantedScope: row.granted_scope as Scope | null,
  };
}

function toApprovalStage(
  row: Schema['approval_stage'],
  decisionRows: readonly Schema['approval_decision'][],
): ApprovalStage {
  const decisions = decisionRows.filter((each) => each.stage_id === row.id).map(toStageDecision);
  return {
    id: row.id,
    requestId: row.request_id,
    ordinal: row.ordinal,
    requestedAt: Temporal.Instant.fromEpochMilliseconds(row.requested_at),
    expiresAt: Temporal.Instant.fromEpochMilliseconds(row.expires_at),
    isApproverJustificationRequired: row.is_justification_required === 1,
    approvalsNeeded: row.approvals_needed,
    approvers: JSON.parse(row.approvers),
    decisions,
    // also a stage that ran out of time or was withdrawn has a result, and nobody's decision
    decision: row.decided_by_id === null ? null : (decisions.at(-1) ?? null),
  };
}

/** The rules under which a request was asked for; null where it needs no approval. */
export async function approvalTerms(tx: Reader, requestId: string): Promise<ApprovalTerms | null> {
  const row = await tx.first(selectTerms, { requestId });
  return row === undefined ? null : { requestId, rules: JSON.parse(row.rules), stageIds: JSON.parse(row.stage_ids) };
}

/** The undecided requests for a role, wherever, with the rules under which they were asked for. */
export async function requestsWaitingForRole(tx: Reader, roleDefinitionId: string, now: Temporal.Instant) {
  const rows = await tx.all(selectWaiting, { roleDefinitionId, now: now.epochMilliseconds });
  return rows.map(({ id, scope, rules }) => ({
    requestId: id,
    scope: scope as Scope,
    rules: JSON.parse(rules) as ActivationRules,
  }));
}

/** The stages of a request that were opened, in order, with their decisions; empty where it needs no approval. */
export async function stagesOf(tx: Reader, requestId: string): Promise<readonly ApprovalStage[]> {
  const rows = await tx.all(selectStages, { requestId });
  const decisions = rows.length === 0 ? [] : await tx.all(selectDecisions, { requestId });
  return rows.map((row) => toApprovalStage(row, decisions));
}

/** The stage that was opened last; null where the request needs no approval. */
export async function stageOf(tx: Reader, requestId: string): Promise<ApprovalStage | null> {
  return (await stagesOf(tx, requestId)).at(-1) ?? null;
}
