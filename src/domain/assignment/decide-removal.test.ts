import { expect, it } from 'vitest';
import {
  anActivation,
  anAsk,
  anEligibility,
  aRequest,
  BOB,
  fromNow,
  NOW,
  noDependents,
} from '../../../test/support/builders.ts';
import { decideRemoval, type RemovalFacts } from './decide-removal.ts';

const asked = anAsk({ id: 'request-2', type: 'adminRemove', kind: 'eligible' });

function decide(over: Partial<RemovalFacts> = {}) {
  const facts = {
    callerId: BOB,
    targets: [anEligibility()],
    dependents: noDependents,
  };
  return decideRemoval(asked, { ...facts, ...over }, NOW);
}

it('ends the assignment, what was activated from it, and what was asked for on it', () => {
  const dependents = {
    activations: [anActivation(), anActivation({ id: 'planned-1', requestId: 'planned-1', startAt: fromNow('PT1H') })],
    requests: [aRequest({ id: 'request-9' })],
    extensionRequestIds: ['request-10'],
  };
  const decision = decide({ dependents });
  expect(decision).toMatchObject({
    accepted: true,
    events: [
      {
        type: 'scheduleRequest.submitted',
        request: { status: 'revoked', requestorId: BOB, resultingScheduleId: 'eligibility-1' },
      },
      { type: 'schedule.ended', scheduleId: 'eligibility-1', reason: 'removed', endAt: NOW },
      { type: 'schedule.ended', scheduleId: 'activation-1', reason: 'eligibilityEnded', endAt: NOW },
      { type: 'schedule.ended', scheduleId: 'planned-1', reason: 'canceled', endAt: NOW },
      { type: 'scheduleRequest.canceled', requestId: 'planned-1', canceledById: null, reason: 'eligibilityEnded' },
      { type: 'scheduleRequest.canceled', requestId: 'request-9', canceledById: null, reason: 'eligibilityEnded' },
      { type: 'scheduleRequest.canceled', requestId: 'request-10', canceledById: null, reason: 'assignmentEnded' },
    ],
  });
});
it('ends every schedule that the request names', () => {
  const decision = decide({ targets: [anEligibility({ id: 'a' }), anEligibility({ id: 'b' })] });
  const ended = decision.accepted
    ? decision.events.flatMap((event) => (event.type === 'schedule.ended' ? [event.scheduleId] : []))
    : [];
  expect(ended).toEqual(['a', 'b']);
});
it('is refused when there is nothing to remove', () => {
  expect(decide({ targets: [] })).toMatchObject({ violation: { code: 'assignmentDoesNotExist' } });
});
