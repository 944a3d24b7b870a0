import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activate, asks, assign, caller, mayDo, outcomeOf, production } from '../../test/scenarios/story.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import { Refusal } from '../domain/errors.ts';
import type { AskedExtensionDecision } from '../domain/extension/decide-extension.ts';
import { parseScope } from '../domain/scope.ts';
import { extensionOf } from '../ledger/facts/extension-facts.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { recordedSchedule } from '../ledger/facts/schedule-facts.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import type { Caller } from './caller.ts';
import { cancelScheduleRequest } from './cancel-schedule-request.ts';
import { decideExtensionRequest } from './decide-extension-request.ts';
import { disablePrincipal } from './disable-principal.ts';
import { endSchedules, timeOutExtension } from './record-due-work.ts';
import { submitScheduleRequest, validateScheduleRequest } from './submit-schedule-request.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(async () => {
  expect((await verifyLedger(demo.engine)).problems).toEqual([]);
  await demo.ledger.close();
});

const { mallory, alice } = demoIds;
const days = (count: number) => ({ hours: 24 * count });
const lasting = (duration: string) => ({ type: 'afterDuration', duration }) as const;

async function submit(by: Caller, over: Parameters<typeof asks>[0]) {
  const asked = asks({ principalId: mallory, duration: 'P30D', ...over });
  const dryRun = await outcomeOf(validateScheduleRequest(demo.ledger, by, asked, randomUUID));
  const outcome = await outcomeOf(submitScheduleRequest(demo.ledger, by, asked, randomUUID));
  expect(dryRun).toBe(outcome);
  return { outcome, id: asked.id };
}
const byHolder = (over: Parameters<typeof asks>[0]) => submit(caller(mallory), over);
const byGrace = (over: Parameters<typeof asks>[0]) => submit(as('grace'), over);
const decide = (by: Caller, id: string, over: Partial<AskedExtensionDecision> = {}) => {
  const asked = {
    result: 'approved',
    justification: 'still needed',
    kind: null,
    startAt: null,
    expiration: null,
  } as const;
  return outcomeOf(decideExtensionRequest(demo.ledger, by, id, { ...asked, ...over }));
};
const scheduleOf = (id: string) => demo.ledger.read((reader) => recordedSchedule(reader, id));
const endOf = async (id: string) => (await scheduleOf(id))?.schedule.endAt?.toString();
const statusOf = async (id: string) => (await demo.ledger.read((reader) => requestById(reader, id)))?.status;
const kinds = ['eligible', 'active'] as const;

/** Mallory has it for 30 days, of which only the last `left` are left. */
async function lateIn(kind: 'eligible' | 'active', left = 10): Promise<string> {
  const { id } = await assign(demo.ledger, { kind, principalId: mallory, duration: 'P30D' });
  demo.clock.set(demo.clock().add(days(30 - left)));
  return id;
}

