import type { ApprovalStage, StageDecision } from '../../../domain/approval/approval.ts';
import { isBefore } from '../../../domain/time.ts';
import type { Names } from '../../../queries/names-of.ts';
import { resourceId } from '../resource-ids.ts';

const STAGE_TYPE = 'Microsoft.Authorization/roleAssignmentApprovals/stages';

/** A stage that was opened, with what only the caller's own standing tells. */
export interface StageRecord {
  readonly stage: ApprovalStage;
  /** Whether the request was withdrawn or ended before anybody decided. */
  readonly isClosed: boolean;
  readonly isAssignedToCaller: boolean;
}

/** An approval with its stages, those to come too. */
export interface ApprovalRecord {
  readonly requestId: string;
  readonly stages: readonly StageRecord[];
  readonly unopenedStageIds: readonly string[];
  /** Whether no stage will open any more. */
  readonly isOver: boolean;
}

/** An approval with its stages; it is named by its request (contracts/arm §10). `scopePath` is that of the address. */
export function presentApproval(record: ApprovalRecord, names: Names, scopePath: string, now: Temporal.Instant) {
  const { requestId } = record;
  return {
    id: resourceId(scopePath, 'roleAssignmentApprovals', requestId),
    type: 'Microsoft.Authorization/roleAssignmentApprovals',
    name: requestId,
    properties: { stages: presentStages(record, names, scopePath, now) },
  };
}

/** The stages in the order in which they are asked; a stage's name is the end of its id, as clients use either. */
export function presentStages(record: ApprovalRecord, names: Names, scopePath: string, now: Temporal.Instant) {
  const { requestId, stages, unopenedStageIds, isOver } = record;
  const isSingle = stages.length + unopenedStageIds.length === 1;
  const named = (id: string, ordinal: number) => ({
    id: `${resourceId(scopePath, 'roleAssignmentApprovals', requestId)}/stages/${id}`,
    type: STAGE_TYPE,
    name: id,
    displayName: isSingle ? 'Approval' : `Approval, stage ${ordinal + 1}`,
  });
  return [
    ...stages.map((each, ordinal) => presentStage(named(each.stage.id, ordinal), each, names, now)),
    ...unopenedStageIds.map((id, index) => presentUnopened(named(id, stages.length + index), isOver)),
  ];
}

interface StageName {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly displayName: string;
}

function presentStage({ displayName, ...named }: StageName, record: StageRecord, names: Names, now: Temporal.Instant) {
  const { decision } = record.stage;
  return {
    ...named,
    properties: {
      displayName,
      status: presentStatus(record, now),
      assignedToMe: record.isAssignedToCaller,
      reviewedBy: decision === null ? null : presentReviewer(decision, names),
      reviewedDateTime: decision?.decidedAt.toString() ?? null,
      reviewResult: decision === null ? 'NotReviewed' : decision.result === 'approved' ? 'Approve' : 'Deny',
      justification: decision?.justification ?? '',
    },
  };
}

/** It opens when the stage before it is approved. */
function presentUnopened({ displayName, ...named }: StageName, isOver: boolean) {
  return {
    ...named,
    properties: {
      displayName,
      status: isOver ? 'Completed' : 'NotStarted',
      assignedToMe: false,
      reviewedBy: null,
      reviewedDateTime: null,
      reviewResult: 'NotReviewed',
      justification: '',
    },
  };
}

/** By the clock: a window that is over has expired, whether or not a timer ran (BEHAVIOUR §4). */
function presentStatus({ stage, isClosed }: StageRecord, now: Temporal.Instant): string {
  if (stage.decision !== null || isClosed) return 'Completed';
  return isBefore(now, stage.expiresAt) ? 'InProgress' : 'Expired';
}

function presentReviewer({ decidedById }: StageDecision, names: Names) {
  const { id, displayName, kind, userName } = names.principal(decidedById);
  return {
    principalId: id,
    principalType: kind === 'servicePrincipal' ? 'servicePrincipal' : 'user',
    principalName: displayName,
    userPrincipalName: userName,
  };
}
