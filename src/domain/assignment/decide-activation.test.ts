import { describe, expect, it } from 'vitest';
import {
  activationFacts,
  aHolder,
  anApprovalRule,
  anAsk,
  anEligibility,
  aPolicy,
  BOB,
  fromNow,
  lasting,
  NOW,
  RESOURCE_GROUP,
  SUBSCRIPTION,
} from '../../../test/support/builders.ts';
import { Refusal } from '../errors.ts';
import { activationRulesOf } from '../policy/activation-rules.ts';
import type { AskedRequest } from '../request/request.ts';
import { ROOT } from '../scope.ts';
import { type ActivationFacts, decideActivation } from './decide-activation.ts';

function decide(asked: Partial<AskedRequest> = {}, facts: Partial<ActivationFacts> = {}) {
  return decideActivation(anAsk({ id: 'request-1', ...asked }), activationFacts(facts), NOW);
}

/** The code, with the unmet rules where there are any. */
function refusal(asked: Partial<AskedRequest> = {}, facts: Partial<ActivationFacts> = {}): string {
  try {
    const decision = decide(asked, facts);
    if (decision.accepted) return 'accepted';
    const { code, rules } = decision.violation;
    return [code, ...(rules ?? []).map(({ rule }) => rule)].join(' ');
  } catch (error) {
    if (error instanceof Refusal) return `${error.violation.code} ${error.violation.field}`;
    throw error;
  }
}

const schedule = (duration: string, startAt: Temporal.Instant | null = null) => ({
  schedule: { startAt, expiration: lasting(duration) },
});
const until = (endAt: Temporal.Instant) => ({
  schedule: { startAt: null, expiration: { type: 'afterDateTime', endAt } as const },
});
const condition = (text: string) => ({ text, version: '2.0' });
const broad = condition("@Resource[a/b:Name] StringEquals 'x'");
const narrow = condition("@Resource[a/b:Name] StringEquals 'x' AND @Resource[a/b:Kind] StringEquals 'y'");
const other = condition("@Resource[a/b:Name] StringEquals 'z'");

describe('grants', () => {
  it('at once, resting on the eligibility, where no approval is needed', () => {
    expect(decide()).toEqual({
      accepted: true,
      events: [
        {
          type: 'scheduleRequest.submitted',
          policyScope: null,
          request: expect.objectContaining({
            id: 'request-1',
            status: 'provisioned',
            createdAt: NOW,
            linkedEligibilityId: 'eligibility-1',
            resultingScheduleId: 'request-1',
          }),
        },
        {
          type: 'schedule.created',
          schedule: expect.objectContaining({
            id: 'request-1',
            kind: 'active',
            assignmentType: 'activated',
            startAt: NOW,
            endAt: fromNow('PT2H'),
            linkedEligibilityId: 'eligibility-1',
          }),
        },
      ],
    });
  });
  it('later, where a start to come was asked for', () => {
    expect(decide(schedule('PT2H', fromNow('PT1H')))).toMatchObject({
      events: [
        { request: { status: 'pendingScheduleCreation' } },
        { schedule: { startAt: fromNow('PT1H'), endAt: fromNow('PT3H') } },
      ],
    });
  });
  it('from now, where the asked start is past', () => {
    expect(decide(schedule('PT2H', fromNow('-PT1H')))).toMatchObject({
      events: [{ request: { status: 'provisioned' } }, { schedule: { startAt: NOW, endAt: fromNow('PT2H') } }],
    });
  });
  it('at a narrower scope than that of the eligibility', () => {
    const facts = { scopeChain: [RESOURCE_GROUP, SUBSCRIPTION, ROOT] };
    expect(decide({ scope: RESOURCE_GROUP }, facts)).toMatchObject({
      events: [{}, { schedule: { scope: RESOURCE_GROUP } }],
    });
  });
  it('through a group that the person is in', () => {
    const facts = { caller: aHolder({}, ['group-1']), eligibilities: [anEligibility({ principalId: 'group-1' })] };
    expect(decide({}, facts).accepted).toBe(true);
  });
  it('from the eligibility that lasts longest, then the nearest', () => {
    const eligibilities = [
      anEligibility({ id: 'short', endAt: fromNow('PT3H') }),
      anEligibility({ id: 'far', scope: ROOT }),
      anEligibility({ id: 'near' }),
    ];
    expect(decide({}, { eligibilities })).toMatchObject({ events: [{ request: { linkedEligibilityId: 'near' } }, {}] });
  });
  it('from the named eligibility alone', () => {
    const eligibilities = [anEligibility({ id: 'one' }), anEligibility({ id: 'two', endAt: fromNow('PT3H') })];
    const decision = decide({ linkedEligibilityId: 'two' }, { eligibilities });
    expect(decision).toMatchObject({ events: [{ request: { linkedEligibilityId: 'two' } }, {}] });
  });
  it('up to the very end of the eligibility', () => {
    expect(decide(schedule('PT2H'), { eligibilities: [anEligibility({ endAt: fromNow('PT2H') })] }).accepted).toBe(
      true,
    );
  });
  it('with the condition of the eligibility, or a narrower one that was asked for', () => {
    const conditional = { eligibilities: [anEligibility({ condition: broad })] };
    expect(decide({}, conditional)).toMatchObject({ events: [{}, { schedule: { condition: broad } }] });
    expect(decide({ condition: narrow }, conditional)).toMatchObject({
      events: [{}, { schedule: { condition: narrow } }],
    });
    expect(decide({ condition: broad })).toMatchObject({ events: [{}, { schedule: { condition: broad } }] });
  });
  it('from another eligibility where the condition of the best one does not allow what was asked', () => {
    const eligibilities = [
      anEligibility({ id: 'best', condition: other, endAt: null }),
      anEligibility({ id: 'next', condition: broad }),
    ];
    const decision = decide({ condition: narrow }, { eligibilities });
    expect(decision).toMatchObject({ events: [{ request: { linkedEligibilityId: 'next' } }, {}] });
  });
});

