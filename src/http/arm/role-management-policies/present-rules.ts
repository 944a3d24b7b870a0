import {
  type ApprovalRule,
  type PolicyRules,
  ruleKind,
  type WireRule,
  type WireRuleId,
  wireRuleIds,
} from '../../../domain/policy/policy.ts';
import { isCalendarDuration, milliseconds, parseDuration } from '../../../domain/time.ts';
import { presentPimOnlyMode } from './pim-only-mode.ts';
import {
  enablementWords,
  notificationLevelWords,
  recipientTypeOf,
  ruleTypes,
  targetOf,
  userTypeWords,
  wordFor,
} from './rule-words.ts';
import { type RulesVersion, stableRules } from './rules-version.ts';

/** The 17 rules in the order of the published examples, and what the newest version adds (contracts/arm §8). */
export function presentRules(rules: PolicyRules, version: RulesVersion = stableRules) {
  const shown = wireRuleIds.map((id) => presentRule(id, rules[id], version));
  return version.hasPimOnlyMode ? [...shown, presentPimOnlyMode()] : shown;
}

function presentRule(id: WireRuleId, rule: WireRule, { hasPimOnlyMode }: RulesVersion) {
  return {
    ...presentSettings(id, rule),
    ...(hasPimOnlyMode && rule.kind === 'expiration' ? { exceptionMembers: [] } : {}),
    id,
    ruleType: ruleTypes[ruleKind(id)],
    target: {
      ...targetOf(id),
      operations: ['All'],
      targetObjects: null,
      inheritableSettings: null,
      enforcedSettings: null,
    },
  };
}

function presentSettings(id: WireRuleId, rule: WireRule) {
  switch (rule.kind) {
    case 'enablement':
      return { enabledRules: rule.enabled.map((enabled) => wordFor(enablementWords, enabled)) };
    case 'expiration':
      return { isExpirationRequired: rule.isExpirationRequired, maximumDuration: rule.maximumDuration };
    case 'authenticationContext':
      return { isEnabled: rule.isEnabled, claimValue: rule.claimValue };
    case 'approval':
      return { setting: presentApproval(rule) };
    case 'notification':
      return {
        notificationType: 'Email',
        recipientType: recipientTypeOf(id),
        isDefaultRecipientsEnabled: rule.isDefaultRecipientsEnabled,
        notificationLevel: wordFor(notificationLevelWords, rule.level),
        notificationRecipients: rule.recipients,
      };
  }
}

function presentApproval(rule: ApprovalRule) {
  return {
    isApprovalRequired: rule.isRequired,
    isApprovalRequiredForExtension: rule.isRequiredForExtension,
    isRequestorJustificationRequired: rule.isRequestorJustificationRequired,
    approvalMode: approvalModeOf(rule.stages.length),
    approvalStages: rule.stages.map((stage) => ({
      approvalStageTimeOutInDays: windowInDays(stage.window),
      isApproverJustificationRequired: stage.isApproverJustificationRequired,
      escalationTimeInMinutes: 0,
      primaryApprovers: stage.approvers.map(({ id, kind, description }) => ({
        id,
        description,
        isBackup: false,
        userType: wordFor(userTypeWords, kind),
      })),
      isEscalationEnabled: false,
      escalationApprovers: null,
    })),
  };
}

/** Two stages are asked one after the other. */
export function approvalModeOf(stages: number): 'SingleStage' | 'Serial' {
  return stages === 1 ? 'SingleStage' : 'Serial';
}

/** The wire has whole days only; a shorter window reads as the next whole day. */
export function windowInDays(window: string): number {
  const duration = parseDuration(window, 'window');
  return isCalendarDuration(duration) ? 1 : Math.ceil(milliseconds(duration) / 86_400_000);
}
