import type { EventOf } from '../events.ts';
import type { ApprovalStageRule } from '../policy/policy.ts';
import type { AskedRequest } from '../request/request.ts';
import type { Schedule } from '../schedule.ts';
import { addUtc, earlier, parseDuration } from '../time.ts';

export interface StageToOpen {
  readonly stageId: string;
  /** 0 for the first. */
  readonly ordinal: number;
  readonly rule: ApprovalStageRule;
}

/** Opens a stage for its own window, never past a fixed end that was asked for nor past the eligibility (BEHAVIOUR §4). */
export function openStage(
  { stageId, ordinal, rule }: StageToOpen,
  asked: Pick<AskedRequest, 'id' | 'schedule'>,
  eligibility: Pick<Schedule, 'endAt'>,
  now: Temporal.Instant,
): EventOf<'approval.requested'> {
  let expiresAt = addUtc(now, parseDuration(rule.window, 'window'), 'window');
  const { expiration } = asked.schedule;
  if (expiration?.type === 'afterDateTime') expiresAt = earlier(expiresAt, expiration.endAt);
  if (eligibility.endAt !== null) expiresAt = earlier(expiresAt, eligibility.endAt);
  return {
    type: 'approval.requested',
    requestId: asked.id,
    stageId,
    ordinal,
    expiresAt,
    isApproverJustificationRequired: rule.isApproverJustificationRequired,
    approvalsNeeded: rule.approvalsNeeded,
    approvers: rule.approvers,
  };
}
