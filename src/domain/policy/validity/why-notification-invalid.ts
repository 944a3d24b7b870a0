import type { NotificationRule } from '../policy.ts';

const ADDRESS = /^[^\s@,;<>"()[\]\\:]+@[^\s@,;<>"()[\]\\:]+$/u;
const LONGEST_ADDRESS = 254;

/** Extra recipients are plain addresses, which can smuggle nothing into a message's head. */
export function whyNotificationInvalid({ recipients }: NotificationRule): string | null {
  const bad = recipients.find((address) => address.length > LONGEST_ADDRESS || !ADDRESS.test(address));
  if (bad === undefined) return null;
  return `has recipient \`${bad.slice(0, 100)}\`; allowed: plain addresses such as \`ops@example.org\``;
}
