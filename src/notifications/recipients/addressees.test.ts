import { expect, it } from 'vitest';
import { aPolicy, aPrincipal } from '../../../test/support/builders.ts';
import type { NotificationRule } from '../../domain/policy/policy.ts';
import { defaultPreferences, type NotificationPreferences } from '../../domain/preferences/notification-preferences.ts';
import type { Announcement } from '../announcements/announcement.ts';
import { defaultReader } from '../templates/letter.ts';
import { addressees } from './addressees.ts';

const says = (subject: string) => () => ({ subject, blocks: [], button: null });
const bob = aPrincipal({ id: 'bob', email: 'bob@nordwind.example' });
const carol = aPrincipal({ id: 'carol', email: 'carol@nordwind.example' });

function aRule(over: Partial<NotificationRule>): NotificationRule {
  return { kind: 'notification', level: 'all', isDefaultRecipientsEnabled: true, recipients: [], ...over };
}

/** Addresses that one program reads as one, and another as another. */
const tricks = [
  'bob(comment)@nordwind.example',
  '"bob@evil.example"@nordwind.example',
  '"bob eve"@nordwind.example',
  'team:bob@nordwind.example;',
  'Bob <bob@nordwind.example>',
  'bob@nordwind.example(comment)',
  'bob@nordwind\r\n .example',
  'bob@nordwind\u2028.example',
  'bob@nordwind\u0085.example',
  'bob\u0000@nordwind.example',
  'bob\u200b@nordwind.example',
  'bob\u202e@nordwind.example',
  'bob@evil.example@nordwind.example',
  'bob\uff20evil.example@nordwind.example',
  'bob@nordwind\uff0eexample',
  'bob@nordwind\u3002example',
  'bob@[127.0.0.1]',
  'bob@nordwind.example:25',
  '<@evil.example:bob@nordwind.example>',
  '.bob@nordwind.example',
  'bo..b@nordwind.example',
  'bob@-nordwind.example',
  'bob@nordwind.example.',
  'bob@',
  '@nordwind.example',
  `${'b'.repeat(65)}@nordwind.example`,
  `bob@${'n'.repeat(260)}`,
];

/** Bob approves, carol asked, both administer. */
function anAnnouncement(
  approver: Partial<NotificationRule> = {},
  over: Partial<Announcement> = {},
  isCritical = false,
): Announcement {
  return {
    requestId: 'r1',
    settings: {
      trigger: 'EndUser_Assignment',
      rules: aPolicy({ Notification_Approver_EndUser_Assignment: aRule(approver) }).rules,
    },
    parts: {
      admin: { people: [bob, carol], isCritical: false, write: says('admin') },
      requestor: { people: [carol], isCritical: false, write: says('requestor') },
      approver: { people: [bob], isCritical, write: says('approver') },
    },
    ...over,
  };
}

function told(
  announcement: Announcement,
  preferences: Readonly<Record<string, Partial<NotificationPreferences>>> = {},
): Readonly<Record<string, string>> {
  const found = addressees(announcement, (id) => ({ ...defaultPreferences, ...preferences[id] }));
  return Object.fromEntries(found.map(({ address, write }) => [address, write(defaultReader).subject]));
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
  expect(Object.keys(told(anAnnouncement({ recipients })))).toHaveLength(3);
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
  const settings = { trigger: 'EndUser_Assignment', rules } as const;
  expect(told(anAnnouncement({}, { settings }))).toEqual({
    'bob@nordwind.example': 'approver',
    'carol@nordwind.example': 'requestor',
  });
});

it.each([null, '', 'bob', 'a@b, c@d', 'a@b\r\nBcc: c@d', '<a@b>', ...tricks])('writes to nobody at %j', (email) => {
  const approver = { people: [aPrincipal({ email })], isCritical: true, write: says('x') };
  expect(told(anAnnouncement({}, { parts: { approver } }))).toEqual({});
});

it('leaves out for a person who wants critical messages only what nobody must act on', () => {
  const preferences = { bob: { mail: 'critical' }, carol: { mail: 'critical' } } as const;
  expect(told(anAnnouncement({}, {}, true), preferences)).toEqual({ 'bob@nordwind.example': 'approver' });
});

it('asks no role where none is concerned', () => {
  expect(told(anAnnouncement({ level: 'none' }, { settings: null }))).toEqual({
    'bob@nordwind.example': 'approver',
    'carol@nordwind.example': 'requestor',
  });
});

it.each(['bob+tag@nordwind.example', "o'neil@nordwind.example", 'bob@bücher.example', 'jürgen@nordwind.example'])(
  'writes to %s',
  (email) => {
    const approver = { people: [aPrincipal({ email })], isCritical: true, write: says('x') };
    expect(told(anAnnouncement({}, { parts: { approver } }))).toEqual({ [email]: 'x' });
  },
);
