import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { notificationStories, publicUrl, type Story } from '../../test/support/notification-stories.ts';
import { type SmtpReceiver, smtpReceiver } from '../../test/support/smtp-receiver.ts';
import { changeNotificationPreferences } from '../commands/change-notification-preferences.ts';
import { updateRoleManagementPolicy } from '../commands/update-role-management-policy.ts';
import { demoScopes } from '../demo/demo-organisation.ts';
import type { NotificationRule, Rule, RuleId } from '../domain/policy/policy.ts';
import { defaultPreferences } from '../domain/preferences/notification-preferences.ts';
import { parseScope } from '../domain/scope.ts';
import type { Audience, NotificationTrigger } from './announcements/announcement.ts';
import { announcements } from './announcements/announcements.ts';
import { mailChannel } from './channels/mail.ts';
import { type Notifications, startNotifications } from './notifications.ts';

const production = parseScope(demoScopes.production);

let demo: DemoLedger;
let mail: SmtpReceiver;
let notifications: Notifications;
beforeEach(async () => {
  demo = await demoLedger();
  // one story is about digests, the others are about what else time brings
  for (const admin of ['grace', 'heidi'] as const) {
    await changeNotificationPreferences(demo.ledger, as(admin), { ...defaultPreferences, digest: 'off' });
  }
  mail = await smtpReceiver();
  notifications = startNotifications({
    ledger: demo.ledger,
    clock: demo.clock,
    channel: mailChannel({ url: mail.url, from: 'Brevet <brevet@nordwind.example>' }),
    publicUrl,
    onError: (error) => expect.unreachable(String(error)),
  });
});
afterEach(async () => {
  await notifications.stop();
  await mail.close();
  await demo.ledger.close();
});

const stories = notificationStories({
  get ledger() {
    return demo.ledger;
  },
  get clock() {
    return demo.clock;
  },
});

const cell = (over: Partial<NotificationRule>): NotificationRule => ({
  kind: 'notification',
  level: 'all',
  isDefaultRecipientsEnabled: true,
  recipients: [],
  ...over,
});

/** What all three cells of the row of the settings say. */
const settings: Readonly<Record<string, NotificationRule>> = {
  'everything to the default recipients': cell({}),
  'critical messages only': cell({ level: 'critical' }),
  nothing: cell({ level: 'none', recipients: ['soc@nordwind.example'] }),
  'everything to an extra address, which is a person too, besides': cell({
    recipients: ['soc@nordwind.example', 'BOB@nordwind.example'],
  }),
  'critical messages to an extra address alone': cell({
    level: 'critical',
    isDefaultRecipientsEnabled: false,
    recipients: ['soc@nordwind.example'],
  }),
};

const cellNames = { admin: 'Admin', requestor: 'Requestor', approver: 'Approver' } as const;
const order: readonly Audience[] = ['approver', 'requestor', 'admin'];

/** The lines of the table that apply under settings: for each event each address once. */
function expected({ rows, trigger }: Story, ruleOf: (audience: Audience) => NotificationRule): readonly string[] {
  const told = new Map<string, string>();
  for (const audience of order) {
    const { level, isDefaultRecipientsEnabled, recipients } = trigger === null ? cell({}) : ruleOf(audience);
    for (const { event, isCritical, people, subject } of rows.filter((each) => each.audience === audience)) {
      if (level === 'none' || (level === 'critical' && !isCritical)) continue;
      const names = isDefaultRecipientsEnabled ? people : [];
      for (const address of [...names.map((name) => `${name}@nordwind.example`), ...recipients]) {
        const key = `${event} ${address.toLowerCase()}`;
        if (!told.has(key)) told.set(key, `${address.toLowerCase()}: ${subject}`);
      }
    }
  }
  return [...told.values()].toSorted();
}

const cases = Object.entries(stories).flatMap(([story, of]) =>
  Object.entries(settings).map(([setting, rule]) => ({ story, of, setting, rule })),
);

/** Writes some cells of a row of a role's settings. */
function write(
  trigger: NotificationTrigger,
  roleDefinitionId: string,
  audiences: readonly Audience[],
  rule: NotificationRule,
) {
  const rules = audiences.map((audience): [RuleId, Rule] => [
    `Notification_${cellNames[audience]}_${trigger}` as RuleId,
    rule,
  ]);
  const role = { scope: production, roleDefinitionId };
  return updateRoleManagementPolicy(demo.ledger, as('grace'), role, new Map(rules));
}

/** What arrives of what a story is about. */
async function play({ given, when }: Story) {
  await given?.();
  await notifications.settle();
  mail.clear();
  const requestId = await when();
  await notifications.settle();
  return { received: mail.messages(), requestId };
}

function linesOf(received: ReturnType<SmtpReceiver['messages']>): readonly string[] {
  return received.map(({ envelope, subject }) => `${envelope.to.join().toLowerCase()}: ${subject}`).toSorted();
}

/** For each row of the settings stories of which it is. */
const rowsOfSettings: Readonly<Record<NotificationTrigger, readonly string[]>> = {
  Admin_Eligibility: ['a role is assigned as eligible'],
  Admin_Assignment: ['a role is assigned to a group as active', 'more time is asked for'],
  EndUser_Assignment: ['an activation is denied', 'a planned activation begins'],
};
const nineCells = Object.entries(rowsOfSettings).flatMap(([trigger, names]) =>
  names.flatMap((story) => order.map((audience) => ({ trigger: trigger as NotificationTrigger, audience, story }))),
);

describe('who is told', () => {
  it.each(cases)('when $story, the settings say: $setting', async ({ of, rule }) => {
    if (of.trigger !== null) await write(of.trigger, of.roleDefinitionId, order, rule);
    const { received, requestId } = await play(of);
    expect(linesOf(received)).toEqual(expected(of, () => rule));
    for (const { text, html } of received) {
      const link = requestId === null ? (text.match(/https?:\/\/\S+/g) ?? []) : [`${publicUrl}/requests/${requestId}`];
      if (of.links === undefined) expect(link.every((each) => each.startsWith(`${publicUrl}/requests/`))).toBe(true);
      else expect(link).toEqual(of.links);
      expect([...new Set(text.match(/https?:\/\/\S+/g) ?? [])]).toEqual(link);
      expect([...new Set([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href))]).toEqual(link);
    }
  });

  it.each(nineCells)(
    'but $audience where the cell of $trigger is off: $story',
    async ({ trigger, audience, story }) => {
      const of = stories[story] as Story;
      expect(of.trigger).toBe(trigger);
      await write(trigger, of.roleDefinitionId, [audience], cell({ level: 'none' }));
      // the same cell of the other rows is another one
      for (const other of Object.keys(rowsOfSettings) as NotificationTrigger[]) {
        const rest = order.filter((each) => each !== audience);
        if (other !== trigger) await write(other, of.roleDefinitionId, rest, cell({ level: 'none' }));
      }
      const { received } = await play(of);
      expect(linesOf(received)).toEqual(expected(of, (each) => cell(each === audience ? { level: 'none' } : {})));
    },
  );

  it('misses no event: what somebody is told of is in the table, and nothing else', () => {
    const inTable = new Set(Object.values(stories).flatMap(({ rows }) => rows.map(({ event }) => event)));
    const toldOf = Object.entries(announcements).flatMap(([event, announce]) => (announce === 'nobody' ? [] : [event]));
    expect([...inTable].toSorted()).toEqual(toldOf.toSorted());
  });
});
