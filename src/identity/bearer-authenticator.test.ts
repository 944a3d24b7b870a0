import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createLocalJWKSet, type JWK } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { as, type DemoLedger, demoLedger } from '../../test/support/demo-ledger.ts';
import { forgeToken, withEdDsa, withEs256, withHs256, withRs256 } from '../../test/support/forged-token.ts';
import { createPrincipal } from '../commands/create-principal.ts';
import { disablePrincipal } from '../commands/disable-principal.ts';
import { DEMO_ISSUER, demoIds } from '../demo/demo-organisation.ts';
import type { Authenticator, Unauthenticated } from './authenticator.ts';
import { bearerAuthenticator } from './bearer-authenticator.ts';
import { type TokenRefusal, TokenRefused } from './token-refused.ts';
import { tokenVerifier } from './token-verifier.ts';

const AUDIENCE = 'https://brevet.local';
const OTHER_ISSUER = 'https://login.example.org/tenant/v2.0';
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed = generateKeyPairSync('ed25519');
const otherEc = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const attacker = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const attackerJwk = attacker.publicKey.export({ format: 'jwk' });

function jwk(key: KeyObject, kid: string): JWK {
  return { ...(key.export({ format: 'jwk' }) as JWK), kid, use: 'sig' };
}

const START = Temporal.Instant.from('2026-11-24T08:00:00Z').epochMilliseconds / 1000;
const header = { alg: 'ES256', kid: 'ec', typ: 'at+jwt' };
const claims = { iss: DEMO_ISSUER, sub: 'alice', aud: AUDIENCE, iat: START, exp: START + 3600 };
const withKey = withEs256(ec.privateKey);

function without(name: keyof typeof claims): object {
  const { [name]: _left, ...rest } = claims;
  return rest;
}

/** `Bearer` and a token that is right but for what is given. */
function bearer(over: object = {}, headerOver: object = {}, signature: Parameters<typeof forgeToken>[2] = withKey) {
  return `Bearer ${forgeToken({ ...header, ...headerOver }, { ...claims, ...over }, signature)}`;
}

function bearerOf(head: object | string, payload: object | string, signature = withKey): string {
  return `Bearer ${forgeToken(head, payload, signature)}`;
}

let demo: DemoLedger;
let authenticator: Authenticator;
let refusals: TokenRefusal[];

beforeAll(async () => {
  demo = await demoLedger();
  const zoe = { id: 'f0000000-0000-4000-8000-000000000001', kind: 'user', displayName: 'Zoe', userName: null } as const;
  await createPrincipal(demo.ledger, as('grace'), { ...zoe, email: null, issuer: OTHER_ISSUER, subject: 'zoe' });
  await disablePrincipal(demo.ledger, as('grace'), demoIds.oscar);
  const demoKeys = { keys: [jwk(ec.publicKey, 'ec'), jwk(rsa.publicKey, 'rsa'), jwk(ed.publicKey, 'ed')] };
  const verifier = tokenVerifier({
    issuers: [
      { issuer: DEMO_ISSUER, keys: createLocalJWKSet(demoKeys) },
      { issuer: OTHER_ISSUER, keys: createLocalJWKSet({ keys: [jwk(otherEc.publicKey, 'ec')] }) },
    ],
    audiences: [AUDIENCE, 'api://brevet'],
    clock: demo.clock,
  });
  authenticator = bearerAuthenticator({ verifier, ledger: demo.ledger });
});
afterAll(() => demo.ledger.close());
beforeEach(() => {
  refusals = [];
});

async function authenticate(authorization: string | undefined) {
  try {
    return await authenticator.authenticate(authorization, { correlationId: 'correlation', origin: 'test' });
  } catch (error) {
    const { cause } = error as Unauthenticated;
    if (cause instanceof TokenRefused) refusals.push(cause.refusal);
    throw error;
  }
}

