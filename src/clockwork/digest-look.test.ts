import { afterEach, beforeEach, expect, it } from 'vitest';
import { activate, approve, assign, deny } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { changeNotificationPreferences } from '../commands/change-notification-preferences.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import type { EventOf } from '../domain/events.ts';
import { defaultPreferences, type NotificationPreferences } from '../domain/preferences/notification-preferences.ts';
import { parseScope } from '../domain/scope.ts';
import { clockwork } from './clockwork.ts';

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

async function lookAt(...instants: readonly string[]): Promise<void> {
  for (const instant of instants) {
    demo.clock.set(instant);
    await look();
  }
}

async function digests(name: keyof typeof demoIds = 'grace'): Promise<ReadonlyArray<EventOf<'digest.recorded'>>> {
  const entries = await demo.ledger.entriesAfter(0, 100_000);
  return entries.flatMap(({ event }) =>
    event.type === 'digest.recorded' && event.principalId === demoIds[name] ? [event] : [],
  );
}

function prefer(name: keyof typeof demoIds, over: Partial<NotificationPreferences>): Promise<void> {
  return changeNotificationPreferences(demo.ledger, as(name), { ...defaultPreferences, ...over });
}

const owner = demoRoles.owner;

it('counts a week and the one before, with what waits, what ends soon, and what stands', async () => {
  // in the week that begins on 23 November: one approved, two denied, one activation by itself
  await approve(
    demo.ledger,
    as('bob'),
    (await activate(demo.ledger, { roleDefinitionId: owner, duration: 'PT1H' })).id,
  );
  demo.clock.advance('PT2H');
  await look();
  for (const _ of ['first', 'second']) {
    await deny(demo.ledger, as('bob'), (await activate(demo.ledger, { roleDefinitionId: owner })).id);
  }
  await activate(demo.ledger, {});
  // in the one after it: one runs out undecided, one is denied, one assignment ends soon
  demo.clock.set('2026-12-01T08:00:00Z');
  await activate(demo.ledger, { roleDefinitionId: owner });
  await lookAt('2026-12-02T08:00:00Z');
  await deny(demo.ledger, as('bob'), (await activate(demo.ledger, { roleDefinitionId: owner })).id);
  await assign(demo.ledger, { principalId: demoIds.mallory, roleDefinitionId: demoRoles.reader, duration: 'P7D' });
  demo.clock.set('2026-12-07T07:59:00Z');
  await activate(demo.ledger, { roleDefinitionId: owner });
  await lookAt('2026-12-07T08:00:00Z');

  const [first, second, ...others] = await digests();
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    cadence: 'weekly',
    date: '2026-11-30',
    figures: {
      pending: 0,
      approved: { count: 1, before: 0 },
      denied: { count: 2, before: 0 },
      activations: { count: 2, before: 0 },
    },
  });
  expect(second?.figures).toMatchObject({
    pending: 1,
    approved: { count: 0, before: 1 },
    denied: { count: 1, before: 2 },
    expired: { count: 1, before: 0 },
    activations: { count: 0, before: 2 },
    endingSoon: { count: 1, first: [{ principalId: demoIds.mallory, kind: 'active' }] },
    unused: { count: 0, first: [] },
  });
  expect(second?.figures?.permanent.first.every(({ principalId }) => principalId === demoIds.grace)).toBe(true);
});

it('names what was not activated for 90 days', async () => {
  await prefer('grace', { digest: 'daily' });
  demo.clock.advance('PT1H');
  await activate(demo.ledger, {});
  await lookAt('2026-11-25T08:00:00Z');
  expect((await digests()).at(-1)?.figures?.unused.count).toBe(0);
  demo.clock.set('2027-02-21T09:00:00Z');
  await activate(demo.ledger, { roleDefinitionId: owner });
  await lookAt('2027-02-22T08:00:00Z');
  // the group of engineers was of use within the time, alice's own eligibility was asked for and not given
  const unused = (await digests()).at(-1)?.figures?.unused;
  expect(unused?.count).toBe(4);
  expect(unused?.first.map(({ roleDefinitionId }) => roleDefinitionId)).not.toContain(demoRoles.contributor);
});

