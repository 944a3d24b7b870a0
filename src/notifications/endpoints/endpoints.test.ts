import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activate, approve, asks, deny } from '../../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../../test/support/demo-ledger.ts';
import { type EndpointRoom, endpointRoom } from '../../../test/support/endpoint-room.ts';
import { type HttpReceiver, httpReceiver, type ReceivedCall } from '../../../test/support/http-receiver.ts';
import { deleteEndpoint } from '../../commands/administer-endpoints.ts';
import { replayToEndpoint, resendToEndpoint, testEndpoint } from '../../commands/send-to-endpoint.ts';
import { submitScheduleRequest } from '../../commands/submit-schedule-request.ts';
import { disableEndpoint, enableEndpoint } from '../../commands/switch-endpoint.ts';
import { demoIds, demoRoles, demoScopes } from '../../demo/demo-organisation.ts';
import { endpointTopicNames } from '../../domain/notification-endpoint/notification-endpoint.ts';
import { endpointById } from '../../ledger/facts/endpoint-facts.ts';
import { mailboxChannel } from '../channels/mailbox.ts';
import { startNotifications } from '../notifications.ts';
import type { Endpoints } from './start-endpoints.ts';

let demo: DemoLedger;
let room: EndpointRoom;
let receiver: HttpReceiver;
let endpoints: Endpoints;
beforeEach(async () => {
  demo = await demoLedger();
  room = await endpointRoom(demo);
  receiver = await httpReceiver();
  endpoints = room.start({ timeoutMs: 300 });
});
afterEach(async () => {
  await endpoints.stop();
  await receiver.close();
  await demo.ledger.close();
});

/** With approval. */
const owner = { roleDefinitionId: demoRoles.owner };
const assign = () => {
  const asked = asks({
    type: 'adminAssign',
    kind: 'eligible',
    principalId: demoIds.mallory,
    roleDefinitionId: demoRoles.reader,
    duration: 'P30D',
  });
  return submitScheduleRequest(demo.ledger, as('grace'), asked, randomUUID);
};
const idsOf = (calls: readonly ReceivedCall[]) => calls.map(({ headers }) => headers['webhook-id']);
const topics = () => receiver.calls().map(({ json }) => json.type);
const later = async (duration: string) => {
  demo.clock.advance(duration);
  await endpoints.settle();
};
const endpointOf = (id: string) => demo.ledger.read((reader) => endpointById(reader, id));
const rows = () =>
  demo.ledger.read((reader) =>
    reader.query((db) => db.selectFrom('endpoint_message').selectAll().orderBy('sequence').orderBy('id')),
  );
const events = async () => (await demo.ledger.entriesAfter(0, 10_000)).map(({ event }) => event);

