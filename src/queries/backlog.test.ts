import { afterEach, beforeEach, expect, it } from 'vitest';
import { activate } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { endpointRoom } from '../../test/support/endpoint-room.ts';
import { httpReceiver } from '../../test/support/http-receiver.ts';
import { disableEndpoint } from '../commands/switch-endpoint.ts';
import { demoRoles } from '../demo/demo-organisation.ts';
import { endpointTopicNames } from '../domain/notification-endpoint/notification-endpoint.ts';
import type { Channel } from '../notifications/channel.ts';
import { NotTaken } from '../notifications/not-taken.ts';
import { startNotifications } from '../notifications/notifications.ts';
import { backlog } from './backlog.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

const look = () => demo.ledger.read(backlog);

it('tells how far followers are behind, and since when', async () => {
  const { ledger, clock } = demo;
  const since = clock().epochMilliseconds;
  const all = ledger.lastSequence();
  expect((await look()).followers).toEqual([
    { follower: 'notifications', entries: all, waitingSince: since },
    { follower: 'endpoints', entries: 0, waitingSince: null },
  ]);
  const people = tellPeople({ deliver: async () => {}, close: async () => {} });
  await people.settle();
  clock.advance('PT1H');
  const room = await endpointRoom(demo);
  await room.create('webhook', 'https://hooks.nordwind.example/brevet', null);
  const made = ledger.lastSequence();
  await activate(ledger, { roleDefinitionId: demoRoles.owner });
  await people.settle();
  const { followers } = await look();
  expect(followers).toEqual([
    { follower: 'notifications', entries: 0, waitingSince: null },
    { follower: 'endpoints', entries: ledger.lastSequence() - made, waitingSince: clock().epochMilliseconds },
  ]);
  await people.stop();
});

it('tells what waits to be handed over since when, and what was given up; a disabled endpoint waits for nothing', async () => {
  const { ledger, clock } = demo;
  const receiver = await httpReceiver();
  receiver.react(() => ({ status: 500 }));
  const room = await endpointRoom(demo);
  const { id } = await room.create('webhook', receiver.url, endpointTopicNames);
  await room.create('slack', receiver.url, endpointTopicNames);
  const outside = room.start();
  const people = tellPeople({
    async deliver({ to }) {
      throw new NotTaken(to.startsWith('carol') ? 'refused' : 'deferred', 'not now');
    },
    close: async () => {},
  });
  const asked = clock().epochMilliseconds;
  await activate(ledger, { roleDefinitionId: demoRoles.owner });
  await people.settle();
  await outside.settle();
  clock.advance('PT1H');
  const [mail, webhook, chat] = (await look()).queues;
  expect(mail).toMatchObject({ queue: 'mail', oldestAt: asked });
  expect(mail?.waiting).toBeGreaterThan(0);
  expect(mail?.dead).toBeGreaterThan(0);
  const posted = { waiting: expect.any(Number), oldestAt: asked, dead: 0 };
  expect([webhook, chat]).toEqual([
    { queue: 'webhook', ...posted },
    { queue: 'chat', ...posted },
  ]);
  expect(webhook?.waiting).toBeGreaterThan(0);

  await disableEndpoint(ledger, as('grace'), id);
  expect((await look()).queues[1]).toEqual({ queue: 'webhook', waiting: 0, oldestAt: null, dead: 0 });
  await people.stop();
  await outside.stop();
  await receiver.close();
});

function tellPeople(channel: Channel) {
  const { ledger, clock } = demo;
  const publicUrl = 'https://brevet.nordwind.example';
  return startNotifications({ ledger, clock, channel, publicUrl, random: () => 0, onError: () => {} });
}
