import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activate, approvalBy, asks, assign, mayDo, production, setRule } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { clockwork } from '../clockwork/clockwork.ts';
import { demoIds, demoRoles } from '../demo/demo-organisation.ts';
import type { Rule, RuleId } from '../domain/policy/policy.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { disablePrincipal, enablePrincipal } from './disable-principal.ts';
import { submitScheduleRequest } from './submit-schedule-request.ts';

let demo: DemoLedger;
let planned: string;
beforeEach(async () => {
  demo = await demoLedger();
  await assign(demo.ledger, { kind: 'eligible', principalId: mallory });
  const startAt = demo.clock().add('PT1H');
  const schedule = { startAt, expiration: { type: 'afterDuration', duration: 'PT2H' } } as const;
  planned = (await activate(demo.ledger, { principalId: mallory, schedule })).id;
});
afterEach(async () => {
  expect((await verifyLedger(demo.engine)).problems).toEqual([]);
  await demo.ledger.close();
});

const { mallory } = demoIds;
const statusOf = async () => (await demo.ledger.read((reader) => requestById(reader, planned)))?.status;
const set = (id: RuleId, rule: Rule) => setRule(demo.ledger, demoRoles.contributor, production, id, rule);
const maximum = (maximumDuration: string) => {
  return set('Expiration_EndUser_Assignment', { kind: 'expiration', isExpirationRequired: true, maximumDuration });
};

const changes: ReadonlyArray<readonly [string, () => Promise<unknown>]> = [
  ['its holder is disabled', () => disablePrincipal(demo.ledger, as('grace'), mallory)],
  [
    'its holder is disabled and enabled again before the start',
    async () => {
      await disablePrincipal(demo.ledger, as('grace'), mallory);
      await enablePrincipal(demo.ledger, as('grace'), mallory);
    },
  ],
  [
    'the eligibility is removed',
    () => {
      const asked = asks({ type: 'adminRemove', kind: 'eligible', principalId: mallory });
      return submitScheduleRequest(demo.ledger, as('grace'), asked, () => 'unused');
    },
  ],
  [
    'the settings ask for a second factor',
    () => set('Enablement_EndUser_Assignment', { kind: 'enablement', enabled: ['multiFactorAuthentication'] }),
  ],
  [
    'the settings ask for approval',
    () => set('Approval_EndUser_Assignment', approvalBy({ kind: 'user', id: demoIds.bob })),
  ],
  ['the maximum became shorter than it', () => maximum('PT1H30M')],
];

describe('a planned activation', () => {
  it('starts, where nothing changed', async () => {
    demo.clock.advance('PT1H');
    expect(await mayDo(demo, mallory)).toBe(true);
    await tick();
    expect(await statusOf()).toBe('provisioned');
    expect(await mayDo(demo, mallory)).toBe(true);
  });

  it.each(changes)('never starts when %s, with a timer or without', async (_, change) => {
    await change();
    expect(await statusOf()).toBe('canceled');
    demo.clock.advance('PT1H');
    expect(await mayDo(demo, mallory)).toBe(false);
    await tick();
    expect(await mayDo(demo, mallory)).toBe(false);
    expect(await statusOf()).toBe('canceled');
  });

  it.each([
    ['the maximum is shorter and it still fits', () => maximum('PT2H')],
    ['the settings became looser', () => maximum('PT12H')],
    [
      'the justification is no longer asked for',
      () => set('Enablement_EndUser_Assignment', { kind: 'enablement', enabled: [] }),
    ],
  ])('starts when %s', async (_, change) => {
    await change();
    demo.clock.advance('PT1H');
    expect(await mayDo(demo, mallory)).toBe(true);
  });
});

function tick() {
  const onError = (error: unknown) => {
    throw error;
  };
  return clockwork({ ledger: demo.ledger, clock: demo.clock, onError, everyMs: 1_000_000 }).tick();
}