describe.each(kinds)('the holder of an assignment (%s)', (kind) => {
  it('asks for more time in its last 14 days, and not a millisecond sooner', async () => {
    const scheduleId = await lateIn(kind, 14);
    demo.clock.set(demo.clock().subtract({ milliseconds: 1 }));
    const refused = asks({ principalId: mallory, kind, type: 'selfExtend', duration: 'P30D' });
    const error = await submitScheduleRequest(demo.ledger, caller(mallory), refused, randomUUID).catch((e) => e);
    expect(error).toBeInstanceOf(Refusal);
    expect(error.violation).toMatchObject({ code: 'extensionNotOpen', allowed: '2026-12-10T08:00:00Z' });
    expect(error.violation.message).toBe(
      'extend opens at `2026-12-10T08:00:00Z`, 14 days before the end of the assignment',
    );

    demo.clock.set('2026-12-10T08:00:00Z');
    const { outcome, id } = await byHolder({ kind, type: 'selfExtend' });
    expect(outcome).toBe('done');
    expect(await statusOf(id)).toBe('pendingAdminDecision');
    expect(await endOf(scheduleId)).toBe('2026-12-24T08:00:00Z');
  });

  it('gets what an administrator grants: the same schedule with a new end', async () => {
    const scheduleId = await lateIn(kind);
    const { id } = await byHolder({ kind, type: 'selfExtend' });
    expect(await decide(as('grace'), id)).toBe('done');
    expect(await endOf(scheduleId)).toBe('2027-01-23T08:00:00Z');
    expect(await statusOf(id)).toBe('provisioned');
    expect(await statusOf(scheduleId)).toBe('provisioned');
  });

  it('asks to renew for 30 days after it expired, timer or not', async () => {
    const scheduleId = await lateIn(kind);
    expect((await byHolder({ kind, type: 'selfRenew' })).outcome).toBe('extensionNotOpen');
    demo.clock.set('2026-12-24T08:00:00Z');
    expect((await byHolder({ kind, type: 'selfExtend' })).outcome).toBe('assignmentDoesNotExist');
    if (kind === 'active') await endSchedules(demo.ledger, [scheduleId]);
    const { outcome, id } = await byHolder({ kind, type: 'selfRenew' });
    expect(outcome).toBe('done');
    demo.clock.set('2027-01-23T07:59:59.999Z');
    expect(await decide(as('grace'), id)).toBe('done');
    expect((await scheduleOf(id))?.schedule.startAt.toString()).toBe('2027-01-23T07:59:59.999Z');
    expect(await endOf(id)).toBe('2027-02-22T07:59:59.999Z');
    expect(await endOf(scheduleId)).toBe('2026-12-24T08:00:00Z');
    if (kind === 'active') expect(await mayDo(demo, mallory)).toBe(true);
  });

  it('is told when the time to renew closed', async () => {
    await lateIn(kind);
    demo.clock.set('2027-01-23T08:00:00Z');
    const asked = asks({ principalId: mallory, kind, type: 'selfRenew', duration: 'P30D' });
    const error = await submitScheduleRequest(demo.ledger, caller(mallory), asked, randomUUID).catch((e) => e);
    expect(error.violation).toMatchObject({ code: 'extensionNotOpen', allowed: '2027-01-23T08:00:00Z' });
  });

  it('is refused what the policy would not allow, all at once', async () => {
    await lateIn(kind);
    const tooLong = { kind, type: 'selfExtend', duration: 'P366D', justification: ' ' } as const;
    expect((await byHolder(tooLong)).outcome).toBe('policyRulesUnmet expiration justification');
    expect((await byHolder({ kind, type: 'selfExtend', duration: 'PT4M' })).outcome).toBe('scheduleInvalid');
    const gap = { startAt: demo.clock().add(days(11)), expiration: lasting('P30D') };
    expect((await byHolder({ kind, type: 'selfExtend', schedule: gap })).outcome).toBe('scheduleInvalid');
  });

  it('has one open request, and may withdraw it', async () => {
    await lateIn(kind);
    const first = await byHolder({ kind, type: 'selfExtend' });
    expect((await byHolder({ kind, type: 'selfExtend' })).outcome).toBe('pendingRequestExists');
    await cancelScheduleRequest(demo.ledger, caller(mallory), first.id);
    expect((await byHolder({ kind, type: 'selfExtend' })).outcome).toBe('done');
    expect(await decide(as('grace'), first.id)).toBe('approvalClosed');
  });

  it('loses an undecided request at the end, by the clock, and asks to renew instead', async () => {
    await lateIn(kind);
    const { id } = await byHolder({ kind, type: 'selfExtend' });
    demo.clock.set('2026-12-24T08:00:00Z');
    expect(await decide(as('grace'), id)).toBe('approvalClosed');
    const renewal = await byHolder({ kind, type: 'selfRenew' });
    expect(renewal.outcome).toBe('done');
    expect(await statusOf(id)).toBe('timedOut');
    await timeOutExtension(demo.ledger, renewal.id);
    expect(await statusOf(renewal.id)).toBe('pendingAdminDecision');
    demo.clock.set('2027-01-23T08:00:00Z');
    await timeOutExtension(demo.ledger, renewal.id);
    expect(await statusOf(renewal.id)).toBe('timedOut');
  });

  it('loses it when the assignment is removed or the account disabled', async () => {
    await lateIn(kind);
    const { id } = await byHolder({ kind, type: 'selfExtend' });
    await byGrace({ kind, type: 'adminRemove' });
    expect(await statusOf(id)).toBe('canceled');
    await lateIn(kind);
    const second = await byHolder({ kind, type: 'selfExtend' });
    await disablePrincipal(demo.ledger, as('grace'), mallory);
    expect(await statusOf(second.id)).toBe('canceled');
  });
});

