import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SmtpReceiver, smtpReceiver } from '../../../../test/support/smtp-receiver.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';
import { mailChannel } from '../../../notifications/channels/mail.ts';
import { type Notifications, startNotifications } from '../../../notifications/notifications.ts';

const api = '/api/security/pim';
let server: TestServer;
let mail: SmtpReceiver;
let notifications: Notifications;
let requestId: string;
beforeEach(async () => {
  server = await testServer();
  mail = await smtpReceiver();
  const { ledger, clock } = server.demo;
  const channel = mailChannel({ url: mail.url, from: 'brevet@nordwind.example' });
  const publicUrl = 'https://brevet.example.org';
  notifications = startNotifications({ ledger, clock, channel, publicUrl, onError: () => {} });
  await notifications.settle();
  mail.clear();
  mail.refuse('carol@nordwind.example');
  const { body } = await server.call('alice', 'POST', `${api}/requests`, {
    type: 'selfActivate',
    roleDefinitionId: demoRoles.owner,
    scope: demoScopes.production,
    duration: 'PT2H',
    justification: 'Triage of IR-2026-0142',
    ticket: { number: 'IR-2026-0142' },
  });
  requestId = body.id;
  await notifications.settle();
});
afterEach(async () => {
  await notifications.stop();
  await mail.close();
  await server.close();
});

const list = (person: string, query = '') => server.call(person, 'GET', `${api}/notifications${query}`);
const resend = (person: string, body: unknown) => server.call(person, 'POST', `${api}/notifications/resend`, body);

it('shows how far each message has come, and why one was given up', async () => {
  const { status, body } = await list('grace', `?state=dead&requestId=${requestId}`);
  expect(status).toBe(200);
  expect(body.items).toEqual([
    expect.objectContaining({
      id: expect.stringMatching(/^[0-9a-f]{40}$/),
      state: 'dead',
      recipient: 'carol@nordwind.example',
      event: 'approval.requested',
      attempts: 1,
      deliveredAt: null,
      nextAttemptAt: null,
      lastError: expect.stringContaining('550'),
    }),
  ]);
  const { body: arrived } = await list('grace', `?state=delivered&requestId=${requestId}`);
  expect(arrived.items.map(({ recipient }: { recipient: string }) => recipient).sort()).toEqual([
    'alice@nordwind.example',
    'bob@nordwind.example',
    'dave@nordwind.example',
  ]);
  expect((await list('grace', '?recipient=carol@nordwind.example&limit=1')).body.items).toHaveLength(1);
});

it('comes in pages that hold each message once', async () => {
  const seen: string[] = [];
  let query = '?limit=2';
  for (;;) {
    const { body } = await list('grace', query);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    if (body.nextCursor === null) break;
    query = `?limit=2&cursor=${encodeURIComponent(body.nextCursor)}`;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect((await list('grace', '?limit=100')).body.items.map(({ id }: { id: string }) => id)).toEqual(seen);
});

it('sends dead letters again under the same Message-IDs, and says who had that done', async () => {
  const [dead] = (await list('grace', '?state=dead')).body.items;
  mail.refuse();
  mail.clear();
  expect((await resend('grace', { ids: [dead.id] })).body).toEqual({ resent: 1 });
  await notifications.settle();
  expect(mail.messages()).toMatchObject([
    { envelope: { to: ['carol@nordwind.example'] }, messageId: `<${dead.id}@brevet.invalid>` },
  ]);
  const { ledger } = server.demo;
  const entries = await ledger.entriesAfter(0, 10_000);
  expect(entries.at(-1)?.event).toEqual({ type: 'notification.resent', messageIds: [`<${dead.id}@brevet.invalid>`] });
  expect((await resend('grace', { ids: [dead.id] })).body).toMatchObject({ code: 'notificationNotDead' });
});

it('sends all dead letters again, for as long as the others', async () => {
  expect((await resend('grace', { all: true })).body).toEqual({ resent: 1 });
  await notifications.settle();
  expect((await list('grace', '?state=dead')).body.items).toHaveLength(1);
  mail.refuse();
  expect((await resend('grace', { all: true })).body).toEqual({ resent: 1 });
  expect((await resend('grace', { all: true })).body).toEqual({ resent: 0 });
});

it('is for administrators, and takes nothing else', async () => {
  for (const person of ['alice', 'bob', 'mallory']) {
    expect((await list(person)).status).toBe(403);
    expect((await resend(person, { all: true })).status).toBe(403);
  }
  expect((await resend('grace', { ids: ['f'.repeat(40)] })).status).toBe(404);
  for (const wrong of [{}, { ids: [] }, { ids: ['x'] }, { all: false }, { all: true, ids: [] }]) {
    expect((await resend('grace', wrong)).status).toBe(400);
  }
  expect((await list('grace', '?state=lost')).status).toBe(400);
});

it('is told on the life of the request', async () => {
  const { body } = await server.call('alice', 'GET', `${api}/requests/${requestId}`);
  const told = body.steps.find(({ kind }: { kind: string }) => kind === 'told');
  const deliveries = told.people
    .filter(({ channel }: { channel: string }) => channel === 'mail')
    .map((each: { displayName: string; delivery: string }) => [each.displayName, each.delivery]);
  expect(Object.fromEntries(deliveries)).toEqual({
    'Alice Meyer': 'delivered',
    'Bob Okafor': 'delivered',
    'Carol Lindqvist': 'failed',
    'Dave Novak': 'delivered',
  });
});
