import type { NotificationRule } from '../../domain/policy/policy.ts';
import { evaluateNotificationRule } from '../../domain/policy/rules/notification-rule.ts';
import { defaultPreferences, type NotificationPreferences } from '../../domain/preferences/notification-preferences.ts';
import type { Announcement, Audience, Part } from '../announcements/announcement.ts';
import type { WriteLetter } from '../templates/letter.ts';
import { isMailAddress } from './is-mail-address.ts';

/** Who gets which letter of an announcement by mail. */
export interface Addressee {
  readonly address: string;
  /** null: an extra address of the policy. */
  readonly principalId: string | null;
  readonly preferences: NotificationPreferences;
  readonly isCritical: boolean;
  readonly write: WriteLetter;
}

/** Whoever is addressed twice is told in the first of these roles. */
const audiences: readonly Audience[] = ['approver', 'requestor', 'admin'];
const cells = { approver: 'Approver', requestor: 'Requestor', admin: 'Admin' } as const;

/** Where no role's settings apply. */
const everybody: NotificationRule = {
  kind: 'notification',
  level: 'all',
  isDefaultRecipientsEnabled: true,
  recipients: [],
};

/**
 * Applies the notification rules of the policy and what each person prefers (BEHAVIOUR §6): each address once, in the
 * role that matters most.
 */
export function addressees(
  { settings, parts }: Pick<Announcement, 'settings' | 'parts'>,
  preferencesOf: (principalId: string) => NotificationPreferences,
): readonly Addressee[] {
  const byAddress = new Map<string, Addressee>();
  function add({ isCritical, write }: Part, address: string | null, principalId: string | null) {
    if (address === null || !isMailAddress(address)) return;
    const preferences = principalId === null ? defaultPreferences : preferencesOf(principalId);
    if (preferences.mail === 'critical' && !isCritical) return;
    const key = address.toLowerCase();
    if (!byAddress.has(key)) byAddress.set(key, { address, principalId, preferences, isCritical, write });
  }
  for (const audience of audiences) {
    const part = parts[audience];
    if (part === undefined) continue;
    const rule = settings === null ? everybody : settings.rules[`Notification_${cells[audience]}_${settings.trigger}`];
    const { toDefaultRecipients, extraAddresses } = evaluateNotificationRule(rule, part.isCritical);
    if (toDefaultRecipients) for (const { email, id } of part.people) add(part, email, id);
    for (const address of extraAddresses) add(part, address, null);
  }
  return [...byAddress.values()];
}
