import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { activate } from '../../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../../test/support/demo-ledger.ts';
import { type ReceivedMail, type SmtpReceiver, smtpReceiver } from '../../../test/support/smtp-receiver.ts';
import { resendDeadLetters } from '../../commands/administer-notifications.ts';
import { cancelScheduleRequest } from '../../commands/cancel-schedule-request.ts';
import { changeNotificationPreferences } from '../../commands/change-notification-preferences.ts';
import { demoIds, demoRoles } from '../../demo/demo-organisation.ts';
import { defaultPreferences } from '../../domain/preferences/notification-preferences.ts';
import { mailChannel } from '../channels/mail.ts';
import { type Notifications, startNotifications } from '../notifications.ts';

const publicUrl = 'https://brevet.nordwind.example';
const LIMIT = 3;

let demo: DemoLedger;
let mail: SmtpReceiver;
let notifications: Notifications;

function start(): void {
  notifications = startNotifications({
    ledger: demo.ledger,
    clock: demo.clock,
    channel: mailChannel({ url: mail.url, from: 'brevet@nordwind.example' }),
    publicUrl,
    floodLimit: LIMIT,
    random: () => 0,
    onError: () => {},
  });
}

beforeEach(async () => {
  demo = await demoLedger();
  mail = await smtpReceiver();
  start();
  await notifications.settle();
  mail.clear();
});
afterEach(async () => {
  await notifications.stop();
  await mail.close();
  await demo.ledger.close();
});

/** Alice asks for an owner's role and takes it back, so many times. Returns the requests. */
async function flood(times: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let time = 0; time < times; time += 1) {
    const { id } = await activate(demo.ledger, { roleDefinitionId: demoRoles.owner });
    await cancelScheduleRequest(demo.ledger, as('alice'), id);
    ids.push(id);
  }
  await notifications.settle();
  return ids;
}

async function pass(duration: string): Promise<void> {
  demo.clock.advance(duration);
  await notifications.settle();
}

async function restart(): Promise<void> {
  await notifications.stop();
  start();
}

/** What a person was mailed about requests to decide. */
function toDecide(name: string): readonly ReceivedMail[] {
  return mail
    .messages()
    .filter(({ envelope: { to } }) => to[0] === `${name}@nordwind.example`)
    .filter(({ subject }) => /asks for|more requests from/.test(subject));
}

const linksOf = ({ text }: ReceivedMail) => text.match(/https:\S+/g) ?? [];
const pageOf = (id: string) => `${publicUrl}/requests/${id}`;

const rows = () =>
  demo.ledger.read((reader) =>
    reader.query((db) =>
      db
        .selectFrom('notification')
        .selectAll()
        .where('recipient', '=', 'bob@nordwind.example')
        .where('event', '=', 'approval.requested')
        .orderBy('sequence'),
    ),
  );

it('sends what is too much as one message that lists each with its link, after five minutes', async () => {
  const ids = await flood(LIMIT + 4);
  expect(toDecide('bob').flatMap(linksOf)).toEqual(ids.slice(0, LIMIT).map(pageOf));
  await pass('PT4M59.999S');
  expect(toDecide('bob')).toHaveLength(LIMIT);
  await pass('PT0.001S');
  const [folded, ...others] = toDecide('bob').slice(LIMIT);
  expect(others).toEqual([]);
  expect(folded?.subject).toBe('4 more requests from Alice Meyer');
  expect(folded === undefined ? [] : linksOf(folded)).toEqual(ids.slice(LIMIT).map(pageOf));
  for (const id of ids.slice(LIMIT)) expect(folded?.html).toContain(`href="${pageOf(id)}"`);
  await pass('PT72H');
  expect(toDecide('bob')).toHaveLength(LIMIT + 1);
});

it('loses and repeats nothing over restarts and a mail server that defers', async () => {
  const ids = await flood(LIMIT + 2);
  await restart();
  mail.defer('bob@nordwind.example');
  await pass('PT5M');
  await restart();
  const carrier = (await rows()).find(({ request_id: id }) => id === null);
  expect(carrier).toMatchObject({ attempts: 1, delivered_at: null });
  expect((await rows()).filter(({ delivered_at: at }) => at === null)).toHaveLength(3);
  mail.defer();
  await pass('PT1M');
  const arrived = toDecide('bob');
  expect(arrived.flatMap(linksOf)).toEqual(ids.map(pageOf));
  expect(arrived.at(-1)?.messageId).toBe(carrier?.message_id);
  expect((await rows()).filter(({ delivered_at: at }) => at === null)).toEqual([]);
});

it('leaves one alone as it is', async () => {
  const ids = await flood(LIMIT + 1);
  await pass('PT5M');
  expect(toDecide('bob').map(({ subject }) => subject)).toEqual(
    ids.map(() => 'Alice Meyer asks for Owner on Production, 2 h'),
  );
});

it('sends at once again when ten minutes are over', async () => {
  await flood(LIMIT + 2);
  await pass('PT10M');
  mail.clear();
  await flood(LIMIT);
  expect(toDecide('bob')).toHaveLength(LIMIT);
});

it('delays no other kind and nobody else', async () => {
  await flood(LIMIT + 2);
  mail.clear();
  const context = { actorId: null, command: 'test', correlationId: randomUUID(), origin: null, target: null };
  const used = { type: 'emergencyAccount.used', principalId: demoIds.heidi, clientId: 'portal', methods: [] } as const;
  await demo.ledger.execute(context, ({ append }) => append([used]));
  await notifications.settle();
  expect(
    mail
      .messages()
      .map(({ envelope: { to } }) => to[0])
      .toSorted(),
  ).toEqual(['grace@nordwind.example', 'heidi@nordwind.example']);
});

it('folds what the end of quiet hours lets go at once, also when Brevet was restarted in them', async () => {
  // until 10:00 UTC
  const quiet = { timeZone: 'Europe/Berlin', quietHours: { from: '22:00', to: '11:00' } };
  await changeNotificationPreferences(demo.ledger, as('alice'), { ...defaultPreferences, ...quiet });
  await flood(LIMIT + 2);
  await restart();
  await pass('PT1H59M59.999S');
  const toAlice = () => mail.messages().filter(({ envelope }) => envelope.to[0] === 'alice@nordwind.example');
  expect(toAlice()).toEqual([]);
  await pass('PT0.001S');
  const waiting = () => toAlice().filter(({ subject }) => subject.startsWith('Waiting for approval'));
  expect(waiting()).toHaveLength(LIMIT);
  await pass('PT5M');
  expect(toAlice().map(({ subject }) => subject)).toContain('2 more requests from Alice Meyer');
});

it('gives up and sends again what was folded together', async () => {
  const ids = await flood(LIMIT + 2);
  mail.refuse('bob@nordwind.example');
  await pass('PT5M');
  const dead = (await rows()).filter(({ dead_at: at }) => at !== null);
  expect(dead.map(({ request_id: id }) => id)).toEqual(expect.arrayContaining([null, ids[3], ids[4]]));
  mail.refuse();
  const part = dead.find(({ request_id: id }) => id === ids[4]);
  expect(await resendDeadLetters(demo.ledger, as('grace'), [String(part?.message_id).slice(1, 41)])).toBe(1);
  await notifications.settle();
  expect(toDecide('bob').at(-1)?.subject).toBe('2 more requests from Alice Meyer');
  expect((await rows()).filter(({ delivered_at: at }) => at === null)).toEqual([]);
});
