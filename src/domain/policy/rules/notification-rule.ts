import type { NotificationRule } from '../policy.ts';

/** What a notification rule answers for one event: send to the default recipients, and to whom besides. */
export interface NotificationDecision {
  readonly toDefaultRecipients: boolean;
  readonly extraAddresses: readonly string[];
}

/**
 * Whom a message goes to (BEHAVIOUR §6): nobody at level none; at critical only what somebody must act on; the extra
 * addresses under the same level.
 */
export function evaluateNotificationRule(rule: NotificationRule, isCritical: boolean): NotificationDecision {
  const isSent = rule.level === 'all' || (rule.level === 'critical' && isCritical);
  return {
    toDefaultRecipients: isSent && rule.isDefaultRecipientsEnabled,
    extraAddresses: isSent ? rule.recipients : [],
  };
}
