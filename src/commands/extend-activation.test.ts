import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  activate,
  approvalBy,
  approve,
  asks,
  assign,
  caller,
  deny,
  mayDo,
  outcomeOf,
  production,
  setRule,
} from '../../test/scenarios/story.ts';
import { anAssurance } from '../../test/support/builders.ts';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { demoIds, demoRoles, demoScopes } from '../demo/demo-organisation.ts';
import type { AskedRequest } from '../domain/request/request.ts';
import { parseScope } from '../domain/scope.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { scheduleById } from '../ledger/facts/schedule-facts.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { decideApprovalStage } from './decide-approval-stage.ts';
import { submitScheduleRequest, validateScheduleRequest } from './submit-schedule-request.ts';

let demo: DemoLedger;
beforeEach(async () => {
  demo = await demoLedger();
});
afterEach(async () => {
  expect((await verifyLedger(demo.engine)).problems).toEqual([]);
  await demo.ledger.close();
});

const { alice, mallory, bob } = demoIds;

/** Alice extends her running activation; the dry run must answer the same. */
async function extend(
  over: Partial<AskedRequest> & { readonly duration?: string } = {},
  assurance = as('alice').assurance,
) {
  const asked = asks({ type: 'selfExtend', duration: 'PT1H', ...over });
  const by = caller(asked.principalId, assurance);
  const dryRun = await outcomeOf(validateScheduleRequest(demo.ledger, by, asked, randomUUID));
  const outcome = await outcomeOf(submitScheduleRequest(demo.ledger, by, asked, randomUUID));
  expect(dryRun).toBe(outcome);
  return { outcome, id: asked.id };
}
const endOf = async (id: string) => (await demo.ledger.read((reader) => scheduleById(reader, id)))?.endAt?.toString();
const statusOf = async (id: string) => (await demo.ledger.read((reader) => requestById(reader, id)))?.status;

describe('a running activation lasts longer', () => {
  it('without a gap, by the duration that is added, with no timer running', async () => {
    const { id } = await activate(demo.ledger);
    demo.clock.advance('PT1H30M');
    expect((await extend()).outcome).toBe('done');
    expect(await endOf(id)).toBe('2026-11-24T11:00:00Z');
    demo.clock.set('2026-11-24T10:59:59.999Z');
    expect(await mayDo(demo, alice)).toBe(true);
    demo.clock.set('2026-11-24T11:00:00Z');
    expect(await mayDo(demo, alice)).toBe(false);
  });

  it('as a whole within the maximum', async () => {
    await activate(demo.ledger);
    expect((await extend({ duration: 'PT6H1M' })).outcome).toBe('policyRulesUnmet expiration');
    expect((await extend({ duration: 'PT6H' })).outcome).toBe('done');
    expect((await extend({ duration: 'PT5M' })).outcome).toBe('policyRulesUnmet expiration');
  });

  it('never beyond the eligibility', async () => {
    await assign(demo.ledger, { kind: 'eligible', principalId: mallory, duration: 'PT3H' });
    await activate(demo.ledger, { principalId: mallory });
    expect((await extend({ principalId: mallory, duration: 'PT1H0.001S' })).outcome).toBe(
      'policyRulesUnmet expiration',
    );
    expect((await extend({ principalId: mallory, duration: 'PT1H' })).outcome).toBe('done');
  });

  it('by the checks of a new activation, all named at once', async () => {
    await activate(demo.ledger);
    const rule = { kind: 'enablement', enabled: ['justification', 'ticketing', 'multiFactorAuthentication'] } as const;
    await setRule(demo.ledger, demoRoles.contributor, production, 'Enablement_EndUser_Assignment', rule);
    const bare = { justification: null, ticket: null, duration: 'PT9H' };
    expect((await extend(bare)).outcome).toBe('policyRulesUnmet expiration justification ticketing mfa');
    expect((await extend({}, anAssurance())).outcome).toBe('done');
  });

  it.each([
    ['a month', 'P1M', 'scheduleInvalid'],
    ['less than five minutes more', 'PT4M59.999S', 'scheduleInvalid'],
    ['a gap', { startAt: 'PT3H', duration: 'PT1H' }, 'scheduleInvalid'],
    ['for ever', { type: 'noExpiration' }, 'policyRulesUnmet expiration'],
  ] as const)('but not by %s', async (_, asked, expected) => {
    await activate(demo.ledger);
    if (typeof asked === 'string') return expect((await extend({ duration: asked })).outcome).toBe(expected);
    const startAt = 'startAt' in asked ? demo.clock().add(asked.startAt) : null;
    const expiration = 'type' in asked ? asked : ({ type: 'afterDuration', duration: asked.duration } as const);
    return expect((await extend({ schedule: { startAt, expiration } })).outcome).toBe(expected);
  });

  it('only while it runs, and for its holder', async () => {
    expect((await extend()).outcome).toBe('assignmentDoesNotExist');
    await activate(demo.ledger);
    const asked = asks({ type: 'selfExtend', duration: 'PT1H' });
    expect(await outcomeOf(submitScheduleRequest(demo.ledger, as('bob'), asked, randomUUID))).toBe('notPermitted');
    demo.clock.advance('PT2H');
    expect((await extend()).outcome).toBe('assignmentDoesNotExist');
  });

  it('is told apart from an assignment of the same role', async () => {
    const activation = await activate(demo.ledger);
    const assignment = await assign(demo.ledger, { principalId: alice, duration: 'P10D' });
    expect((await extend()).outcome).toBe('valueInvalid');
    expect((await extend({ targetScheduleId: activation.id })).outcome).toBe('done');
    const more = await extend({ targetScheduleId: assignment.id, duration: 'P10D' });
    expect(await statusOf(more.id)).toBe('pendingAdminDecision');
  });
});

