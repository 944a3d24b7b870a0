import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { disablePrincipal, enablePrincipal } from '../../src/commands/disable-principal.ts';
import { DEMO_PASSWORD } from '../../src/demo/demo-accounts.ts';
import { demoIds } from '../../src/demo/demo-organisation.ts';
import { as } from '../support/demo-ledger.ts';
import { type AccountServer, API, accountServer, person, type SigningPerson, said } from './account-server.ts';

const AZURE_CLI = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const SCOPE = 'openid profile offline_access https://brevet.local/.default';

let server: AccountServer;
let root: string;
beforeAll(async () => {
  server = await accountServer();
  root = `${server.url}/${server.signIn.tenantId}/oauth2/v2.0`;
});
afterAll(() => server.close());
beforeEach(() => server.demo.clock.advance('PT1H'));

/** Calls an endpoint as a program does. */
async function post(path: string, fields: Readonly<Record<string, string>>) {
  const response = await fetch(`${root}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what came over the wire
  const body: any = await response.json();
  return { status: response.status, body };
}

const poll = (deviceCode: string) =>
  post('/token', { client_id: AZURE_CLI, grant_type: DEVICE_GRANT, device_code: deviceCode });
const refresh = (token: string) =>
  post('/token', { client_id: AZURE_CLI, grant_type: 'refresh_token', refresh_token: token });

const xsrfOf = (body: string) => /name="xsrf" value="([^"]+)"/.exec(body)?.[1] ?? '';

/** Types the code in a browser, up to the page that asks. */
async function typeCode(who: SigningPerson, userCode: string) {
  const { body } = await who.browser.visit(`${root}/deviceauth`);
  return who.send(root, '/deviceauth', { xsrf: xsrfOf(body), user_code: userCode });
}

/** Confirms, and signs in where that is asked for. */
async function confirm(who: SigningPerson, userCode: string, name: string) {
  const asked = await typeCode(who, userCode);
  const fields = { xsrf: xsrfOf(asked.body), user_code: userCode, confirm: 'yes' };
  const next = await who.send(root, '/deviceauth', fields);
  if (!next.url.includes('/interaction/')) return next;
  return who.send(next.url, '/password', { name, password: DEMO_PASSWORD });
}

const begin = async () => (await post('/devicecode', { client_id: AZURE_CLI, scope: SCOPE })).body;

describe('a program that shows a code', () => {
  it('is signed in as who typed it, confirmed, and signed in', async () => {
    const { device_code: deviceCode, user_code: userCode, verification_uri: where } = await begin();
    expect(where).toBe(`${root}/deviceauth`);
    expect((await poll(deviceCode)).body.error).toBe('authorization_pending');
    const who = person(server);
    const asked = await typeCode(who, userCode.toLowerCase());
    expect(said(asked)).toBe('200 Sign in to Azure CLI?');
    expect(asked.body).toContain(userCode);
    expect(said(await confirm(who, userCode, 'alice'))).toBe('200 Done');
    const { status, body } = await poll(deviceCode);
    expect(status).toBe(200);
    const claims = decodeJwt(body.access_token);
    expect(claims).toMatchObject({ sub: demoIds.alice, oid: demoIds.alice, aud: 'https://brevet.local', acr: 'pwd' });
    expect(claims['amr']).toEqual(['pwd']);
    expect(Number(claims['auth_time'])).toBeGreaterThan(0);
    expect(decodeJwt(body.id_token)).toMatchObject({ oid: demoIds.alice, name: 'Alice Meyer', acr: 'pwd' });
    expect((await poll(deviceCode)).body.error).toBe('invalid_grant');
  });

  it('asks before it is signed in although the person is signed in already', async () => {
    const { device_code: deviceCode, user_code: userCode } = await begin();
    const who = person(server);
    await who.signIn('alice');
    expect(said(await typeCode(who, userCode))).toBe('200 Sign in to Azure CLI?');
    expect((await poll(deviceCode)).body.error).toBe('authorization_pending');
    const linked = await who.browser.visit(`${root}/deviceauth?user_code=${userCode}`);
    expect(linked.body).toContain('user_code');
    expect((await poll(deviceCode)).body.error).toBe('authorization_pending');
    expect(said(await confirm(who, userCode, 'alice'))).toBe('200 Done');
    expect((await poll(deviceCode)).status).toBe(200);
  });

  it('is not signed in by a form that another session was given', async () => {
    const { device_code: deviceCode, user_code: userCode } = await begin();
    const attacker = person(server);
    const xsrf = xsrfOf((await typeCode(attacker, userCode)).body);
    const victim = person(server);
    await victim.signIn('grace');
    const sent = await victim.send(root, '/deviceauth', { xsrf, user_code: userCode, confirm: 'yes' });
    expect(sent.status).toBe(400);
    expect((await poll(deviceCode)).body.error).toBe('authorization_pending');
  });

  it('is told when the person declines, and the code is of no use afterwards', async () => {
    const { device_code: deviceCode, user_code: userCode } = await begin();
    const who = person(server);
    const asked = await typeCode(who, userCode);
    const declined = await who.send(root, '/deviceauth', {
      xsrf: xsrfOf(asked.body),
      user_code: userCode,
      abort: 'yes',
    });
    expect(said(declined)).toContain('You declined. The program was not signed in.');
    expect((await poll(deviceCode)).body.error).toBe('access_denied');
    expect(said(await typeCode(person(server), userCode))).toContain('This code was used already');
  });

  it('shows a code that nobody guesses', async () => {
    expect(said(await typeCode(person(server), 'BBBB-BBBB'))).toContain('There is no such code');
    expect((await begin()).user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
  });
});

async function tokensOf(name: string) {
  const { device_code: deviceCode, user_code: userCode } = await begin();
  await confirm(person(server), userCode, name);
  return (await poll(deviceCode)).body;
}

describe('a refresh token', () => {
  it('gives way to the next one, and keeps what was proven', async () => {
    const first = await tokensOf('alice');
    const second = (await refresh(first.refresh_token)).body;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(decodeJwt(second.access_token)).toMatchObject({
      sub: demoIds.alice,
      acr: 'pwd',
      auth_time: decodeJwt(first.access_token)['auth_time'],
    });
  });

  it('that is used twice ends its whole family', async () => {
    const first = await tokensOf('alice');
    const second = (await refresh(first.refresh_token)).body;
    expect((await refresh(first.refresh_token)).body.error).toBe('invalid_grant');
    expect((await refresh(second.refresh_token)).body.error).toBe('invalid_grant');
  });

  it('that is used twice at once gives no more than one answer', async () => {
    const { refresh_token: token } = await tokensOf('alice');
    const answers = await Promise.all([1, 2, 3, 4].map(() => refresh(token)));
    expect(answers.filter(({ status }) => status === 200).length).toBe(1);
    const others = answers.filter(({ status }) => status !== 200).map(({ body }) => body.error);
    expect(new Set(others)).toEqual(new Set(['invalid_grant']));
  });

  it('is of no use to another program, and none once the person was disabled, also when they are enabled again', async () => {
    const { refresh_token: token } = await tokensOf('oscar');
    const stolen = { client_id: 'brevet-cli', grant_type: 'refresh_token', refresh_token: token };
    expect((await post('/token', stolen)).body.error).toBe('invalid_grant');
    await disablePrincipal(server.demo.ledger, as('grace'), demoIds.oscar);
    expect((await refresh(token)).body.error).toBe('invalid_grant');
    await enablePrincipal(server.demo.ledger, as('grace'), demoIds.oscar);
    expect((await refresh(token)).body.error).toBe('invalid_grant');
    server.demo.clock.advance('PT1S');
    expect((await refresh((await tokensOf('oscar')).refresh_token)).status).toBe(200);
  });

  it('does not outlive that the person is disabled and enabled again before anybody asks', async () => {
    const { refresh_token: token } = await tokensOf('frank');
    await disablePrincipal(server.demo.ledger, as('grace'), demoIds.frank);
    await enablePrincipal(server.demo.ledger, as('grace'), demoIds.frank);
    expect((await refresh(token)).body.error).toBe('invalid_grant');
  });

  it('does not outlive a session of the person that an administrator ends', async () => {
    const who = person(server);
    const { body } = await who.signIn('ivan');
    const { refresh_token: token } = await tokensOf('ivan');
    const [{ id }] = JSON.parse(body).items;
    const ended = await fetch(`${server.url}${API}/sessions/${id}`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer test:grace' },
    });
    expect(ended.status).toBe(204);
    expect((await refresh(token)).body.error).toBe('invalid_grant');
  });
});

describe('a program with a browser', () => {
  const verifier = randomBytes(32).toString('base64url');
  const authorize = (over: Readonly<Record<string, string>> = {}) =>
    `${root}/authorize?${new URLSearchParams({
      client_id: AZURE_CLI,
      response_type: 'code',
      redirect_uri: 'http://localhost:53682',
      scope: SCOPE,
      state: 'x',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...over,
    })}`;

  async function codeOf(who: SigningPerson): Promise<string> {
    const { url } = await who.browser.visit(authorize());
    let next = await who.browser.visit(`${url}/password`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ name: 'alice', password: DEMO_PASSWORD }).toString(),
      isManual: true,
    });
    let location = next.headers.get('location') ?? '';
    while (location.startsWith(server.url)) {
      next = await who.browser.visit(location, { isManual: true });
      location = next.headers.get('location') ?? '';
    }
    return new URL(location).searchParams.get('code') ?? '';
  }

  it('is answered on the loopback address, for the one who holds the verifier', async () => {
    const redeem = (code: string, by: string) =>
      post('/token', {
        client_id: AZURE_CLI,
        grant_type: 'authorization_code',
        code,
        redirect_uri: 'http://localhost:53682',
        code_verifier: by,
      });
    const code = await codeOf(person(server));
    expect((await redeem(code, randomBytes(32).toString('base64url'))).body.error).toBe('invalid_grant');
    const { status, body } = await redeem(await codeOf(person(server)), verifier);
    expect(status).toBe(200);
    expect(decodeJwt(body.access_token).sub).toBe(demoIds.alice);
    expect(body.refresh_token).toBeTypeOf('string');
  });

  it('lets its page lead to the program and nowhere else', async () => {
    const { headers } = await person(server).browser.visit(authorize());
    expect(headers.get('content-security-policy')).toContain("form-action 'self' http://localhost:53682;");
  });

  it.each([
    ['another host', { redirect_uri: 'http://evil.example' }],
    ['a host that begins alike', { redirect_uri: 'http://localhost.evil.example' }],
    ['a host behind a name', { redirect_uri: 'http://localhost@evil.example' }],
    ['another path', { redirect_uri: 'http://localhost:1/evil' }],
    ['no proof key', { code_challenge: '', code_challenge_method: '' }],
    ['a plain proof key', { code_challenge_method: 'plain' }],
    ['tokens in the address', { response_type: 'token' }],
  ])('is refused with %s', async (_title, over) => {
    const answer = await person(server).browser.visit(authorize(over), { isManual: true });
    const location = answer.headers.get('location') ?? '';
    expect(location).not.toContain('evil');
    expect(answer.status === 400 || location.includes('error=')).toBe(true);
  });
});
