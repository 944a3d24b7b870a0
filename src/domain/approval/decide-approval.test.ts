import { describe, expect, it } from 'vitest';
import {
  ALICE,
  aDecision,
  aHolder,
  anApprovalRule,
  anEligibility,
  aPolicy,
  approvalFacts,
  aRequest,
  aStage,
  BOB,
  fromNow,
  lasting,
  NOW,
  RESOURCE_GROUP,
  SUBSCRIPTION,
} from '../../../test/support/builders.ts';
import { Refusal } from '../errors.ts';
import type { RequestedSchedule } from '../request/request.ts';
import type { RequestStatus } from '../request/request-status.ts';
import { ROOT } from '../scope.ts';
import { type ApprovalFacts, type AskedDecision, decideApproval } from './decide-approval.ts';
import { decideTimeOut } from './decide-time-out.ts';

/** The code of the refusal, or `accepted`. */
function outcome(asked: Partial<AskedDecision> = {}, facts: Partial<ApprovalFacts> = {}, now = NOW): string {
  try {
    const decision = decideApproval(aDecision(asked), approvalFacts(facts), now);
    return decision.accepted ? 'accepted' : decision.violation.code;
  } catch (error) {
    if (error instanceof Refusal) return error.violation.code;
    throw error;
  }
}

const asks = (schedule: Partial<RequestedSchedule>) =>
  aRequest({ schedule: { startAt: null, expiration: lasting('PT2H'), ...schedule } });
const until = (endAt: Temporal.Instant) => ({ type: 'afterDateTime', endAt }) as const;

function grantedSchedule(asked: Partial<AskedDecision>, facts: Partial<ApprovalFacts>, now = NOW) {
  const decision = decideApproval(aDecision(asked), approvalFacts(facts), now);
  const created = decision.accepted ? decision.events.find(({ type }) => type === 'schedule.created') : undefined;
  return created?.type === 'schedule.created' ? created.schedule : expect.fail(JSON.stringify(decision));
}

describe('approves', () => {
  it('and gives the role from the moment of the approval', () => {
    const at = fromNow('PT3H');
    expect(decideApproval(aDecision(), approvalFacts(), at)).toEqual({
      accepted: true,
      events: [
        {
          type: 'approval.decided',
          requestId: 'request-1',
          stageId: 'stage-1',
          result: 'approved',
          decidedById: BOB,
          justification: 'known incident',
          grantedDuration: null,
          grantedScope: null,
        },
        { type: 'scheduleRequest.moved', requestId: 'request-1', status: 'provisioned' },
        {
          type: 'schedule.created',
          schedule: expect.objectContaining({
            id: 'request-1',
            assignmentType: 'activated',
            principalId: ALICE,
            startAt: at,
            endAt: fromNow('PT5H'),
            linkedEligibilityId: 'eligibility-1',
          }),
        },
      ],
    });
  });

  it.each([
    [
      'a start to come',
      asks({ startAt: fromNow('PT5H') }),
      fromNow('PT1H'),
      fromNow('PT5H'),
      fromNow('PT7H'),
      'pendingScheduleCreation',
    ],
    [
      'a start that has passed',
      asks({ startAt: fromNow('PT5H') }),
      fromNow('PT6H'),
      fromNow('PT6H'),
      fromNow('PT8H'),
      'provisioned',
    ],
    [
      'a start that is now',
      asks({ startAt: fromNow('PT5H') }),
      fromNow('PT5H'),
      fromNow('PT5H'),
      fromNow('PT7H'),
      'provisioned',
    ],
    [
      'a fixed end',
      asks({ expiration: until(fromNow('PT5H')) }),
      fromNow('PT4H'),
      fromNow('PT4H'),
      fromNow('PT5H'),
      'provisioned',
    ],
  ])('%s: the time counts from the approval or the later start', (_, request, now, startAt, endAt, status) => {
    const decision = decideApproval(aDecision(), approvalFacts({ request }), now);
    expect(decision).toMatchObject({ events: [{}, { status }, { schedule: { startAt, endAt } }] });
  });

  it('less: a shorter time', () => {
    expect(grantedSchedule({ duration: 'PT30M' }, {}).endAt).toEqual(fromNow('PT30M'));
    expect(grantedSchedule({ duration: 'PT2H' }, {}).endAt).toEqual(fromNow('PT2H'));
  });
  it('less: a narrower scope', () => {
    const facts = { grantedScopeChain: [RESOURCE_GROUP, SUBSCRIPTION, ROOT] };
    expect(grantedSchedule({ scope: RESOURCE_GROUP }, facts).scope).toBe(RESOURCE_GROUP);
  });
  it('less, from a start to come', () => {
    const granted = grantedSchedule({ duration: 'PT1H' }, { request: asks({ startAt: fromNow('PT5H') }) });
    expect([granted.startAt, granted.endAt]).toEqual([fromNow('PT5H'), fromNow('PT6H')]);
  });
  it('up to the very end of the eligibility', () => {
    expect(outcome({}, { eligibility: anEligibility({ endAt: fromNow('PT2H') }) })).toBe('accepted');
  });
  it('without a justification where none is required', () => {
    const stage = aStage({ isApproverJustificationRequired: false });
    expect(outcome({ justification: null }, { stage })).toBe('accepted');
  });
});

