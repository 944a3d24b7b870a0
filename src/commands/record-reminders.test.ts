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
