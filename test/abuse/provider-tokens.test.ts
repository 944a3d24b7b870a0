import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_TENANT_ID } from '../../src/demo/demo-organisation.ts';
import { forgeToken, withHs256, withRs256 } from '../support/forged-token.ts';
import { type AbuseServer, abuseServer } from './abuse-server.ts';
import { type AbuseCase, playAbuse } from './play-abuse.ts';
import type { RawRequest } from './raw-request.ts';
import { API } from './signed-in.ts';

const PATH = `/${DEMO_TENANT_ID}/oauth2/v2.0`;
const TOKEN = `${PATH}/token`;
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const CLI = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
/** In it the provider notes what is under way; nothing of it is of use to anybody who was refused. */
const mayTouch = ['oidc_artifact'];

let server: AbuseServer;
/** Two service principals with a secret each, and one with a key. */
let robot: { readonly id: string; readonly secret: string };
let other: { readonly id: string; readonly secret: string };
let keyed: { readonly id: string; readonly key: KeyObject };

beforeAll(async () => {
  server = await abuseServer();
  const send = async (path: string, body: unknown) => {
    const headers = [['Authorization', `Bearer ${server.token('grace', { amr: ['mfa'] })}`]] as const;
    const answer = await server.send({ method: 'POST', path: `${API}/service-principals${path}`, headers, body });
    expect(answer.status, answer.text).toBe(201);
    return JSON.parse(answer.text);
  };
  const withSecret = async (displayName: string) => {
    const { id } = await send('', { displayName });
    const { secret } = await send(`/${id}/credentials`, { displayName: 'secret' });
    return { id, secret };
  };
  robot = await withSecret('robot');
  other = await withSecret('other');
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { id } = await send('', { displayName: 'keyed' });
  const { kty, n, e } = pair.publicKey.export({ format: 'jwk' });
  await send(`/${id}/credentials`, { displayName: 'key', publicKey: { kty, n, e } });
  keyed = { id, key: pair.privateKey };
});
afterAll(() => server.close());

type Fields = Readonly<Record<string, string>>;

function form(fields: Fields, headers: RawRequest['headers'] = [], path = TOKEN): RawRequest {
  const type = ['Content-Type', 'application/x-www-form-urlencoded'] as const;
  return { method: 'POST', path, headers: [type, ...(headers ?? [])], body: new URLSearchParams(fields).toString() };
}

const basic = (id: string, secret: string) => [['Authorization', `Basic ${btoa(`${id}:${secret}`)}`] as const];
const grant = { grant_type: 'client_credentials' };

function refused(
  title: string,
  fields: () => Fields,
  expected: string,
  headers?: () => RawRequest['headers'],
): AbuseCase {
  return { title, request: () => form(fields(), headers?.()), expected, mayTouch };
}

const now = () => Math.floor(Date.now() / 1000);

/** A client assertion that is right but for what is given. */
function assertion(claims: object = {}, header: object = {}, signature = withRs256(keyed.key)): Fields {
  const aud = `${server.url}/${DEMO_TENANT_ID}/v2.0`;
  const right = { iss: keyed.id, sub: keyed.id, aud, jti: randomUUID(), iat: now(), exp: now() + 60 };
  const token = forgeToken({ alg: 'RS256', typ: 'JWT', ...header }, { ...right, ...claims }, signature);
  return { ...grant, client_id: keyed.id, client_assertion_type: ASSERTION, client_assertion: token };
}

it('gives tokens for what is right, so that it is the rest that is refused', async () => {
  const bySecret = form({ ...grant, client_id: robot.id, client_secret: robot.secret });
  for (const request of [bySecret, form(grant, basic(robot.id, robot.secret)), form(assertion())]) {
    const { status, text } = await server.send(request);
    expect(status, text).toBe(200);
    expect(JSON.parse(text).access_token).toMatch(/^ey/);
  }
});