describe('asks the approvers', () => {
  const policy = aPolicy({ Approval_EndUser_Assignment: anApprovalRule({ window: 'PT24H' }) }, { writtenAt: ROOT });
  const approval = (asked: Partial<AskedRequest>, facts: Partial<ActivationFacts> = {}) => {
    const decision = decide(asked, { policy, ...facts });
    const event = decision.accepted ? decision.events[2] : undefined;
    return event?.type === 'approval.requested' ? event : expect.fail('no approval was asked for');
  };

  it('without giving anything yet', () => {
    expect(decide({}, { policy })).toEqual({
      accepted: true,
      events: [
        {
          type: 'scheduleRequest.submitted',
          policyScope: ROOT,
          request: expect.objectContaining({ status: 'pendingApproval' }),
        },
        {
          type: 'approval.begun',
          requestId: 'request-1',
          stageIds: ['stage-1'],
          rules: activationRulesOf(policy.rules),
        },
        {
          type: 'approval.requested',
          requestId: 'request-1',
          stageId: 'stage-1',
          ordinal: 0,
          expiresAt: fromNow('PT24H'),
          isApproverJustificationRequired: true,
          approvalsNeeded: 1,
          approvers: [{ kind: 'user', id: BOB, description: null }],
        },
      ],
    });
  });
  it('of the first of two stages, and keeps the second for later', () => {
    const [first] = anApprovalRule().stages;
    const stages = [{ ...first, approvalsNeeded: 2 }, first] as const;
    const two = aPolicy({ Approval_EndUser_Assignment: anApprovalRule({ stages }) });
    const events = [{}, { stageIds: ['stage-1', 'stage-2'] }, { stageId: 'stage-1', approvalsNeeded: 2 }];
    expect(decide({}, { policy: two })).toMatchObject({ events });
  });
  it('until the asked end at the latest', () => {
    expect(approval(until(fromNow('PT3H'))).expiresAt).toEqual(fromNow('PT3H'));
  });
  it('until the end of the eligibility at the latest', () => {
    expect(approval({}, { eligibilities: [anEligibility({ endAt: fromNow('PT2H') })] }).expiresAt).toEqual(
      fromNow('PT2H'),
    );
  });
  it('beyond a start to come, for the whole window', () => {
    expect(approval(schedule('PT2H', fromNow('PT1H'))).expiresAt).toEqual(fromNow('PT24H'));
  });
});

