import { describe, expect, it } from 'vitest';
import { ALICE, anActivation, aRequest, BOB, fromNow, NOW } from '../../../test/support/builders.ts';
import { type CancelFacts, decideCancel } from './decide-cancel.ts';
import type { RequestStatus } from './request-status.ts';

function decide(over: Partial<CancelFacts>) {
  const facts = { request: aRequest(), callerId: ALICE, approvalExpiresAt: fromNow('PT24H') };
  return decideCancel({ ...facts, dependentActivations: [], dependentRequestIds: [], ...over }, NOW);
}

const planned = aRequest({
  status: 'pendingScheduleCreation',
  schedule: { startAt: fromNow('PT1H'), expiration: null },
});

describe('withdraws', () => {
  it('an undecided request, for its requestor', () => {
    expect(decide({})).toEqual({
      accepted: true,
      events: [{ type: 'scheduleRequest.canceled', requestId: 'request-1', canceledById: ALICE, reason: 'requestor' }],
    });
  });
  it('an undecided request, for an administrator', () => {
    expect(decide({ callerId: BOB })).toMatchObject({ events: [{ canceledById: BOB, reason: 'administrator' }] });
  });
  it('what is planned, together with its schedule', () => {
    expect(decide({ request: planned, approvalExpiresAt: null })).toMatchObject({
      events: [
        { type: 'schedule.ended', scheduleId: 'request-1', reason: 'canceled', endAt: NOW },
        { type: 'scheduleRequest.canceled', requestId: 'request-1' },
      ],
    });
  });
  it('what is planned although the window of its approval is over', () => {
    expect(decide({ request: planned, approvalExpiresAt: fromNow('-PT1H') }).accepted).toBe(true);
  });
  it('a planned eligibility together with what rests on it', () => {
    const request = aRequest({ ...planned, kind: 'eligible', type: 'adminAssign' });
    const decision = decide({ request, dependentActivations: [anActivation()], dependentRequestIds: ['request-9'] });
    expect(decision).toMatchObject({
      events: [
        { type: 'schedule.ended', scheduleId: 'request-1', reason: 'canceled' },
        { type: 'scheduleRequest.canceled', requestId: 'request-1' },
        { type: 'schedule.ended', scheduleId: 'activation-1', reason: 'eligibilityEnded', endAt: NOW },
        { type: 'scheduleRequest.canceled', requestId: 'request-9', reason: 'eligibilityEnded' },
      ],
    });
  });
});

describe('refuses', () => {
  it('an undecided request from the end of its window on', () => {
    const facts = { approvalExpiresAt: NOW };
    expect(decide(facts)).toMatchObject({ violation: { code: 'requestCannotBeCanceled', given: 'expired' } });
    expect(decide({ approvalExpiresAt: fromNow('PT0.001S') }).accepted).toBe(true);
  });
  it('a planned start that has come, whether it is recorded or not', () => {
    const started = { ...planned, schedule: { startAt: NOW, expiration: null } };
    expect(decide({ request: started })).toMatchObject({ violation: { code: 'requestCannotBeCanceled' } });
  });
  it.each<RequestStatus>(['accepted', 'approved', 'denied', 'canceled', 'timedOut', 'provisioned', 'revoked'])(
    'a request that is %s, and names that state',
    (status) => {
      const decision = decide({ request: aRequest({ status }), approvalExpiresAt: fromNow('-PT1H') });
      expect(decision).toMatchObject({ violation: { code: 'requestCannotBeCanceled', given: status } });
    },
  );
});
