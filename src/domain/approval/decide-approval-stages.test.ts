import { describe, expect, it } from 'vitest';
import {
  aDecision,
  aHolder,
  anApprovalRule,
  anEligibility,
  aPolicy,
  approvalFacts,
  aRequest,
  aStage,
  aStageDecision,
  BOB,
  fromNow,
  NOW,
  RESOURCE_GROUP,
  SUBSCRIPTION,
} from '../../../test/support/builders.ts';
import { Refusal } from '../errors.ts';
import { activationRulesOf } from '../policy/activation-rules.ts';
import type { PolicyRules } from '../policy/policy.ts';
import { parseScope, ROOT, type Scope } from '../scope.ts';
import type { ApprovalStage, ApprovalTerms } from './approval.ts';
import { type ApprovalFacts, type AskedDecision, decideApproval } from './decide-approval.ts';

const CAROL = 'carol';
const DAVE = 'dave';
const VAULT = parseScope(`${SUBSCRIPTION}/resourceGroups/rg-vault`);

const [anyStage] = anApprovalRule({ approverIds: [BOB, CAROL, DAVE] }).stages;
const twoStages = anApprovalRule({
  stages: [
    { ...anyStage, window: 'PT2H', approvalsNeeded: 2 },
    { ...anyStage, window: 'PT30M', isApproverJustificationRequired: false },
  ],
});
const policy = aPolicy({ Approval_EndUser_Assignment: twoStages });

function terms(rules: Partial<PolicyRules> = {}): ApprovalTerms {
  const submitted = aPolicy({ Approval_EndUser_Assignment: twoStages, ...rules }).rules;
  return { requestId: 'request-1', rules: activationRulesOf(submitted), stageIds: ['stage-1', 'stage-2'] };
}

const byBob = aStageDecision({ decidedById: BOB });
const byCarol = aStageDecision({ decidedById: CAROL });
const approvers = anyStage.approvers;
const firstOpen = aStage({ approvalsNeeded: 2, approvers });
const firstHalf = aStage({ approvalsNeeded: 2, approvers, decisions: [byBob] });
const firstDone = aStage({ approvalsNeeded: 2, approvers, decisions: [byBob, byCarol], decision: byCarol });
const secondOpen = aStage({ id: 'stage-2', ordinal: 1, approvers, isApproverJustificationRequired: false });

function facts(stages: readonly ApprovalStage[], deciderId: string, over: Partial<ApprovalFacts> = {}): ApprovalFacts {
  const stage = stages.at(-1) as ApprovalStage;
  return approvalFacts({ policy, terms: terms(), stages, stage, decider: aHolder({ id: deciderId }), ...over });
}

function eventsOf(stages: readonly ApprovalStage[], deciderId: string, asked: Partial<AskedDecision> = {}) {
  const outcome = decideApproval(aDecision(asked), facts(stages, deciderId), NOW);
  return outcome.accepted ? outcome.events : expect.fail(JSON.stringify(outcome));
}

function codeOf(asked: Partial<AskedDecision>, given: ApprovalFacts, now = NOW): string {
  try {
    const outcome = decideApproval(aDecision(asked), given, now);
    return outcome.accepted ? 'accepted' : outcome.violation.code;
  } catch (error) {
    if (error instanceof Refusal) return error.violation.code;
    throw error;
  }
}

describe('where two must approve', () => {
  it('the first approval waits for another person', () => {
    const [decided, ...others] = eventsOf([firstOpen], BOB);
    expect(decided).toMatchObject({ type: 'approval.decided', decidedById: BOB, settles: 'nothing' });
    expect(others).toEqual([]);
  });
  it('one denial is final', () => {
    const events = eventsOf([firstHalf], CAROL, { result: 'denied' });
    expect(events).toMatchObject([{ type: 'approval.decided', result: 'denied' }]);
    expect(events[0]).not.toHaveProperty('settles');
  });
  it('a second decision of the same person is a conflict that names theirs', () => {
    for (const result of ['approved', 'denied'] as const) {
      const again = decideApproval(aDecision({ result }), facts([firstHalf], BOB), fromNow('PT1H'));
      expect(again).toMatchObject({ violation: { code: 'alreadyDecided', conflictsWith: BOB } });
      expect(again).toMatchObject({
        violation: { message: expect.stringContaining('another person must decide too') },
      });
    }
  });
  it('who comes after enough did is told who concluded it', () => {
    expect(decideApproval(aDecision(), facts([firstDone], DAVE), NOW)).toMatchObject({
      violation: { code: 'alreadyDecided', conflictsWith: CAROL },
    });
  });
});

