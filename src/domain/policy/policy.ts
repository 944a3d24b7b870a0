import type { Scope } from '../scope.ts';

/** The 17 rules of every policy, in the order of the wire (BEHAVIOUR §2). */
export const ruleIds = [
  'Enablement_Admin_Eligibility',
  'Expiration_Admin_Eligibility',
  'Notification_Admin_Admin_Eligibility',
  'Notification_Requestor_Admin_Eligibility',
  'Notification_Approver_Admin_Eligibility',
  'Enablement_Admin_Assignment',
  'Expiration_Admin_Assignment',
  'Notification_Admin_Admin_Assignment',
  'Notification_Requestor_Admin_Assignment',
  'Notification_Approver_Admin_Assignment',
  'Approval_EndUser_Assignment',
  'AuthenticationContext_EndUser_Assignment',
  'Enablement_EndUser_Assignment',
  'Expiration_EndUser_Assignment',
  'Notification_Admin_EndUser_Assignment',
  'Notification_Requestor_EndUser_Assignment',
  'Notification_Approver_EndUser_Assignment',
] as const;

export type RuleId = (typeof ruleIds)[number];

export interface ExpirationRule {
  readonly kind: 'expiration';
  readonly isExpirationRequired: boolean;
  /** ISO 8601. */
  readonly maximumDuration: string;
}

export type Enablement = 'justification' | 'multiFactorAuthentication' | 'ticketing';

export interface EnablementRule {
  readonly kind: 'enablement';
  readonly enabled: readonly Enablement[];
}

/** A person or a group that may decide. */
export interface ApproverReference {
  readonly kind: 'user' | 'group';
  readonly id: string;
  /** The name it had when the rule was written; for display only. */
  readonly description: string | null;
}

export interface ApprovalStageRule {
  /** ISO 8601, 15 minutes to 7 days (BEHAVIOUR §2). */
  readonly window: string;
  readonly isApproverJustificationRequired: boolean;
  /** Empty: the default approvers of the role's family (BEHAVIOUR §4). */
  readonly approvers: readonly ApproverReference[];
}

export interface ApprovalRule {
  readonly kind: 'approval';
  readonly isRequired: boolean;
  readonly isRequiredForExtension: boolean;
  readonly isRequestorJustificationRequired: boolean;
  readonly stages: readonly [ApprovalStageRule, ...ApprovalStageRule[]];
}

export interface AuthenticationContextRule {
  readonly kind: 'authenticationContext';
  readonly isEnabled: boolean;
  /** `c1` to `c99`; empty while not enabled. */
  readonly claimValue: string;
}

export type NotificationLevel = 'none' | 'critical' | 'all';

export interface NotificationRule {
  readonly kind: 'notification';
  readonly level: NotificationLevel;
  readonly isDefaultRecipientsEnabled: boolean;
  readonly recipients: readonly string[];
}

export type Rule = ExpirationRule | EnablementRule | ApprovalRule | AuthenticationContextRule | NotificationRule;
export type RuleKind = Rule['kind'];

/** The kind of rule that an id stands for. */
export type RuleOf<Id extends RuleId> = Id extends `Enablement_${string}`
  ? EnablementRule
  : Id extends `Expiration_${string}`
    ? ExpirationRule
    : Id extends `Approval_${string}`
      ? ApprovalRule
      : Id extends `AuthenticationContext_${string}`
        ? AuthenticationContextRule
        : NotificationRule;

export type PolicyRules = { readonly [Id in RuleId]: RuleOf<Id> };

/** The settings of a role at a scope, and where they came from (BEHAVIOUR §2). */
export interface EffectivePolicy {
  readonly roleDefinitionId: string;
  readonly scope: Scope;
  readonly rules: PolicyRules;
  /** The scope whose policy applies; null for the default. */
  readonly writtenAt: Scope | null;
  readonly modifiedAt: Temporal.Instant | null;
  readonly modifiedById: string | null;
}

/** Who sets off the rule and what it is about, from its id alone. */
export function ruleKind(id: RuleId): RuleKind {
  if (id.startsWith('Enablement_')) return 'enablement';
  if (id.startsWith('Expiration_')) return 'expiration';
  if (id.startsWith('Approval_')) return 'approval';
  if (id.startsWith('AuthenticationContext_')) return 'authenticationContext';
  return 'notification';
}
