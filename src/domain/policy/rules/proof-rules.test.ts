import { describe, expect, it } from 'vitest';
import { anAssurance, aPolicy, NOW } from '../../../../test/support/builders.ts';
import { type Assurance, assuranceOf, type SignInProof } from '../../assurance.ts';
import type { NamedProof, RequestProof } from '../../proof/request-proof.ts';
import { activationRules, evaluatePolicy } from '../evaluate-policy.ts';
import type { PolicyRules } from '../policy.ts';

const ago = (duration: string) => NOW.subtract(duration);
const age = (maximumAge: string | null, isFreshProofRequired = false) =>
  ({ ProofAge_EndUser_Assignment: { kind: 'proofAge', maximumAge, isFreshProofRequired } }) as const;
const mfa = { Enablement_EndUser_Assignment: { kind: 'enablement', enabled: ['multiFactorAuthentication'] } } as const;
const c1 = {
  AuthenticationContext_EndUser_Assignment: { kind: 'authenticationContext', isEnabled: true, claimValue: 'c1' },
} as const;
const nothing = { Enablement_EndUser_Assignment: { kind: 'enablement', enabled: [] } } as const;

function unmet(rules: Partial<PolicyRules>, assurance: Assurance, proof: NamedProof | null = null) {
  const given = { interval: { startAt: NOW, endAt: NOW.add('PT1H') }, justification: null, ticket: null };
  const policy = aPolicy({ ...nothing, ...rules }).rules;
  return evaluatePolicy(activationRules, policy, { ...given, assurance, proof, now: NOW });
}
const names = (...asked: Parameters<typeof unmet>) => unmet(...asked).map(({ rule }) => rule);

describe('the age of a second factor', () => {
  it.each<[string, Assurance, string[]]>([
    ['young enough', anAssurance({ at: ago('PT10M') }), []],
    ['a millisecond too old', anAssurance({ at: ago('PT10M0.001S') }), ['proofAge']],
    ['of unknown age', anAssurance(), ['proofAge']],
    ['of the future', anAssurance({ at: NOW.add('PT1M') }), ['proofAge']],
    ['none, in a new sign-in', anAssurance({ multiFactor: false, at: NOW }), ['proofAge']],
    [
      'of another context, in a new sign-in',
      anAssurance({ multiFactor: false, contexts: ['c1'], at: NOW }),
      ['proofAge'],
    ],
  ])('%s', (_title, assurance, expected) => {
    expect(names(age('PT10M'), assurance)).toEqual(expected);
  });

  it('is that of the authentication context where the role asks for one', () => {
    const context = anAssurance({ multiFactor: false, contexts: ['c1'], at: ago('PT10M') });
    expect(names({ ...age('PT10M'), ...c1 }, context)).toEqual([]);
    const old = anAssurance({ multiFactor: false, contexts: ['c1'], at: ago('PT11M') });
    const factor = anAssurance({ at: NOW });
    expect(names({ ...age('PT10M'), ...c1 }, { signIns: [...factor.signIns, ...old.signIns] })).toEqual(['proofAge']);
  });

  it('is that of both where the role asks for both', () => {
    const rules = { ...age('PT10M'), ...c1, ...mfa };
    const context = anAssurance({ multiFactor: false, contexts: ['c1'], at: NOW });
    const old = anAssurance({ at: ago('PT11M') });
    expect(names(rules, { signIns: [...context.signIns, ...old.signIns] })).toEqual(['proofAge']);
    expect(names(rules, anAssurance({ contexts: ['c1'], at: NOW }))).toEqual([]);
  });

  it('says what a new sign-in must prove, but not to a program', () => {
    expect(unmet({ ...age('PT10M'), ...c1 }, anAssurance()).map(({ needs }) => needs)).toEqual([
      { authenticationContext: 'c1', maximumAge: null },
      { authenticationContext: 'c1', maximumAge: 'PT10M' },
    ]);
    const robot = assuranceOf('servicePrincipal', anAssurance({ contexts: ['c1'], at: NOW }));
    const rules = { ...age('PT10M', true), ...c1, ...mfa };
    expect(names(rules, robot)).toEqual(['mfa', 'authenticationContext', 'proofAge', 'freshProof']);
    expect(unmet(rules, robot).every(({ needs }) => needs === undefined)).toBe(true);
  });
});

describe('a proof for the request', () => {
  const [strong] = anAssurance({ at: ago('PT5M') }).signIns as [SignInProof];
  const kept: RequestProof = {
    id: 'proof-1',
    principalId: 'alice',
    sessionId: 'session-1',
    contentDigest: 'digest',
    given: strong,
    isUsed: false,
  };
  const named = (over: Partial<RequestProof> = {}, by: Partial<NamedProof> = {}): NamedProof => ({
    proofId: 'proof-1',
    proof: { ...kept, ...over },
    callerId: 'alice',
    sessionId: 'session-1',
    contentDigest: 'digest',
    ...by,
  });
  const weak = anAssurance({ multiFactor: false });

  it('is missed where the role asks for one and the request names none, however strong the sign-in', () => {
    expect(names(age(null, true), anAssurance({ at: NOW }))).toEqual(['freshProof']);
    expect(unmet(age(null, true), anAssurance())[0]?.needs).toEqual({
      authenticationContext: null,
      maximumAge: 'PT5M',
      isForRequest: true,
    });
  });

  it('of five minutes is good', () => {
    expect(names(age(null, true), weak, named())).toEqual([]);
  });

  it.each<[string, NamedProof]>([
    ['a millisecond older', named({ given: { ...strong, authenticatedAt: ago('PT5M0.001S') } })],
    ['of an unknown age', named({ given: { ...strong, authenticatedAt: null } })],
    ['of the future', named({ given: { ...strong, authenticatedAt: NOW.add('PT31S') } })],
    ['without a second factor', named({ given: { ...strong, multiFactor: false } })],
    ['that is not given', named({ given: null })],
    ['that was used', named({ isUsed: true })],
    ['for another request', named({ contentDigest: 'another' })],
    ['of another person', named({ principalId: 'mallory' })],
    ['of another session', named({ sessionId: 'session-2' })],
    ['asked for by a token', named({ sessionId: null })],
    ['of a session, by a token', named({}, { sessionId: null })],
    ['that is not there', { ...named(), proof: null }],
  ])('%s is none', (_title, proof) => {
    expect(names(age(null, true), anAssurance({ at: NOW }), proof)).toEqual(['freshProof']);
    expect(names(age(null), anAssurance({ at: NOW }), proof), 'nor where none is asked for').toEqual(['freshProof']);
  });

  it('must satisfy the context that the role asks for, by itself', () => {
    expect(names({ ...age(null, true), ...c1 }, anAssurance({ contexts: ['c1'], at: NOW }), named())).toEqual([
      'freshProof',
    ]);
  });

  it('does not say whose it is', () => {
    const [other] = unmet(age(null, true), weak, named({ principalId: 'mallory' }));
    const [gone] = unmet(age(null, true), weak, { ...named(), proof: null });
    expect(other?.message).toBe(gone?.message);
  });
});
