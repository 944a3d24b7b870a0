import type { ApprovalStage } from '../../../domain/approval/approval.ts';
import { isBefore } from '../../../domain/time.ts';
import type { Names } from '../../../queries/names-of.ts';
import { resourceId } from '../resource-ids.ts';

const STAGE_TYPE = 'Microsoft.Authorization/roleAssignmentApprovals/stages';

/** An approval with what only the caller's own standing tells. */
export interface ApprovalRecord {
  readonly stage: ApprovalStage;
  /** Whether the request was withdrawn or ended before anybody decided. */
  readonly isClosed: boolean;
  readonly isAssignedToCaller: boolean;
}

/** An approval with its stage; it is named by its request (contracts/arm §10). `scopePath` is that of the address. */
export function presentApproval(record: ApprovalRecord, names: Names, scopePath: string, now: Temporal.Instant) {
  const { requestId } = record.stage;
  return {
    id: resourceId(scopePath, 'roleAssignmentApprovals', requestId),
    type: 'Microsoft.Authorization/roleAssignmentApprovals',
    name: requestId,
    properties: { stages: [presentStage(record, names, scopePath, now)] },
  };
}

/** The one stage of an approval; its name is the end of its id, as clients use either. */
export function presentStage(record: ApprovalRecord, names: Names, scopePath: string, now: Temporal.Instant) {
  const { stage, isAssignedToCaller } = record;
  const { decision } = stage;
  return {
    id: `${resourceId(scopePath, 'roleAssignmentApprovals', stage.requestId)}/stages/${stage.id}`,
    type: STAGE_TYPE,
    name: stage.id,
    properties: {
      displayName: 'Approval',
      status: presentStatus(record, now),
      assignedToMe: isAssignedToCaller,
      reviewedBy: decision === null ? null : presentReviewer(decision.decidedById, names),
      reviewedDateTime: decision?.decidedAt.toString() ?? null,
      reviewResult: decision === null ? 'NotReviewed' : decision.result === 'approved' ? 'Approve' : 'Deny',
      justification: decision?.justification ?? '',
    },
  };
}

/** By the clock: a window that is over has expired, whether or not a timer ran (BEHAVIOUR §4). */
function presentStatus({ stage, isClosed }: ApprovalRecord, now: Temporal.Instant): string {
  if (stage.decision !== null || isClosed) return 'Completed';
  return isBefore(now, stage.expiresAt) ? 'InProgress' : 'Expired';
}

function presentReviewer(decidedById: string, names: Names) {
  const { id, displayName, kind, userName } = names.principal(decidedById);
  return {
    principalId: id,
    principalType: kind === 'servicePrincipal' ? 'servicePrincipal' : 'user',
    principalName: displayName,
    userPrincipalName: userName,
  };
}
