import { describe, expect, it } from 'vitest';
import { signInProofOf } from './assurance-of.ts';
import type { AuthenticationContexts } from './authentication-contexts.ts';

const none = new Map();
const proofOf = (claims: object) => signInProofOf(claims as Readonly<Record<string, unknown>>, none);

describe('counts as a second factor', () => {
  it.each<[string[]]>([
    [['mfa']],
    [['pwd', 'mfa']],
    [['pwd', 'otp']],
    [['pwd', 'hwk']],
    [['pwd', 'fido']],
    [['pwd', 'sms']],
    [['pin', 'sc']],
    [['hwk', 'fpt']],
    [['swk', 'face']],
    [['pwd', 'iris']],
    [['unheard-of', 'pwd', 'otp']],
  ])('%j', (amr) => {
    expect(proofOf({ amr }).multiFactor).toBe(true);
  });
});

describe('does not count as a second factor', () => {
  it.each<[unknown]>([
    [undefined],
    [null],
    ['mfa'],
    [true],
    [{ mfa: true }],
    [{ 0: 'mfa', length: 1 }],
    [[]],
    [['pwd']],
    [['otp']],
    [['hwk']],
    [['fido']],
    [['fpt']],
    [['pwd', 'pwd']],
    [['pwd', 'pin']],
    [['otp', 'sms', 'tel', 'hwk']],
    [['face', 'fpt']],
    [['pwd', 'kba']],
    [['pwd', 'rba', 'geo', 'user', 'mca', 'wia']],
    [['MFA']],
    [['mfa ']],
    [['pwd otp']],
    [['mfa', 1]],
    [['mfa', null]],
    [[['mfa']]],
    [['constructor', '__proto__', 'toString']],
  ])('%j', (amr) => {
    expect(proofOf({ amr }).multiFactor).toBe(false);
  });
});

describe('authentication contexts', () => {
  it.each<[unknown, string[]]>([
    ['c1', ['c1']],
    [['c1'], ['c1']],
    [
      ['c1', 'c25', 'c99'],
      ['c1', 'c25', 'c99'],
    ],
    [['c2', 'c2'], ['c2']],
    [['p1', 'urn:user:registersecurityinfo', 'c3'], ['c3']],
    [['c0', 'c00', 'c01', 'c100', 'C1', 'c1 ', 'xc1', 'c1\n', 'c-1', 'c1.0', 'c'], []],
    ['c1,c2', []],
    ['c1 c2', []],
    ['', []],
    [1, []],
    [{ c1: true }, []],
    [['c1', 1], []],
    [[['c1']], []],
    [null, []],
    [undefined, []],
  ])('of %j are %j', (acrs, expected) => {
    expect(proofOf({ acrs }).authenticationContexts.map(({ name }) => name)).toEqual(expected);
  });
});

it('counts what stands on a prototype as nothing', () => {
  const nothing = proofOf({});
  const claims = { amr: ['mfa'], acrs: ['c1'], auth_time: 1_764_000_000 };
  expect(proofOf(Object.create(claims))).toEqual(nothing);
  expect(proofOf(JSON.parse(`{"__proto__":${JSON.stringify(claims)}}`))).toEqual(nothing);
});

describe('the time of the sign-in', () => {
  it.each([
    [1_764_000_000, '2025-11-24T16:00:00Z'],
    [1_764_000_000.5, '2025-11-24T16:00:00.5Z'],
  ])('is that of %j', (authTime, expected) => {
    expect(proofOf({ auth_time: authTime }).authenticatedAt?.toString()).toBe(expected);
  });

  it.each<[unknown]>([
    [undefined],
    [null],
    ['1764000000'],
    [0],
    [-1],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [1e30],
    [[1_764_000_000]],
    [{}],
    [true],
  ])('is unknown where it is %j', (authTime) => {
    expect(proofOf({ auth_time: authTime }).authenticatedAt).toBeNull();
  });
});

describe('a mapping', () => {
  const contexts: AuthenticationContexts = new Map([
    ['c1', { acr: ['phr', 'phrh'], amr: ['hwk', 'pin'], maximumAge: 'PT1H' }],
    ['c2', { acr: [], amr: ['hwk'], maximumAge: null }],
    ['c3', { acr: ['3'], amr: [], maximumAge: null }],
    ['c4', { acr: [], amr: [], maximumAge: 'PT5M' }],
    ['mfa', { acr: ['2'], amr: [], maximumAge: null }],
  ]);
  const namesOf = (claims: object) =>
    signInProofOf(claims as Readonly<Record<string, unknown>>, contexts).authenticationContexts.map(({ name }) => name);

  it('is met by one of its acr and all of its amr', () => {
    expect(namesOf({ acr: 'phr', amr: ['pin', 'hwk', 'user'] })).toEqual(['c1', 'c2']);
    expect(namesOf({ acr: 'phrh', amr: ['pin'] })).toEqual([]);
    expect(namesOf({ acr: '3' })).toEqual(['c3']);
  });

  it.each<[string, object]>([
    ['no acr', { amr: ['hwk', 'pin'] }],
    ['another acr', { acr: 'PHR', amr: ['hwk', 'pin'] }],
    ['a list of acr', { acr: ['phr'], amr: ['hwk', 'pin'] }],
    ['acr with more behind it', { acr: 'phr phrh', amr: ['hwk', 'pin'] }],
    ['no amr', { acr: 'phr' }],
    ['amr as text', { acr: 'phr', amr: 'hwk pin' }],
    ['amr with something that is no text', { acr: 'phr', amr: ['hwk', 'pin', 1] }],
    ['the name of the context in the token', { acrs: ['c1'] }],
    ['the name of the context as acr', { acr: 'c1', amr: ['pin'] }],
  ])('is not met by %s', (_title, claims) => {
    expect(namesOf(claims)).not.toContain('c1');
  });

  it('of an age alone is met by the name in the token, and any that is not mapped too', () => {
    expect(namesOf({ acrs: ['c4', 'c9'] })).toEqual(['c4', 'c9']);
    expect(namesOf({ acr: 'anything', amr: ['otp'] })).toEqual([]);
  });

  it('keeps the greatest age of each context', () => {
    const { authenticationContexts } = signInProofOf({ acr: 'phr', amr: ['hwk', 'pin'], acrs: ['c4'] }, contexts);
    expect(authenticationContexts).toEqual([
      { name: 'c4', maximumAge: 'PT5M' },
      { name: 'c1', maximumAge: 'PT1H' },
      { name: 'c2', maximumAge: null },
    ]);
  });

  it('of a second factor adds to what amr says', () => {
    expect(signInProofOf({ acr: '2' }, contexts).multiFactor).toBe(true);
    expect(signInProofOf({ acr: '1', amr: ['pwd', 'otp'] }, contexts).multiFactor).toBe(true);
    expect(signInProofOf({ acr: '1', amr: ['pwd'] }, contexts).multiFactor).toBe(false);
  });
});
