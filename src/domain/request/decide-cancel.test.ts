import { describe, expect, it } from 'vitest';
import { ALICE, anActivation, aRequest, BOB, fromNow, NOW, noDependents } from '../../../test/support/builders.ts';
import { type CancelFacts, decideCancel } from './decide-cancel.ts';
import type { RequestStatus } from './request-status.ts';

function decide(over: Partial<CancelFacts>) {
  const facts = { request: aRequest(), callerId: ALICE, approvalExpiresAt: fromNow('PT24H') };
  return decideCancel({ ...facts, startAt: null, dependents: noDependents, ...over }, NOW);
}

const startAt = fromNow('PT1H');
const planned = aRequest({ status: 'pendingScheduleCreation' });

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
  it('an extension that waits, for its requestor, as long as it waits', () => {
    const request = aRequest({ type: 'selfExtend', status: 'pendingAdminDecision' });
    expect(decide({ request })).toMatchObject({ events: [{ type: 'scheduleRequest.canceled', reason: 'requestor' }] });
    expect(decide({ request, approvalExpiresAt: NOW })).toMatchObject({ violation: { given: 'expired' } });
  });
  it('what is planned, together with its schedule', () => {
    expect(decide({ request: planned, startAt, approvalExpiresAt: null })).toMatchObject({
      events: [
        { type: 'schedule.ended', scheduleId: 'request-1', reason: 'canceled', endAt: NOW },
        { type: 'scheduleRequest.canceled', requestId: 'request-1' },
      ],
    });
  });
  it('what is planned although the window of its approval is over', () => {
    expect(decide({ request: planned, startAt, approvalExpiresAt: fromNow('-PT1H') }).accepted).toBe(true);
  });
  it('a planned eligibility together with what rests on it', () => {
    const request = aRequest({ ...planned, kind: 'eligible', type: 'adminAssign' });
    const dependents = {
      activations: [anActivation()],
      requests: [aRequest({ id: 'request-9' })],
      extensionRequestIds: ['request-10'],
    };
    const decision = decide({ request, startAt, dependents });
    expect(decision).toMatchObject({
      events: [
        { type: 'schedule.ended', scheduleId: 'request-1', reason: 'canceled' },
        { type: 'scheduleRequest.canceled', requestId: 'request-1' },
        { type: 'schedule.ended', scheduleId: 'activation-1', reason: 'eligibilityEnded', endAt: NOW },
        { type: 'scheduleRequest.canceled', requestId: 'request-9', reason: 'eligibilityEnded' },
        { type: 'scheduleRequest.canceled', requestId: 'request-10', reason: 'assignmentEnded' },
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
    expect(decide({ request: planned, startAt: NOW })).toMatchObject({
      violation: { code: 'requestCannotBeCanceled' },
    });
  });
  it.each<RequestStatus>(['accepted', 'approved', 'denied', 'canceled', 'timedOut', 'provisioned', 'revoked'])(
    'a request that is %s, and names that state',
    (status) => {
      const decision = decide({ request: aRequest({ status }), approvalExpiresAt: fromNow('-PT1H') });
      expect(decision).toMatchObject({ violation: { code: 'requestCannotBeCanceled', given: status } });
    },
  );
});
