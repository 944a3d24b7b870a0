import { expect, it } from 'vitest';
import { aHolder, anActivation, anEligibility, fromNow, NOW } from '../../../test/support/builders.ts';
import { decideStart, type StartFacts } from './decide-start.ts';

const decide = (over: Partial<StartFacts> = {}) =>
  decideStart({ schedule: anActivation(), holder: aHolder(), eligibility: anEligibility(), ...over }, NOW);
const closed = (reason: string) => [
  { type: 'schedule.ended', scheduleId: 'activation-1', reason: 'canceled', endAt: NOW },
  { type: 'scheduleRequest.canceled', requestId: 'activation-1', canceledById: null, reason },
];
const started = (scheduleId: string) => [{ type: 'schedule.started', scheduleId }];

it.each([
  ['an eligibility of the holder', {}],
  [
    'an eligibility of a group that the holder is in',
    { holder: aHolder({}, ['g']), eligibility: anEligibility({ principalId: 'g' }) },
  ],
  [
    'an eligibility that has ended since, where the start is recorded late',
    { eligibility: anEligibility({ endAt: fromNow('PT1H') }) },
  ],
])('starts with %s', (_, over) => {
  expect(decide(over)).toEqual(started('activation-1'));
});

it.each([
  ['the eligibility is gone', { eligibility: null }, 'eligibilityEnded'],
  ['the eligibility has ended', { eligibility: anEligibility({ endAt: NOW }) }, 'eligibilityEnded'],
  ['the eligibility has not begun', { eligibility: anEligibility({ startAt: fromNow('PT1H') }) }, 'eligibilityEnded'],
  ['the holder has left the group', { eligibility: anEligibility({ principalId: 'g' }) }, 'eligibilityEnded'],
  ['the holder is disabled', { holder: aHolder({ enabled: false }) }, 'principalDisabled'],
  ['the holder is unknown', { holder: null }, 'principalDisabled'],
])('never starts when %s', (_, over, reason) => {
  expect(decide(over)).toEqual(closed(reason));
});

it('starts an assignment, which needs no eligibility', () => {
  expect(decide({ schedule: anEligibility(), eligibility: null, holder: null })).toEqual(started('eligibility-1'));
});