describe('where the policy asks for approval', () => {
  const approver = approvalBy({ kind: 'user', id: bob });
  async function running(): Promise<string> {
    const { id } = await activate(demo.ledger);
    await setRule(demo.ledger, demoRoles.contributor, production, 'Approval_EndUser_Assignment', approver);
    demo.clock.advance('PT30M');
    return id;
  }

  it('the activation keeps its end until the approval, then has the new one', async () => {
    const activationId = await running();
    const { id } = await extend();
    expect(await statusOf(id)).toBe('pendingApproval');
    expect(await endOf(activationId)).toBe('2026-11-24T10:00:00Z');
    expect((await extend()).outcome).toBe('pendingRequestExists');
    await approve(demo.ledger, as('bob'), id);
    expect(await endOf(activationId)).toBe('2026-11-24T11:00:00Z');
    expect(await statusOf(id)).toBe('provisioned');
  });

  it('keeps its end when it is denied', async () => {
    const activationId = await running();
    const { id } = await extend();
    await deny(demo.ledger, as('bob'), id);
    expect(await endOf(activationId)).toBe('2026-11-24T10:00:00Z');
  });

  it('lasts less than was asked, where less is granted, or goes on at less of its scope', async () => {
    const activationId = await running();
    const less = await extend();
    const decision = { result: 'approved', justification: 'known', scope: null } as const;
    await decideApprovalStage(demo.ledger, as('bob'), less.id, { ...decision, duration: 'PT10M' });
    expect(await endOf(activationId)).toBe('2026-11-24T10:10:00Z');
    const narrow = await extend();
    await approve(demo.ledger, as('bob'), narrow.id, parseScope(demoScopes.web));
    demo.clock.set('2026-11-24T10:10:00Z');
    expect(await mayDo(demo, alice)).toBe(true);
    expect(await mayDo(demo, alice, { scope: production })).toBe(false);
    demo.clock.set('2026-11-24T11:10:00Z');
    expect(await mayDo(demo, alice)).toBe(false);
  });

  it('is not approved once the activation has ended, by time or by its holder', async () => {
    await running();
    const late = await extend();
    demo.clock.set('2026-11-24T10:00:00Z');
    expect(await outcomeOf(approve(demo.ledger, as('bob'), late.id))).toBe('approvalClosed');
    const { id } = await activate(demo.ledger);
    await approve(demo.ledger, as('bob'), id);
    const given = await extend();
    demo.clock.advance('PT10M');
    await activate(demo.ledger, { type: 'selfDeactivate' });
    expect(await statusOf(given.id)).toBe('canceled');
    expect(await outcomeOf(activate(demo.ledger))).toBe('done');
  });

  it('is also asked where only the extension needs one', async () => {
    const { id: activationId } = await activate(demo.ledger);
    const rule = { ...approver, isRequired: false, isRequiredForExtension: true } as typeof approver;
    await setRule(demo.ledger, demoRoles.contributor, production, 'Approval_EndUser_Assignment', rule);
    const { id } = await extend();
    expect(await statusOf(id)).toBe('pendingApproval');
    await approve(demo.ledger, as('bob'), id);
    expect(await endOf(activationId)).toBe('2026-11-24T11:00:00Z');
  });
});