it('names what has no end before what ends', async () => {
  await prefer('grace', { digest: 'daily' });
  const noEnd = { startAt: null, expiration: { type: 'noExpiration' } } as const;
  const asked = { kind: 'eligible', principalId: demoIds.mallory, scope: parseScope('/'), schedule: noEnd } as const;
  await assign(demo.ledger, { ...asked, roleDefinitionId: demoRoles.securityOperator });
  demo.clock.set('2027-02-21T09:00:00Z');
  await activate(demo.ledger, { roleDefinitionId: owner });
  await lookAt('2027-02-22T08:00:00Z');
  const unused = (await digests()).at(-1)?.figures?.unused;
  expect(unused?.count).toBeGreaterThan(2);
  expect(unused?.first[0]?.principalId).toBe(demoIds.mallory);
});

it('is given once for a period, whoever looks, how often and how late', async () => {
  await deny(demo.ledger, as('bob'), (await activate(demo.ledger, { roleDefinitionId: owner })).id);
  await lookAt('2026-11-30T07:59:59.999Z');
  expect(await digests()).toEqual([]);
  await lookAt('2026-11-30T08:00:00Z', '2026-11-30T08:00:00Z', '2026-11-30T12:00:00Z', '2026-12-06T23:00:00Z');
  expect((await digests()).map(({ date }) => date)).toEqual(['2026-11-30']);
  // a stop of three weeks
  await lookAt('2026-12-29T08:00:00Z', '2026-12-30T08:00:00Z');
  expect((await digests()).map(({ date }) => date)).toEqual(['2026-11-30', '2026-12-28']);
});

it('says nothing where there is nothing to say, and does not say it later either', async () => {
  await lookAt('2026-11-30T08:00:00Z');
  expect((await digests()).map(({ figures }) => figures)).toEqual([null]);
  await activate(demo.ledger, { roleDefinitionId: owner });
  await lookAt('2026-11-30T08:15:00Z');
  expect(await digests()).toHaveLength(1);
});

it('comes as its reader prefers: daily, at eight where they are, or not at all', async () => {
  await prefer('grace', { digest: 'daily', timeZone: 'America/New_York' });
  await prefer('heidi', { digest: 'off' });
  await lookAt('2026-11-24T12:59:00Z');
  expect(await digests()).toEqual([]);
  await lookAt('2026-11-25T13:00:00Z', '2026-11-26T13:00:00Z', '2026-11-30T13:00:00Z');
  expect((await digests()).map(({ date }) => date)).toEqual(['2026-11-25', '2026-11-26', '2026-11-30']);
  expect(await digests('heidi')).toEqual([]);
});

it('tells each administrator of what they administer alone, and nobody else anything', async () => {
  const data = parseScope(demoScopes.data);
  const { id } = await assign(demo.ledger, {
    principalId: demoIds.mallory,
    roleDefinitionId: owner,
    scope: data,
    duration: 'P5D',
  });
  await deny(demo.ledger, as('bob'), (await activate(demo.ledger, { roleDefinitionId: owner })).id);
  // held when the day ended and when it is looked at
  await prefer('mallory', { digest: 'daily' });
  await lookAt('2026-11-25T08:00:00Z');
  await lookAt('2026-11-30T08:00:00Z');
  const [mallorys] = await digests('mallory');
  expect(mallorys?.figures).toMatchObject({
    denied: { count: 0, before: 0 },
    endingSoon: { count: 1, first: [{ scheduleId: id }] },
    unused: { count: 0 },
    permanent: { count: 0 },
  });
  // a Global Administrator sees the directory alone
  expect((await digests('heidi')).map(({ figures }) => figures)).toEqual([null]);
  expect((await digests('grace'))[0]?.figures?.denied.count).toBe(1);
  for (const name of ['alice', 'bob', 'oscar'] as const) expect(await digests(name)).toEqual([]);
});
