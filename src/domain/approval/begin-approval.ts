import type { DomainEvent } from '../events.ts';
import { activationRulesOf } from '../policy/activation-rules.ts';
import type { PolicyRules } from '../policy/policy.ts';
import type { AskedRequest } from '../request/request.ts';
import type { Schedule } from '../schedule.ts';
import { openStage } from './open-stage.ts';

/** Keeps the rules of the submission for as long as the approval lasts, and opens the first stage (BEHAVIOUR §4). */
export function beginApproval(
  asked: Pick<AskedRequest, 'id' | 'schedule'>,
  rules: PolicyRules,
  newStageIds: readonly string[],
  eligibility: Pick<Schedule, 'endAt'>,
  now: Temporal.Instant,
): readonly DomainEvent[] {
  const { stages } = rules.Approval_EndUser_Assignment;
  const stageIds = stages.map((_, ordinal) => {
    const id = newStageIds[ordinal];
    if (id === undefined) throw new Error(`no id for stage ${ordinal}`);
    return id;
  });
  const [first] = stageIds as [string];
  return [
    { type: 'approval.begun', requestId: asked.id, stageIds, rules: activationRulesOf(rules) },
    openStage({ stageId: first, ordinal: 0, rule: stages[0] }, asked, eligibility, now),
  ];
}
