import { expect, it } from 'vitest';
import { aSchedule } from '../../bench/fixture/a-schedule.ts';
import { fillLedger } from '../../bench/fixture/organisation-ledger.ts';
import { stableId } from '../../bench/fixture/stable-id.ts';
import { activate, assign, introduce } from '../../test/scenarios/story.ts';
import { type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import { groupScope } from '../domain/group/group-scope.ts';
import { parseScope } from '../domain/scope.ts';
import { CommitUncertain, DatabaseUnavailable } from '../ledger/engine.ts';
import { LeaseLost } from '../ledger/lease.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { dueWork } from '../queries/due-work.ts';
import { clockwork } from './clockwork.ts';

const MANY = 1_100;

it('leaves for the next start what it has not come to when it is stopped, and does it then', async () => {
  const { ledger, clock } = await demoLedger();
  const startAt = clock().add({ hours: 1 });
  const time = { startAt, endAt: startAt.add({ hours: 8 }) };
  const what = { kind: 'active', roleDefinitionId: demoRoles.reader, scope: parseScope(demoScopes.sandbox) } as const;
  const events = Array.from({ length: MANY }, (_, index) => {
    const { type, schedule } = aSchedule({ ...what, ...time, principalId: demoIds.erin });
    const id = stableId(`start ${index}`);
    return { type, schedule: { ...schedule, id, requestId: id } };
  });
  await fillLedger(ledger, { events });
  clock.advance('PT2H');
  const onError = (error: unknown) => expect.unreachable(String(error));
  const toStart = async () => (await ledger.read((reader) => dueWork(reader, clock(), MANY))).toStart.length;
  expect(await toStart()).toBe(MANY);

  const begun = new Promise<void>((resolve) => ledger.onCommitted(() => resolve()));
  const stopped = clockwork({ ledger, clock, onError, everyMs: 1_000_000 });
  stopped.start();
  await begun;
  await stopped.stop();
  const left = await toStart();
  expect(left).toBeLessThan(MANY);
  // one transaction, not a round of 500 of each kind
  expect(left).toBeGreaterThanOrEqual(MANY - 64);

  await clockwork({ ledger, clock, onError, everyMs: 1_000_000 }).tick();
  expect(await toStart()).toBe(0);
  await ledger.close();
});

/** So many schedules that end in two hours. */
async function endingInTwoHours({ ledger, clock }: DemoLedger, count: number): Promise<readonly string[]> {
  const time = { startAt: clock(), endAt: clock().add({ hours: 2 }) };
  const what = { kind: 'active', roleDefinitionId: demoRoles.reader, scope: parseScope(demoScopes.sandbox) } as const;
  const ids = Array.from({ length: count }, (_, index) => stableId(`end ${index}`));
  const { type, schedule } = aSchedule({ ...what, ...time, principalId: demoIds.erin });
  await fillLedger(ledger, { events: ids.map((id) => ({ type, schedule: { ...schedule, id, requestId: id } })) });
  return ids;
}

async function endedIds(ledger: Ledger): Promise<readonly string[]> {
  const entries = await ledger.entriesAfter(0, 10_000);
  return entries.flatMap(({ event }) => (event.type === 'schedule.ended' ? [event.scheduleId] : [])).sort();
}

it('records each of many ends once, though what one rests on ends with them', async () => {
  const demo = await demoLedger();
  const { ledger, clock } = demo;
  const { mallory } = demoIds;
  const membership = (groupId: string, principalId = mallory) =>
    ({ principalId, roleDefinitionId: demoRoles.groupMember, scope: groupScope(groupId) }) as const;
  const [first, second] = [await introduce(ledger, 'group', 'First'), await introduce(ledger, 'group', 'Second')];
  await assign(ledger, { ...membership(first), kind: 'eligible' });
  await assign(ledger, { ...membership(second, first), kind: 'eligible' });
  await assign(ledger, { principalId: second, roleDefinitionId: demoRoles.reader, kind: 'eligible' });
  const activated = [
    await activate(ledger, membership(first)),
    await activate(ledger, membership(second)),
    await activate(ledger, { principalId: mallory, roleDefinitionId: demoRoles.reader }),
  ];
  const ids = [...(await endingInTwoHours(demo, 120)), ...activated.map(({ id }) => id)];
  clock.advance('PT2H');
  const onError = (error: unknown) => expect.unreachable(String(error));
  await clockwork({ ledger, clock, onError, everyMs: 1_000_000 }).tick();
  expect(await endedIds(ledger)).toEqual(ids.sort());
  await ledger.close();
});

it('records all ends but the one that fails, and tries that again', async () => {
  const demo = await demoLedger();
  const { ledger, clock } = demo;
  const ids = await endingInTwoHours(demo, 120);
  const [failing, ...others] = ids;
  let isBroken = true;
  const breaking: Ledger = {
    ...ledger,
    execute: (context, command) =>
      ledger.execute(context, (scope) =>
        command({
          ...scope,
          async append(events) {
            const isFailing = events.some((event) => 'scheduleId' in event && event.scheduleId === failing);
            if (isBroken && isFailing) throw new Error('the program is wrong');
            await scope.append(events);
          },
        }),
      ),
  };
  clock.advance('PT2H');
  const due = clockwork({ ledger: breaking, clock, onError: () => {}, everyMs: 1_000_000 });
  await expect(due.tick()).rejects.toThrow('the program is wrong');
  expect(await endedIds(ledger)).toEqual(others.sort());
  isBroken = false;
  await due.tick();
  expect(await endedIds(ledger)).toEqual([...ids].sort());
  await ledger.close();
});

it.each([LeaseLost, DatabaseUnavailable, CommitUncertain])(
  'tries no end by itself where it fails for all (%o)',
  async (kind) => {
    const demo = await demoLedger();
    const { ledger, clock } = demo;
    await endingInTwoHours(demo, 120);
    clock.advance('PT2H');
    let tried = 0;
    const failing: Ledger = {
      ...ledger,
      async execute() {
        tried += 1;
        throw new kind('not here');
      },
    };
    await expect(clockwork({ ledger: failing, clock, onError: () => {}, everyMs: 1_000_000 }).tick()).rejects.toThrow(
      kind,
    );
    await new Promise(setImmediate);
    expect(tried).toBe(3);
    await ledger.close();
  },
);
