import type { ApprovalRule } from './policy.ts';
import type { PolicyReach, StageReach } from './policy-reach.ts';
import type { PolicyWarning } from './policy-warning.ts';

const RULE = 'Approval_EndUser_Assignment';

/** Something about an approval rule that nobody could live with. */
export interface ApprovalFault {
  readonly code: 'policyApproverUnknown' | 'policyWithoutApprover' | 'policyNeedsMorePeople' | 'policyLocksOut';
  readonly message: string;
}

export interface ApprovalJudgement {
  readonly faults: readonly ApprovalFault[];
  readonly warnings: readonly PolicyWarning[];
}

/** One stage with the people that it reaches. */
interface Stage extends StageReach {
  readonly label: string;
  readonly needed: number;
}

/** Whether the people are there who could give an approval, each deciding once and nobody their own (BEHAVIOUR §2, §4). */
export function judgeApproval(rule: ApprovalRule, reach: PolicyReach): ApprovalJudgement {
  const stages = reach.stages.map((stage, index) => ({
    ...stage,
    label: reach.stages.length === 1 ? 'the approval' : `stage ${index + 1} of the approval`,
    needed: rule.stages[index]?.approvalsNeeded ?? 1,
  }));
  const faults = stages.flatMap((stage) => stageFaults(stage, reach));
  if (faults.length === 0) faults.push(...sharedFaults(stages, reach));
  return { faults, warnings: faults.length > 0 ? [] : warningsOf(stages, reach) };
}

function stageFaults(stage: Stage, { adminRoleHolders }: PolicyReach): readonly ApprovalFault[] {
  const { label, needed, people, lastingPeople } = stage;
  const [unknown] = stage.unknownIds;
  if (unknown !== undefined) {
    const message = `${label} names approver \`${unknown}\`, who is no enabled user or group`;
    return [{ code: 'policyApproverUnknown', message }];
  }
  if (people.size === 0) {
    return [{ code: 'policyWithoutApprover', message: `${label} could be given by nobody; name an approver` }];
  }
  if (people.size < needed) {
    const message = `${label} needs ${needed} people and reaches ${people.size}; name more approvers or ask for fewer`;
    return [{ code: 'policyNeedsMorePeople', message }];
  }
  if (adminRoleHolders !== null && lastingPeople.size === 0) {
    const message = `${label} could be given only by people who hold an administrator's role for a time; when that ends nobody could let anybody in; name an approver`;
    return [{ code: 'policyLocksOut', message }];
  }
  return [];
}

/** What is wrong only when the stages and those who ask are looked at together. */
function sharedFaults(stages: readonly Stage[], { eligiblePeople }: PolicyReach): readonly ApprovalFault[] {
  const needed = neededIn(stages);
  if (!isReached(stages, null)) {
    const message = `the stages need ${needed} different people, and reach fewer; name more approvers or ask for fewer`;
    return [{ code: 'policyNeedsMorePeople', message }];
  }
  if (eligiblePeople.size === 0 || stuckPeople(stages, eligiblePeople) < eligiblePeople.size) return [];
  const message =
    needed === 1
      ? 'the approval could be given by the requestor alone, and nobody decides their own; name another approver'
      : `the approval needs ${needed} people besides the requestor, and reaches fewer; name more approvers or ask for fewer`;
  return [{ code: needed === 1 ? 'policyWithoutApprover' : 'policyNeedsMorePeople', message }];
}

function neededIn(stages: readonly Stage[]): number {
  return stages.reduce((sum, stage) => sum + stage.needed, 0);
}

/** Whether enough people are there without the requestor; each decides once, so that the stages share nobody. */
function isReached(stages: readonly Stage[], requestorId: string | null): boolean {
  const others = stages.map(({ people }) => [...people].filter((id) => id !== requestorId));
  const isEachReached = stages.every(({ needed }, index) => (others[index]?.length ?? 0) >= needed);
  return isEachReached && new Set(others.flat()).size >= neededIn(stages);
}

/** How many of the eligible people do not reach enough approvers, as nobody decides their own request. */
function stuckPeople(stages: readonly Stage[], eligible: ReadonlySet<string>): number {
  // who approves nothing leaves as many approvers as there are
  const approving = [...eligible].filter((id) => stages.some(({ people }) => people.has(id)));
  return approving.filter((id) => !isReached(stages, id)).length;
}

function warningsOf(stages: readonly Stage[], reach: PolicyReach): readonly PolicyWarning[] {
  const { eligiblePeople, adminRoleHolders } = reach;
  const warnings: PolicyWarning[] = [];
  const warn = (code: PolicyWarning['code'], message: string) => warnings.push({ code, rule: RULE, message });
  for (const { label, needed, people, emptyGroupIds } of stages) {
    for (const id of emptyGroupIds) {
      warn('emptyApproverGroup', `${label} names group \`${id}\`, in which there is nobody who could decide`);
    }
    if (people.size <= needed) {
      warn(
        'fewApprovers',
        `${label} needs ${needed} and reaches ${people.size}; when one is away, nobody gets the role`,
      );
    }
    if (adminRoleHolders !== null && [...people].every((id) => adminRoleHolders.has(id) || eligiblePeople.has(id))) {
      warn(
        'approversHoldRole',
        `${label} can be given only by people who have this administrator's role themselves; name somebody else as well`,
      );
    }
  }
  const stuck = stuckPeople(stages, eligiblePeople);
  if (stuck > 0) {
    const who = `${stuck} of ${eligiblePeople.size} eligible people`;
    warn('eligibleWithoutApprover', `${who} reach too few approvers besides themselves`);
  }
  return warnings;
}
