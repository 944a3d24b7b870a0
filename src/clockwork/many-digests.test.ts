import { afterEach, expect, it } from 'vitest';
import { aSchedule } from '../../bench/fixture/a-schedule.ts';
import { fillLedger } from '../../bench/fixture/organisation-ledger.ts';
import { stableId } from '../../bench/fixture/stable-id.ts';
import { activate } from '../../test/scenarios/story.ts';
import { type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import type { DomainEvent } from '../domain/events.ts';
import { parseScope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { touchedBy } from '../ledger/statement.ts';
import { clockwork } from './clockwork.ts';

const MONDAY = '2026-11-30T08:00:00Z';
const onError = (error: unknown) => expect.unreachable(String(error));
const demos: DemoLedger[] = [];
afterEach(async () => {
  for (const { ledger } of demos.splice(0)) await ledger.close();
});

/** The demo organisation, with so many owners more, each of a resource group of their own; it is eight on Monday. */
async function withOwners(count: number): Promise<DemoLedger> {
  const demo = await demoLedger();
  demos.push(demo);
  const startAt = demo.clock();
  const endAt = startAt.add({ hours: 24 * 10 });
  const owners = Array.from({ length: count }, (_, index) => stableId(`owner ${index}`));
  const events = owners.flatMap((id, index): readonly DomainEvent[] => {
    const names = { displayName: id, userName: null, email: `${index}@nordwind.example` };
    const principal = { id, kind: 'user', ...names, enabled: true } as const;
    const scope = parseScope(`${demoScopes.production}/resourceGroups/rg-${index}`);
    const what = { kind: 'active', roleDefinitionId: demoRoles.owner, scope, startAt, endAt } as const;
    return [
      { type: 'principal.created', principal, issuer: 'https://people.example.invalid', subject: id },
      aSchedule({ ...what, principalId: id }),
    ];
  });
  await fillLedger(demo.ledger, { events });
  demo.clock.set(MONDAY);
  return demo;
}

/** The same ledger, with every read through the given hand. */
function readBy(ledger: Ledger, hand: (reader: Reader) => Reader): Ledger {
  return { ...ledger, read: (work) => ledger.read((reader) => work(hand(reader))) };
}

async function digestsOf({ ledger }: DemoLedger): Promise<readonly string[]> {
  const entries = await ledger.entriesAfter(0, 100_000);
  return entries.flatMap(({ event }) => (event.type === 'digest.recorded' ? [event.principalId] : []));
}

const counted = ['approval_stage', 'extension_request', 'schedule'] as const;

/** How often a look reads what is counted, and what it reads at most at once. */
async function readsOf(demo: DemoLedger) {
  const reads = { ofWhatIsCounted: 0, others: 0, mostRows: 0 };
  const ledger = readBy(demo.ledger, (reader) => ({
    async all(statement, parameters) {
      const rows = await reader.all(statement, parameters);
      const { tables } = touchedBy(statement);
      reads[counted.some((table) => tables.has(table)) ? 'ofWhatIsCounted' : 'others'] += 1;
      reads.mostRows = Math.max(reads.mostRows, rows.length);
      return rows;
    },
    async first(statement, parameters) {
      reads.others += 1;
      return reader.first(statement, parameters);
    },
    async query(build) {
      reads.others += 1;
      return reader.query(build);
    },
  }));
  await clockwork({ ledger, clock: demo.clock, onError, everyMs: 1000 }).tick();
  return reads;
}

it('counts what it tells once, however many it tells it to', async () => {
  const few = await readsOf(await withOwners(20));
  const demo = await withOwners(220);
  const many = await readsOf(demo);
  expect((await digestsOf(demo)).length).toBeGreaterThan(220);
  expect(few.ofWhatIsCounted).toBeGreaterThan(5);
  expect(many.ofWhatIsCounted).toBe(few.ofWhatIsCounted);
  // who they are, what is hidden from them
  expect(many.others - few.others).toBeLessThanOrEqual(200 * 5);
});

it('reads in pages who administers, and what is counted', async () => {
  const demo = await withOwners(620);
  const { mostRows } = await readsOf(demo);
  expect((await digestsOf(demo)).length).toBeGreaterThan(620);
  expect(mostRows).toBeLessThanOrEqual(500);
});

it('stops between two pages when it is stopped, and tells the others after the next start', async () => {
  const demo = await withOwners(220);
  const { ledger, clock } = demo;
  const begun = new Promise<void>((resolve) => {
    ledger.onCommitted((entries) => {
      if (entries.some(({ event }) => event.type === 'digest.recorded')) resolve();
    });
  });
  const stopped = clockwork({ ledger, clock, onError, everyMs: 1_000_000 });
  stopped.start();
  await begun;
  await stopped.stop();
  const told = await digestsOf(demo);
  expect(told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThan(220);

  await clockwork({ ledger, clock, onError, everyMs: 1_000_000 }).tick();
  const all = await digestsOf(demo);
  expect(all.length).toBeGreaterThan(220);
  expect(new Set(all).size).toBe(all.length);
});

it('puts ends on record while digests are put together', async () => {
  const demo = await demoLedger();
  demos.push(demo);
  const { ledger, clock } = demo;
  clock.set(MONDAY);
  await activate(ledger, { principalId: demoIds.frank });
  const held = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  // only what is put together at run time is asked like this, and no due work is
  const slow = readBy(ledger, (reader) => ({
    all: (statement, parameters) => reader.all(statement, parameters),
    first: (statement, parameters) => reader.first(statement, parameters),
    async query(build) {
      reached.resolve();
      await held.promise;
      return reader.query(build);
    },
  }));
  const ended = new Promise<void>((resolve) => {
    ledger.onCommitted((entries) => {
      if (entries.some(({ event }) => event.type === 'schedule.ended')) resolve();
    });
  });
  const running = clockwork({ ledger: slow, clock, onError, everyMs: 1 });
  running.start();
  await reached.promise;
  clock.advance('PT12H');
  await ended;
  expect(await digestsOf(demo)).toEqual([]);
  held.resolve();
  await running.stop();
});

it('counts all anew a minute after it failed, and not with every look', async () => {
  const demo = await withOwners(5);
  const { ledger, clock } = demo;
  let tries = 0;
  let isBroken = true;
  const failing: Ledger = {
    ...ledger,
    execute(context, command) {
      if (context.command === 'recordDigest') tries += 1;
      return isBroken ? Promise.reject(new Error('the disk is full')) : ledger.execute(context, command);
    },
  };
  const looking = clockwork({ ledger: failing, clock, onError, everyMs: 1_000_000 });
  await expect(looking.tick()).rejects.toThrow('the disk is full');
  const tried = tries;
  expect(tried).toBeGreaterThan(0);
  await looking.tick();
  expect(tries).toBe(tried);
  isBroken = false;
  clock.advance('PT1M');
  await looking.tick();
  expect((await digestsOf(demo)).length).toBeGreaterThan(5);
});
