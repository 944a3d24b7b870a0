import { describe, expect, it } from 'vitest';
import {
  anAsk,
  anEligibility,
  aPolicy,
  aPrincipal,
  BOB,
  fromNow,
  lasting,
  NOW,
} from '../../../test/support/builders.ts';
import { weakestAssurance } from '../assurance.ts';
import type { AskedRequest, Expiration } from '../request/request.ts';
import { type AssignmentFacts, decideAssignment } from './decide-assignment.ts';

function decide(asked: Partial<AskedRequest> = {}, facts: Partial<AssignmentFacts> = {}) {
  const ask = anAsk({ id: 'request-1', type: 'adminAssign', kind: 'eligible', ...asked });
  const known = {
    callerId: BOB,
    assurance: weakestAssurance,
    principal: aPrincipal(),
    policy: aPolicy(),
    existing: [],
  };
  return decideAssignment(ask, { ...known, ...facts }, NOW);
}

const ends = (expiration: Expiration | null, startAt: Temporal.Instant | null = null) => ({
  schedule: { startAt, expiration },
});
const until = (endAt: Temporal.Instant): Expiration => ({ type: 'afterDateTime', endAt });

describe('the limit of the policy, to the second', () => {
  const year = fromNow(`PT${365 * 24}H`);
  const halfYear = fromNow(`PT${180 * 24}H`);
  it.each([
    ['eligible', 'P365D', lasting('P365D'), true],
    ['eligible', 'P365DT1S', lasting('P365DT1S'), false],
    ['eligible', 'until a year from now', until(year), true],
    ['eligible', 'until a second later', until(year.add({ seconds: 1 })), false],
    ['eligible', 'a calendar year that is no longer', lasting('P1Y'), true],
    ['eligible', '13 months', lasting('P13M'), false],
    ['eligible', 'permanent', { type: 'noExpiration' }, false],
    ['eligible', 'no word of an end', null, false],
    ['active', 'P180D', lasting('P180D'), true],
    ['active', 'P180DT1S', lasting('P180DT1S'), false],
    ['active', 'until half a year from now', until(halfYear), true],
    ['active', 'until a second later', until(halfYear.add({ seconds: 1 })), false],
    ['active', 'permanent', { type: 'noExpiration' }, false],
  ] as const)('%s: %s', (kind, _, expiration, isAllowed) => {
    const decision = decide({ kind, ...ends(expiration) });
    if (isAllowed) expect(decision.accepted).toBe(true);
    else expect(decision).toMatchObject({ violation: { code: 'policyRulesUnmet', rules: [{ rule: 'expiration' }] } });
  });

  it('counts from the start that was asked for', () => {
    const start = fromNow('PT240H');
    expect(decide(ends(until(start.add({ hours: 365 * 24 })), start)).accepted).toBe(true);
    expect(decide(ends(until(start.add({ hours: 365 * 24, seconds: 1 })), start)).accepted).toBe(false);
  });
  it('does not bind what may be permanent', () => {
    const free = { kind: 'expiration', isExpirationRequired: false, maximumDuration: 'P365D' } as const;
    const policy = aPolicy({ Expiration_Admin_Eligibility: free });
    expect(decide(ends({ type: 'noExpiration' }), { policy }).accepted).toBe(true);
    expect(decide(ends(lasting('P366D')), { policy }).accepted).toBe(false);
  });
});

describe('an overlap with what is assigned already', () => {
  const existing = [anEligibility({ id: 'first', startAt: fromNow('PT10H'), endAt: fromNow('PT20H') })];
  it.each([
    ['ends where the other starts', fromNow('PT1H'), fromNow('PT10H'), true],
    ['ends a millisecond later', fromNow('PT1H'), fromNow('PT10H0.001S'), false],
    ['starts where the other ends', fromNow('PT20H'), fromNow('PT30H'), true],
    ['starts a millisecond before', fromNow('PT19H59M59.999S'), fromNow('PT30H'), false],
    ['lies within it', fromNow('PT12H'), fromNow('PT13H'), false],
    ['encloses it', fromNow('PT1H'), fromNow('PT30H'), false],
  ])('%s', (_, startAt, endAt, isAllowed) => {
    const decision = decide(ends(until(endAt), startAt), { existing });
    if (isAllowed) expect(decision.accepted).toBe(true);
    else expect(decision).toMatchObject({ violation: { code: 'assignmentExists', conflictsWith: 'first' } });
  });
});

it('refuses a disabled principal', () => {
  const decision = decide(ends(lasting('P30D')), { principal: aPrincipal({ enabled: false }) });
  expect(decision).toMatchObject({ violation: { code: 'principalDisabled', field: 'principalId' } });
});
it('refuses a condition that cannot be read', () => {
  const decision = decide({ ...ends(lasting('P30D')), condition: { text: '((', version: '2.0' } });
  expect(decision).toMatchObject({ violation: { code: 'conditionInvalid' } });
});
it('asks the administrator for what the policy asks, all at once', () => {
  const policy = aPolicy({
    Enablement_Admin_Assignment: { kind: 'enablement', enabled: ['justification', 'multiFactorAuthentication'] },
  });
  const decision = decide({ kind: 'active', justification: null, ...ends(lasting('P200D')) }, { policy });
  expect(decision).toMatchObject({
    violation: { rules: [{ rule: 'expiration' }, { rule: 'justification' }, { rule: 'mfa' }] },
  });
});
it('is planned where it starts later, and there at once where it does not', () => {
  expect(decide(ends(lasting('P30D'), fromNow('PT1H')))).toMatchObject({
    events: [{ request: { status: 'pendingScheduleCreation' } }, { schedule: { startAt: fromNow('PT1H') } }],
  });
  expect(decide(ends(lasting('P30D'), fromNow('-PT1H')))).toMatchObject({
    events: [
      { request: { status: 'provisioned', requestorId: BOB } },
      { schedule: { startAt: NOW, kind: 'eligible', assignmentType: 'assigned', linkedEligibilityId: null } },
    ],
  });
});
