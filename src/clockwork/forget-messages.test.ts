import { afterEach, beforeEach, expect, it } from 'vitest';
import { activate, assign } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { endpointRoom } from '../../test/support/endpoint-room.ts';
import { httpReceiver } from '../../test/support/http-receiver.ts';
import { replayToEndpoint } from '../commands/send-to-endpoint.ts';
import { demoIds, demoRoles } from '../demo/demo-organisation.ts';
import { endpointTopicNames } from '../domain/notification-endpoint/notification-endpoint.ts';
import { mailboxChannel } from '../notifications/channels/mailbox.ts';
import { NotTaken } from '../notifications/not-taken.ts';
import { startNotifications } from '../notifications/notifications.ts';
import { forgetMessages } from './forget-messages.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

async function count(table: 'notification' | 'endpoint_message' | 'bell_item'): Promise<number> {
  const rows = await demo.ledger.read((reader) =>
    reader.query((db) => db.selectFrom(table).select(({ fn }) => fn.countAll().as('count'))),
  );
  return Number(rows[0]?.count);
}
const counts = () => Promise.all([count('notification'), count('endpoint_message'), count('bell_item')]);

/** Looks anew, as after a restart. */
const look = (days: number) => forgetMessages(demo.ledger, demo.clock, days)(new AbortController().signal);

it('forgets what is over for so long, keeps what is not, and lets the bell keep 90 days', async () => {
  const { ledger, clock } = demo;
  const room = await endpointRoom(demo);
  const receiver = await httpReceiver();
  await room.create('webhook', receiver.url, endpointTopicNames);
  const outside = room.start();
  // what goes to carol is deferred for ever, what goes to dave is refused
  const channel = {
    ...mailboxChannel(),
    async deliver({ to }: { readonly to: string }) {
      if (to.startsWith('carol')) throw new NotTaken('unreachable', 'no answer');
      if (to.startsWith('dave')) throw new NotTaken('refused', '550');
    },
  };
  const publicUrl = 'https://brevet.nordwind.example';
  const people = startNotifications({ ledger, clock, channel, publicUrl, random: () => 0, onError: () => {} });
  const tell = async () => {
    await people.settle();
    await outside.settle();
  };
  await tell();
  await activate(ledger, { roleDefinitionId: demoRoles.owner });
  await tell();
  const [mail, posted, bell] = await counts();
  expect(posted).toBeGreaterThan(0);
  clock.advance('PT240H');
  await assign(ledger, { kind: 'eligible', principalId: demoIds.mallory, roleDefinitionId: demoRoles.reader });
  await tell();
  const [mailThen, postedThen, bellThen] = await counts();
  expect(Math.min(mailThen - mail, postedThen - posted, bellThen - bell)).toBeGreaterThan(0);

  // nothing is older than 20 days
  await look(20);
  expect(await counts()).toEqual([mailThen, postedThen, bellThen]);
  // ten days and a bit: what happened first goes, but for what still waits to go to carol
  clock.advance('PT1H');
  await look(10);
  const carols = await ledger.read((reader) =>
    reader.query((db) => db.selectFrom('notification').select('recipient').where('delivered_at', 'is', null)),
  );
  expect(carols).toEqual([{ recipient: 'carol@nordwind.example' }]);
  expect(await counts()).toEqual([mailThen - mail + 1, postedThen - posted, bellThen]);
  // a second look finds nothing, and one within the hour does not look
  await look(10);
  expect(await count('notification')).toBe(mailThen - mail + 1);

  // 90 days after the first items, the bell of everybody forgets, also of who was told nothing since
  clock.set('2027-02-22T08:00:01Z');
  await look(10);
  expect(await count('bell_item')).toBe(bellThen - bell);
  await people.stop();
  await outside.stop();
  await receiver.close();
});

it('sends again on a replay what was forgotten, and keeps that as long as anything', async () => {
  const room = await endpointRoom(demo);
  const receiver = await httpReceiver();
  const { id } = await room.create('webhook', receiver.url, endpointTopicNames);
  const outside = room.start();
  await activate(demo.ledger);
  await outside.settle();
  const first = receiver.calls().map(({ headers }) => headers['webhook-id']);
  expect(first.length).toBeGreaterThan(0);
  demo.clock.advance('PT264H');
  await look(10);
  expect(await count('endpoint_message')).toBe(0);
  receiver.clear();
  await replayToEndpoint(demo.ledger, as('grace'), id, { sequence: 1 });
  await outside.settle();
  const again = receiver.calls().map(({ headers }) => headers['webhook-id']);
  for (const each of first) expect(again).toContain(each);
  await look(10);
  expect(await count('endpoint_message')).toBe(again.length);
  await outside.stop();
  await receiver.close();
});
