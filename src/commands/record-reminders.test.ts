import { afterEach, beforeEach, expect, it } from 'vitest';
import { activate, approve, assign } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { clockwork } from '../clockwork/clockwork.ts';
import { demoIds, demoRoles } from '../demo/demo-organisation.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(() => demo.ledger.close());

/** Looks with a clockwork that knows nothing of those before it, as after a restart. */
async function look(): Promise<void> {
  const { ledger, clock } = demo;
  await clockwork({ ledger, clock, onError: (error) => expect.unreachable(String(error)), everyMs: 1000 }).tick();
}

async function reminders(): Promise<readonly string[]> {
  const entries = await demo.ledger.entriesAfter(0, 100_000);
  return entries.flatMap(({ event }) => {
    if (event.type === 'schedule.endingSoon') return [event.lead];
    return event.type === 'approval.reminded' ? ['half'] : [];
  });
}

it('reminds once for each time ahead, whoever looks and how often', async () => {
  await assign(demo.ledger, { principalId: demoIds.mallory, roleDefinitionId: demoRoles.reader, duration: 'P30D' });
  for (let hour = 0; hour < 31 * 24; hour += 8) {
    demo.clock.advance('PT8H');
    await look();
    await look();
  }
  expect(await reminders()).toEqual(['P14D', 'P1D']);
});

it('gives the most urgent reminder alone after a long stop, and none of what has ended', async () => {
  await activate(demo.ledger, { duration: 'PT2H' });
  demo.clock.advance('PT1H57M');
  await look();
  expect(await reminders()).toEqual(['PT5M']);
  await activate(demo.ledger, { duration: 'PT2H', roleDefinitionId: demoRoles.owner });
  demo.clock.advance('PT30H');
  await look();
  expect(await reminders()).toEqual(['PT5M']);
});

it('does not remind approvers of what was decided', async () => {
  const { id } = await activate(demo.ledger, { roleDefinitionId: demoRoles.owner });
  await approve(demo.ledger, as('bob'), id);
  demo.clock.advance('PT1H');
  await look();
  demo.clock.advance('PT11H');
  await look();
  expect((await reminders()).filter((each) => each === 'half')).toEqual([]);
});

const lookAt = async (...instants: readonly string[]) => {
  for (const instant of instants) {
    demo.clock.set(instant);
    await look();
  }
};

it('reminds of an assignment 14 days and a day before its end to the millisecond, and records the end at its instant', async () => {
  // from 24 November 08:00 for 30 days
  await assign(demo.ledger, { principalId: demoIds.mallory, roleDefinitionId: demoRoles.reader, duration: 'P30D' });
  await lookAt('2026-12-10T07:59:59.999Z');
  expect(await reminders()).toEqual([]);
  await lookAt('2026-12-10T08:00:00Z', '2026-12-10T08:00:00Z');
  expect(await reminders()).toEqual(['P14D']);
  await lookAt('2026-12-23T07:59:59.999Z');
  expect(await reminders()).toEqual(['P14D']);
  await lookAt('2026-12-23T08:00:00Z', '2026-12-23T08:00:00Z');
  expect(await reminders()).toEqual(['P14D', 'P1D']);
  const ended = async () =>
    (await demo.ledger.entriesAfter(0, 100_000)).filter(({ event }) => event.type === 'schedule.ended').length;
  await lookAt('2026-12-24T07:59:59.999Z');
  expect(await ended()).toBe(0);
  await lookAt('2026-12-24T08:00:00Z', '2026-12-24T08:00:00Z');
  expect(await ended()).toBe(1);
  expect(await reminders()).toEqual(['P14D', 'P1D']);
});

it('reminds of a running activation 15 and 5 minutes before its end to the millisecond', async () => {
  await activate(demo.ledger, { duration: 'PT2H' });
  await lookAt('2026-11-24T09:44:59.999Z');
  expect(await reminders()).toEqual([]);
  await lookAt('2026-11-24T09:45:00Z', '2026-11-24T09:45:00Z', '2026-11-24T09:54:59.999Z');
  expect(await reminders()).toEqual(['PT15M']);
  await lookAt('2026-11-24T09:55:00Z', '2026-11-24T09:55:00Z', '2026-11-24T09:59:59.999Z');
  expect(await reminders()).toEqual(['PT15M', 'PT5M']);
});

it('reminds approvers at half of the window to the millisecond', async () => {
  await activate(demo.ledger, { roleDefinitionId: demoRoles.owner });
  await lookAt('2026-11-24T19:59:59.999Z');
  expect(await reminders()).toEqual([]);
  await lookAt('2026-11-24T20:00:00Z', '2026-11-24T20:00:00Z', '2026-11-25T07:59:59.999Z');
  expect(await reminders()).toEqual(['half']);
});