describe('a webhook', () => {
  it('is told what is for administrators, signed so that the public library verifies it', async () => {
    const { secret } = await room.create('webhook', `${receiver.url}/hook?a=1`);
    await assign();
    await endpoints.settle();
    const [first, ...others] = receiver.calls();
    expect(others).toEqual([]);
    expect(first?.path).toBe('/hook?a=1');
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = first?.headers ?? {};
    expect(id).toMatch(/^[0-9a-f]{40}$/);
    // the library compares with its own clock; the time of the demo is another
    const now = String(Math.floor(Date.now() / 1000));
    const verifier = new Webhook(secret);
    const signed = verifier.sign(String(id), new Date(Number(at) * 1000), first?.body ?? '');
    expect(signed).toBe(signature);
    const again = verifier.sign(String(id), new Date(Number(now) * 1000), first?.body ?? '');
    const headers = { 'webhook-id': String(id), 'webhook-timestamp': now, 'webhook-signature': again };
    expect(verifier.verify(first?.body ?? '', headers)).toEqual(first?.json);
    expect(first?.json).toMatchObject({
      type: 'role.assigned',
      timestamp: '2026-11-24T08:00:00Z',
      data: {
        summary: 'Mallory Reyes is eligible for Reader on Production',
        assignment: {
          kind: 'eligible',
          principal: { id: demoIds.mallory, kind: 'user', displayName: 'Mallory Reyes' },
          role: { id: demoRoles.reader, name: 'Reader', risk: 'low' },
          scope: { path: demoScopes.production, displayName: 'Production' },
        },
        request: { type: 'adminAssign', requestor: { id: demoIds.grace } },
      },
    });
  });

  it('is told what it names and nothing else', async () => {
    await room.create('webhook', receiver.url, ['approval.decided']);
    const { id } = await activate(demo.ledger, owner);
    await approve(demo.ledger, as('bob'), id);
    await endpoints.settle();
    expect(receiver.calls().map(({ json }) => json)).toMatchObject([
      {
        type: 'approval.decided',
        data: { decision: { result: 'approved', decidedBy: { displayName: 'Bob Okafor' } } },
      },
    ]);
  });

  it('is told of nothing that did not happen, and of nothing before it was there', async () => {
    await assign();
    await room.create('webhook', receiver.url, endpointTopicNames);
    await activate(demo.ledger, { ...owner, justification: null }).catch(() => {});
    await endpoints.settle();
    expect(receiver.calls()).toEqual([]);
  });

  it('gets each message again under the same id until it takes it, by the schedule, through restarts', async () => {
    await room.create('webhook', receiver.url);
    receiver.react(() => ({ status: 500 }));
    await assign();
    await endpoints.settle();
    for (const wait of ['PT5S', 'PT5M', 'PT30M', 'PT2H']) {
      await later(wait);
      await endpoints.stop();
      endpoints = room.start();
      await endpoints.settle();
    }
    expect(receiver.calls()).toHaveLength(5);
    await later('PT4H59M');
    expect(receiver.calls()).toHaveLength(5);
    receiver.react(() => ({ status: 200 }));
    await later('PT1M');
    await later('PT100H');
    expect(receiver.calls()).toHaveLength(6);
    expect(new Set(idsOf(receiver.calls())).size).toBe(1);
    expect(await rows()).toMatchObject([{ attempts: 6, dead_at: null, last_error: null }]);
  });

  it('has its secret exchanged without a gap', async () => {
    const { id, secret } = await room.create('webhook', receiver.url);
    const next = await room.rotate(id);
    const verifies = ({ headers, body }: ReceivedCall, by: string) => {
      const at = new Date(Number(headers['webhook-timestamp']) * 1000);
      const signature = new Webhook(by).sign(String(headers['webhook-id']), at, body);
      return String(headers['webhook-signature']).split(' ').includes(signature);
    };
    await assign();
    await endpoints.settle();
    const [first] = receiver.calls();
    expect([secret, next].map((each) => verifies(first as ReceivedCall, each))).toEqual([true, true]);
    demo.clock.advance('PT24H');
    await testEndpoint(demo.ledger, as('grace'), id);
    await endpoints.settle();
    const last = receiver.calls().at(-1) as ReceivedCall;
    expect([secret, next].map((each) => verifies(last, each))).toEqual([false, true]);
  });

  it('gets a test message, which no other endpoint gets', async () => {
    const { id } = await room.create('webhook', `${receiver.url}/one`, ['approval.decided']);
    await room.create('webhook', `${receiver.url}/two`, endpointTopicNames);
    await testEndpoint(demo.ledger, as('grace'), id);
    await endpoints.settle();
    expect(receiver.calls()).toMatchObject([
      { path: '/one', json: { type: 'endpoint.tested', data: { testedBy: { displayName: 'Grace Hofmann' } } } },
    ]);
  });

  it('is posted to its new address once that has changed, what waits too', async () => {
    const other = await httpReceiver();
    const { id } = await room.create('webhook', receiver.url);
    receiver.react(() => ({ status: 503 }));
    await assign();
    await endpoints.settle();
    await room.move(id, `${other.url}/new`);
    await later('PT5S');
    expect([idsOf(receiver.calls()), other.calls().map(({ path }) => path)]).toEqual([idsOf(other.calls()), ['/new']]);
    await other.close();
  });
});

