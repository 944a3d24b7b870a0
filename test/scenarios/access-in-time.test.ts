import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelScheduleRequest } from '../../src/commands/cancel-schedule-request.ts';
import { addGroupMember, removeGroupMember } from '../../src/commands/change-group-members.ts';
import { disablePrincipal, enablePrincipal } from '../../src/commands/disable-principal.ts';
import { submitScheduleRequest } from '../../src/commands/submit-schedule-request.ts';
import { demoAssignments, demoIds, demoRoles } from '../../src/demo/demo-organisation.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { as, type DemoLedger, demoLedger } from '../support/demo-ledger.ts';
import { activate, asks, assign, caller, mayDo, outcomeOf, production, webServer } from './story.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(async () => {
  // no timer ever runs here, and still the record is whole
  expect((await verifyLedger(demo.engine)).problems).toEqual([]);
  await demo.ledger.close();
});

const { alice, mallory, frank, dave } = demoIds;
const contributor = demoRoles.contributor;
const remove = (over: Parameters<typeof asks>[0]) =>
  submitScheduleRequest(demo.ledger, as('grace'), asks({ type: 'adminRemove', ...over }), () => 'unused');

/** What happens first, and the moment from which the answer is another one. */
interface Story {
  readonly title: string;
  readonly who: string;
  readonly given: () => Promise<unknown>;
  /** How long after the start of the story the answer changes. */
  readonly changesAfter: string;
  /** What happens at that moment; nothing where time alone does it. */
  readonly change?: () => Promise<unknown>;
  readonly from: boolean;
}

const stories: readonly Story[] = [
  {
    title: 'an activation ends',
    who: alice,
    given: () => activate(demo.ledger),
    changesAfter: 'PT2H',
    from: true,
  },
  {
    title: 'an activation that was asked for later starts',
    who: alice,
    given: () =>
      activate(demo.ledger, {
        schedule: {
          startAt: demo.clock().add('PT1H'),
          expiration: { type: 'afterDuration', duration: 'PT2H' },
        },
      }),
    changesAfter: 'PT1H',
    from: false,
  },
  {
    title: 'an activation through nested groups ends',
    who: frank,
    given: () => activate(demo.ledger, { principalId: frank }),
    changesAfter: 'PT2H',
    from: true,
  },
  {
    title: 'the eligibility ends, and with it what was activated up to its end',
    who: mallory,
    async given() {
      await assign(demo.ledger, { kind: 'eligible', principalId: mallory, duration: 'PT3H' });
      const asked = { principalId: mallory, duration: 'PT3H0.001S' };
      expect(await outcomeOf(activate(demo.ledger, asked))).toBe('policyRulesUnmet expiration');
      await activate(demo.ledger, { principalId: mallory, duration: 'PT3H' });
    },
    changesAfter: 'PT3H',
    from: true,
  },
  {
    title: 'the eligibility is removed',
    who: mallory,
    async given() {
      await assign(demo.ledger, { kind: 'eligible', principalId: mallory });
      await activate(demo.ledger, { principalId: mallory });
    },
    changesAfter: 'PT1H',
    change: () => remove({ kind: 'eligible', principalId: mallory }),
    from: true,
  },
  {
    title: 'the activation is removed',
    who: alice,
    given: () => activate(demo.ledger),
    changesAfter: 'PT1M',
    change: () => remove({}),
    from: true,
  },
  {
    title: 'its holder gives it back, five minutes after its start',
    who: alice,
    given: () => activate(demo.ledger),
    changesAfter: 'PT5M',
    change: () => activate(demo.ledger, { type: 'selfDeactivate' }),
    from: true,
  },
  {
    title: 'an active assignment ends',
    who: mallory,
    given: () => assign(demo.ledger, { principalId: mallory, duration: 'P1D' }),
    changesAfter: 'PT24H',
    from: true,
  },
  {
    title: 'an active assignment starts',
    who: mallory,
    given: () =>
      assign(demo.ledger, {
        principalId: mallory,
        schedule: { startAt: demo.clock().add('PT24H'), expiration: { type: 'afterDuration', duration: 'P1D' } },
      }),
    changesAfter: 'PT24H',
    from: false,
  },
  {
    title: 'an active assignment is removed before its end',
    who: mallory,
    given: () => assign(demo.ledger, { principalId: mallory }),
    changesAfter: 'PT1H',
    change: () => remove({ principalId: mallory }),
    from: true,
  },
  {
    title: 'the principal is disabled',
    who: alice,
    given: () => activate(demo.ledger),
    changesAfter: 'PT1H',
    change: () => disablePrincipal(demo.ledger, as('grace'), alice),
    from: true,
  },
  {
    title: 'the principal is enabled again',
    who: alice,
    async given() {
      await activate(demo.ledger);
      await disablePrincipal(demo.ledger, as('grace'), alice);
    },
    changesAfter: 'PT1H',
    change: () => enablePrincipal(demo.ledger, as('grace'), alice),
    from: false,
  },
  {
    title: 'the principal leaves the group that is eligible',
    who: alice,
    given: () => activate(demo.ledger),
    changesAfter: 'PT1H',
    change: () => removeGroupMember(demo.ledger, as('grace'), demoIds.platformEngineers, alice),
    from: true,
  },
  {
    title: "the principal's group leaves the group that is eligible",
    who: frank,
    given: () => activate(demo.ledger, { principalId: frank }),
    changesAfter: 'PT1H',
    change: () => removeGroupMember(demo.ledger, as('grace'), demoIds.platformEngineers, demoIds.onCall),
    from: true,
  },
  {
    title: 'the group that is eligible is disabled',
    who: alice,
    given: () => activate(demo.ledger),
    changesAfter: 'PT1H',
    change: () => disablePrincipal(demo.ledger, as('grace'), demoIds.platformEngineers),
    from: true,
  },
  {
    title: 'a group in between is disabled',
    who: frank,
    given: () => activate(demo.ledger, { principalId: frank }),
    changesAfter: 'PT1H',
    change: () => disablePrincipal(demo.ledger, as('grace'), demoIds.onCall),
    from: true,
  },
  {
    title: 'the principal leaves the group that holds the role',
    who: dave,
    given: () => assign(demo.ledger, { principalId: demoIds.accessApprovers }),
    changesAfter: 'PT1H',
    change: () => removeGroupMember(demo.ledger, as('grace'), demoIds.securityLeads, dave),
    from: true,
  },
  {
    title: 'the principal enters a group that holds the role',
    who: mallory,
    given: () => assign(demo.ledger, { principalId: demoIds.accessApprovers }),
    changesAfter: 'PT1H',
    change: () => addGroupMember(demo.ledger, as('grace'), demoIds.securityLeads, mallory),
    from: false,
  },
  {
    title: 'the group that holds the role is disabled',
    who: dave,
    given: () => assign(demo.ledger, { principalId: demoIds.accessApprovers }),
    changesAfter: 'PT1H',
    change: () => disablePrincipal(demo.ledger, as('grace'), demoIds.accessApprovers),
    from: true,
  },
];