describe('refuses', () => {
  it.each<readonly [string, string, Partial<AskedRequest>, Partial<ActivationFacts>]>([
    ['a disabled person', 'principalDisabled', {}, { caller: aHolder({ enabled: false }) }],
    ['a request for somebody else', 'notPermitted', { principalId: BOB }, {}],
    ['a second activation', 'assignmentExists', {}, { existingActivationId: 'activation-9' }],
    ['a second open request', 'pendingRequestExists', {}, { openRequestId: 'request-9' }],
    ['a condition that cannot be read', 'conditionInvalid', { condition: condition('(((') }, {}],
    ['a condition of an unknown version', 'conditionInvalid', { condition: { ...broad, version: '3.0' } }, {}],
    [
      'a wider condition',
      'conditionInvalid',
      { condition: broad },
      { eligibilities: [anEligibility({ condition: narrow })] },
    ],
    [
      'another condition',
      'conditionInvalid',
      { condition: other },
      { eligibilities: [anEligibility({ condition: broad })] },
    ],
    ['no eligibility', 'policyRulesUnmet eligibility', {}, { eligibilities: [] }],
    [
      'an eligibility of somebody else',
      'policyRulesUnmet eligibility',
      {},
      { eligibilities: [anEligibility({ principalId: BOB })] },
    ],
    [
      'an eligibility of a group that the person is not in',
      'policyRulesUnmet eligibility',
      {},
      { eligibilities: [anEligibility({ principalId: 'group-1' })] },
    ],
    [
      'an eligibility for another role',
      'policyRulesUnmet eligibility',
      {},
      { eligibilities: [anEligibility({ roleDefinitionId: 'x' })] },
    ],
    [
      'an active assignment in its place',
      'policyRulesUnmet eligibility',
      {},
      { eligibilities: [anEligibility({ kind: 'active' })] },
    ],
    [
      'a wider scope than that of the eligibility',
      'policyRulesUnmet eligibility',
      {},
      { eligibilities: [anEligibility({ scope: RESOURCE_GROUP })] },
    ],
    [
      'an eligibility that ended now',
      'policyRulesUnmet eligibility',
      {},
      { eligibilities: [anEligibility({ endAt: NOW })] },
    ],
    [
      'an eligibility that starts in a millisecond',
      'policyRulesUnmet eligibility',
      {},
      { eligibilities: [anEligibility({ startAt: fromNow('PT0.001S') })] },
    ],
    [
      'an eligibility that ends at the asked start',
      'policyRulesUnmet eligibility',
      schedule('PT1H', fromNow('PT1H')),
      { eligibilities: [anEligibility({ endAt: fromNow('PT1H') })] },
    ],
    ['an unknown named eligibility', 'policyRulesUnmet eligibility', { linkedEligibilityId: 'x' }, {}],
    [
      'an end a millisecond after that of the eligibility',
      'policyRulesUnmet expiration',
      schedule('PT2H'),
      { eligibilities: [anEligibility({ endAt: fromNow('PT1H59M59.999S') })] },
    ],
    ['a millisecond more than the maximum', 'policyRulesUnmet expiration', schedule('PT8H0.001S'), {}],
    [
      'a permanent activation',
      'policyRulesUnmet expiration',
      { schedule: { startAt: null, expiration: { type: 'noExpiration' } } },
      {},
    ],
    [
      'a permanent activation where the policy would let it',
      'policyRulesUnmet expiration',
      { schedule: { startAt: null, expiration: null } },
      {
        policy: aPolicy({
          Expiration_EndUser_Assignment: { kind: 'expiration', isExpirationRequired: false, maximumDuration: 'PT8H' },
        }),
      },
    ],
    ['a month', 'scheduleInvalid duration', schedule('P1M'), {}],
    ['four minutes', 'scheduleInvalid duration', schedule('PT4M'), {}],
    ['an end that is past', 'scheduleInvalid endAt', until(fromNow('-PT1H')), {}],
    ['a start more than 90 days ahead', 'scheduleInvalid startAt', schedule('PT1H', fromNow('PT2160H0.001S')), {}],
  ])('%s', (_, expected, asked, facts) => {
    expect(refusal(asked, facts)).toBe(expected);
  });

  it('naming everything that is missing at once, each once', () => {
    const policy = aPolicy({
      Enablement_EndUser_Assignment: {
        kind: 'enablement',
        enabled: ['justification', 'ticketing', 'multiFactorAuthentication'],
      },
      AuthenticationContext_EndUser_Assignment: { kind: 'authenticationContext', isEnabled: true, claimValue: 'c1' },
      Approval_EndUser_Assignment: anApprovalRule(),
    });
    const asked = { ...schedule('PT9H'), justification: ' ' };
    expect(refusal(asked, { policy, eligibilities: [] })).toBe(
      'policyRulesUnmet eligibility expiration justification ticketing mfa authenticationContext',
    );
    const short = [anEligibility({ endAt: fromNow('PT1H') })];
    expect(refusal(asked, { policy, eligibilities: short })).toBe(
      'policyRulesUnmet expiration justification ticketing mfa authenticationContext',
    );
  });

  it('a service principal where a second factor is asked for, and takes it elsewhere', () => {
    const caller = aHolder({ kind: 'servicePrincipal' });
    const policy = aPolicy({
      Enablement_EndUser_Assignment: { kind: 'enablement', enabled: ['multiFactorAuthentication'] },
    });
    expect(refusal({}, { caller, policy })).toBe('policyRulesUnmet mfa');
    expect(refusal({}, { caller })).toBe('accepted');
  });

  it('with what stands in the way', () => {
    expect(decide({}, { existingActivationId: 'a-9' })).toMatchObject({ violation: { conflictsWith: 'a-9' } });
    expect(decide({}, { openRequestId: 'r-9' })).toMatchObject({ violation: { conflictsWith: 'r-9' } });
  });
});
