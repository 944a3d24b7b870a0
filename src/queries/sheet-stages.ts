import type { ApprovalStage, ApprovalTerms, StageDecision } from '../domain/approval/approval.ts';
import type { ScheduleRequest } from '../domain/request/request.ts';
import type { PublicStatus } from '../domain/request/request-status.ts';
import { isBefore } from '../domain/time.ts';
import type { Reader } from '../ledger/engine.ts';
import { type ApprovalPlace, approversOf } from './approvers-of.ts';

/** How a stage reads at the instant of the question. */
export type StageState = 'notOpened' | 'open' | 'approved' | 'denied' | 'expired' | 'closed';

export interface SheetStage {
  readonly id: string;
  readonly state: StageState;
  readonly approvalsNeeded: number;
  readonly isJustificationRequired: boolean;
  /** ISO 8601, from its opening. */
  readonly window: string | null;
  readonly openedAt: Temporal.Instant | null;
  readonly expiresAt: Temporal.Instant | null;
  readonly decisions: readonly StageDecision[];
  /** Who could decide it now: everybody who counts and has not decided yet. Empty once it is over. */
  readonly canDecide: readonly { readonly id: string; readonly displayName: string }[];
}

export interface StageFacts {
  readonly request: ScheduleRequest;
  readonly opened: readonly ApprovalStage[];
  readonly terms: ApprovalTerms | null;
  readonly place: ApprovalPlace;
}

/** The stages of an approval, those to come too, in the order in which they are asked. */
export async function sheetStages(
  reader: Reader,
  { request, opened, terms, place }: StageFacts,
  status: PublicStatus,
  now: Temporal.Instant,
): Promise<readonly SheetStage[]> {
  const rules = terms?.rules.Approval_EndUser_Assignment.stages ?? [];
  const deciderIds = opened.flatMap(({ decisions }) => decisions.map(({ decidedById }) => decidedById));
  const peopleFor = async (stage: Pick<ApprovalStage, 'approvers' | 'ordinal'>) => {
    const people = await approversOf(reader, request, stage, place, now);
    return people.filter(({ id }) => !deciderIds.includes(id));
  };
  const stages: SheetStage[] = [];
  for (const stage of opened) {
    const state = stateOf(stage, status, now);
    stages.push({
      ...stage,
      state,
      isJustificationRequired: stage.isApproverJustificationRequired,
      window: rules[stage.ordinal]?.window ?? null,
      openedAt: stage.requestedAt,
      canDecide: state === 'open' ? await peopleFor(stage) : [],
    });
  }
  for (const [ordinal, rule] of rules.entries()) {
    const id = terms?.stageIds[ordinal];
    if (ordinal < opened.length || id === undefined) continue;
    const isToCome = status === 'Pending';
    stages.push({
      id,
      state: isToCome ? 'notOpened' : 'closed',
      approvalsNeeded: rule.approvalsNeeded,
      isJustificationRequired: rule.isApproverJustificationRequired,
      window: rule.window,
      openedAt: null,
      expiresAt: null,
      decisions: [],
      canDecide: isToCome ? await peopleFor({ approvers: rule.approvers, ordinal }) : [],
    });
  }
  return stages;
}

function stateOf(stage: ApprovalStage, status: PublicStatus, now: Temporal.Instant): StageState {
  if (stage.decision !== null) return stage.decision.result;
  if (status === 'Pending') return 'open';
  return status === 'Expired' && !isBefore(now, stage.expiresAt) ? 'expired' : 'closed';
}
