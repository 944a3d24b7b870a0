import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import type { Channel, OutgoingMessage } from './channel.ts';
import { deliverNotifications } from './deliver-notifications.ts';
import type { DeliveryLoop } from './delivery-loop.ts';
import { NotTaken, type WhyNotTaken } from './not-taken.ts';

let demo: DemoLedger;
let taken: OutgoingMessage[];
let tried: number;
let answer: (message: OutgoingMessage) => WhyNotTaken | null;
let delivery: DeliveryLoop;
beforeEach(async () => {
  demo = await demoLedger();
  taken = [];
  tried = 0;
  answer = () => null;
  delivery = loop();
});
afterEach(async () => {
  await delivery.stop();
  await demo.ledger.close();
});

const channel: Channel = {
  async deliver(message) {
    tried += 1;
    const why = answer(message);
    if (why !== null) throw new NotTaken(why, `it is ${why}`);
    taken.push(message);
  },
  close: async () => {},
};

function loop(): DeliveryLoop {
  const { ledger, clock } = demo;
  return deliverNotifications({ ledger, clock, random: () => 0, channel, onError: () => {} });
}

async function write(count: number): Promise<void> {
  const at = demo.clock().epochMilliseconds;
  const values = Array.from({ length: count }, (_, index) => ({
    message_id: `<${index}@brevet.invalid>`,
    sequence: index,
    recipient: `p${index}@nordwind.example`,
    principal_id: null,
    event: 'approval.requested',
    request_id: null,
    subject: 'Hello',
    text: 'Hello',
    html: null,
    created_at: at,
    delivered_at: null,
    attempts: 0,
    next_attempt_at: at,
    last_error: null,
    dead_at: null,
    give_up_at: null,
  }));
  await demo.ledger.writeFollower((tx) => tx.query((db) => db.insertInto('notification').values(values)));
}

const rows = () =>
  demo.ledger.read((reader) => reader.query((db) => db.selectFrom('notification').selectAll().orderBy('sequence')));

it('gives up at once what is refused, and the others get theirs', async () => {
  await write(3);
  answer = ({ to }) => (to.startsWith('p1@') ? 'refused' : null);
  await delivery.settle();
  expect(taken).toHaveLength(2);
  const [, refused] = await rows();
  expect(refused).toMatchObject({
    delivered_at: null,
    last_error: 'it is refused',
    dead_at: demo.clock().epochMilliseconds,
  });
  demo.clock.advance('PT100H');
  await delivery.settle();
  expect(tried).toBe(3);
});

it('tries what is deferred for 72 hours and then gives it up', async () => {
  await write(1);
  answer = () => 'deferred';
  const begin = demo.clock().epochMilliseconds;
  for (let hour = 0; hour < 100; hour += 1) {
    await delivery.settle();
    demo.clock.advance('PT1H');
  }
  const [row] = await rows();
  expect(Number(row?.dead_at) - begin).toBe(72 * 3_600_000);
  // 0 s, then hourly: the first waits are shorter than the steps of this test
  expect(tried).toBe(73);
});

it('asks a server that is gone for hours with one message at a time, and has sent all two minutes after it is back', async () => {
  await write(200);
  answer = () => 'unreachable';
  for (let minute = 0; minute < 300; minute += 1) {
    await delivery.settle();
    demo.clock.advance('PT1M');
  }
  expect(tried).toBeLessThan(330);
  answer = () => null;
  for (let halfMinute = 0; halfMinute < 4; halfMinute += 1) {
    await delivery.settle();
    demo.clock.advance('PT30S');
  }
  expect(new Set(taken.map(({ to }) => to)).size).toBe(200);
  expect(taken).toHaveLength(200);
});

it('has several messages on their way, each once, and is not held up by a slow one', async () => {
  await write(30);
  let release = () => {};
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  let most = 0;
  let underWay = 0;
  const count = {
    ...channel,
    async deliver(message: OutgoingMessage) {
      underWay += 1;
      most = Math.max(most, underWay);
      if (message.to.startsWith('p0@')) await slow;
      else await new Promise(setImmediate);
      underWay -= 1;
      await channel.deliver(message);
      if (taken.length === 29) release();
    },
  };
  const { ledger, clock } = demo;
  const several = deliverNotifications({ ledger, clock, random: () => 0, channel: count, onError: () => {} });
  await several.settle();
  await several.stop();
  expect(taken.map(({ to }) => to).at(-1)).toBe('p0@nordwind.example');
  expect(new Set(taken).size).toBe(30);
  expect(most).toBe(10);
});

it('leaves to the next start at once what it has taken up and not begun when it is stopped', async () => {
  await write(30);
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const slow: Channel = {
    ...channel,
    async deliver(message) {
      begun.resolve();
      await held.promise;
      await channel.deliver(message);
    },
  };
  const { ledger, clock } = demo;
  const stopped = deliverNotifications({ ledger, clock, random: () => 0, channel: slow, onError: () => {} });
  stopped.start();
  await begun.promise;
  const over = stopped.stop();
  held.resolve();
  await over;
  expect(taken).toHaveLength(10);

  await delivery.settle();
  expect(new Set(taken.map(({ to }) => to)).size).toBe(30);
  expect(taken).toHaveLength(30);
  expect((await rows()).every(({ attempts }) => attempts === 1)).toBe(true);
});