describe('denies', () => {
  it('and gives nothing', () => {
    expect(decideApproval(aDecision({ result: 'denied' }), approvalFacts(), NOW)).toMatchObject({
      events: [{ type: 'approval.decided', result: 'denied', decidedById: BOB }],
    });
  });
  it('even when it could not be granted any more', () => {
    const facts = { eligibility: null, isAlreadyActive: true, grantedScopeChain: null };
    expect(outcome({ result: 'denied' }, facts)).toBe('accepted');
  });
  it('never without a justification', () => {
    const stage = aStage({ isApproverJustificationRequired: false });
    expect(outcome({ result: 'denied', justification: ' ' }, { stage })).toBe('justificationMissing');
  });
});

describe('who decides', () => {
  const named = (approverIds: readonly string[]) =>
    aPolicy({ Approval_EndUser_Assignment: anApprovalRule({ approverIds }) });
  const alice = aHolder({}, ['approvers']);
  it.each<readonly [string, string, Partial<ApprovalFacts>]>([
    ['a named person', 'accepted', {}],
    [
      'somebody in a named group',
      'accepted',
      { decider: aHolder({ id: 'carol' }, ['approvers']), policy: named(['approvers']) },
    ],
    [
      'a default approver where nobody is named',
      'accepted',
      { decider: aHolder({ id: 'carol' }), policy: named([]), holdsDefaultApproverRole: true },
    ],
    ['nobody else where nobody is named', 'notAnApprover', { policy: named([]) }],
    [
      'no default approver where somebody is named',
      'notAnApprover',
      { decider: aHolder({ id: 'carol' }), holdsDefaultApproverRole: true },
    ],
    ['somebody who is no approver any more', 'notAnApprover', { policy: named(['carol']) }],
    [
      'somebody whom the policy named since',
      'accepted',
      { decider: aHolder({ id: 'carol' }), policy: named(['carol']) },
    ],
    ['those of the submission where the policy asks for no approval any more', 'accepted', { policy: aPolicy() }],
    ['a disabled approver', 'principalDisabled', { decider: aHolder({ id: BOB, enabled: false }) }],
    ['a service principal', 'notAnApprover', { decider: aHolder({ id: BOB, kind: 'servicePrincipal' }) }],
    ['the requestor who is named', 'ownRequest', { decider: aHolder(), policy: named([ALICE]) }],
    ['the requestor in a named group', 'ownRequest', { decider: alice, policy: named(['approvers']) }],
    [
      'the requestor as a default approver',
      'ownRequest',
      { decider: aHolder(), policy: named([]), holdsDefaultApproverRole: true },
    ],
    ['who asked for somebody else', 'ownRequest', { request: aRequest({ requestorId: BOB }) }],
    [
      'a member of the group that it is for',
      'ownRequest',
      {
        request: aRequest({ principalId: 'group-1', requestorId: 'carol' }),
        decider: aHolder({ id: BOB }, ['group-1']),
      },
    ],
    [
      'who owns the service principal that asks',
      'ownRequest',
      { request: aRequest({ principalId: 'sp-1', requestorId: 'sp-1' }), requestorOwnerIds: [BOB] },
    ],
    [
      'who is in the group that owns it',
      'ownRequest',
      { decider: aHolder({ id: BOB }, ['owners']), requestorOwnerIds: ['owners'] },
    ],
    [
      'a service principal that the requestor owns',
      'ownRequest',
      { decider: aHolder({ id: BOB, kind: 'servicePrincipal' }), deciderOwnerIds: [ALICE] },
    ],
  ])('%s: %s', (_, expected, facts) => {
    expect(outcome({}, facts)).toBe(expected);
    expect(outcome({ result: 'denied' }, facts), 'a denial likewise').toBe(expected);
  });
});

