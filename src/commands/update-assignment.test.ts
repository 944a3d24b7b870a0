import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  activate,
  asks,
  assign,
  mayDo,
  outcomeOf,
  production,
  setRule,
  webServer,
} from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles } from '../demo/demo-organisation.ts';
import type { RequestedSchedule } from '../domain/request/request.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { recordedSchedule } from '../ledger/facts/schedule-facts.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { submitScheduleRequest, validateScheduleRequest } from './submit-schedule-request.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(async () => {
  expect((await verifyLedger(demo.engine)).problems).toEqual([]);
  await demo.ledger.close();
});

const { mallory } = demoIds;
const lasting = (duration: string) => ({ type: 'afterDuration', duration }) as const;
const until = (endAt: Temporal.Instant) => ({ type: 'afterDateTime', endAt }) as const;
const unchanged: RequestedSchedule = { startAt: null, expiration: null };

/** Grace updates Mallory's assignment; the dry run must answer the same. */
async function update(over: Parameters<typeof asks>[0]) {
  const asked = asks({ type: 'adminUpdate', principalId: mallory, schedule: unchanged, ...over });
  const dryRun = await outcomeOf(validateScheduleRequest(demo.ledger, as('grace'), asked, randomUUID));
  const real = await outcomeOf(submitScheduleRequest(demo.ledger, as('grace'), asked, randomUUID));
  expect(dryRun).toBe(real);
  return { outcome: real, id: asked.id };
}
const made = (kind: 'eligible' | 'active', over: Parameters<typeof asks>[0] = {}) =>
  assign(demo.ledger, { kind, principalId: mallory, ...over });
const scheduleOf = (id: string) => demo.ledger.read((reader) => recordedSchedule(reader, id));
const statusOf = async (id: string) => (await demo.ledger.read((reader) => requestById(reader, id)))?.status;
const endOf = async (id: string) => (await scheduleOf(id))?.schedule.endAt?.toString();

describe('changes', () => {
  it.each(['eligible', 'active'] as const)('the end of an assignment: %s', async (kind) => {
    const { id } = await made(kind);
    expect((await update({ kind, schedule: { startAt: null, expiration: lasting('P60D') } })).outcome).toBe('done');
    expect(await endOf(id)).toBe('2027-01-23T08:00:00Z');
    const start = (await scheduleOf(id))?.schedule.startAt;
    expect(start).toEqual(demo.clock());
  });

  it('access with it, at once and without a timer', async () => {
    await made('active');
    demo.clock.advance('PT1H');
    await update({ schedule: { startAt: null, expiration: lasting('PT30M') } });
    demo.clock.advance('PT29M59.999S');
    expect(await mayDo(demo, mallory)).toBe(true);
    demo.clock.advance('PT0.001S');
    expect(await mayDo(demo, mallory)).toBe(false);
  });

  it('a start to come, by the calendar in UTC at the end of a month and in a leap year', async () => {
    const { id } = await made('active', {
      schedule: { startAt: demo.clock().add('PT24H'), expiration: lasting('P30D') },
    });
    const startAt = Temporal.Instant.from('2028-01-31T00:00:00Z');
    expect((await update({ schedule: { startAt, expiration: lasting('P1M') } })).outcome).toBe('done');
    expect((await scheduleOf(id))?.schedule.startAt.toString()).toBe('2028-01-31T00:00:00Z');
    expect(await endOf(id)).toBe('2028-02-29T00:00:00Z');
  });

  it('a start to come into now, and so begins', async () => {
    const { id } = await made('active', {
      schedule: { startAt: demo.clock().add('PT24H'), expiration: lasting('P30D') },
    });
    expect(await mayDo(demo, mallory)).toBe(false);
    const startAt = demo.clock().subtract('PT1H');
    expect((await update({ schedule: { startAt, expiration: null } })).outcome).toBe('done');
    expect(await mayDo(demo, mallory)).toBe(true);
    expect((await scheduleOf(id))?.schedule.startAt).toEqual(demo.clock());
    expect(await statusOf(id)).toBe('provisioned');
  });

  it('what has begun into something to come, and it is not held until then', async () => {
    await made('active');
    await update({ schedule: { startAt: demo.clock().add('PT1H'), expiration: null } });
    expect(await mayDo(demo, mallory)).toBe(false);
    demo.clock.advance('PT1H');
    expect(await mayDo(demo, mallory)).toBe(true);
  });

  it('the condition alone, and nothing else', async () => {
    const { id } = await made('eligible');
    const before = await endOf(id);
    const condition = { text: "@Resource[a:b] StringEquals 'c'", version: '2.0' };
    expect((await update({ kind: 'eligible', condition })).outcome).toBe('done');
    expect((await scheduleOf(id))?.schedule.condition).toEqual(condition);
    expect(await endOf(id)).toBe(before);
  });
});