describe('with every timer stopped, access changes to the millisecond when', () => {
  it.each(stories)('$title', async ({ who, given, changesAfter, change, from }) => {
    const moment = demo.clock().add(changesAfter);
    await given();
    demo.clock.set(moment.subtract({ milliseconds: 1 }));
    expect(await mayDo(demo, who)).toBe(from);
    demo.clock.set(moment);
    await change?.();
    expect(await mayDo(demo, who)).toBe(!from);
  });
});

it('ending one schedule ends no access that another one still gives', async () => {
  await activate(demo.ledger);
  await assign(demo.ledger, { principalId: alice, scope: webServer, duration: 'P1D' });
  demo.clock.advance('PT2H');
  expect(await mayDo(demo, alice)).toBe(true);
  expect(await mayDo(demo, alice, { scope: production })).toBe(false);
  demo.clock.advance('PT22H');
  expect(await mayDo(demo, alice)).toBe(false);
});

it('a group that is enabled again does not bring back what was activated from it', async () => {
  await activate(demo.ledger);
  await disablePrincipal(demo.ledger, as('grace'), demoIds.platformEngineers);
  await enablePrincipal(demo.ledger, as('grace'), demoIds.platformEngineers);
  expect(await mayDo(demo, alice)).toBe(false);
  expect(await outcomeOf(activate(demo.ledger))).toBe('done');
});

it('an activation that was asked for on an eligibility to come ends with that eligibility', async () => {
  const startAt = demo.clock().add('PT24H');
  const expiration = { type: 'afterDuration', duration: 'PT8H' } as const;
  const eligible = { kind: 'eligible', principalId: mallory, schedule: { startAt, expiration } } as const;
  const eligibility = await assign(demo.ledger, eligible);
  const activation = await activate(demo.ledger, { principalId: mallory, schedule: { startAt, expiration } });
  expect(activation.status).toBe('pendingScheduleCreation');
  await cancelScheduleRequest(demo.ledger, as('grace'), eligibility.id);
  demo.clock.set(startAt);
  expect(await mayDo(demo, mallory)).toBe(false);
});

it('what has started by the clock can no longer be canceled, only ended, recorded or not', async () => {
  const startAt = demo.clock().add('PT1H');
  const asked = { startAt, expiration: { type: 'afterDuration', duration: 'PT2H' } } as const;
  const request = await activate(demo.ledger, { schedule: asked });
  demo.clock.set(startAt);
  expect(await outcomeOf(cancelScheduleRequest(demo.ledger, caller(alice), request.id))).toBe(
    'requestCannotBeCanceled',
  );
  expect(await outcomeOf(activate(demo.ledger, { type: 'selfDeactivate' }))).toBe('activeDurationTooShort');
  demo.clock.advance('PT3H');
  expect(await outcomeOf(cancelScheduleRequest(demo.ledger, caller(alice), request.id))).toBe(
    'requestCannotBeCanceled',
  );
  const ended = await demo.ledger.read((reader) =>
    reader.query((db) => db.selectFrom('schedule').selectAll().where('id', '=', request.id)),
  );
  expect(ended[0]?.end_at).toBe(startAt.add('PT2H').epochMilliseconds);
});

it('nobody is eligible any more from the end of the eligibility on', async () => {
  const eligibility = demoAssignments.find(({ principalId }) => principalId === demoIds.platformEngineers);
  expect(eligibility).toMatchObject({ roleDefinitionId: contributor, duration: 'P365D' });
  demo.clock.advance('PT8759H50M');
  expect(await outcomeOf(activate(demo.ledger, { duration: 'PT5M' }))).toBe('done');
  demo.clock.advance('PT10M');
  expect(await outcomeOf(activate(demo.ledger, { duration: 'PT5M' }))).toBe('policyRulesUnmet eligibility');
});
