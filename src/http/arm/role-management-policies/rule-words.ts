import type { Enablement, NotificationLevel, WireRule, WireRuleId } from '../../../domain/policy/policy.ts';

/** Words of the wire for the parts of a policy (contracts/arm §4, §8). */

export const ruleTypes: Readonly<Record<WireRule['kind'], string>> = {
  approval: 'RoleManagementPolicyApprovalRule',
  authenticationContext: 'RoleManagementPolicyAuthenticationContextRule',
  enablement: 'RoleManagementPolicyEnablementRule',
  expiration: 'RoleManagementPolicyExpirationRule',
  notification: 'RoleManagementPolicyNotificationRule',
};

export const enablementWords: Readonly<Record<string, Enablement>> = {
  MultiFactorAuthentication: 'multiFactorAuthentication',
  Justification: 'justification',
  Ticketing: 'ticketing',
};

export const notificationLevelWords: Readonly<Record<string, NotificationLevel>> = {
  None: 'none',
  Critical: 'critical',
  All: 'all',
};

export const userTypeWords = { User: 'user', Group: 'group' } as const;

/** The word of the wire for a value of one of the lists above. */
export function wordFor<Value extends string>(words: Readonly<Record<string, Value>>, value: Value): string {
  return Object.entries(words).find(([, known]) => known === value)?.[0] ?? value;
}

/** Who sets a rule off and at which level, which its id tells. */
export function targetOf(id: WireRuleId): { readonly caller: 'Admin' | 'EndUser'; readonly level: string } {
  return {
    caller: id.includes('_EndUser_') ? 'EndUser' : 'Admin',
    level: id.endsWith('_Eligibility') ? 'Eligibility' : 'Assignment',
  };
}

/** Whom a notification rule is about: the second part of its id. */
export function recipientTypeOf(id: WireRuleId): string {
  return id.split('_')[1] ?? '';
}