describe('what rests on a changed eligibility', () => {
  it('is cut at the new end, without a timer', async () => {
    await made('eligible');
    const { id } = await activate(demo.ledger, { principalId: mallory, duration: 'PT8H' });
    await update({ kind: 'eligible', schedule: { startAt: null, expiration: lasting('PT1H') } });
    expect(await endOf(id)).toBe('2026-11-24T09:00:00Z');
    demo.clock.advance('PT1H');
    expect(await mayDo(demo, mallory)).toBe(false);
  });

  it('ends where the eligibility starts later, and a planned one never starts', async () => {
    await made('eligible');
    await activate(demo.ledger, { principalId: mallory });
    const planned = await activate(demo.ledger, {
      principalId: mallory,
      scope: webServer,
      schedule: { startAt: demo.clock().add('PT2H'), expiration: lasting('PT1H') },
    });
    await update({ kind: 'eligible', schedule: { startAt: demo.clock().add('PT24H'), expiration: null } });
    expect(await mayDo(demo, mallory)).toBe(false);
    demo.clock.advance('PT2H');
    expect(await mayDo(demo, mallory)).toBe(false);
    expect(await statusOf(planned.id)).toBe('canceled');
  });

  it('ends where the condition became narrower than it was activated under', async () => {
    await made('eligible');
    await activate(demo.ledger, { principalId: mallory });
    await update({ kind: 'eligible', condition: { text: "@Resource[a:b] StringEquals 'c'", version: '2.0' } });
    expect(await mayDo(demo, mallory)).toBe(false);
  });

  it('stays where the eligibility only lasts longer', async () => {
    await made('eligible');
    await activate(demo.ledger, { principalId: mallory });
    await update({ kind: 'eligible', schedule: { startAt: null, expiration: lasting('P90D') } });
    expect(await mayDo(demo, mallory)).toBe(true);
  });
});

describe('converts', () => {
  it('an eligibility into an assignment: what was activated from it ends, the other begins', async () => {
    const eligibility = await made('eligible');
    const activation = await activate(demo.ledger, { principalId: mallory });
    const { outcome, id } = await update({ kind: 'active', targetScheduleId: eligibility.id });
    expect(outcome).toBe('done');
    expect(await mayDo(demo, mallory)).toBe(true);
    expect(await scheduleOf(eligibility.id)).toMatchObject({ endReason: 'converted' });
    expect(await scheduleOf(activation.id)).toMatchObject({ endReason: 'eligibilityEnded' });
    expect((await scheduleOf(id))?.schedule).toMatchObject({ kind: 'active', assignmentType: 'assigned' });
    expect(await endOf(id)).toBe('2026-12-24T08:00:00Z');
    demo.clock.set('2026-12-24T08:00:00Z');
    expect(await mayDo(demo, mallory)).toBe(false);
  });

  it('an assignment into an eligibility: it is held no longer, and can be activated', async () => {
    const assignment = await made('active');
    const { outcome } = await update({ kind: 'eligible', targetScheduleId: assignment.id });
    expect(outcome).toBe('done');
    expect(await mayDo(demo, mallory)).toBe(false);
    await activate(demo.ledger, { principalId: mallory });
    expect(await mayDo(demo, mallory)).toBe(true);
  });

  it('within the limit of the new kind alone', async () => {
    const eligibility = await made('eligible', { duration: 'P365D' });
    const { outcome } = await update({ kind: 'active', targetScheduleId: eligibility.id });
    expect(outcome).toBe('policyRulesUnmet expiration');
    const shorter = { startAt: null, expiration: lasting('P180D') };
    expect((await update({ kind: 'active', targetScheduleId: eligibility.id, schedule: shorter })).outcome).toBe(
      'done',
    );
  });

  it('not into a kind that is there already', async () => {
    const eligibility = await made('eligible');
    await made('active');
    expect((await update({ kind: 'active', targetScheduleId: eligibility.id })).outcome).toBe('assignmentExists');
  });
});

describe('refuses', () => {
  it('what is not there, or is of somebody else, or is an activation', async () => {
    expect((await update({})).outcome).toBe('assignmentDoesNotExist');
    const foreign = await assign(demo.ledger, { principalId: demoIds.oscar });
    expect((await update({ targetScheduleId: foreign.id })).outcome).toBe('assignmentDoesNotExist');
    await made('eligible');
    const activation = await activate(demo.ledger, { principalId: mallory });
    expect((await update({ targetScheduleId: activation.id })).outcome).toBe('assignmentDoesNotExist');
  });

  it.each([
    ['less than five minutes', lasting('PT4M59.999S'), 'scheduleInvalid'],
    ['an end in the past', until(Temporal.Instant.from('2026-11-24T08:00:00Z')), 'scheduleInvalid'],
    ['longer than the policy allows', lasting('P180DT1S'), 'policyRulesUnmet expiration'],
    ['permanent, where it is not allowed', { type: 'noExpiration' } as const, 'policyRulesUnmet expiration'],
  ])('%s', async (_, expiration, expected) => {
    await made('active');
    expect((await update({ schedule: { startAt: null, expiration } })).outcome).toBe(expected);
  });

  it('what the policy asks of an administrator and was not given', async () => {
    await made('active');
    const rule = { kind: 'enablement', enabled: ['justification', 'multiFactorAuthentication'] } as const;
    await setRule(demo.ledger, demoRoles.contributor, production, 'Enablement_Admin_Assignment', rule);
    expect((await update({ justification: null })).outcome).toBe('policyRulesUnmet justification mfa');
  });

  it('another assignment in the way of the new time', async () => {
    const planned = { startAt: demo.clock().add({ hours: 24 * 40 }), expiration: lasting('P30D') };
    await made('active', { schedule: planned });
    await made('active');
    const longer = { startAt: null, expiration: lasting('P41D') };
    expect((await update({ schedule: longer })).outcome).toBe('assignmentExists');
    expect((await update({ schedule: { startAt: null, expiration: lasting('P40D') } })).outcome).toBe('done');
  });
});
