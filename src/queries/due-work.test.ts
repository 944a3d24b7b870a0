import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { activate, assign, introduce, outcomeOf } from '../../test/scenarios/story.ts';
import { type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles } from '../demo/demo-organisation.ts';
import { type Due, dueWork } from './due-work.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

const found = (limit = 10) => demo.ledger.read((reader) => dueWork(reader, demo.clock(), limit));
const idsOf = (due: readonly Due[]) => due.map(({ id }) => id);
async function due(limit?: number) {
  const { toStart, toEnd, toTimeOut, toTimeOutExtension, ...rest } = await found(limit);
  return {
    ...rest,
    toStart: idsOf(toStart),
    toEnd: idsOf(toEnd),
    toTimeOut: idsOf(toTimeOut),
    toTimeOutExtension: idsOf(toTimeOutExtension),
  };
}
const nothing = { toStart: [], toEnd: [], toTimeOut: [], toTimeOutExtension: [], toRemind: [], toRemindApprovers: [] };

it('finds each kind from its moment on, not a millisecond sooner', async () => {
  const { ledger, clock } = demo;
  const start = clock();
  const planned = await activate(ledger, {
    schedule: { startAt: start.add('PT1H'), expiration: { type: 'afterDuration', duration: 'PT2H' } },
  });
  const undecided = await activate(ledger, { roleDefinitionId: demoRoles.owner });
  const approvers = { toRemindApprovers: [undecided.id] };
  const moments = [
    ['PT1H', { toStart: [planned.id] }],
    ['PT2H45M', { toStart: [planned.id], toRemind: [planned.id] }],
    ['PT3H', { toStart: [planned.id], toEnd: [planned.id] }],
    ['PT12H', { toStart: [planned.id], toEnd: [planned.id], ...approvers }],
    ['PT24H', { toStart: [planned.id], toEnd: [planned.id], toTimeOut: [undecided.id] }],
  ] as const;
  let before: object = nothing;
  for (const [moment, expected] of moments) {
    clock.set(start.add(moment).subtract({ milliseconds: 1 }));
    expect(await due()).toEqual(before);
    clock.set(start.add(moment));
    before = { ...nothing, ...expected };
    expect(await due()).toEqual(before);
  }
});

it('says since when each is due', async () => {
  const { ledger, clock } = demo;
  const start = clock();
  const startAt = start.add('PT1H');
  const planned = await activate(ledger, {
    schedule: { startAt, expiration: { type: 'afterDuration', duration: 'PT2H' } },
  });
  const undecided = await activate(ledger, { roleDefinitionId: demoRoles.owner });
  clock.set(start.add('PT30H'));
  const since = (hours: number) => start.add({ hours }).epochMilliseconds;
  expect(await found()).toMatchObject({
    toStart: [{ id: planned.id, dueAt: since(1) }],
    toEnd: [{ id: planned.id, dueAt: since(3) }],
    toTimeOut: [{ id: undecided.id, dueAt: since(24) }],
  });
});

it('finds the oldest first, up to the limit, and nothing that is permanent', async () => {
  const { ledger, clock } = demo;
  const ids: string[] = [];
  for (const minutes of [30, 10, 20]) {
    const principalId = await introduce(ledger, 'user', `Person ${minutes}`);
    ids.push((await assign(ledger, { id: randomUUID(), principalId, duration: `PT${minutes}M` })).id);
  }
  clock.advance('PT1H');
  expect((await due(2)).toEnd).toEqual([ids[1], ids[2]]);
  expect(await outcomeOf(activate(ledger, { principalId: demoIds.mallory }))).toBe('policyRulesUnmet eligibility');
  clock.set('2100-01-01T00:00:00Z');
  const { toEnd } = await due(1000);
  const left = await ledger.read((reader) => reader.query((db) => db.selectFrom('schedule').select(['id', 'end_at'])));
  expect(new Set(toEnd)).toEqual(new Set(left.filter((row) => row.end_at !== null).map(({ id }) => id)));
  expect(left.length).toBeGreaterThan(toEnd.length);
});
