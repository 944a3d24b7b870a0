import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testClock } from '../../test/support/test-clock.ts';
import { remoteKeySet } from './remote-key-set.ts';
import { tokenVerifier } from './token-verifier.ts';

const AUDIENCE = 'https://brevet.local';
const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
const jwk: JWK = { ...(await exportJWK(publicKey)), kid: 'one' };
const clock = testClock();

type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };

let server: Server;
let issuer: string;
let asked: string[];
let answers: Record<string, () => Answer>;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const { status = 200, body, headers = {} } = answers[request.url ?? '']?.() ?? { status: 404 };
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tenant`;
  answers = {
    '/tenant/.well-known/openid-configuration': () => ({ body: { issuer, jwks_uri: `${issuer}/keys` } }),
    '/tenant/keys': () => ({ body: { keys: [jwk] } }),
  };
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function aToken(header = {}): Promise<string> {
  const now = clock().epochMilliseconds / 1000;
  return new SignJWT({ iss: issuer, aud: AUDIENCE, sub: 'alice', exp: now + 172_800 })
    .setProtectedHeader({ alg: 'ES256', kid: 'one', ...header })
    .sign(privateKey);
}

function verifier(jwksUri: string | null = null) {
  const keys = remoteKeySet({ issuer, jwksUri, clock });
  return tokenVerifier({ issuers: [{ issuer, keys }], audiences: [AUDIENCE], clock });
}

it('finds the keys by discovery, once for many tokens', async () => {
  const { verify } = verifier();
  await Promise.all([verify(await aToken()), verify(await aToken())]);
  await verify(await aToken());
  expect(asked).toEqual(['/tenant/.well-known/openid-configuration', '/tenant/keys']);
});

it('asks again after a day where the keys are, and keeps them when they are still there', async () => {
  const { verify } = verifier();
  const token = await aToken();
  await verify(token);
  clock.advance('PT24H');
  await verify(token);
  expect(asked.filter((url) => url.endsWith('openid-configuration'))).toHaveLength(2);
  expect(asked.filter((url) => url.endsWith('keys'))).toHaveLength(1);
});

it('goes straight to the keys when their address is given', async () => {
  await verifier(`${issuer}/keys`).verify(await aToken());
  expect(asked).toEqual(['/tenant/keys']);
});

it('asks nobody for a token of another issuer, nor at the address that a token names', async () => {
  const { verify } = verifier();
  const foreign = await new SignJWT({ iss: 'https://evil.example', aud: AUDIENCE, sub: 'alice', exp: 9e9 })
    .setProtectedHeader({ alg: 'ES256', kid: 'one', jku: `${issuer}/evil` })
    .sign(privateKey);
  await expect(verify(foreign)).rejects.toMatchObject({ refusal: 'issuer' });
  expect(asked).toEqual([]);
  await verify(await aToken({ jku: `${issuer}/evil`, x5u: `${issuer}/evil` }));
  expect(asked).not.toContain('/tenant/evil');
});

it('does not fetch again for every unknown key', async () => {
  const { verify } = verifier();
  for (const kid of ['two', 'three', 'four']) {
    await expect(verify(await aToken({ kid }))).rejects.toMatchObject({ refusal: 'signature' });
  }
  expect(asked.filter((url) => url.endsWith('keys'))).toHaveLength(1);
});

it.each<[string, () => void]>([
  ['discovery fails', () => set('openid-configuration', () => ({ status: 500, body: {} }))],
  ['discovery is not JSON', () => set('openid-configuration', () => ({ body: '<html>' }))],
  ['discovery answers null', () => set('openid-configuration', () => ({ body: null }))],
  ['discovery speaks for another issuer', () => discovered({ issuer: `${issuer}/` })],
  ['discovery names no keys', () => discovered({ jwks_uri: undefined })],
  ['discovery names a list', () => discovered({ jwks_uri: [`${issuer}/keys`] })],
  ['discovery names keys in the clear elsewhere', () => discovered({ jwks_uri: 'http://keys.example/keys' })],
  ['discovery names a file', () => discovered({ jwks_uri: 'file:///etc/passwd' })],
  ['discovery redirects', () => redirected('openid-configuration')],
  ['the keys cannot be had', () => set('keys', () => ({ status: 503, body: {} }))],
  ['the keys are no key set', () => set('keys', () => ({ body: { keys: 'none' } }))],
  ['the keys redirect', () => redirected('keys')],
  ['nobody answers', () => server.close() && server.closeAllConnections()],
])('refuses while %s', async (_title, breakIt) => {
  breakIt();
  await expect(verifier().verify(await aToken())).rejects.toMatchObject({ refusal: 'keysUnavailable' });
});

it('accepts again when the issuer is back', async () => {
  const { verify } = verifier();
  const right = answers['/tenant/keys'];
  set('keys', () => ({ status: 503, body: {} }));
  await expect(verify(await aToken())).rejects.toMatchObject({ refusal: 'keysUnavailable' });
  set('keys', right ?? (() => ({})));
  expect(await verify(await aToken())).toMatchObject({ subject: 'alice' });
});

function set(name: 'keys' | 'openid-configuration', answer: () => Answer): void {
  answers[name === 'keys' ? '/tenant/keys' : `/tenant/.well-known/${name}`] = answer;
}

function discovered(over: object): void {
  set('openid-configuration', () => ({ body: { issuer, jwks_uri: `${issuer}/keys`, ...over } }));
}

/** To an answer that would be right. */
function redirected(name: 'keys' | 'openid-configuration'): void {
  const path = name === 'keys' ? '/tenant/keys' : `/tenant/.well-known/${name}`;
  answers['/elsewhere'] = answers[path] ?? (() => ({}));
  set(name, () => ({ status: 302, headers: { location: '/elsewhere' }, body: {} }));
}
