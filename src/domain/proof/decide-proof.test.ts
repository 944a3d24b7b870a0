import { describe, expect, it } from 'vitest';
import { NOW } from '../../../test/support/builders.ts';
import { decideProof, type ProofGiver } from './decide-proof.ts';

const proof = {
  id: 'proof-1',
  principalId: 'alice',
  sessionId: 'session-1',
  contentDigest: 'digest',
  given: null,
  isUsed: false,
  createdAt: NOW.epochMilliseconds,
};
const at = (ms: number) => NOW.add({ milliseconds: ms });
const signedIn = (authenticatedAt: Temporal.Instant | null) => ({
  signIn: { multiFactor: true, authenticationContexts: [], authenticatedAt },
});
const giver: ProofGiver = {
  principalId: 'alice',
  sessionId: 'session-1',
  provider: 'corp',
  methods: ['pwd', 'otp'],
  contentDigest: 'digest',
  ...signedIn(at(60_000)),
};

function outcome(over: Partial<ProofGiver>, of: Partial<typeof proof> = {}) {
  const decision = decideProof({ ...proof, ...of }, { ...giver, ...over });
  return decision.accepted ? decision.events.map(({ type }) => type).join() : decision.violation.code;
}

describe('a sign-in for a proof', () => {
  it('is taken, and what it was for is on record', () => {
    expect(decideProof(proof, giver)).toEqual({
      accepted: true,
      events: [
        {
          type: 'proof.given',
          proofId: 'proof-1',
          principalId: 'alice',
          provider: 'corp',
          methods: ['pwd', 'otp'],
          contentDigest: 'digest',
        },
      ],
    });
  });

  it.each<[string, string, Partial<ProofGiver>]>([
    ['proof.given', 'of what clocks differ by before it was asked for', signedIn(at(-30_000))],
    ['signInInsufficient', 'from before it was asked for', signedIn(at(-30_001))],
    ['signInInsufficient', 'of an unknown time', signedIn(null)],
    ['anotherPerson', 'of another person', { principalId: 'mallory' }],
    ['proofNotFound', 'in another session', { sessionId: 'session-2' }],
    ['proofNotFound', 'in no session', { sessionId: null }],
    ['proofNotFound', 'that was begun for another request', { contentDigest: 'another' }],
  ])('%s: %s', (expected, _title, over) => {
    expect(outcome(over)).toBe(expected);
  });

  it('is refused for one that was used or is not there', () => {
    expect(outcome({}, { isUsed: true })).toBe('proofNotFound');
    const none = decideProof(null, giver);
    expect(none.accepted ? '' : none.violation.code).toBe('proofNotFound');
  });
});
