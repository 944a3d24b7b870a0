import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgeToken, withEs256, withHs256, withRs256 } from '../support/forged-token.ts';
import { type AbuseServer, AUDIENCE, abuseServer } from './abuse-server.ts';
import { type AbuseCase, playAbuse } from './play-abuse.ts';
import type { RawRequest } from './raw-request.ts';

const attacker = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const attackerRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const byAttacker = withEs256(attacker.privateKey);
const jwk = attacker.publicKey.export({ format: 'jwk' });

let server: AbuseServer;
let lives: AbuseServer['token'];
beforeAll(async () => {
  server = await abuseServer();
  lives = server.token;
});
afterAll(() => server.close());

const now = () => Math.floor(Date.now() / 1000);
const role = { displayName: 'a robot of the attacker' };

/** One call on each surface, of the kind that would change or tell something. */
const surfaces: readonly [refusal: string, RawRequest][] = [
  ['401 unauthenticated', { method: 'POST', path: '/api/security/pim/service-principals', body: role }],
  [
    '401 InvalidAuthenticationToken',
    { path: '/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01' },
  ],
  [
    '401 InvalidAuthenticationToken',
    { method: 'DELETE', path: '/subscriptions/x/resourceGroups/y?api-version=2021-04-01' },
  ],
  ['401 InvalidAuthenticationToken', { path: '/v1.0/users' }],
  ['401 401', { method: 'POST', path: '/access/v1/evaluation', body: {} }],
];

/** The same credentials on every surface. */
function everywhere(title: string, headers: (server: AbuseServer) => RawRequest['headers']): readonly AbuseCase[] {
  return surfaces.map(([expected, request]) => ({
    title: `${title}, at ${request.path.split('?')[0]}`,
    request: (at) => ({ ...request, headers: headers(at) ?? [] }),
    expected,
  }));
}

function token(title: string, make: (server: AbuseServer) => string): readonly AbuseCase[] {
  return everywhere(title, (at) => [['Authorization', `Bearer ${make(at)}`]]);
}

it('the token that the others are forged from is right', async () => {
  const headers = [['Authorization', `Bearer ${lives('grace')}`]] as const;
  expect((await server.send({ path: '/subscriptions?api-version=2022-12-01', headers })).status).toBe(200);
});

describe('a token is refused', () => {
  playAbuse(
    () => server,
    [
      ...token('with alg none and no signature', (at) => at.token('grace', {}, { alg: 'none' }, () => '')),
      ...token('with alg none and a signature', (at) => at.token('grace', {}, { alg: 'none' }, () => 'x')),
      ...token('with alg nOnE', (at) => at.token('grace', {}, { alg: 'nOnE' }, () => 'x')),
      ...token('with HS256 by the public key in PEM', (at) => {
        const pem = at.issuerKey.publicKey.export({ type: 'spki', format: 'pem' });
        return at.token('grace', {}, { alg: 'HS256' }, withHs256(pem));
      }),
      ...token('with HS256 by the public key in DER', (at) => {
        const der = at.issuerKey.publicKey.export({ type: 'spki', format: 'der' });
        return at.token('grace', {}, { alg: 'HS256' }, withHs256(der));
      }),
      ...token('with HS256 by the public key as a JWK', (at) => {
        const text = JSON.stringify(at.issuerKey.publicKey.export({ format: 'jwk' }));
        return at.token('grace', {}, { alg: 'HS256' }, withHs256(text));
      }),
      ...token('of another key under the kid of the issuer', (at) => at.token('grace', {}, {}, byAttacker)),
      ...token('of another kind of key', (at) =>
        at.token('grace', {}, { alg: 'RS256' }, withRs256(attackerRsa.privateKey)),
      ),
      ...token('that brings its own key', (at) => at.token('grace', {}, { jwk }, byAttacker)),
      ...token('that brings its own key and no kid', (at) =>
        at.token('grace', {}, { jwk, kid: undefined }, byAttacker),
      ),
      ...token('with a jku of its own', (at) =>
        at.token('grace', {}, { jku: `${at.one.issuer}/jwks`, kid: 'stranger' }, byAttacker),
      ),
      ...token('with an x5u and an x5c of its own', (at) =>
        at.token('grace', {}, { x5u: 'http://127.0.0.1:1/c', x5c: ['AAAA'] }, byAttacker),
      ),
      ...token('with a kid that is a path', (at) =>
        at.token('grace', {}, { alg: 'HS256', kid: '../../../../dev/null' }, withHs256('')),
      ),
      ...token('with a kid that is SQL', (at) =>
        at.token('grace', {}, { kid: "x' union select 'AAAA' --" }, byAttacker),
      ),
      ...token('with a critical header that nobody knows', (at) => at.token('grace', {}, { crit: ['x'], x: 1 })),
      ...token('with a payload that is not encoded', (at) => at.token('grace', {}, { crit: ['b64'], b64: false })),
      ...token('whose signature is of zeros', (at) => at.token('grace', {}, {}, () => Buffer.alloc(64))),
      ...token('whose signature is in DER', (at) =>
        at.token('grace', {}, {}, (input) => sign('sha256', input, at.issuerKey.privateKey)),
      ),
      ...token('of an unknown issuer', (at) => at.token('grace', { iss: 'https://evil.example' })),
      ...token('of the issuer with a slash more', (at) => at.token('grace', { iss: 'https://demo.brevet.invalid/' })),
      ...token('in the name of the embedded provider, by another key', (at) =>
        at.token('grace', { iss: `${at.url}/d0000000-0000-4000-8000-000000000001/v2.0` }),
      ),
      ...token('of several issuers', (at) => at.token('grace', { iss: ['https://demo.brevet.invalid'] })),
      ...token('for another audience', (at) => at.token('grace', { aud: 'https://graph.example' })),
      ...token('for an audience that begins alike', (at) => at.token('grace', { aud: `${AUDIENCE}.evil.example` })),
      ...token('without an audience', (at) => at.token('grace', { aud: undefined })),
      ...token('that has just expired', (at) => at.token('grace', { exp: now() })),
      ...token('without an end', (at) => at.token('grace', { exp: undefined })),
      ...token('whose end is a text', (at) => at.token('grace', { exp: '99999999999' })),
      ...token('whose end is infinite', (at) => {
        const [head = '', , signature = ''] = at.token('grace').split('.');
        const payload = `{"iss":"https://demo.brevet.invalid","sub":"grace","aud":"${AUDIENCE}","exp":1e999}`;
        expect(signature).not.toBe('');
        return forgeToken(Buffer.from(head, 'base64url').toString(), payload, withEs256(at.issuerKey.privateKey));
      }),
      ...token('that is not valid yet', (at) => at.token('grace', { nbf: now() + 3600 })),
      ...token('issued at a text', (at) => at.token('grace', { iat: 'yesterday' })),
      ...token('issued in an hour', (at) => at.token('grace', { iat: now() + 3600, exp: now() + 7200 })),
      ...token('of the type of a logout token', (at) => at.token('grace', {}, { typ: 'logout+jwt' })),
      ...token('of the type of a proof', (at) => at.token('grace', {}, { typ: 'dpop+jwt' })),
      ...token('without a subject', (at) => at.token('grace', { sub: undefined })),
      ...token('whose subject is the id of somebody', (at) => at.token('a0000000-0000-4000-8000-000000000001')),
      ...token('whose subject is somebody in another case', (at) => at.token('Grace')),
      ...token('whose subject is a group', (at) => at.token('group:b0000000-0000-4000-8000-000000000003')),
      ...token('whose subject is a list', (at) => at.token('x', { sub: ['grace'] })),
    ],
  );
});