describe('the holder cannot extend', () => {
  it('a permanent assignment', async () => {
    const schedule = { startAt: null, expiration: { type: 'noExpiration' } } as const;
    await assign(demo.ledger, {
      kind: 'eligible',
      principalId: mallory,
      roleDefinitionId: demoRoles.securityOperator,
      scope: parseScope('/'),
      schedule,
    });
    const about = { roleDefinitionId: demoRoles.securityOperator, scope: parseScope('/') };
    expect((await byHolder({ kind: 'eligible', type: 'selfExtend', ...about })).outcome).toBe('extensionNotPossible');
  });
  it('what they have through a group, in their own name or in that of the group', async () => {
    demo.clock.set('2027-11-20T08:00:00Z');
    const asked = { kind: 'eligible', type: 'selfExtend', duration: 'P30D' } as const;
    expect((await submit(as('alice'), { ...asked, principalId: alice })).outcome).toBe('extensionNotPossible');
    expect((await submit(as('alice'), { ...asked, principalId: demoIds.platformEngineers })).outcome).toBe(
      'extensionNotPossible',
    );
    expect((await byGrace({ ...asked, type: 'adminExtend', principalId: demoIds.platformEngineers })).outcome).toBe(
      'done',
    );
  });
  it("what is somebody else's", async () => {
    await lateIn('eligible');
    expect((await submit(as('alice'), { kind: 'eligible', type: 'selfExtend' })).outcome).toBe('notPermitted');
  });
  it('what was removed: that is not expired, and not renewed', async () => {
    const id = await lateIn('eligible');
    await byGrace({ kind: 'eligible', type: 'adminRemove' });
    const asked = { kind: 'eligible', type: 'selfRenew', targetScheduleId: id } as const;
    expect((await byHolder(asked)).outcome).toBe('extensionNotPossible');
  });
});