describe('accepts', () => {
  it.each<[string, () => string, string]>([
    ['ES256', () => bearer(), demoIds.alice],
    ['RS256', () => bearer({}, { alg: 'RS256', kid: 'rsa' }, withRs256(rsa.privateKey)), demoIds.alice],
    ['EdDSA', () => bearer({}, { alg: 'EdDSA', kid: 'ed' }, withEdDsa(ed.privateKey)), demoIds.alice],
    ['typ `JWT`', () => bearer({}, { typ: 'JWT' }), demoIds.alice],
    ['typ `application/at+jwt`', () => bearer({}, { typ: 'application/AT+JWT' }), demoIds.alice],
    ['no typ', () => bearerOf({ alg: 'ES256', kid: 'ec' }, claims), demoIds.alice],
    ['the scheme in another case', () => bearer().replace('Bearer', 'bEARER'), demoIds.alice],
    ['one of several audiences', () => bearer({ aud: ['https://else.example', 'api://brevet'] }), demoIds.alice],
    ['the second before it expires', () => bearer({ exp: START + 1 }), demoIds.alice],
    ['the instant from which it is valid', () => bearer({ nbf: START }), demoIds.alice],
    ['an issuer whose clock is five minutes ahead', () => bearer({ iat: START + 300 }), demoIds.alice],
    ['no instant of issue', () => bearer({ iat: undefined }), demoIds.alice],
    [
      'a person of another issuer',
      () => bearer({ iss: OTHER_ISSUER, sub: 'zoe' }, {}, withEs256(otherEc.privateKey)),
      'f0000000-0000-4000-8000-000000000001',
    ],
    [
      'a right token that also names a key address',
      () => bearer({}, { jku: 'https://evil.example/keys' }),
      demoIds.alice,
    ],
    ['a disabled principal, which the commands refuse', () => bearer({ sub: 'oscar' }), demoIds.oscar],
    [
      'an `oid` of somebody else without heeding it',
      () => bearer({ oid: demoIds.grace, email: 'grace@nordwind.example' }),
      demoIds.alice,
    ],
  ])('%s', async (_title, authorization, principalId) => {
    expect(await authenticate(authorization())).toMatchObject({
      principalId,
      correlationId: 'correlation',
      origin: 'test',
    });
    expect(refusals).toEqual([]);
  });

  it('takes the strength of the proof from the token', async () => {
    const weak = { multiFactor: false, authenticationContexts: [], authenticatedAt: null };
    expect((await authenticate(bearer())).assurance).toEqual({ signIns: [weak] });
    const strong = await authenticate(bearer({ amr: ['pwd', 'otp'], acrs: ['c1', 'p1'], auth_time: 1_764_000_000 }));
    expect(strong.assurance).toEqual({
      signIns: [
        {
          multiFactor: true,
          authenticationContexts: [{ name: 'c1', maximumAge: null }],
          authenticatedAt: Temporal.Instant.fromEpochMilliseconds(1_764_000_000_000),
        },
      ],
    });
  });
});

describe('refuses the header before any token is read', () => {
  const token = bearer().slice('Bearer '.length);
  it.each<[string, string | undefined, Unauthenticated['reason']]>([
    ['none', undefined, 'missing'],
    ['an empty one', '', 'invalid'],
    ['a scheme alone', 'Bearer', 'invalid'],
    ['a scheme and a space', 'Bearer ', 'invalid'],
    ['a token alone', token, 'invalid'],
    ['another scheme', `Basic ${token}`, 'invalid'],
    ['another scheme that begins alike', `BearerX ${token}`, 'invalid'],
    ['no space', `Bearer${token}`, 'invalid'],
    ['a tab', `Bearer\t${token}`, 'invalid'],
    ['a space before', ` Bearer ${token}`, 'invalid'],
    ['a space after', `Bearer ${token} `, 'invalid'],
    ['a line break after', `Bearer ${token}\n`, 'invalid'],
    ['two values with a comma', `Bearer ${token}, Bearer ${token}`, 'invalid'],
    ['two tokens', `Bearer ${token} ${token}`, 'invalid'],
    ['rubbish after the token', `Bearer ${token};x`, 'invalid'],
    ['padding', `Bearer ${token}==`, 'invalid'],
    ['two parts', `Bearer ${token.split('.').slice(0, 2).join('.')}`, 'invalid'],
    ['four parts', `Bearer ${token}.AAAA`, 'invalid'],
    ['five parts, as an encrypted token has', `Bearer ${token}.AAAA.AAAA`, 'invalid'],
    ['an empty signature', `Bearer ${token.replace(/[^.]*$/, '')}`, 'invalid'],
    ['a NUL in the token', `Bearer ${token}\0`, 'invalid'],
  ])('%s', async (_title, authorization, reason) => {
    await expect(authenticate(authorization)).rejects.toMatchObject({ name: 'Unauthenticated', reason });
    expect(refusals).toEqual([]);
  });
});

