import type { Violation } from '../errors.ts';
import type { PolicyRules } from './policy.ts';
import type { PolicyReach, StageReach } from './policy-reach.ts';
import type { PolicyWarning } from './policy-warning.ts';

const APPROVAL = 'Approval_EndUser_Assignment';

type ApprovalCode = 'policyApproverUnknown' | 'policyWithoutApprover' | 'policyNeedsMorePeople' | 'policyLocksOut';

/** Something about the approval rule that nobody could live with. */
interface Fault {
  readonly code: ApprovalCode;
  readonly message: string;
}

export interface PolicyJudgement {
  /** Why the policy must not be written; null where it may. */
  readonly violation: Violation | null;
  readonly warnings: readonly PolicyWarning[];
}

/**
 * Whether anybody could satisfy the policy (BEHAVIOUR §2). What is wrong with its approval rule is a reason to refuse
 * where the change brings that rule, and a warning where it was there before or is inherited.
 */
export function judgePolicy(rules: PolicyRules, reach: PolicyReach, bringsApprovalRule: boolean): PolicyJudgement {
  const { isRequired, stages } = rules[APPROVAL];
  const faults: Fault[] = [];
  const warnings: PolicyWarning[] = [];
  if (isRequired) {
    for (const [index, stage] of reach.stages.entries()) {
      const label = stages.length === 1 ? 'the approval' : `stage ${index + 1} of the approval`;
      const needed = stages[index]?.approvalsNeeded ?? 1;
      const fault = whyUnreachable(label, stage, needed, reach);
      if (fault !== null) faults.push(fault);
      else warnings.push(...stageWarnings(label, stage, needed, reach));
    }
  }
  warnings.push(...secondFactorWarnings(rules, reach));
  const [fault] = faults;
  if (fault !== undefined && bringsApprovalRule) return { violation: { ...fault, field: APPROVAL }, warnings };
  return { violation: null, warnings: [...faults.map((each) => ({ ...each, rule: APPROVAL }) as const), ...warnings] };
}

function whyUnreachable(label: string, stage: StageReach, needed: number, reach: PolicyReach): Fault | null {
  const { people, lastingPeople, unknownIds } = stage;
  const [unknown] = unknownIds;
  if (unknown !== undefined) {
    return {
      code: 'policyApproverUnknown',
      message: `${label} names approver \`${unknown}\`, who is no enabled user or group`,
    };
  }
  if (people.size === 0) {
    return { code: 'policyWithoutApprover', message: `${label} could be given by nobody; name an approver` };
  }
  if (people.size < needed) {
    return {
      code: 'policyNeedsMorePeople',
      message: `${label} needs ${needed} people and reaches ${people.size}; name more approvers or ask for fewer`,
    };
  }
  const { eligiblePeople, adminRoleHolders } = reach;
  if (eligiblePeople.size > 0 && withoutApprover(stage, needed, eligiblePeople) === eligiblePeople.size) {
    return needed === 1
      ? {
          code: 'policyWithoutApprover',
          message: `${label} could be given by the requestor alone, and nobody decides their own; name another approver`,
        }
      : {
          code: 'policyNeedsMorePeople',
          message: `${label} needs ${needed} people besides the requestor; name more approvers or ask for fewer`,
        };
  }
  if (adminRoleHolders !== null && lastingPeople.size === 0) {
    return {
      code: 'policyLocksOut',
      message: `${label} could be given only by people who hold an administrator's role for a time; when that ends nobody could let anybody in; name an approver`,
    };
  }
  return null;
}

/** How many of the eligible people do not reach enough approvers, as nobody decides their own request. */
function withoutApprover({ people }: StageReach, needed: number, eligible: ReadonlySet<string>): number {
  return [...eligible].filter((id) => (people.has(id) ? people.size - 1 : people.size) < needed).length;
}

function stageWarnings(
  label: string,
  stage: StageReach,
  needed: number,
  { eligiblePeople, adminRoleHolders }: PolicyReach,
): readonly PolicyWarning[] {
  const warnings: PolicyWarning[] = stage.emptyGroupIds.map((id) => ({
    code: 'emptyApproverGroup',
    rule: APPROVAL,
    message: `${label} names group \`${id}\`, in which there is nobody who could decide`,
  }));
  const { people } = stage;
  if (people.size <= needed) {
    const message = `${label} needs ${needed} and reaches ${people.size}; when one is away, nobody gets the role`;
    warnings.push({ code: 'fewApprovers', rule: APPROVAL, message });
  }
  const stuck = withoutApprover(stage, needed, eligiblePeople);
  if (stuck > 0) {
    const message = `${stuck} of ${eligiblePeople.size} eligible people reach too few approvers besides themselves for ${label}`;
    warnings.push({ code: 'eligibleWithoutApprover', rule: APPROVAL, message });
  }
  if (adminRoleHolders !== null && [...people].every((id) => adminRoleHolders.has(id) || eligiblePeople.has(id))) {
    const message = `${label} can be given only by people who have this administrator's role themselves; name somebody else as well`;
    warnings.push({ code: 'approversHoldRole', rule: APPROVAL, message });
  }
  return warnings;
}

/** A policy that asks for a second factor refuses service principals (BEHAVIOUR §1). */
function secondFactorWarnings(
  rules: PolicyRules,
  { eligibleServicePrincipals }: PolicyReach,
): readonly PolicyWarning[] {
  const { size } = eligibleServicePrincipals;
  const asking = (
    [
      [
        'Enablement_EndUser_Assignment',
        rules.Enablement_EndUser_Assignment.enabled.includes('multiFactorAuthentication'),
      ],
      ['AuthenticationContext_EndUser_Assignment', rules.AuthenticationContext_EndUser_Assignment.isEnabled],
      ['ProofAge_EndUser_Assignment', rules.ProofAge_EndUser_Assignment.maximumAge !== null],
    ] as const
  ).filter(([, isAsked]) => isAsked);
  if (size === 0) return [];
  return asking.map(([rule]) => ({
    code: 'servicePrincipalsExcluded',
    rule,
    message: `rule \`${rule}\` asks for a proof that none of the ${size} eligible service principals can give`,
  }));
}
