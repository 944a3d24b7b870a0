import type { Violation } from '../errors.ts';
import { judgeApproval } from './judge-approval.ts';
import type { PolicyRules, RuleId } from './policy.ts';
import type { PolicyReach } from './policy-reach.ts';
import type { PolicyWarning } from './policy-warning.ts';

const APPROVAL = 'Approval_EndUser_Assignment';

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
  const { faults, warnings } = rules[APPROVAL].isRequired
    ? judgeApproval(rules[APPROVAL], reach)
    : { faults: [], warnings: [] };
  const others = [...warnings, ...secondFactorWarnings(rules, reach)];
  const [fault] = faults;
  if (fault !== undefined && bringsApprovalRule) return { violation: { ...fault, field: APPROVAL }, warnings: others };
  return { violation: null, warnings: [...faults.map((each) => ({ ...each, rule: APPROVAL }) as const), ...others] };
}

/** A policy that asks for a second factor refuses service principals (BEHAVIOUR §1). */
function secondFactorWarnings(
  rules: PolicyRules,
  { eligibleServicePrincipals }: PolicyReach,
): readonly PolicyWarning[] {
  const { size } = eligibleServicePrincipals;
  if (size === 0) return [];
  const { maximumAge, isFreshProofRequired } = rules.ProofAge_EndUser_Assignment;
  const asking: readonly (readonly [RuleId, boolean])[] = [
    [
      'Enablement_EndUser_Assignment',
      rules.Enablement_EndUser_Assignment.enabled.includes('multiFactorAuthentication'),
    ],
    ['AuthenticationContext_EndUser_Assignment', rules.AuthenticationContext_EndUser_Assignment.isEnabled],
    ['ProofAge_EndUser_Assignment', maximumAge !== null || isFreshProofRequired],
  ];
  return asking
    .filter(([, isAsked]) => isAsked)
    .map(([rule]) => ({
      code: 'servicePrincipalsExcluded',
      rule,
      message: `rule \`${rule}\` asks for a proof that none of the ${size} eligible service principals can give`,
    }));
}
