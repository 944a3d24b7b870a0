import type { ApprovalRule, ApprovalStageRule } from '../../../domain/policy/policy.ts';
import {
  booleanOf,
  integerOf,
  type Members,
  membersOf,
  requiredTextOf,
  requiredWordOf,
  textOf,
  wordOf,
} from '../json-members.ts';
import { parseGuid } from '../resource-ids.ts';
import { approvalModeOf, windowInDays } from './present-rules.ts';
import { invalid, listOf, requiredBooleanOf, requiredListOf } from './rule-members.ts';
import { userTypeWords } from './rule-words.ts';

/** Reads the setting of an approval rule. What the wire has no word for stays as it is in `current`, stage by stage. */
export function parseApproval(setting: Members, current: ApprovalRule): ApprovalRule {
  const isRequired = requiredBooleanOf(setting, 'isApprovalRequired');
  const stages = listOf(setting, 'approvalStages').map((each, index) => {
    const members = membersOf(each, `${setting.path}.approvalStages[${index}]`);
    return parseStage(members, current.stages[index] ?? null);
  });
  // where no approval is asked for, clients leave the stages out: what was set stays for when it is
  const kept = stages.length === 0 && !isRequired ? current.stages : stages;
  const [first, ...others] = kept;
  if (first === undefined) invalid(setting.path, 'an approval needs a stage');
  const mode = approvalModeOf(kept.length);
  wordOf(setting, 'approvalMode', isRequired ? { [mode]: true } : { [mode]: true, NoApproval: true });
  return {
    kind: 'approval',
    isRequired,
    isRequiredForExtension: requiredBooleanOf(setting, 'isApprovalRequiredForExtension'),
    isRequestorJustificationRequired: requiredBooleanOf(setting, 'isRequestorJustificationRequired'),
    stages: [first, ...others],
  };
}

function parseStage(stage: Members, current: ApprovalStageRule | null): ApprovalStageRule {
  const days = integerOf(stage, 'approvalStageTimeOutInDays') ?? invalid(stage.path, 'a time-out in days is required');
  if (booleanOf(stage, 'isEscalationEnabled') === true || listOf(stage, 'escalationApprovers').length > 0) {
    invalid(stage.path, 'escalation is not supported');
  }
  return {
    // a window that is no whole number of days survives a client that sends back what it read
    window: current !== null && days === windowInDays(current.window) ? current.window : `P${days}D`,
    isApproverJustificationRequired: requiredBooleanOf(stage, 'isApproverJustificationRequired'),
    // the wire has no word for it
    approvalsNeeded: current?.approvalsNeeded ?? 1,
    approvers: requiredListOf(stage, 'primaryApprovers').map((each, index) =>
      parseApprover(membersOf(each, `${stage.path}.primaryApprovers[${index}]`)),
    ),
  };
}

function parseApprover(approver: Members) {
  // read as an ordinary approver, a backup would get more than it was given
  if (booleanOf(approver, 'isBackup') === true) invalid(approver.path, 'backup approvers are not supported');
  return {
    kind: requiredWordOf(approver, 'userType', userTypeWords),
    id: parseGuid(requiredTextOf(approver, 'id'), `${approver.path}.id`),
    description: textOf(approver, 'description', { most: 256 }),
  };
}
