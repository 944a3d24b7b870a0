import { afterEach, beforeEach, expect, it } from 'vitest';
import { addGroupMember, removeGroupMember } from '../../src/commands/change-group-members.ts';
import { demoIds, demoRoles } from '../../src/demo/demo-organisation.ts';
import type { Writer } from '../../src/ledger/engine.ts';
import { fencedBy, holdLease, type Lease, LeaseLost } from '../../src/ledger/lease.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import {
  activate,
  approvalBy,
  approve,
  assign,
  introduce,
  mayDo,
  outcomeOf,
  production,
  setRule,
} from '../scenarios/story.ts';
import { as } from '../support/demo-ledger.ts';
import { type TestStore, testStore } from '../support/stores/test-store.ts';
import { testClock } from '../support/test-clock.ts';
import { type Replica, replica } from './replica.ts';

/** `BREVET_TEST_ROUNDS=2000` is what the aim says; a run of all tests has time for fewer. */
const ROUNDS = Number(process.env['BREVET_TEST_ROUNDS'] ?? 100);

const clock = testClock();
let store: TestStore;
let here: Replica;
let there: Replica;
beforeEach(async () => {
  store = await testStore();
  here = await replica(store, clock);
  there = await replica(store, clock);
});
afterEach(async () => {
  expect((await verifyLedger(here.engine)).problems).toEqual([]);
  await here.ledger.close();
  await there.ledger.close();
  await store.remove();
});

