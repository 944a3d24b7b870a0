import { expect, it } from 'vitest';
import { aPolicy, aPrincipal } from '../../../test/support/builders.ts';
import type { NotificationRule } from '../../domain/policy/policy.ts';
import type { Announcement } from '../announcements/announcement.ts';
import { addressees } from './addressees.ts';

const says = (subject: string) => ({ subject, text: subject });
const bob = aPrincipal({ id: 'bob', email: 'bob@nordwind.example' });
const carol = aPrincipal({ id: 'carol', email: 'carol@nordwind.example' });

function aRule(over: Partial<NotificationRule>): NotificationRule {
  return { kind: 'notification', level: 'all', isDefaultRecipientsEnabled: true, recipients: [], ...over };
}

/** Bob approves, carol asked, both administer. */
function anAnnouncement(
  approver: Partial<NotificationRule> = {},
  over: Partial<Announcement> = {},
  isCritical = false,
): Announcement {
  return {
    requestId: 'r1',
    trigger: 'EndUser_Assignment',
    rules: aPolicy({ Notification_Approver_EndUser_Assignment: aRule(approver) }).rules,
    parts: {
      admin: { people: [bob, carol], isCritical: false, message: says('admin') },
      requestor: { people: [carol], isCritical: false, message: says('requestor') },
      approver: { people: [bob], isCritical, message: says('approver') },
    },
    ...over,
  };
}

function told(announcement: Announcement): Readonly<Record<string, string>> {
  return Object.fromEntries(addressees(announcement).map(({ address, message }) => [address, message.subject]));
}

it('tells everybody once, in the role that matters most', () => {
  expect(told(anAnnouncement())).toEqual({ 'bob@nordwind.example': 'approver', 'carol@nordwind.example': 'requestor' });
});

it('tells a person in the next role when the cell of the first is off', () => {
  expect(told(anAnnouncement({ level: 'none' }))['bob@nordwind.example']).toBe('admin');
  expect(told(anAnnouncement({ isDefaultRecipientsEnabled: false }))['bob@nordwind.example']).toBe('admin');
});

it('sends at level critical what is critical alone', () => {
  expect(told(anAnnouncement({ level: 'critical' }, {}, true))['bob@nordwind.example']).toBe('approver');
  expect(told(anAnnouncement({ level: 'critical' }, {}, false))['bob@nordwind.example']).toBe('admin');
});

it('writes to extra addresses under the same level, and once where one is a person too', () => {
  const recipients = ['soc@nordwind.example', 'BOB@nordwind.example'];
  expect(told(anAnnouncement({ recipients }))).toMatchObject({
    'soc@nordwind.example': 'approver',
    'bob@nordwind.example': 'approver',
  });
  expect(addressees(anAnnouncement({ recipients }))).toHaveLength(3);
  expect(told(anAnnouncement({ recipients, level: 'none' }))['soc@nordwind.example']).toBeUndefined();
  expect(told(anAnnouncement({ recipients, isDefaultRecipientsEnabled: false }))['soc@nordwind.example']).toBe(
    'approver',
  );
});

it('does not apply the cell of another audience or of another kind of assignment', () => {
  const off = aRule({ level: 'none' });
  const rules = aPolicy({
    Notification_Approver_Admin_Eligibility: off,
    Notification_Admin_EndUser_Assignment: off,
  }).rules;
  expect(told(anAnnouncement({}, { rules }))).toEqual({
    'bob@nordwind.example': 'approver',
    'carol@nordwind.example': 'requestor',
  });
});

it.each([null, '', 'bob', 'a@b, c@d', 'a@b\r\nBcc: c@d', '<a@b>'])('writes to nobody at %j', (email) => {
  const approver = { people: [aPrincipal({ email })], isCritical: true, message: says('x') };
  expect(addressees(anAnnouncement({}, { parts: { approver } }))).toEqual([]);
});