describe('when it is too late', () => {
  const decision = {
    result: 'denied',
    decidedById: 'carol',
    decidedAt: NOW,
    justification: null,
    grantedDuration: null,
    grantedScope: null,
  } as const;
  it('the conflict names who decided, and what', () => {
    const facts = approvalFacts({ request: aRequest({ status: 'denied' }), stage: aStage({ decision }) });
    const refused = decideApproval(aDecision(), facts, fromNow('PT1H'));
    expect(refused).toMatchObject({ violation: { code: 'alreadyDecided', conflictsWith: 'carol' } });
    expect(refused).toMatchObject({ violation: { message: expect.stringContaining('denied by `carol`') } });
  });
  it('it is so from the end of the window on, by the clock alone', () => {
    expect(outcome({}, {}, fromNow('PT23H59M59.999S'))).toBe('accepted');
    expect(outcome({}, {}, fromNow('PT24H'))).toBe('approvalClosed');
    expect(outcome({ result: 'denied' }, {}, fromNow('PT24H'))).toBe('approvalClosed');
  });
  it.each<RequestStatus>(['canceled', 'timedOut', 'revoked', 'provisioned', 'accepted', 'approved'])(
    'a request that is %s is closed',
    (status) => {
      expect(outcome({}, { request: aRequest({ status }) })).toBe('approvalClosed');
    },
  );
});

describe('never more than was asked or is there', () => {
  it.each<readonly [string, string, Partial<AskedDecision>, Partial<ApprovalFacts>]>([
    ['a longer time', 'moreThanAsked', { duration: 'PT2H0.001S' }, {}],
    [
      'a time beyond the asked end',
      'moreThanAsked',
      { duration: 'PT3H' },
      { request: asks({ expiration: until(fromNow('PT2H')) }) },
    ],
    ['a wider scope', 'moreThanAsked', { scope: ROOT }, { grantedScopeChain: [ROOT] }],
    ['a sibling scope', 'moreThanAsked', { scope: RESOURCE_GROUP }, { grantedScopeChain: [RESOURCE_GROUP, ROOT] }],
    ['an unknown scope', 'scopeNotFound', { scope: RESOURCE_GROUP }, { grantedScopeChain: null }],
    ['less than five minutes', 'scheduleInvalid', { duration: 'PT4M59S' }, {}],
    ['a month', 'scheduleInvalid', { duration: 'P1M' }, {}],
    ['no duration', 'scheduleInvalid', { duration: 'soon' }, {}],
    ['an active role', 'assignmentExists', {}, { isAlreadyActive: true }],
    ['no eligibility', 'approvalClosed', {}, { eligibility: null }],
    ['an eligibility that has ended', 'approvalClosed', {}, { eligibility: anEligibility({ endAt: NOW }) }],
    [
      'an eligibility that ends a millisecond sooner',
      'moreThanAsked',
      {},
      { eligibility: anEligibility({ endAt: fromNow('PT1H59M59.999S') }) },
    ],
    ['no justification', 'justificationMissing', { justification: null }, {}],
    ['a justification of white space', 'justificationMissing', { justification: ' \t' }, {}],
  ])('%s: %s', (_, expected, asked, facts) => {
    expect(outcome(asked, facts)).toBe(expected);
  });

  it('can be made to fit an eligibility that ends sooner by granting less', () => {
    const eligibility = anEligibility({ endAt: fromNow('PT1H') });
    expect(outcome({}, { eligibility })).toBe('moreThanAsked');
    expect(outcome({ duration: 'PT1H' }, { eligibility })).toBe('accepted');
  });
  it('is refused when too little is left until a fixed end', () => {
    const request = asks({ expiration: until(fromNow('PT2H')) });
    expect(outcome({}, { request }, fromNow('PT1H55M'))).toBe('accepted');
    expect(outcome({}, { request }, fromNow('PT1H55M0.001S'))).toBe('scheduleInvalid');
  });
});

describe('a time-out', () => {
  it('is recorded from the end of the window on', () => {
    expect(decideTimeOut(aRequest(), aStage(), fromNow('PT23H59M59.999S')).accepted).toBe(false);
    expect(decideTimeOut(aRequest(), aStage(), fromNow('PT24H'))).toEqual({
      accepted: true,
      events: [{ type: 'approval.timedOut', requestId: 'request-1', stageId: 'stage-1' }],
    });
  });
  it.each<RequestStatus>(['denied', 'canceled', 'timedOut', 'provisioned', 'pendingScheduleCreation', 'revoked'])(
    'leaves a request alone that is %s',
    (status) => {
      expect(decideTimeOut(aRequest({ status }), aStage(), fromNow('PT48H')).accepted).toBe(false);
    },
  );
});
