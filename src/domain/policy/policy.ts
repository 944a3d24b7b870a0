import type { Scope } from '../scope.ts';

/** The 17 rules of every policy that Microsoft's PIM has too, in the order of the wire (BEHAVIOUR §2). */
export const wireRuleIds = [
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

/** The rules that are Brevet's own; the wires of ARM and Graph have no words for them (BEHAVIOUR §2). */
export const ownRuleIds = [
  'Justification_EndUser_Assignment',
  'ProofAge_EndUser_Assignment',
  'SpotAudit_EndUser_Assignment',
] as const;

export const ruleIds = [...wireRuleIds, ...ownRuleIds] as const;

export type WireRuleId = (typeof wireRuleIds)[number];
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
  /** Distinct people who must approve, at least 1. */
  readonly approvalsNeeded: number;
  /** Empty: the default approvers of the role's family (BEHAVIOUR §4). */
  readonly approvers: readonly ApproverReference[];
}

export interface ApprovalRule {
  readonly kind: 'approval';
  readonly isRequired: boolean;
  readonly isRequiredForExtension: boolean;
  readonly isRequestorJustificationRequired: boolean;
  /** One or two, asked one after the other. */
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

/** What a justification must look like where one is required. */
export interface JustificationQualityRule {
  readonly kind: 'justificationQuality';
  /** In characters, without white space at both ends; 0 asks for nothing. */
  readonly minimumLength: number;
  /** Texts such as `need admin access` that say nothing. */
  readonly refusedPhrases: readonly string[];
  /** A regular expression that the ticket number must match as a whole; null asks for nothing. */
  readonly ticketPattern: string | null;
}

/** How old the second factor may be, and whether each request needs one of its own. */
export interface ProofAgeRule {
  readonly kind: 'proofAge';
  /** ISO 8601; null: the sign-in's own age suffices. */
  readonly maximumAge: string | null;
  /** A second factor proven for the request's content, at most 5 minutes old, used once. */
  readonly isFreshProofRequired: boolean;
}

/** The share of approvals that somebody else reviews. */
export interface SpotAuditRule {
  readonly kind: 'spotAudit';
  /** One in so many, at least 1; null: none. */
  readonly oneIn: number | null;
}

export type WireRule = ExpirationRule | EnablementRule | ApprovalRule | AuthenticationContextRule | NotificationRule;
export type Rule = WireRule | JustificationQualityRule | ProofAgeRule | SpotAuditRule;
export type RuleKind = Rule['kind'];

/** The kind of rule that an id stands for. */
export type RuleOf<Id extends RuleId> = Extract<Rule, { readonly kind: KindOf<Id> }>;

type KindOf<Id extends RuleId> = Id extends keyof OwnKinds
  ? OwnKinds[Id]
  : Id extends `Enablement_${string}`
    ? 'enablement'
    : Id extends `Expiration_${string}`
      ? 'expiration'
      : Id extends `Approval_${string}`
        ? 'approval'
        : Id extends `AuthenticationContext_${string}`
          ? 'authenticationContext'
          : 'notification';

interface OwnKinds {
  readonly Justification_EndUser_Assignment: 'justificationQuality';
  readonly ProofAge_EndUser_Assignment: 'proofAge';
  readonly SpotAudit_EndUser_Assignment: 'spotAudit';
}

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

/** What an id's rule is about, from the id alone. */
export function ruleKind(id: WireRuleId): WireRule['kind'];
export function ruleKind(id: RuleId): RuleKind;
export function ruleKind(id: RuleId): RuleKind {
  if (id === 'Justification_EndUser_Assignment') return 'justificationQuality';
  if (id === 'ProofAge_EndUser_Assignment') return 'proofAge';
  if (id === 'SpotAudit_EndUser_Assignment') return 'spotAudit';
  if (id.startsWith('Enablement_')) return 'enablement';
  if (id.startsWith('Expiration_')) return 'expiration';
  if (id.startsWith('Approval_')) return 'approval';
  if (id.startsWith('AuthenticationContext_')) return 'authenticationContext';
  return 'notification';
}
