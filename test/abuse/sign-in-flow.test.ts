import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpBrowser, httpBrowser } from '../support/http-browser.ts';
import { type AbuseServer, abuseServer } from './abuse-server.ts';
import { type AbuseCase, playAbuse } from './play-abuse.ts';
import type { RawRequest } from './raw-request.ts';
import { API, callbackOf, SESSION, sessionOf, signedIn, TRANSACTION, withSession } from './signed-in.ts';

const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';

let server: AbuseServer;
beforeAll(async () => {
  server = await abuseServer();
  await server.person(server.one.issuer, 'zoe');
  await server.person(server.two.issuer, 'zoe');
});
afterAll(() => server.close());

const stale = '400 This sign-in was begun too long ago';
const failed = '400 Signing in did not work';

/** The request by which a browser comes back, with the cookie of the sign-in that it began. */
function comeBack(url: URL, browser: HttpBrowser): RawRequest {
  const cookie = browser.cookie(server.url, TRANSACTION);
  return {
    path: `${url.pathname}${url.search}`,
    headers: cookie === undefined ? [] : [['Cookie', `${TRANSACTION}=${cookie}`]],
  };
}

/** An answer of provider `one` that is right but for what is changed. */
function answer(title: string, expected: string, change: (url: URL) => void): AbuseCase {
  return {
    title,
    async request() {
      const browser = httpBrowser();
      const url = await callbackOf(server, browser);
      change(url);
      return comeBack(url, browser);
    },
    expected,
  };
}

describe('nobody is signed in', () => {
  playAbuse(
    () => server,
    [
      answer('by another state', failed, (url) => url.searchParams.set('state', 'x'.repeat(43))),
      answer('without a state', failed, (url) => url.searchParams.delete('state')),
      answer('by two states', failed, (url) => url.searchParams.append('state', 'x')),
      answer('without a code', failed, (url) => url.searchParams.delete('code')),
      answer('by two codes', failed, (url) => url.searchParams.append('code', 'x')),
      answer('by a code that was made up', failed, (url) => url.searchParams.set('code', 'x'.repeat(43))),
      answer('by an error beside the code', failed, (url) => url.searchParams.set('error', 'access_denied')),
      answer('by a token in the address', failed, (url) => url.searchParams.set('id_token', 'a.b.c')),
      answer('by an answer that names another issuer (mix-up)', failed, (url) =>
        url.searchParams.set('iss', server.two.issuer),
      ),
      answer('by an answer that names no issuer, of a provider that always does', failed, (url) =>
        url.searchParams.delete('iss'),
      ),
      {
        title: 'by the code of one provider at the address of the other',
        async request() {
          const browser = httpBrowser();
          const url = await callbackOf(server, browser, { provider: 'two' });
          return comeBack(new URL(url.href.replace('/callback/two', '/callback/one')), browser);
        },
        expected: stale,
      },
      {
        title: 'by the code of one provider in a sign-in that was begun at the other',
        async request() {
          const ofTwo = await callbackOf(server, httpBrowser(), { provider: 'two' });
          const browser = httpBrowser();
          const ofOne = await callbackOf(server, browser);
          ofOne.searchParams.set('code', ofTwo.searchParams.get('code') ?? '');
          return comeBack(ofOne, browser);
        },
        expected: failed,
      },
      {
        title: 'by the code of another browser’s sign-in: PKCE and nonce are of that one',
        async request() {
          const other = await callbackOf(server, httpBrowser());
          const browser = httpBrowser();
          const own = await callbackOf(server, browser);
          own.searchParams.set('code', other.searchParams.get('code') ?? '');
          return comeBack(own, browser);
        },
        expected: failed,
      },
      {
        title: 'in a browser that began none (login CSRF)',
        request: async () => comeBack(await callbackOf(server, httpBrowser()), httpBrowser()),
        expected: stale,
      },
      {
        title: 'by the same answer a second time',
        async request() {
          const browser = httpBrowser();
          const url = await callbackOf(server, browser);
          const again = comeBack(url, browser);
          const first = await server.send(again);
          expect(first.status).toBe(303);
          return again;
        },
        expected: failed,
      },
      {
        title: 'with a sealed cookie that was changed',
        async request() {
          const browser = httpBrowser();
          const url = await callbackOf(server, browser);
          const sealed = browser.cookie(server.url, TRANSACTION) ?? '';
          browser.setCookie(
            server.url,
            TRANSACTION,
            `${sealed.slice(0, 40)}${sealed[40] === 'A' ? 'B' : 'A'}${sealed.slice(41)}`,
          );
          return comeBack(url, browser);
        },
        expected: stale,
      },
      {
        title: 'with a cookie that is not sealed',
        async request() {
          const browser = httpBrowser();
          const url = await callbackOf(server, browser);
          const content = JSON.stringify({
            provider: 'one',
            state: url.searchParams.get('state'),
            nonce: 'x',
            verifier: 'y',
          });
          browser.setCookie(server.url, TRANSACTION, Buffer.from(content).toString('base64url'));
          return comeBack(url, browser);
        },
        expected: stale,
      },
      {
        title: 'with the cookie of a session in place of that of a sign-in',
        async request() {
          const session = sessionOf(server, await signedIn(server, 'zoe'));
          const url = await callbackOf(server, httpBrowser());
          return { path: `${url.pathname}${url.search}`, headers: [['Cookie', `${TRANSACTION}=${session}`]] };
        },
        expected: stale,
      },
      {
        title: 'at a provider that is not there',
        request: () => ({ path: '/sign-in/callback/three?code=x&state=y' }),
        expected: '404 notFound',
      },
      {
        title: 'at a provider that is a path',
        request: () => ({ path: '/sign-in/callback/..%2fone?code=x&state=y' }),
        expected: '404 notFound',
      },
      {
        title: 'by an answer that is posted',
        request: () => ({ method: 'POST', path: '/sign-in/callback/one?code=x&state=y' }),
        expected: '404 notFound',
      },
    ],
  );
});

