import { evaluateNotificationRule } from '../../domain/policy/rules/notification-rule.ts';
import type { Announcement, Audience, Part } from '../announcements/announcement.ts';
import type { MessageText } from '../templates/message-text.ts';

/** Who gets which words of an announcement. */
export interface Addressee {
  readonly address: string;
  /** null: an extra address of the policy. */
  readonly principalId: string | null;
  readonly message: MessageText;
}

/** Whoever is addressed twice is told in the first of these roles. */
const audiences: readonly Audience[] = ['approver', 'requestor', 'admin'];
const cells = { approver: 'Approver', requestor: 'Requestor', admin: 'Admin' } as const;

/** One plain address: what is more, or less, is not written to. */
const MAIL_ADDRESS = /^[^\s@,;<>"()[\]\\:\p{Cc}]+@[^\s@,;<>"()[\]\\:\p{Cc}]+$/u;

/** Applies the notification rules of the policy (BEHAVIOUR §6): each address once, in the role that matters most. */
export function addressees({ rules, trigger, parts }: Announcement): readonly Addressee[] {
  const byAddress = new Map<string, Addressee>();
  function add(address: string | null, principalId: string | null, message: MessageText) {
    if (address === null || address.length > 254 || !MAIL_ADDRESS.test(address)) return;
    const key = address.toLowerCase();
    if (!byAddress.has(key)) byAddress.set(key, { address, principalId, message });
  }
  for (const audience of audiences) {
    const part: Part | undefined = parts[audience];
    if (part === undefined) continue;
    const rule = rules[`Notification_${cells[audience]}_${trigger}`];
    const { toDefaultRecipients, extraAddresses } = evaluateNotificationRule(rule, part.isCritical);
    if (toDefaultRecipients) for (const { email, id } of part.people) add(email, id, part.message);
    for (const address of extraAddresses) add(address, null, part.message);
  }
  return [...byAddress.values()];
}