describe('an endpoint where nothing arrives', () => {
  const waits = ['PT5S', 'PT5M', 'PT30M', 'PT2H', 'PT5H', 'PT10H', 'PT14H', 'PT20H', 'PT24H'];

  it('is disabled after the last attempt, and administrators are told', async () => {
    const { id } = await room.create('webhook', receiver.url);
    const other = await room.create('webhook', `${receiver.url}/other`);
    receiver.react(({ path }) => ({ status: path === '/other' ? 204 : 404 }));
    await assign();
    await endpoints.settle();
    for (const wait of waits.slice(0, -1)) await later(wait);
    expect((await endpointOf(id))?.disabled).toBeNull();
    await later(waits.at(-1) as string);
    expect((await endpointOf(id))?.disabled).toMatchObject({ reason: 'failing' });
    expect((await endpointOf(other.id))?.disabled).toBeNull();
    expect(receiver.calls().filter(({ path }) => path === '/')).toHaveLength(10);
    const told = startNotifications({
      ledger: demo.ledger,
      clock: demo.clock,
      channel: mailboxChannel(),
      publicUrl: 'https://brevet.nordwind.example',
      onError: (error) => expect.unreachable(String(error)),
    });
    await told.settle();
    const mails = await demo.ledger.read((reader) =>
      reader.query((db) =>
        db.selectFrom('notification').selectAll().where('event', '=', 'notificationEndpoint.disabled'),
      ),
    );
    expect(mails.map(({ recipient }) => recipient)).toContain('grace@nordwind.example');
    await told.stop();
    // the other endpoint is told of it too
    await endpoints.settle();
    expect(receiver.calls().at(-1)).toMatchObject({ path: '/other', json: { type: 'endpoint.disabled' } });
    await assign().catch(() => {});
    await later('PT24H');
    expect(receiver.calls().filter(({ path }) => path === '/')).toHaveLength(10);
  });

  it('stays enabled where something else arrived meanwhile; the message is a dead letter, and can be sent again', async () => {
    const { id } = await room.create('webhook', receiver.url, endpointTopicNames);
    receiver.react(({ json }) => ({ status: json.type === 'role.assigned' ? 400 : 204 }));
    await assign();
    await endpoints.settle();
    await activate(demo.ledger, owner);
    for (const wait of waits) await later(wait);
    expect((await endpointOf(id))?.disabled).toBeNull();
    const [dead] = await rows();
    expect(dead).toMatchObject({ topic: 'role.assigned', last_error: 'it answered 400', attempts: 10 });
    expect(dead?.dead_at).not.toBeNull();
    receiver.react(() => ({ status: 204 }));
    receiver.clear();
    expect(await resendToEndpoint(demo.ledger, as('grace'), id, 'all')).toBe(1);
    await endpoints.settle();
    expect(idsOf(receiver.calls())).toEqual([dead?.id]);
    expect((await events()).filter(({ type }) => type === 'notification.resent')).toEqual([
      { type: 'notification.resent', messageIds: [dead?.id] },
    ]);
  });

  it('is disabled at once where it answers that it is gone', async () => {
    const { id } = await room.create('webhook', receiver.url);
    receiver.react(() => ({ status: 410 }));
    await assign();
    await endpoints.settle();
    expect((await endpointOf(id))?.disabled).toMatchObject({ reason: 'gone' });
    expect(await rows()).toMatchObject([{ last_error: 'it answered 410', attempts: 1 }]);
    expect((await rows())[0]?.dead_at).not.toBeNull();
  });

  it('follows no redirect', async () => {
    const secret = await httpReceiver();
    await room.create('webhook', receiver.url);
    receiver.react(() => ({ status: 307, headers: { location: `${secret.url}/secret` } }));
    await assign();
    await endpoints.settle();
    await later('PT5S');
    expect(secret.calls()).toEqual([]);
    expect(await rows()).toMatchObject([{ last_error: 'it answered 307', attempts: 2 }]);
    await secret.close();
  });
});

it('tells a disabled endpoint nothing, gives up what waited, and tells it what comes after it is enabled', async () => {
  const { id } = await room.create('webhook', receiver.url);
  receiver.react(() => ({ status: 500 }));
  await assign();
  await endpoints.settle();
  await disableEndpoint(demo.ledger, as('grace'), id);
  await endpoints.settle();
  expect(await rows()).toMatchObject([{ last_error: 'the endpoint was disabled' }]);
  receiver.react(() => ({ status: 204 }));
  receiver.clear();
  const { id: requestId } = await activate(demo.ledger, owner);
  await approve(demo.ledger, as('bob'), requestId);
  await later('PT24H');
  await enableEndpoint(demo.ledger, as('grace'), id);
  await testEndpoint(demo.ledger, as('grace'), id);
  await endpoints.settle();
  expect(topics()).toEqual(['endpoint.tested']);
});