describe('an administrator', () => {
  it('sets end and type: the one ends, the other begins', async () => {
    const scheduleId = await lateIn('eligible');
    await activate(demo.ledger, { principalId: mallory });
    const { id } = await byHolder({ kind: 'eligible', type: 'selfExtend' });
    expect(await decide(as('grace'), id, { kind: 'active', expiration: lasting('P7D') })).toBe('done');
    expect((await scheduleOf(scheduleId))?.endReason).toBe('converted');
    expect((await scheduleOf(id))?.schedule).toMatchObject({ kind: 'active', assignmentType: 'assigned' });
    expect(await mayDo(demo, mallory)).toBe(true);
  });
  it('sets a start to come of a renewal', async () => {
    await lateIn('active');
    demo.clock.set('2026-12-25T08:00:00Z');
    const { id } = await byHolder({ type: 'selfRenew' });
    const startAt = Temporal.Instant.from('2026-12-26T08:00:00Z');
    expect(await decide(as('grace'), id, { startAt })).toBe('done');
    expect(await mayDo(demo, mallory)).toBe(false);
    expect(await statusOf(id)).toBe('pendingScheduleCreation');
    demo.clock.set(startAt);
    expect(await mayDo(demo, mallory)).toBe(true);
  });
  it('is held to the policy of the kind that is granted, as it is now', async () => {
    await lateIn('eligible');
    const { id } = await byHolder({ kind: 'eligible', type: 'selfExtend', duration: 'P365D' });
    expect(await decide(as('grace'), id, { kind: 'active' })).toBe('policyRulesUnmet expiration');
    expect(await decide(as('grace'), id, { kind: 'active', expiration: lasting('P7D'), justification: null })).toBe(
      'policyRulesUnmet justification',
    );
  });
  it('denies with a reason only, and is final', async () => {
    const scheduleId = await lateIn('eligible');
    const { id } = await byHolder({ kind: 'eligible', type: 'selfExtend' });
    expect(await decide(as('grace'), id, { result: 'denied', justification: ' ' })).toBe('justificationMissing');
    expect(await decide(as('grace'), id, { result: 'denied', justification: 'not needed' })).toBe('done');
    expect(await decide(as('grace'), id)).toBe('alreadyDecided');
    expect(await endOf(scheduleId)).toBe('2026-12-24T08:00:00Z');
  });
  it('of two who decide at once, one wins and the other is told who', async () => {
    await assign(demo.ledger, { principalId: demoIds.heidi, roleDefinitionId: demoRoles.userAccessAdministrator });
    await lateIn('eligible');
    const { id } = await byHolder({ kind: 'eligible', type: 'selfExtend' });
    const outcomes = await Promise.all([
      decide(as('heidi'), id),
      decide(as('grace'), id, { result: 'denied', justification: 'no' }),
    ]);
    expect(outcomes).toEqual(['done', 'alreadyDecided']);
    const extension = await demo.ledger.read((reader) => extensionOf(reader, id));
    expect(extension?.decision).toMatchObject({ result: 'approved', decidedById: demoIds.heidi });
  });
  it('never decides their own, nor answers it by extending it themselves', async () => {
    await assign(demo.ledger, { principalId: mallory, roleDefinitionId: demoRoles.userAccessAdministrator });
    await lateIn('eligible');
    const { id } = await byHolder({ kind: 'eligible', type: 'selfExtend' });
    expect(await decide(caller(mallory), id)).toBe('ownRequest');
    expect((await byHolder({ kind: 'eligible', type: 'adminExtend' })).outcome).toBe('ownRequest');
  });
  it.each(['mallory', 'oscar', 'bob', 'heidi'] as const)('is none of these: %s', async (name) => {
    await lateIn('eligible');
    const { id } = await byHolder({ kind: 'eligible', type: 'selfExtend' });
    expect(await decide(as(name), id)).toBe('notPermitted');
    expect(await decide(as(name), id, { result: 'denied' })).toBe('notPermitted');
  });
  it('extends without being asked, within the same window, and answers what waits', async () => {
    const scheduleId = await lateIn('eligible', 15);
    expect((await byGrace({ kind: 'eligible', type: 'adminExtend' })).outcome).toBe('extensionNotOpen');
    demo.clock.set(demo.clock().add(days(1)));
    const waiting = await byHolder({ kind: 'eligible', type: 'selfExtend' });
    expect((await byGrace({ kind: 'eligible', type: 'adminExtend', duration: 'P60D' })).outcome).toBe('done');
    expect(await endOf(scheduleId)).toBe('2027-02-22T08:00:00Z');
    expect(await statusOf(waiting.id)).toBe('provisioned');
    expect((await byGrace({ kind: 'eligible', type: 'adminExtend' })).outcome).toBe('extensionNotOpen');
  });
  it('renews without being asked, also as another kind', async () => {
    const scheduleId = await lateIn('eligible');
    demo.clock.set('2026-12-24T08:00:00Z');
    const renewal = await byGrace({ kind: 'active', type: 'adminRenew', targetScheduleId: scheduleId });
    expect(renewal.outcome).toBe('done');
    expect(await mayDo(demo, mallory)).toBe(true);
    expect((await scheduleOf(scheduleId))?.schedule.kind).toBe('eligible');
  });
  it('does not renew what is there again', async () => {
    await lateIn('active');
    demo.clock.set('2026-12-24T08:00:00Z');
    expect((await byGrace({ type: 'adminRenew' })).outcome).toBe('done');
    expect((await byGrace({ type: 'adminRenew' })).outcome).toBe('assignmentExists');
  });
});

it('prolongs the eligibility, never what runs from it', async () => {
  await lateIn('eligible');
  const activation = await activate(demo.ledger, { principalId: mallory });
  const { id } = await byHolder({ kind: 'eligible', type: 'selfExtend' });
  await decide(as('grace'), id);
  expect(await endOf(activation.id)).toBe('2026-12-14T10:00:00Z');
});

it('reaches no further than the scope at which somebody administers', async () => {
  const web = parseScope(demoScopes.web);
  await assign(demo.ledger, {
    principalId: demoIds.judy,
    roleDefinitionId: demoRoles.userAccessAdministrator,
    scope: web,
  });
  await lateIn('eligible');
  const { id } = await byHolder({ kind: 'eligible', type: 'selfExtend', scope: production });
  expect(await decide(as('judy'), id)).toBe('notPermitted');
});