describe('the token endpoint gives nothing', () => {
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const wrong = '401 invalid_client';
  playAbuse(
    () => server,
    [
      refused('for a wrong secret', () => ({ ...grant, client_id: robot.id, client_secret: 'x'.repeat(43) }), wrong),
      refused(
        'for the secret of another',
        () => ({ ...grant, client_id: robot.id, client_secret: other.secret }),
        wrong,
      ),
      refused('for an empty secret', () => ({ ...grant, client_id: robot.id, client_secret: '' }), wrong),
      refused(
        'for what is kept in place of the secret',
        () => ({ ...grant, client_id: robot.id, client_secret: 'kept-as-digest' }),
        wrong,
      ),
      refused('without a secret', () => ({ ...grant, client_id: robot.id }), wrong),
      refused(
        'for a secret in Basic that is wrong',
        () => grant,
        wrong,
        () => basic(robot.id, 'x'),
      ),
      refused(
        'for two proofs at once',
        () => ({ ...grant, client_id: robot.id, client_secret: robot.secret }),
        '400 invalid_request',
        () => basic(other.id, other.secret),
      ),
      refused('for nobody', () => ({ ...grant, client_id: randomUUID(), client_secret: 'x' }), wrong),
      refused(
        'for a person as the client',
        () => ({ ...grant, client_id: 'a0000000-0000-4000-8000-000000000001', client_secret: 'x' }),
        wrong,
      ),
      refused(
        'for a client whose id is SQL',
        () => ({ ...grant, client_id: "' or 1=1 --", client_secret: 'x' }),
        wrong,
      ),
      refused(
        'for a public client, which acts for nobody',
        () => ({ ...grant, client_id: CLI }),
        '400 invalid_request',
      ),
      refused(
        'for the password of a person',
        () => ({ grant_type: 'password', client_id: CLI, username: 'grace', password: 'x' }),
        '400 unsupported_grant_type',
      ),
      refused(
        'for a token of somebody else',
        () => ({
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          client_id: CLI,
          assertion: server.token('grace'),
        }),
        '400 unsupported_grant_type',
      ),
      refused(
        'by exchange',
        () => ({
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          client_id: CLI,
          subject_token: server.token('grace'),
        }),
        '400 unsupported_grant_type',
      ),
      refused('without a grant', () => ({ client_id: robot.id, client_secret: robot.secret }), '400 invalid_request'),
      refused(
        'for another audience',
        () => ({ ...grant, client_id: robot.id, client_secret: robot.secret, resource: 'https://evil.example' }),
        '400 invalid_target',
      ),
      refused(
        'for a code that was made up',
        () => ({
          grant_type: 'authorization_code',
          client_id: CLI,
          code: 'x'.repeat(43),
          redirect_uri: 'http://localhost',
          code_verifier: 'x'.repeat(43),
        }),
        '400 invalid_grant',
      ),
      refused(
        'for a refresh token that was made up',
        () => ({ grant_type: 'refresh_token', client_id: CLI, refresh_token: 'x'.repeat(43) }),
        '400 invalid_grant',
      ),
      refused(
        'for a device code that was made up',
        () => ({
          grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
          client_id: CLI,
          device_code: 'x'.repeat(43),
        }),
        '400 invalid_grant',
      ),
      refused('for an assertion by another key', () => assertion({}, {}, withRs256(stranger)), wrong),
      refused('for an assertion with HS256', () => assertion({}, { alg: 'HS256' }, withHs256('kept-as-digest')), wrong),
      refused('for an assertion with none', () => assertion({}, { alg: 'none' }, () => Buffer.alloc(0)), wrong),
      refused('for an assertion that has expired', () => assertion({ exp: now() - 60 }), wrong),
      refused('for an assertion without an end', () => assertion({ exp: undefined }), wrong),
      refused('for an assertion without a name', () => assertion({ jti: undefined }), wrong),
      refused('for an assertion for another server', () => assertion({ aud: 'https://evil.example' }), wrong),
      refused('for an assertion that speaks for another', () => assertion({ sub: robot.id }), '400 invalid_request'),
      refused(
        'for an assertion under the name of another',
        () => ({ ...assertion(), client_id: robot.id }),
        '400 invalid_request',
      ),
      refused(
        'for an assertion of a client that has a secret',
        () => ({ ...assertion({ iss: robot.id, sub: robot.id }), client_id: robot.id }),
        wrong,
      ),
      {
        title: 'for an assertion a second time',
        async request() {
          const sent = form(assertion());
          expect((await server.send(sent)).status).toBe(200);
          return sent;
        },
        expected: wrong,
        mayTouch,
      },
      {
        title: 'for a secret in the address',
        request: () => ({ ...form(grant), path: `${TOKEN}?client_id=${robot.id}&client_secret=${robot.secret}` }),
        expected: '400 invalid_request',
        mayTouch,
      },
      {
        title: 'for JSON',
        request: () => ({
          method: 'POST',
          path: TOKEN,
          body: { ...grant, client_id: robot.id, client_secret: robot.secret },
        }),
        expected: '400 invalid_request',
        mayTouch,
      },
      {
        title: 'by GET',
        request: () => ({ path: `${TOKEN}?grant_type=client_credentials` }),
        expected: '404',
        mayTouch,
      },
      {
        title: 'for a secret that was removed a moment ago',
        async request() {
          const headers = [['Authorization', `Bearer ${server.token('grace', { amr: ['mfa'] })}`]] as const;
          const path = `${API}/service-principals/${other.id}/credentials`;
          const [credential] = JSON.parse((await server.send({ path, headers })).text).items;
          const removed = await server.send({ method: 'DELETE', path: `${path}/${credential.id}`, headers });
          expect(removed.status).toBe(204);
          return form({ ...grant, client_id: other.id, client_secret: other.secret });
        },
        expected: wrong,
        mayTouch,
      },
    ],
  );
});

