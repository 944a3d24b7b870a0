import { expect, it } from 'vitest';
import { activate, production } from '../../test/scenarios/story.ts';
import { demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles } from '../demo/demo-organisation.ts';
import { ROOT } from '../domain/scope.ts';
import { peopleHolding } from './people-holding.ts';

it('finds who held a role at the instant that is asked about, also where it was ended since', async () => {
  const { ledger, clock } = await demoLedger();
  await activate(ledger);
  clock.advance('PT10M');
  const whenHeld = clock();
  clock.advance('PT10M');
  await activate(ledger, { type: 'selfDeactivate' });
  const holding = async (scopeChain = [production, ROOT], at = whenHeld) => {
    const people = await ledger.dryRun(({ tx }) => peopleHolding(tx, [demoRoles.contributor], scopeChain, at));
    return people.map(({ id }) => id).includes(demoIds.alice);
  };
  expect(await holding()).toBe(true);
  expect(await holding([ROOT])).toBe(false);
  expect(await holding([production, ROOT], clock())).toBe(false);
  await ledger.close();
});