describe('where a second stage follows', () => {
  it('it opens when the first is approved, with a window of its own', () => {
    const at = fromNow('PT1H');
    const outcome = decideApproval(aDecision(), facts([firstHalf], CAROL), at);
    expect(outcome).toMatchObject({
      events: [
        { type: 'approval.decided', stageId: 'stage-1', settles: 'stage' },
        {
          type: 'approval.requested',
          stageId: 'stage-2',
          ordinal: 1,
          expiresAt: fromNow('PT1H30M'),
          approvalsNeeded: 1,
          isApproverJustificationRequired: false,
        },
      ],
    });
  });
  it('for no longer than the eligibility lasts', () => {
    const eligibility = anEligibility({ endAt: fromNow('PT2H10M') });
    const at = fromNow('PT2H');
    const stage = { ...firstHalf, expiresAt: fromNow('PT3H') };
    const outcome = decideApproval(aDecision({ duration: 'PT5M' }), facts([stage], CAROL, { eligibility }), at);
    expect(outcome).toMatchObject({ events: [{}, { expiresAt: fromNow('PT2H10M') }] });
  });
  it('the last approval gives the role, without a justification where its stage asks for none', () => {
    const events = eventsOf([firstDone, secondOpen], DAVE, { justification: null });
    expect(events.map(({ type }) => type)).toEqual(['approval.decided', 'scheduleRequest.moved', 'schedule.created']);
    expect(events[0]).not.toHaveProperty('settles');
  });
  it('nobody decides in both', () => {
    const given = facts([firstDone, secondOpen], BOB);
    expect(codeOf({}, given)).toBe('alreadyDecided');
    expect(codeOf({ result: 'denied' }, given)).toBe('alreadyDecided');
  });
  it('a decision that names the first stage comes too late', () => {
    const given = facts([firstDone, secondOpen], DAVE, { stage: firstDone });
    expect(decideApproval(aDecision(), given, NOW)).toMatchObject({ violation: { conflictsWith: CAROL } });
  });
  it('only its own approvers decide it, those that count now', () => {
    const [first, second] = twoStages.stages as readonly [typeof anyStage, typeof anyStage];
    const onlyErin = { ...second, approvers: [{ kind: 'user', id: 'erin', description: null }] } as const;
    const now = aPolicy({ Approval_EndUser_Assignment: anApprovalRule({ stages: [first, onlyErin] }) });
    expect(codeOf({}, facts([firstDone, secondOpen], DAVE, { policy: now }))).toBe('notAnApprover');
    expect(codeOf({}, facts([firstDone, secondOpen], 'erin', { policy: now }))).toBe('accepted');
  });
  it('it has run out by its own window', () => {
    const second = { ...secondOpen, expiresAt: fromNow('PT30M') };
    expect(codeOf({}, facts([firstDone, second], DAVE), fromNow('PT29M59.999S'))).toBe('accepted');
    expect(codeOf({}, facts([firstDone, second], DAVE), fromNow('PT30M'))).toBe('approvalClosed');
  });
});