it('whoever was removed from a group of approvers cannot decide at another server', async () => {
  const { ledger } = here;
  const approvers = await introduce(ledger, 'group', 'Approvers');
  const roleDefinitionId = demoRoles.owner;
  await addGroupMember(ledger, as('grace'), approvers, demoIds.bob);
  await setRule(
    ledger,
    roleDefinitionId,
    production,
    'Approval_EndUser_Assignment',
    approvalBy({ kind: 'group', id: approvers }),
  );
  const outcomes = new Map<string, number>();
  const { id } = await activate(ledger, { roleDefinitionId });
  for (let round = 0; round < ROUNDS; round += 1) {
    // in turns: each server once removes and once is asked
    const [by, at] = round % 2 === 0 ? [here, there] : [there, here];
    await addGroupMember(by.ledger, as('grace'), approvers, demoIds.mallory);
    await removeGroupMember(by.ledger, as('grace'), approvers, demoIds.mallory);
    const outcome = await outcomeOf(approve(at.ledger, as('mallory'), id));
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  expect(outcomes).toEqual(new Map([['notAnApprover', ROUNDS]]));
  // a member can, at either
  await addGroupMember(here.ledger, as('grace'), approvers, demoIds.mallory);
  expect(await outcomeOf(approve(there.ledger, as('mallory'), id))).toBe('done');
}, 600_000);

it('an assignment made at one server is seen by the index of the other from the entry on that it was answered with', async () => {
  await assign(here.ledger, { principalId: demoIds.mallory });
  const sequence = here.ledger.lastSequence();
  await there.ledger.catchUp();
  expect(there.ledger.lastSequence()).toBe(sequence);
  const seen = { ...there, clock };
  expect(await mayDo(seen, demoIds.mallory)).toBe(true);
});

it('servers that start together on an empty database make one organisation', async () => {
  const empty = await testStore();
  const together = await Promise.all([1, 2, 3].map(() => replica(empty, clock)));
  const people = await Promise.all(
    [here, ...together].map(({ ledger }) =>
      ledger.read((reader) => reader.query((db) => db.selectFrom('principal').select('id').orderBy('id'))),
    ),
  );
  expect(new Set(people.map((each) => JSON.stringify(each))).size).toBe(1);
  expect((await verifyLedger(together[0]?.engine ?? here.engine)).problems).toEqual([]);
  for (const { ledger } of together) await ledger.close();
  await empty.remove();
});

it('tells each server of every entry once and in order, whoever wrote it', async () => {
  const told = new Map([here, there].map((each): [Replica, number[]] => [each, []]));
  for (const [{ ledger }, numbers] of told) {
    ledger.onCommitted((entries) => numbers.push(...entries.map(({ sequence }) => sequence)));
  }
  const first = here.ledger.lastSequence() + 1;
  await Promise.all(
    Array.from({ length: 60 }, (_, i) => introduce((i % 2 === 0 ? here : there).ledger, 'user', `Person ${i}`)),
  );
  await Promise.all([here.ledger.catchUp(), there.ledger.catchUp()]);
  const last = here.ledger.lastSequence();
  const expected = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  expect(expected.length).toBeGreaterThanOrEqual(60);
  for (const numbers of told.values()) expect(numbers.filter((number) => number >= first)).toEqual(expected);
});

/** A lease whose watch is the test's. */
function leaseOf(
  { ledger }: Replica,
  holder: string,
  watch: { now: number },
  events: string[],
  ended: Promise<void> = Promise.resolve(),
): Lease {
  return holdLease({
    ledger,
    name: 'duties',
    holder,
    watch: () => watch.now,
    onGained: () => events.push(`${holder} gained`),
    onLost: () => {
      events.push(`${holder} lost`);
      return ended;
    },
    onError: (error) => expect.fail(String(error)),
  });
}

async function writes(ledger: Ledger): Promise<unknown> {
  return ledger.writeFollower(async () => 'written').catch((error: unknown) => error);
}

it('duties are taken over when their holder shows nothing for 6 seconds, and it cannot act late', async () => {
  const [watch, events] = [{ now: 0 }, [] as string[]];
  const one = leaseOf(here, 'one', watch, events);
  const two = leaseOf(there, 'two', watch, events);
  await one.tick();
  await two.tick();
  const [asOne, asTwo] = [fencedBy(one, here.ledger), fencedBy(two, there.ledger)];
  expect([await writes(asOne), await writes(asTwo)]).toEqual(['written', expect.any(LeaseLost)]);

  // it shows itself: nothing changes, however long
  for (let second = 0; second < 20; second += 1) {
    watch.now += 1000;
    await one.tick();
    await two.tick();
  }
  expect(events).toEqual(['one gained']);

  // `one` is paused
  watch.now += 5999;
  await two.tick();
  expect(events).toEqual(['one gained']);
  watch.now += 1;
  await two.tick();
  expect(events).toEqual(['one gained', 'two gained']);
  // it wakes and does not know yet
  const last = there.ledger.lastSequence();
  expect([await writes(asOne), await writes(asTwo)]).toEqual([expect.any(LeaseLost), 'written']);
  const late = asOne.execute({ actorId: null, command: 'late', correlationId: 'c', origin: null }, ({ append }) =>
    append([{ type: 'organisation.established', name: 'late' }]),
  );
  await expect(late).rejects.toBeInstanceOf(LeaseLost);
  expect(there.ledger.lastSequence()).toBe(last);
  await one.tick();
  expect(events).toEqual(['one gained', 'two gained', 'one lost']);

  // who stops gives them up at once
  await two.stop();
  await one.tick();
  expect(events.slice(3)).toEqual(['two lost', 'one gained']);
});

it('one look at the lease serves a transaction, until the lease is written in it', async () => {
  const [watch, events] = [{ now: 0 }, [] as string[]];
  const one = leaseOf(here, 'one', watch, events);
  await one.tick();
  let looks = 0;
  await here.ledger.writeFollower(async (tx) => {
    const counted: Pick<Writer, 'first'> = {
      first(statement, parameters) {
        looks += 1;
        return tx.first(statement, parameters);
      },
    };
    for (let command = 0; command < 5; command += 1) await one.require(counted);
  });
  expect(looks).toBe(1);

  // both at the same server, so that they share transactions: one holds, and is paused
  const asked = Promise.withResolvers<void>();
  const ledger: Ledger = {
    ...here.ledger,
    writeAtOnce(work) {
      asked.resolve();
      return here.ledger.writeAtOnce(work);
    },
  };
  const two = leaseOf({ ...here, ledger }, 'two', watch, events);
  await two.tick();
  watch.now += 6000;
  const fenced = fencedBy(one, here.ledger);
  const [held, begun] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const before = here.ledger.writeFollower(() => {
    begun.resolve();
    return held.promise;
  });
  await begun.promise;
  const taking = two.tick();
  await asked.promise;
  // in the next transaction, in this order: one, the taking, one
  const atFirst = fenced.writeAtOnce(async () => 'written');
  const late = writes(fenced);
  held.resolve();
  expect(await atFirst).toBe('written');
  expect(await late).toBeInstanceOf(LeaseLost);
  await Promise.all([before, taking]);
  expect(events).toEqual(['one gained', 'two gained']);
});

it('duties are not taken again by who still waits for the end of what it had begun', async () => {
  const [watch, events, ended] = [{ now: 0 }, [] as string[], Promise.withResolvers<void>()];
  const one = leaseOf(here, 'one', watch, events, ended.promise);
  const two = leaseOf(there, 'two', watch, events);
  await one.tick();
  await one.stop();
  await one.tick();
  expect(events).toEqual(['one gained', 'one lost']);
  await two.tick();
  await two.stop();
  expect(events).toEqual(['one gained', 'one lost', 'two gained', 'two lost']);
  ended.resolve();
  await new Promise(setImmediate);
  await one.tick();
  expect(events.at(-1)).toBe('one gained');
});

it('duties are taken again at once by who gave them up because it could not show itself, where nobody else did', async () => {
  const [watch, events] = [{ now: 0 }, [] as string[]];
  const one = leaseOf(here, 'one', watch, events);
  const two = leaseOf(there, 'two', watch, events);
  await one.tick();
  await two.tick();
  const before = fencedBy(one, here.ledger);
  watch.now += 5000;
  await one.tick();
  expect(events).toEqual(['one gained', 'one lost']);
  await one.tick();
  expect(events).toEqual(['one gained', 'one lost', 'one gained']);
  await two.tick();
  expect(events).toHaveLength(3);
  expect(await writes(before)).toBe('written');
});
