import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { queryPlanner } from '../../test/support/query-planner.ts';
import { clockwork } from '../clockwork/clockwork.ts';
import { demoIds } from '../demo/demo-organisation.ts';
import { BLOCK_SIZE, indexedUpTo, type Sought, selectNewestBlock } from '../ledger/facts/record-blocks.ts';
import { type AuditQuestion, audit, auditGroups } from './audit.ts';
import { type EntryRange, entriesSought } from './entries-sought.ts';

const BLOCKS = 6;
/** What is there before anything is made here stands in the first blocks. */
const COMMANDS = 420;
const EVENTS_EACH = 4;
const people = Object.values(demoIds).slice(0, 7);
/** Did something once, and is named now and then. */
const rare = randomUUID();
const seldom = randomUUID();
const unknown = randomUUID();

let demo: DemoLedger;
let made: Temporal.Instant;
beforeAll(async () => {
  demo = await demoLedger();
  const { ledger, clock } = demo;
  made = clock();
  for (let number = 0; number < COMMANDS; number += 1) {
    const actorId = number === 100 ? rare : (people[number % 7] ?? null);
    const principalId = number % 150 === 70 ? seldom : (people[number % 5] ?? unknown);
    const names = (displayName: string) => ({ displayName, userName: null, email: null });
    const event =
      number % 3 === 0
        ? ({ type: 'principal.renamed', principalId, before: names('"x"'), after: names(`${number}`) } as const)
        : ({ type: 'session.ended', sessionId: randomUUID(), principalId, reason: 'signedOut' } as const);
    clock.advance('PT1M');
    const context = { actorId, command: 'test', correlationId: `Call-${number}`, origin: null };
    await ledger.execute(context, ({ append }) => append(Array.from({ length: EVENTS_EACH }, () => event)));
  }
});
afterAll(() => demo.ledger.close());

const anything: AuditQuestion = {
  group: null,
  actorId: null,
  correlationId: null,
  aboutId: null,
  sequence: null,
  from: null,
  to: null,
};

/** Every filter by itself, and with some of the others. */
function questions(): readonly AuditQuestion[] {
  const at = (minutes: number) => made.add({ minutes });
  const parts: readonly Partial<AuditQuestion>[] = [
    {},
    ...[rare, unknown, ...people.slice(0, 2)].map((actorId) => ({ actorId })),
    ...[seldom, unknown, ...people.slice(0, 2)].map((aboutId) => ({ aboutId })),
    ...['Call-7', 'Call-100', 'call-100', 'Call-419', 'none'].map((correlationId) => ({ correlationId })),
    ...auditGroups.map((group) => ({ group })),
    { from: at(100), to: at(130) },
    { from: at(101).add({ milliseconds: 1 }) },
    { to: made },
    { sequence: 300 },
  ];
  const pairs = parts.slice(1).flatMap((one, index) => parts.slice(index + 2).map((other) => ({ ...one, ...other })));
  return [...parts, ...pairs.filter((_, index) => index % 4 === 0)].map((each) => ({ ...anything, ...each }));
}

/** The numbers of up to three pages. */
async function ask(question: AuditQuestion): Promise<readonly number[]> {
  const found: number[] = [];
  const { ledger, clock } = demo;
  await ledger.read(async (reader) => {
    for (let page = 0, before: number | null = null; page < 3; page += 1) {
      const { items, next } = await audit(reader, demoIds.grace, question, { limit: 40, before }, clock());
      found.push(...items.map(({ entry }) => entry.sequence));
      if (next === null) break;
      before = next;
    }
  });
  return found;
}

it('finds in the blocks that are indexed what is found by looking through everything', async () => {
  const all = questions();
  expect(await demo.ledger.read(indexedUpTo)).toBe(0);
  expect(await lookedThrough([{ by: 'actor', value: rare }])).toBe(demo.ledger.lastSequence());
  const before: (readonly number[])[] = [];
  for (const question of all) before.push(await ask(question));
  expect(before.filter((found) => found.length > 0).length).toBeGreaterThan(30);

  const { ledger, clock } = demo;
  const onError = (error: unknown) => expect.unreachable(String(error));
  await clockwork({ ledger, clock, onError, everyMs: 1000 }).tick();
  const indexed = await ledger.read(indexedUpTo);
  expect(indexed).toBeGreaterThanOrEqual(BLOCKS * BLOCK_SIZE);
  expect(indexed % BLOCK_SIZE).toBe(0);
  expect(ledger.lastSequence() - indexed).toBeLessThan(BLOCK_SIZE);
  for (const [index, question] of all.entries()) {
    expect(await ask(question), JSON.stringify(question)).toEqual(before[index]);
  }
});

/** Among how many entries it is looked for what is sought. */
function lookedThrough(...lists: ReadonlyArray<readonly Sought[]>): Promise<number> {
  const last = demo.ledger.lastSequence();
  return demo.ledger.read(async (reader) => {
    let width = 0;
    const read = async ({ from, to }: EntryRange) => {
      width += Math.max(0, to - from + 1);
      return [];
    };
    await entriesSought(reader, lists, { from: 1, to: last }, { limit: 100, before: null }, read);
    return width;
  });
}

it('looks through no other blocks than those in which it may be, and what is too young to be in one', async () => {
  const { ledger } = demo;
  const young = ledger.lastSequence() - (await ledger.read(indexedUpTo));
  const blocks = async (...lists: ReadonlyArray<readonly Sought[]>) =>
    ((await lookedThrough(...lists)) - young) / BLOCK_SIZE;
  expect(await blocks([{ by: 'actor', value: unknown }])).toBe(0);
  expect(await blocks([{ by: 'actor', value: rare }])).toBe(1);
  expect(await blocks([{ by: 'call', value: 'Call-100' }])).toBe(1);
  expect(await blocks([{ by: 'about', value: seldom }])).toBeLessThanOrEqual(3);
  // both at once, in whatever order
  const both = [[{ by: 'actor', value: rare }], [{ by: 'about', value: seldom }]] as const;
  expect(await blocks(...both)).toBeLessThanOrEqual(1);
  expect(await blocks(...both.toReversed())).toBe(await blocks(...both));
  expect(await blocks([{ by: 'actor', value: people[0] ?? '' }])).toBeGreaterThanOrEqual(BLOCKS);
});

it('finds the newest block of something by the key of the index alone', async () => {
  const planner = await queryPlanner();
  expect(planner.planOf(planner.textOf(selectNewestBlock)).join()).toMatch(
    /^SEARCH record_block USING COVERING INDEX \S+ \(key=\? AND block<\?\)$/,
  );
  await planner.close();
});