describe('where several grant less', () => {
  const chain = (scope: Scope) => (scope === SUBSCRIPTION ? [SUBSCRIPTION, ROOT] : [scope, SUBSCRIPTION, ROOT]);
  function grant(
    before: { readonly duration?: string; readonly scope?: Scope },
    then: { readonly duration?: string; readonly scope?: Scope },
    over: Partial<ApprovalFacts> = {},
    now = NOW,
  ) {
    const first = aStageDecision({ grantedDuration: before.duration ?? null, grantedScope: before.scope ?? null });
    const stage = aStage({ approvalsNeeded: 2, approvers, decisions: [first], expiresAt: fromNow('PT24H') });
    const one = anApprovalRule({ stages: [{ ...anyStage, approvalsNeeded: 2 }] });
    const asked = aDecision({ duration: then.duration ?? null, scope: then.scope ?? null });
    const given = facts([stage], CAROL, {
      policy: aPolicy({ Approval_EndUser_Assignment: one }),
      terms: null,
      remainingScopeChain: chain(before.scope ?? SUBSCRIPTION),
      grantedScopeChain: chain(then.scope ?? SUBSCRIPTION),
      ...over,
    });
    const outcome = decideApproval(asked, given, now);
    if (!outcome.accepted) return outcome.violation.code;
    const [decided, , created] = outcome.events;
    if (decided?.type !== 'approval.decided' || created?.type !== 'schedule.created') return expect.fail('no role');
    const { grantedDuration, grantedScope } = decided;
    const { scope, startAt, endAt } = created.schedule;
    return { grantedDuration, grantedScope, scope, lasts: endAt === null ? null : `${startAt.until(endAt)}` };
  }

  it.each([
    ['the shorter time of the first', { duration: 'PT30M' }, { duration: 'PT1H' }, 'PT30M', 'PT1800S'],
    ['the shorter time of the second', { duration: 'PT1H' }, { duration: 'PT20M' }, 'PT20M', 'PT1200S'],
    ['the shorter time, though the second asked for none', { duration: 'PT1H' }, {}, 'PT1H', 'PT3600S'],
    ['all of it where nobody granted less', {}, {}, null, 'PT7200S'],
  ])('%s holds', (_, before, then, grantedDuration, lasts) => {
    expect(grant(before, then)).toMatchObject({ grantedDuration, lasts });
  });
  it.each([
    ['the narrower scope of the first', { scope: RESOURCE_GROUP }, {}],
    ['the narrower scope of the second', {}, { scope: RESOURCE_GROUP }],
    ['the common scope', { scope: RESOURCE_GROUP }, { scope: SUBSCRIPTION }],
    ['the same scope', { scope: RESOURCE_GROUP }, { scope: RESOURCE_GROUP }],
  ])('%s holds', (_, before, then) => {
    expect(grant(before, then)).toMatchObject({ grantedScope: RESOURCE_GROUP, scope: RESOURCE_GROUP });
  });
  it('scopes with nothing in common are refused', () => {
    expect(grant({ scope: RESOURCE_GROUP }, { scope: VAULT })).toBe('grantsDisjoint');
  });
  it('more than was asked is refused, however little the first granted', () => {
    expect(grant({ duration: 'PT30M' }, { duration: 'PT3H' })).toBe('moreThanAsked');
  });
  it('a fixed end that came closer since holds too', () => {
    const endAt = fromNow('PT3H');
    const request = aRequest({ schedule: { startAt: null, expiration: { type: 'afterDateTime', endAt } } });
    expect(grant({ duration: 'PT2H' }, {}, { request }, fromNow('PT2H'))).toMatchObject({ lasts: 'PT3600S' });
  });
});

describe('ends a request instead of approving it', () => {
  const strict = aPolicy({
    Approval_EndUser_Assignment: twoStages,
    Enablement_EndUser_Assignment: { kind: 'enablement', enabled: ['justification', 'ticketing'] },
  });
  it('when the rules became stricter since', () => {
    expect(decideApproval(aDecision(), facts([firstOpen], BOB, { policy: strict }), NOW)).toMatchObject({
      accepted: false,
      violation: { code: 'approvalClosed', field: 'Enablement_EndUser_Assignment' },
      closing: { type: 'scheduleRequest.canceled', reason: 'policyChanged', canceledById: null },
    });
  });
  it('when the eligibility has ended', () => {
    for (const eligibility of [null, anEligibility({ endAt: NOW })]) {
      expect(decideApproval(aDecision(), facts([firstOpen], BOB, { eligibility }), NOW)).toMatchObject({
        violation: { code: 'approvalClosed' },
        closing: { reason: 'eligibilityEnded' },
      });
    }
  });
  it('only for an approver, and not where it is denied', () => {
    const byOther = decideApproval(aDecision(), facts([firstOpen], 'mallory', { policy: strict }), NOW);
    expect(byOther).toMatchObject({ violation: { code: 'notAnApprover' } });
    expect(byOther).not.toHaveProperty('closing');
    expect(codeOf({ result: 'denied' }, facts([firstOpen], BOB, { policy: strict }))).toBe('accepted');
  });
  it('not when the rules became looser: those of the submission stay', () => {
    const loose = aPolicy({ Approval_EndUser_Assignment: anApprovalRule({ stages: [anyStage] }) });
    const events = decideApproval(aDecision(), facts([firstHalf], CAROL, { policy: loose }), NOW);
    expect(events).toMatchObject({ events: [{ settles: 'stage' }, { type: 'approval.requested', ordinal: 1 }] });
  });
});