describe('a header is refused', () => {
  playAbuse(
    () => server,
    [
      ...everywhere('two right tokens in one', (at) => [
        ['Authorization', `Bearer ${at.token('grace')} ${at.token('grace')}`],
      ]),
      ...everywhere('twice, the first one right', (at) => [
        ['Authorization', `Bearer ${at.token('grace')}`],
        ['Authorization', 'Bearer x.y.z'],
      ]),
      ...everywhere('twice, both right', (at) => [
        ['Authorization', `Bearer ${at.token('mallory')}`],
        ['authorization', `Bearer ${at.token('grace')}`],
      ]),
      ...everywhere('a right token as Basic', (at) => [['Authorization', `Basic ${at.token('grace')}`]]),
      ...everywhere('a name and a password', () => [['Authorization', `Basic ${btoa('grace:grace')}`]]),
      ...everywhere('a right token as DPoP', (at) => [['Authorization', `DPoP ${at.token('grace')}`]]),
      ...everywhere('a token of 15 kB', () => [['Authorization', `Bearer e30.${'A'.repeat(15_000)}.AAAA`]]),
      {
        title: 'a token of 20 kB',
        request: () => ({ path: '/v1.0/users', headers: [['Authorization', `Bearer e30.${'A'.repeat(20_000)}.AAAA`]] }),
        expected: '431 Request Header Fields Too Large',
      },
      {
        title: 'no header but a right token in the address',
        request: (at) => ({ path: `/v1.0/users?access_token=${at.token('grace')}` }),
        expected: '401 InvalidAuthenticationToken',
      },
      {
        title: 'no header but a right token in the body',
        request: (at) => ({
          method: 'POST',
          path: '/api/security/pim/service-principals',
          body: { ...role, access_token: at.token('grace') },
        }),
        expected: '401 unauthenticated',
      },
      {
        title: 'no header but a right token in a cookie',
        request: (at) => ({
          path: '/api/security/pim/my-requests',
          headers: [['Cookie', `__Host-brevet=${at.token('grace')}`]],
        }),
        expected: '401 unauthenticated',
      },
      {
        title: 'somebody else’s name from a gateway that is not there',
        request: () => ({
          path: '/api/security/pim/my-requests',
          headers: [
            ['X-MS-CLIENT-PRINCIPAL', btoa('{"userId":"grace"}')],
            ['X-MS-CLIENT-PRINCIPAL-ID', 'a0000000-0000-4000-8000-000000000001'],
            ['X-Forwarded-User', 'grace'],
            ['X-Remote-User', 'grace'],
          ],
        }),
        expected: '401 unauthenticated',
      },
    ],
  );
});