it('replays from an entry or an instant on, under the same ids, also what was before the endpoint', async () => {
  await assign();
  demo.clock.advance('PT1H');
  const { id } = await room.create('webhook', receiver.url, endpointTopicNames);
  const since = demo.clock();
  await activate(demo.ledger, owner);
  await endpoints.settle();
  const [asked] = receiver.calls();
  expect(topics()).toEqual(['approval.requested']);
  await replayToEndpoint(demo.ledger, as('grace'), id, { at: since });
  await endpoints.settle();
  expect(idsOf(receiver.calls())).toEqual([asked, asked].map((call) => call?.headers['webhook-id']));
  expect(receiver.calls()[1]?.body).toBe(asked?.body);
  receiver.clear();
  await replayToEndpoint(demo.ledger, as('grace'), id, { sequence: 1 });
  await endpoints.settle();
  const replayed = topics();
  expect(replayed).toContain('approval.requested');
  expect(replayed.filter((topic) => topic === 'approval.requested')).toHaveLength(1);
  expect(receiver.calls().map(({ json }) => json.data.summary)).toContain(
    'Mallory Reyes is eligible for Reader on Production',
  );
  expect(replayed.length).toBeGreaterThan(5);
  expect(new Set(idsOf(receiver.calls())).size).toBe(replayed.length);
});

it('forgets a deleted endpoint and posts nothing there any more', async () => {
  const { id } = await room.create('webhook', receiver.url);
  receiver.react(() => ({ status: 500 }));
  await assign();
  await endpoints.settle();
  receiver.clear();
  await deleteEndpoint(demo.ledger, as('grace'), id);
  await later('PT24H');
  expect([receiver.calls(), await rows()]).toEqual([[], []]);
});

it('lets a slow or silent endpoint hold up nobody else', async () => {
  await room.create('webhook', `${receiver.url}/silent`);
  await room.create('webhook', `${receiver.url}/quick`);
  receiver.react(({ path }) => (path === '/silent' ? () => {} : { status: 204 }));
  await assign();
  await endpoints.settle();
  const stood = await rows();
  expect(stood.map(({ delivered_at: at, last_error: error }) => [at !== null, error]).toSorted()).toEqual([
    [false, 'no answer in time'],
    [true, null],
  ]);
});

it('waits as long as a chat asks, for everything that is for it', async () => {
  await room.create('slack', receiver.url, endpointTopicNames);
  receiver.react(() => ({ status: 429, headers: { 'retry-after': '60' } }));
  await assign();
  await activate(demo.ledger, owner);
  await endpoints.settle();
  expect(receiver.calls()).toHaveLength(1);
  receiver.react(() => ({ status: 200 }));
  await later('PT59S');
  expect(receiver.calls()).toHaveLength(1);
  await later('PT1S');
  expect(receiver.calls()).toHaveLength(3);
});

it('counts no attempt at what was put back because a receiver asked to wait', async () => {
  await room.create('webhook', receiver.url, endpointTopicNames);
  receiver.react(() => ({ status: 500 }));
  for (let round = 0; round < 10; round += 1) {
    const { id } = await activate(demo.ledger, owner);
    await deny(demo.ledger, as('bob'), id);
  }
  await endpoints.settle();
  receiver.react(() => ({ status: 429, headers: { 'retry-after': '60' } }));
  await later('PT5S');
  const attempts = (await rows()).map((row) => row.attempts);
  expect(attempts).toContain(1);
  expect(attempts.reduce((sum, each) => sum + each, 0)).toBe(receiver.calls().length);
  receiver.react(() => ({ status: 204 }));
  await later('PT5M');
  expect((await rows()).filter(({ delivered_at }) => delivered_at === null)).toEqual([]);
});
