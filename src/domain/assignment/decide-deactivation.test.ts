import { expect, it } from 'vitest';
import { aHolder, anActivation, anAsk, BOB, fromNow, NOW, noDependents } from '../../../test/support/builders.ts';
import { decideDeactivation } from './decide-deactivation.ts';

const asked = anAsk({ id: 'request-2', type: 'selfDeactivate' });
const running = { caller: aHolder(), activation: anActivation(), dependents: noDependents };

it.each([
  ['PT0S', false],
  ['PT4M59.999S', false],
  ['PT5M', true],
  ['PT1H59M59.999S', true],
])('%s after the start: allowed is %s', (duration, isAllowed) => {
  const decision = decideDeactivation(asked, running, fromNow(duration));
  expect(decision.accepted).toBe(isAllowed);
  if (!decision.accepted) {
    const { code, allowed } = decision.violation;
    expect({ code, allowed }).toEqual({ code: 'activeDurationTooShort', allowed: '2026-11-24T08:05:00Z' });
  }
});

it('ends the activation at that moment', () => {
  expect(decideDeactivation(asked, running, fromNow('PT1H'))).toEqual({
    accepted: true,
    events: [
      {
        type: 'scheduleRequest.submitted',
        policyScope: null,
        request: expect.objectContaining({
          id: 'request-2',
          status: 'revoked',
          resultingScheduleId: 'activation-1',
          linkedEligibilityId: 'eligibility-1',
        }),
      },
      { type: 'schedule.ended', scheduleId: 'activation-1', reason: 'deactivated', endAt: fromNow('PT1H') },
    ],
  });
});

it.each([
  ['nothing is active', { ...running, activation: null }, NOW, 'assignmentDoesNotExist'],
  ['it has ended', running, fromNow('PT2H'), 'assignmentDoesNotExist'],
  ['it has not started', running, fromNow('-PT0.001S'), 'assignmentDoesNotExist'],
  ['it belongs to somebody else', { ...running, caller: aHolder({ id: BOB }) }, fromNow('PT1H'), 'notPermitted'],
])('is refused when %s', (_, facts, now, code) => {
  expect(decideDeactivation(asked, facts, now)).toMatchObject({ accepted: false, violation: { code } });
});