describe('refuses a token', () => {
  const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' });
  const nobody = (input: Buffer) => withEs256(attacker.privateKey)(input);
  it.each<[string, () => string, TokenRefusal]>([
    ['with alg `none`', () => bearer({}, { alg: 'none' }, () => 'x'), 'algorithm'],
    ['with alg `None`', () => bearer({}, { alg: 'None' }, () => 'x'), 'algorithm'],
    [
      'with HS256 and the public key as the secret',
      () => bearer({}, { alg: 'HS256', kid: 'rsa' }, withHs256(pem)),
      'algorithm',
    ],
    ['with HS256 and an empty secret', () => bearer({}, { alg: 'HS256' }, withHs256('')), 'algorithm'],
    ['with PS256', () => bearer({}, { alg: 'PS256', kid: 'rsa' }, withRs256(rsa.privateKey)), 'algorithm'],
    [
      'with RS512',
      () => bearer({}, { alg: 'RS512', kid: 'rsa' }, (i) => sign('sha512', i, rsa.privateKey)),
      'algorithm',
    ],
    ['without alg', () => bearerOf({ kid: 'ec' }, claims), 'algorithm'],
    ['with a list as alg', () => bearer({}, { alg: ['ES256'] }), 'algorithm'],
    ['with alg `__proto__`', () => bearer({}, { alg: '__proto__' }), 'algorithm'],
    ['with the alg of another kind of key', () => bearer({}, { alg: 'RS256' }, withRs256(rsa.privateKey)), 'signature'],
    ['signed by another key under the same kid', () => bearer({}, {}, nobody), 'signature'],
    ['signed by a key of another trusted issuer', () => bearer({}, {}, withEs256(otherEc.privateKey)), 'signature'],
    ['with an unknown kid', () => bearer({}, { kid: 'other' }), 'signature'],
    ['with a number as kid', () => bearer({}, { kid: 1 }), 'signature'],
    ['that brings its own key', () => bearer({}, { jwk: attackerJwk }, nobody), 'signature'],
    [
      'that brings its own key and no kid',
      () => bearerOf({ alg: 'ES256', jwk: attackerJwk }, claims, nobody),
      'signature',
    ],
    ['that names its own key address', () => bearer({}, { jku: 'http://127.0.0.1:1/keys' }, nobody), 'signature'],
    [
      'that names its own certificate',
      () => bearer({}, { x5u: 'http://127.0.0.1:1/c', x5c: ['AAAA'] }, nobody),
      'signature',
    ],
    ['whose signature is of zeros', () => bearer({}, {}, () => Buffer.alloc(64)), 'signature'],
    ['whose signature is in DER', () => bearer({}, {}, (input) => sign('sha256', input, ec.privateKey)), 'signature'],
    ['whose payload was changed', () => swapPayload(bearer(), { ...claims, sub: 'grace' }), 'signature'],
    ['with an unknown critical header', () => bearer({}, { crit: ['exp'], exp: START }), 'malformed'],
    ['whose payload is not encoded (b64)', () => bearer({}, { crit: ['b64'], b64: false }), 'malformed'],
    ['with typ `logout+jwt`', () => bearer({}, { typ: 'logout+jwt' }), 'type'],
    ['with typ `dpop+jwt`', () => bearer({}, { typ: 'dpop+jwt' }), 'type'],
    ['with typ `secevent+jwt`', () => bearer({}, { typ: 'application/secevent+jwt' }), 'type'],
    ['with an empty typ', () => bearer({}, { typ: '' }), 'type'],
    ['with a list as typ', () => bearer({}, { typ: ['JWT'] }), 'type'],
    ['of an unknown issuer', () => bearer({ iss: 'https://evil.example' }), 'issuer'],
    ['whose issuer has a slash more', () => bearer({ iss: `${DEMO_ISSUER}/` }), 'issuer'],
    ['whose issuer differs in case', () => bearer({ iss: DEMO_ISSUER.toUpperCase() }), 'issuer'],
    ['with a list of issuers', () => bearer({ iss: [DEMO_ISSUER] }), 'issuer'],
    ['whose issuer is `__proto__`', () => bearer({ iss: '__proto__' }), 'issuer'],
    ['without an issuer', () => bearerOf(header, without('iss')), 'issuer'],
    [
      'whose issuer stands on a prototype',
      () => bearerOf(header, JSON.stringify(claims).replace('"iss":', '"__proto__":{"iss":"x"},"Iss":')),
      'issuer',
    ],
    ['for another audience', () => bearer({ aud: 'https://else.example' }), 'audience'],
    ['whose audience has a slash more', () => bearer({ aud: `${AUDIENCE}/` }), 'audience'],
    ['with an empty list of audiences', () => bearer({ aud: [] }), 'audience'],
    ['with an audience within a list within a list', () => bearer({ aud: [[AUDIENCE]] }), 'audience'],
    ['with an object as audience', () => bearer({ aud: { [AUDIENCE]: true } }), 'audience'],
    ['without an audience', () => bearerOf(header, without('aud')), 'audience'],
    ['that expired', () => bearer({ exp: START - 60 }), 'expired'],
    ['at the instant at which it expires', () => bearer({ exp: START }), 'expired'],
    ['without an end', () => bearerOf(header, without('exp')), 'claims'],
    ['whose end is text', () => bearer({ exp: String(START + 60) }), 'claims'],
    ['whose end is null', () => bearer({ exp: null }), 'claims'],
    [
      'whose end is infinite',
      () => bearerOf(header, JSON.stringify(claims).replace(/"exp":\d+/, '"exp":1e999')),
      'claims',
    ],
    ['that is not valid yet', () => bearer({ nbf: START + 1 }), 'notYetValid'],
    ['issued more than five minutes from now', () => bearer({ iat: START + 301 }), 'notYetValid'],
    ['whose begin is text', () => bearer({ nbf: 'now' }), 'claims'],
    ['without a subject', () => bearerOf(header, without('sub')), 'claims'],
    ['with an empty subject', () => bearer({ sub: '' }), 'claims'],
    ['with a list as subject', () => bearer({ sub: ['alice'] }), 'claims'],
    ['with a number as subject', () => bearer({ sub: 1 }), 'claims'],
    ['with a subject of 256 characters', () => bearer({ sub: 'a'.repeat(256) }), 'claims'],
    ['of 20 KiB', () => bearer({ padding: 'x'.repeat(15 * 1024) }), 'tooLong'],
    ['whose payload is a list', () => bearerOf(header, '[]'), 'malformed'],
    ['whose payload is null', () => bearerOf(header, 'null'), 'malformed'],
    ['whose payload is not JSON', () => bearerOf(header, '{"iss":'), 'malformed'],
    ['whose header is not JSON', () => bearerOf('ES256', claims), 'malformed'],
    ['whose header is a list', () => bearerOf('["ES256"]', claims), 'malformed'],
    ['that is only dots and letters', () => 'Bearer a.b.c', 'malformed'],
  ])('%s', async (_title, authorization, refusal) => {
    await expect(authenticate(authorization())).rejects.toMatchObject({ name: 'Unauthenticated', reason: 'invalid' });
    expect(refusals).toEqual([refusal]);
  });
});

