import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ALICE, aHolder, aRequest, BOB } from '../../../test/support/builders.ts';
import { type AskedReview, decideReview, type ReviewFacts } from './decide-review.ts';
import { isDrawn } from './is-drawn.ts';

describe('a draw', () => {
  const hashes = Array.from({ length: 10_000 }, (_, number) => hash('sha256', `entry ${number}`));
  it.each([1, 2, 3, 10, 100])('takes one in %i, within what chance allows', (oneIn) => {
    const drawn = hashes.filter((each) => isDrawn(each, oneIn)).length;
    const expected = hashes.length / oneIn;
    // five standard deviations
    expect(Math.abs(drawn - expected)).toBeLessThanOrEqual(5 * Math.sqrt(expected * (1 - 1 / oneIn)));
  });
  it('is the same whoever asks, and follows from 12 digits', () => {
    expect(isDrawn(`00000000000a${'f'.repeat(52)}`, 10)).toBe(true);
    expect(isDrawn(`00000000000b${'0'.repeat(52)}`, 10)).toBe(false);
    expect(isDrawn(`ffffffffffff${'0'.repeat(52)}`, 5)).toBe((2 ** 48 - 1) % 5 === 0);
  });
});

describe('a review', () => {
  function review(over: Partial<ReviewFacts>, asked: Partial<AskedReview> = {}) {
    const facts: ReviewFacts = {
      audit: { requestId: 'request-1', reviewedById: null },
      request: aRequest(),
      decider: aHolder({ id: 'grace' }),
      deciderIds: [BOB],
      requestorOwnerIds: [],
      deciderOwnerIds: [],
      ...over,
    };
    return decideReview({ outcome: 'confirmed', justification: null, ...asked }, facts);
  }
  const codeOf = (decision: ReturnType<typeof review>) => (decision.accepted ? 'done' : decision.violation.code);

  it('is recorded', () => {
    expect(review({}, { outcome: 'objected', justification: 'no incident was open' })).toEqual({
      accepted: true,
      events: [
        {
          type: 'spotAudit.reviewed',
          requestId: 'request-1',
          reviewedById: 'grace',
          outcome: 'objected',
          justification: 'no incident was open',
        },
      ],
    });
  });
  it.each<readonly [string, string, Partial<ReviewFacts>, Partial<AskedReview>]>([
    ['the requestor', 'ownRequest', { decider: aHolder({ id: ALICE }) }, {}],
    ['an owner of the requestor', 'ownRequest', { requestorOwnerIds: ['grace'] }, {}],
    ['who decided', 'ownDecision', { decider: aHolder({ id: BOB }) }, {}],
    ['who decided an earlier stage', 'ownDecision', { deciderIds: ['grace', BOB] }, {}],
    ['who comes second', 'alreadyDecided', { audit: { requestId: 'request-1', reviewedById: 'heidi' } }, {}],
    ['who objects without a word', 'justificationMissing', {}, { outcome: 'objected', justification: ' ' }],
  ])('is refused to %s', (_, code, over, asked) => {
    expect(codeOf(review(over, asked))).toBe(code);
  });
});
