import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryEngine } from '../../test/support/temporary-engine.ts';
import { testClock } from '../../test/support/test-clock.ts';
import type { Engine, Writer } from './engine.ts';
import type { LedgerEntry } from './entry.ts';
import { type Follower, type FollowerOptions, follow } from './follower.ts';
import { type Ledger, openLedger } from './ledger.ts';

let engine: Engine;
let ledger: Ledger;
let followers: Follower[];
beforeEach(async () => {
  engine = await temporaryEngine();
  ledger = await openLedger({ engine, clock: testClock() });
  followers = [];
});
afterEach(async () => {
  for (const follower of followers) await follower.stop();
  await ledger.close();
});

/** Appends that many events, each in a command of its own. */
async function append(count: number): Promise<void> {
  const context = { actorId: null, command: 'test', correlationId: 'test', origin: null };
  const one = () =>
    ledger.execute(context, ({ append: record }) => record([{ type: 'organisation.established', name: 'x' }]));
  await Promise.all(Array.from({ length: count }, one));
}

/** The follower's own row for an entry: a notification stands for it. */
async function note({ sequence }: LedgerEntry, tx: Writer): Promise<void> {
  await tx.query((db) =>
    db.insertInto('notification').values({
      message_id: `${sequence}`,
      sequence,
      recipient: 'x',
      principal_id: null,
      event: 'x',
      request_id: null,
      subject: 'x',
      text: 'x',
      created_at: 0,
      delivered_at: null,
      attempts: 0,
      next_attempt_at: 0,
      last_error: null,
    }),
  );
}

async function noted(): Promise<readonly number[]> {
  const rows = await ledger.read((reader) =>
    reader.query((db) => db.selectFrom('notification').select('sequence').orderBy('sequence')),
  );
  return rows.map(({ sequence }) => sequence);
}

async function cursor(): Promise<number | undefined> {
  const [row] = await ledger.read((reader) => reader.query((db) => db.selectFrom('follower_cursor').selectAll()));
  return row?.sequence;
}

function aFollower(over: Partial<FollowerOptions> = {}): Follower {
  const onError = (error: unknown) => {
    throw error;
  };
  const follower = follow({ ledger, name: 'test', handle: note, onError, ...over });
  followers.push(follower);
  return follower;
}

const sequences = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

it('handles every entry once and in order, over several transactions and followers of the same name', async () => {
  await append(450);
  const order: number[] = [];
  const follower = aFollower({
    handle: async (entry, tx) => {
      order.push(entry.sequence);
      await note(entry, tx);
    },
  });
  await Promise.all([follower.catchUp(), follower.catchUp()]);
  expect(order).toEqual(sequences(450));
  await append(1);
  await aFollower().catchUp();
  expect(await noted()).toEqual(sequences(451));
  expect(await cursor()).toBe(451);
});

it('leaves neither row nor cursor behind when an entry cannot be handled, and goes on when it can', async () => {
  await append(5);
  let isBroken = true;
  const follower = aFollower({
    handle: async (entry, tx) => {
      await note(entry, tx);
      if (isBroken && entry.sequence === 3) throw new Error('broken');
    },
  });
  await expect(follower.catchUp()).rejects.toThrow('broken');
  expect(await noted()).toEqual([]);
  expect(await cursor()).toBeUndefined();
  // then one by one, up to what fails
  await expect(follower.catchUp()).rejects.toThrow('broken');
  expect(await noted()).toEqual([1, 2]);
  expect(await cursor()).toBe(2);
  isBroken = false;
  await follower.catchUp();
  expect(await noted()).toEqual(sequences(5));
});

it('lets commands go on while an entry cannot be handled', async () => {
  const errors: unknown[] = [];
  const failed = Promise.withResolvers<void>();
  const follower = aFollower({
    handle: async () => {
      throw new Error('broken');
    },
    onError: (error) => {
      errors.push(error);
      if (errors.length === 3) failed.resolve();
    },
    retryAfterMs: () => 0,
  });
  follower.start();
  await append(20);
  await failed.promise;
  await append(20);
  expect(ledger.lastSequence()).toBe(40);
  expect(await cursor()).toBeUndefined();
});

it('is woken by what is committed, and not by its own writing', async () => {
  let writes = 0;
  let commits = 0;
  ledger.onCommitted(() => {
    commits += 1;
  });
  const handled = Promise.withResolvers<void>();
  const follower = aFollower({
    ledger: {
      ...ledger,
      writeFollower: (work) => {
        writes += 1;
        return ledger.writeFollower(work);
      },
    },
    onHandled: async () => {
      if ((await noted()).length === 3) handled.resolve();
    },
  });
  follower.start();
  await append(3);
  await handled.promise;
  expect(await noted()).toEqual([1, 2, 3]);
  expect(writes).toBeLessThanOrEqual(3);
  const before = writes;
  await follower.catchUp();
  expect(writes).toBe(before);
  expect(commits).toBeLessThanOrEqual(3);
});

it('handles nothing more once it is stopped', async () => {
  const follower = aFollower();
  follower.start();
  await follower.stop();
  await append(1);
  expect(await noted()).toEqual([]);
});

it('leaves the rest of a page for the next transaction where it takes long, and handles each entry once', async () => {
  await append(20);
  let now = 0;
  let transactions = 0;
  const order: number[] = [];
  const follower = aFollower({
    handle: async (entry, tx) => {
      order.push(entry.sequence);
      // each entry takes as long as half of a transaction may
      now += 50;
      await note(entry, tx);
    },
    watch: () => now,
    onHandled: () => {
      transactions += 1;
    },
  });
  await follower.catchUp();
  expect(order).toEqual(sequences(20));
  expect(transactions).toBe(10);
  expect(await cursor()).toBe(20);
});

it('lets others have their turn between the entries of a transaction', async () => {
  await append(20);
  let now = 0;
  let sinceTurn = 0;
  let most = 0;
  let isOver = false;
  const others = () => {
    sinceTurn = 0;
    if (!isOver) setImmediate(others);
  };
  const follower = aFollower({
    handle: async (entry, tx) => {
      now += 4;
      sinceTurn += 1;
      most = Math.max(most, sinceTurn);
      await note(entry, tx);
    },
    watch: () => now,
  });
  setImmediate(others);
  await follower.catchUp();
  isOver = true;
  expect(await cursor()).toBe(20);
  expect(most).toBeLessThanOrEqual(5);
});
