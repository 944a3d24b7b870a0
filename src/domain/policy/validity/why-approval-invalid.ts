import type { ApprovalRule, ApprovalStageRule } from '../policy.ts';
import { DAY, MINUTE, ruleLength } from './rule-length.ts';

const MOST_STAGES = 2;
const MOST_APPROVALS = 10;
const MOST_APPROVERS = 200;

/** One or two stages, each with a window of 15 minutes to 7 days and a number of people to ask (BEHAVIOUR §2). */
export function whyApprovalInvalid({ stages }: ApprovalRule): string | null {
  if (stages.length < 1 || stages.length > MOST_STAGES) return `has ${stages.length} stages; allowed: one or two`;
  for (const [index, stage] of stages.entries()) {
    const problem = whyStageInvalid(stage);
    if (problem !== null) return `has in stage ${index + 1} ${problem}`;
  }
  return null;
}

function whyStageInvalid({ window, approvalsNeeded, approvers }: ApprovalStageRule): string | null {
  const length = ruleLength(window);
  if (length === null || length < 15 * MINUTE || length > 7 * DAY || length % MINUTE !== 0)
    return `a window of \`${window}\`; allowed: 15 minutes to 7 days in whole minutes`;
  if (!Number.isInteger(approvalsNeeded) || approvalsNeeded < 1 || approvalsNeeded > MOST_APPROVALS)
    return `\`${approvalsNeeded}\` approvals needed; allowed: 1 to ${MOST_APPROVALS}`;
  if (approvers.length > MOST_APPROVERS) return `${approvers.length} approvers; allowed: at most ${MOST_APPROVERS}`;
  const ids = approvers.map(({ id }) => id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  return repeated === undefined ? null : `approver \`${repeated}\` more than once; name each once`;
}