describe('a return address leads nowhere else', () => {
  it.each([
    'https://evil.example/',
    'HTTPS://evil.example/',
    'https:evil.example',
    'https:/evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/\n/evil.example',
    '/\r\nSet-Cookie: a=b',
    '/%0d%0aSet-Cookie:%20a=b',
    '/%2f%2fevil.example',
    '/%5cevil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/@evil.example',
    '@evil.example',
    '127.0.0.1.evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '/\u2028/evil.example',
    '/／evil.example',
    '?returnTo=//evil.example',
  ])('%j', async (returnTo) => {
    const browser = httpBrowser();
    const url = await callbackOf(server, browser, { query: `?returnTo=${encodeURIComponent(returnTo)}` });
    const { status, headers } = await server.send(comeBack(url, browser));
    expect(status).toBe(303);
    const location = String(headers['location']);
    expect(location).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
    expect(new URL(location, server.url).origin).toBe(server.url);
    expect(String(headers['set-cookie'])).not.toContain('a=b');
  });

  it('two of them', async () => {
    const browser = httpBrowser();
    const query = '?returnTo=/x&returnTo=//evil.example';
    const url = await callbackOf(server, browser, { query });
    expect((await server.send(comeBack(url, browser))).headers['location']).toBe('/');
  });

  it.each(['"><script>alert(1)</script>', "/'onmouseover=alert(1)", '/a"b'])(
    'is text on the page: %j',
    async (text) => {
      const { text: page } = await server.send({ path: `/sign-in?returnTo=${encodeURIComponent(text)}` });
      expect(page).not.toMatch(/<script>alert|['"]onmouseover|a"b/);
    },
  );
});

describe('a sign-out at the provider', () => {
  let live: string;
  beforeAll(async () => {
    live = sessionOf(server, await signedIn(server, 'zoe'));
  });

  const now = () => Math.floor(Date.now() / 1000);
  const claims = () => ({
    iss: server.one.issuer,
    aud: server.one.client.id,
    sub: 'zoe',
    iat: now(),
    exp: now() + 120,
    jti: crypto.randomUUID(),
    events: { [LOGOUT]: {} },
  });
  const form = (token: string, provider = 'one'): RawRequest => ({
    method: 'POST',
    path: `/sign-in/backchannel-logout/${provider}`,
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: `logout_token=${token}`,
  });
  const told = (title: string, over: object, header: object = {}): AbuseCase => ({
    title,
    request: async () => form(await server.one.sign({ ...claims(), ...over }, { typ: 'logout+jwt', ...header })),
    expected: '400 invalid_request',
  });

  playAbuse(
    () => server,
    [
      told('of the type of an ID token', {}, { typ: 'JWT' }),
      told('without a type', {}, { typ: undefined }),
      told('with a nonce', { nonce: 'x' }),
      told('without an event', { events: {} }),
      told('with the event as a list', { events: [LOGOUT] }),
      told('for another client', { aud: 'other' }),
      told('of another issuer', { iss: 'https://evil.example' }),
      told('that has expired', { exp: now() - 1 }),
      told('without an end', { exp: undefined }),
      told('of an hour ago', { iat: now() - 3600 }),
      told('of tomorrow', { iat: now() + 86_400, exp: now() + 86_460 }),
      told('without a name', { jti: undefined }),
      told('whose name is a number', { jti: 7 }),
      told('of nobody', { sub: undefined }),
      {
        title: 'signed by another provider',
        request: async () => form(await server.two.sign(claims(), { typ: 'logout+jwt' })),
        expected: '400 invalid_request',
      },
      {
        title: 'at the address of another provider',
        request: async () => form(await server.one.sign(claims(), { typ: 'logout+jwt' }), 'two'),
        expected: '400 invalid_request',
      },
      {
        title: 'that nobody signed',
        request: () => form('e30.e30.'),
        expected: '400 invalid_request',
      },
      {
        title: 'by the name of a session that was guessed, through the browser',
        request: () => ({
          path: `/sign-in/frontchannel-logout/one?iss=${encodeURIComponent(server.one.issuer)}&sid=${live.slice(0, 20)}`,
        }),
        expected: '204',
      },
      {
        title: 'a second time by the same token, after which the person signed in again',
        async request() {
          const replayed = form(await server.one.sign(claims(), { typ: 'logout+jwt' }));
          expect((await server.send(replayed)).status).toBe(200);
          live = sessionOf(server, await signedIn(server, 'zoe'));
          return replayed;
        },
        expected: '400 invalid_request',
      },
    ],
  );

  it('after all of that the session goes on', async () => {
    expect((await server.send({ path: `${API}/sessions`, headers: withSession(live) })).status).toBe(200);
    expect(SESSION).toMatch(/^__Host-/);
  });

  it('ten at once by the same token end sessions once', async () => {
    const sent = form(await server.one.sign(claims(), { typ: 'logout+jwt' }));
    const answers = await Promise.all(Array.from({ length: 10 }, () => server.send(sent)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