describe('the authorisation endpoint leads nobody away', () => {
  const asked =
    (over: Fields): AbuseCase['request'] =>
    () => {
      const right = {
        client_id: CLI,
        response_type: 'code',
        scope: 'openid',
        redirect_uri: 'http://localhost',
        code_challenge: 'x'.repeat(43),
        code_challenge_method: 'S256',
      };
      return { path: `${PATH}/authorize?${new URLSearchParams({ ...right, ...over })}` };
    };
  const page = '400 This did not work';
  playAbuse(
    () => server,
    [
      ...[
        'https://evil.example',
        'http://localhost.evil.example',
        'http://localhost@evil.example',
        'http://localhost/other',
        'http://127.0.0.1/../x',
        'https://localhost',
        'javascript:alert(1)',
        'urn:ietf:wg:oauth:2.0:oob',
      ].map((redirect_uri): AbuseCase => {
        return { title: `to ${redirect_uri}`, request: asked({ redirect_uri }), expected: page, mayTouch };
      }),
      { title: 'for a client that is not there', request: asked({ client_id: 'nobody' }), expected: page, mayTouch },
    ],
  );

  it.each([
    ['without PKCE', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    ['with PKCE in the clear', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['with a token in the answer', { response_type: 'token' }, 'unsupported_response_type'],
    ['with an ID token in the answer', { response_type: 'id_token', nonce: 'x' }, 'invalid_request'],
    ['with a request of its own that nobody signed', { request: 'e30.e30.' }, 'request_not_supported'],
    ['with the address of a request', { request_uri: 'https://evil.example/r' }, 'request_uri_not_supported'],
  ])('%s', async (_title, over, error) => {
    const { status, headers } = await server.send(await asked(over as Fields)(server));
    expect(status).toBe(303);
    const location = new URL(String(headers['location']).replace('#', '?'));
    expect(location.hostname).toBe('localhost');
    expect(location.searchParams.get('error')).toBe(error);
    expect(location.searchParams.has('code')).toBe(false);
  });
});

it('tells by no word who is a client', async () => {
  const answers = await Promise.all(
    [robot.id, randomUUID(), 'a0000000-0000-4000-8000-000000000001', 'nobody'].map((client_id) =>
      server.send(form({ ...grant, client_id, client_secret: 'x'.repeat(43) })),
    ),
  );
  const texts = answers.map(
    ({ status, text }) => `${status} ${text.replaceAll(/[0-9a-f-]{36}|\d{4}-\d\d-\d\d[^"]*/g, '')}`,
  );
  expect(new Set(texts).size, texts.join('\n')).toBe(1);
});