describe('knows nobody', () => {
  it.each<[string, () => string]>([
    ['behind an unknown subject', () => bearer({ sub: 'nobody' })],
    ['behind the name of somebody in another case', () => bearer({ sub: 'Alice' })],
    ['behind a name with a space', () => bearer({ sub: 'alice ' })],
    ['behind a name with a NUL', () => bearer({ sub: 'alice\0' })],
    ['behind a pattern', () => bearer({ sub: '%' })],
    ['behind the id of somebody', () => bearer({ sub: demoIds.alice })],
    ['behind an e-mail address', () => bearer({ sub: 'alice@nordwind.example', email: 'alice@nordwind.example' })],
    ['behind `__proto__`', () => bearer({ sub: '__proto__' })],
    ['who is a group', () => bearer({ sub: `group:${demoIds.accessApprovers}` })],
    ['of the demo through another issuer', () => bearer({ iss: OTHER_ISSUER }, {}, withEs256(otherEc.privateKey))],
    ['of the other issuer through the demo', () => bearer({ sub: 'zoe' })],
  ])('%s', async (_title, authorization) => {
    await expect(authenticate(authorization())).rejects.toMatchObject({ reason: 'unknownPrincipal' });
    expect(refusals).toEqual([]);
  });
});

describe('clock tolerance', () => {
  const issuers = [{ issuer: DEMO_ISSUER, keys: createLocalJWKSet({ keys: [jwk(ec.publicKey, 'ec')] }) }];
  const clock = () => Temporal.Instant.fromEpochMilliseconds(START * 1000);

  it('stretches a token by that much and no more', async () => {
    const verifier = tokenVerifier({ issuers, audiences: [AUDIENCE], clock, clockToleranceSeconds: 5 });
    const verify = (over: object) => verifier.verify(bearer(over).slice('Bearer '.length));
    expect(await verify({ exp: START - 4, nbf: START - 60 })).toMatchObject({ issuer: DEMO_ISSUER, subject: 'alice' });
    expect(await verify({ nbf: START + 5 })).toMatchObject({ subject: 'alice' });
    await expect(verify({ exp: START - 5 })).rejects.toMatchObject({ refusal: 'expired' });
    await expect(verify({ nbf: START + 6 })).rejects.toMatchObject({ refusal: 'notYetValid' });
  });

  it.each([-1, 5.1, Number.NaN])('cannot be %s seconds', (clockToleranceSeconds) => {
    expect(() => tokenVerifier({ issuers, audiences: [AUDIENCE], clock, clockToleranceSeconds })).toThrow('0 to 5');
  });

  it('has nothing to stretch without issuers or audiences', () => {
    expect(() => tokenVerifier({ issuers: [], audiences: [AUDIENCE], clock })).toThrow('need an issuer');
    expect(() => tokenVerifier({ issuers, audiences: [], clock })).toThrow('an audience');
  });
});

function swapPayload(authorization: string, payload: object): string {
  const [head, , signature] = authorization.split('.');
  return `${head}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.${signature}`;
}
