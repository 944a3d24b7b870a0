import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { detachIdentity } from '../../src/commands/change-identities.ts';
import { disablePrincipal, enablePrincipal } from '../../src/commands/disable-principal.ts';
import { demoIds } from '../../src/demo/demo-organisation.ts';
import { later } from '../../src/domain/time.ts';
import { buildApp } from '../../src/http/app.ts';
import { type RelyingParty, relyingParty } from '../../src/identity/sign-in/relying-party.ts';
import { sessionsOf } from '../../src/ledger/vault/sign-in-session.ts';
import { as } from '../support/demo-ledger.ts';
import { type HttpBrowser, httpBrowser } from '../support/http-browser.ts';
import { type StrangerProvider, strangerProvider } from '../support/stranger-provider.ts';
import { testAuthenticator } from '../support/test-server.ts';
import { type SignInServer, signInServer } from './sign-in-server.ts';

const SESSION = '__Host-brevet';
const API = '/api/security/pim';
const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';

let server: SignInServer;
let zoe: string;
let browser: HttpBrowser;

beforeAll(async () => {
  server = await signInServer();
  zoe = await server.person(server.one.issuer, 'zoe', 'Zoe at one');
});
afterAll(() => server.close());
beforeEach(() => {
  browser = httpBrowser();
});

/** Signs in at `one` as the subject; where the browser ended up. */
function signIn(subject: string, from: HttpBrowser = browser, returnTo = `${API}/my-requests`) {
  server.one.nextAccount({ subject, amr: ['pwd', 'otp'] });
  return from.visit(`${server.url}/sign-in/start/one?returnTo=${encodeURIComponent(returnTo)}`);
}

async function mySessions(from: HttpBrowser = browser) {
  const { status, body } = await from.visit(`${server.url}${API}/sessions`);
  return { status, items: status === 200 ? JSON.parse(body).items : [] };
}

const cookieOf = (from: HttpBrowser) => from.cookie(server.url, SESSION);

describe('signing in', () => {
  it('leads through the provider and back to where the person was going', async () => {
    const arrived = await signIn('zoe', browser, `${API}/my-requests?limit=5`);
    expect(arrived).toMatchObject({ status: 200, url: `${server.url}${API}/my-requests?limit=5` });
    const { items } = await mySessions();
    expect(items).toMatchObject([{ principalId: zoe, provider: 'one', isCurrent: true }]);
  });

  it('uses PKCE, a state and a nonce, and sets cookies that only this host reads', async () => {
    server.one.nextAccount({ subject: 'zoe' });
    const start = `${server.url}/sign-in/start/one?returnTo=${API}/my-requests`;
    const left = await browser.visit(start, { isManual: true });
    const asked = new URL(left.headers.get('location') ?? '').searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length).toBeGreaterThan(40);
    const back = await browser.visit(left.headers.get('location') ?? '', { isManual: false });
    expect(back.status).toBe(200);
    for (const line of left.headers.getSetCookie()) {
      expect(line).toMatch(/^__Host-brevet-sign-in=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    }
  });

  it('offers the providers by name where there are several', async () => {
    const { status, body, headers } = await browser.visit(`${server.url}/sign-in?returnTo=/x`);
    expect(status).toBe(200);
    expect(body).toContain('Provider one');
    expect(body).toContain('/sign-in/start/two?returnTo=%2Fx');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('takes the same subject and address of two providers for two people', async () => {
    const atTwo = await server.person(server.two.issuer, 'zoe', 'Zoe at two');
    server.two.nextAccount({ subject: 'zoe', email: 'zoe@example.org' });
    await browser.visit(`${server.url}/sign-in/start/two?returnTo=${API}/sessions`);
    expect((await mySessions()).items.map(({ principalId }: { principalId: string }) => principalId)).toEqual([atTwo]);
    const other = httpBrowser();
    await signIn('zoe', other);
    expect((await mySessions(other)).items[0].principalId).toBe(zoe);
  });

  it('knows how strongly the person was proven', async () => {
    await signIn('zoe');
    const entries = await server.demo.ledger.entriesAfter(0, 100_000);
    const started = entries.map(({ event }) => event).filter(({ type }) => type === 'session.started');
    expect(started.at(-1)).toMatchObject({ principalId: zoe, provider: 'one', methods: ['pwd', 'otp'] });
  });
});

describe('nobody is signed in', () => {
  const refusedBy = async (visit: Promise<{ status: number; body: string }>) => {
    const { status, body } = await visit;
    expect(cookieOf(browser)).toBeUndefined();
    return `${status} ${/<h1>(.*)<\/h1>/.exec(body)?.[1]}`;
  };

  it('whom nobody here knows, although the address is that of somebody', async () => {
    server.one.nextAccount({ subject: 'stranger', email: 'alice@nordwind.example' });
    expect(await refusedBy(browser.visit(`${server.url}/sign-in/start/one`))).toBe('403 Nobody here knows you yet');
  });

  it('who is disabled', async () => {
    const gone = await server.person(server.one.issuer, 'gone');
    await disablePrincipal(server.demo.ledger, as('grace'), gone);
    expect(await refusedBy(signIn('gone'))).toBe('403 Your account is disabled');
  });

  it('who declines at the provider', async () => {
    server.one.nextAccount(null);
    expect(await refusedBy(browser.visit(`${server.url}/sign-in/start/one`))).toBe('400 Signing in did not work');
  });

  /** Signs in up to the address that the provider sends the browser back to. */
  async function callback(provider: StrangerProvider = server.one, id = 'one'): Promise<URL> {
    provider.nextAccount({ subject: 'zoe' });
    let next = (await browser.visit(`${server.url}/sign-in/start/${id}`, { isManual: true })).headers.get('location');
    while (next !== null && !next.startsWith(`${server.url}/sign-in/callback/`)) {
      const here = new URL(next, provider.issuer).href;
      next = (await browser.visit(here, { isManual: true })).headers.get('location');
    }
    return new URL(next ?? '');
  }

  it('with another state, without one, or with none of this browser', async () => {
    const changed = await callback();
    changed.searchParams.set('state', 'x'.repeat(43));
    expect(await refusedBy(browser.visit(changed.href))).toBe('400 Signing in did not work');
    const left = await callback();
    left.searchParams.delete('state');
    expect(await refusedBy(browser.visit(left.href))).toBe('400 Signing in did not work');
    const stolen = await callback();
    browser = httpBrowser();
    expect(await refusedBy(browser.visit(stolen.href))).toBe('400 This sign-in was begun too long ago');
  });

  it('twice by the same answer', async () => {
    const once = await callback();
    const copy = httpBrowser();
    copy.setCookie(server.url, '__Host-brevet-sign-in', browser.cookie(server.url, '__Host-brevet-sign-in') ?? '');
    expect((await browser.visit(once.href, { isManual: true })).status).toBe(303);
    browser = copy;
    expect(await refusedBy(browser.visit(once.href))).toBe('400 Signing in did not work');
  });

  it('by the answer of one provider at the address of the other', async () => {
    const ofTwo = await callback(server.two, 'two');
    const mixed = ofTwo.href.replace('/callback/two', '/callback/one');
    expect(await refusedBy(browser.visit(mixed))).toBe('400 This sign-in was begun too long ago');
  });

  it('by an answer that names another issuer', async () => {
    const answered = await callback();
    answered.searchParams.set('iss', server.two.issuer);
    expect(await refusedBy(browser.visit(answered.href))).toBe('400 Signing in did not work');
  });

  it('after ten minutes', async () => {
    const late = await callback();
    const began = server.demo.clock();
    server.demo.clock.advance('PT10M');
    expect(await refusedBy(browser.visit(late.href))).toBe('400 This sign-in was begun too long ago');
    server.demo.clock.set(began);
  });
});

describe('a person who finds no way in is told why', () => {
  async function pageOf(relyingParties: readonly RelyingParty[]) {
    const { ledger, accessIndex, clock } = server.demo;
    const app = await buildApp({
      services: { ledger, accessIndex, clock, newId: randomUUID, authenticator: testAuthenticator(ledger) },
      signIn: { ...server.signIn, relyingParties },
    });
    const { statusCode, body } = await app.inject({ path: '/sign-in' });
    await app.close();
    return `${statusCode} ${/<h1>(.*)<\/h1>/.exec(body)?.[1]}`;
  }

  it('where the only provider does not answer', async () => {
    const gone = await strangerProvider([]);
    await gone.close();
    const setting = { id: 'gone', name: 'Gone', issuer: gone.issuer, clientId: 'x', clientSecret: 'x' };
    const party = relyingParty({ ...setting, namesPrincipals: false }, () => server.url);
    expect(await pageOf([party])).toBe('502 The provider does not answer');
  });
});

describe('a return address', () => {
  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/%09/evil.example',
    'javascript:alert(1)',
    '/x\nSet-Cookie: a=b',
    '',
  ])('of another site is the start page instead: %j', async (returnTo) => {
    server.one.nextAccount({ subject: 'zoe' });
    const url = `${server.url}/sign-in/start/one?returnTo=${encodeURIComponent(returnTo)}`;
    const arrived = await browser.visit(url);
    expect(new URL(arrived.url).origin).toBe(server.url);
    expect(browser.visited.every((each) => !each.includes('//evil'))).toBe(true);
  });
});

describe('a session', () => {
  it('is a new one after signing in again, and the one before is dead', async () => {
    await signIn('zoe');
    const first = cookieOf(browser) ?? '';
    await signIn('zoe');
    expect(cookieOf(browser)).not.toBe(first);
    const old = httpBrowser();
    old.setCookie(server.url, SESSION, first);
    expect((await mySessions(old)).status).toBe(401);
    expect((await mySessions()).status).toBe(200);
  });

  it('cannot be chosen by whoever sets a cookie', async () => {
    const fixed = 'A'.repeat(43);
    browser.setCookie(server.url, SESSION, fixed);
    await signIn('zoe');
    expect(cookieOf(browser)).not.toBe(fixed);
  });

  it('ends after two idle hours, and after twelve however busy', async () => {
    const began = server.demo.clock();
    await signIn('zoe');
    server.demo.clock.advance('PT1H59M');
    expect((await mySessions()).status).toBe(200);
    server.demo.clock.advance('PT2H');
    expect((await mySessions()).status).toBe(401);
    await signIn('zoe');
    for (let hour = 0; hour < 11; hour += 1) {
      server.demo.clock.advance('PT1H');
      expect((await mySessions()).status, `after ${hour + 1} h`).toBe(200);
    }
    server.demo.clock.advance('PT1H');
    expect((await mySessions()).status).toBe(401);
    server.demo.clock.set(began);
  });

  it('is dead at once when the person is disabled', async () => {
    const id = await server.person(server.one.issuer, 'soon-gone');
    await signIn('soon-gone');
    expect((await mySessions()).status).toBe(200);
    await disablePrincipal(server.demo.ledger, as('grace'), id);
    expect((await mySessions()).status).toBe(401);
    await enablePrincipal(server.demo.ledger, as('grace'), id);
    expect((await mySessions()).status, 'it does not come back with the person').toBe(401);
  });

  it('is dead at once when the identity is taken from the person', async () => {
    const id = await server.person(server.one.issuer, 'unlinked');
    await signIn('unlinked');
    expect((await mySessions()).status).toBe(200);
    const identity = { issuer: server.one.issuer, subject: 'unlinked' };
    await detachIdentity(server.demo.ledger, as('grace'), id, identity);
    expect((await mySessions()).status).toBe(401);
    expect((await signIn('unlinked')).status).toBe(403);
  });

  it('is ended by its owner from another browser, and by an administrator, by nobody else', async () => {
    await signIn('zoe');
    const current = async () =>
      (await mySessions()).items.find(({ isCurrent }: { isCurrent: boolean }) => isCurrent).id as string;
    const call = (name: string, method: string, path: string) =>
      fetch(`${server.url}${API}${path}`, { method, headers: { authorization: `Bearer test:${name}` } });
    const id = await current();
    expect((await call('mallory', 'DELETE', `/sessions/${id}`)).status).toBe(403);
    expect((await call('mallory', 'DELETE', `/sessions/${demoIds.alice}`)).status).toBe(403);
    expect((await call('mallory', 'GET', `/sessions?principalId=${zoe}`)).status).toBe(403);
    expect((await call('grace', 'GET', `/sessions?principalId=${zoe}`)).status).toBe(200);
    expect((await call(zoe, 'DELETE', `/sessions/${id}`)).status).toBe(204);
    expect((await mySessions()).status).toBe(401);
    await signIn('zoe');
    const again = await current();
    expect((await call('grace', 'DELETE', `/sessions/${again}`)).status).toBe(204);
    expect((await mySessions()).status).toBe(401);
    expect((await call('grace', 'DELETE', `/sessions/${again}`)).status).toBe(404);
  });

  it('ends when the person signs out, from this site only', async () => {
    await signIn('zoe');
    const cookie = cookieOf(browser) ?? '';
    const cross = { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' }, isManual: true };
    expect((await browser.visit(`${server.url}/sign-out`, cross)).status).toBe(403);
    expect((await mySessions()).status).toBe(200);
    const own = { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' }, isManual: true };
    const left = await browser.visit(`${server.url}/sign-out`, own);
    expect(left.status).toBe(303);
    expect(left.headers.get('location')).toContain(`${server.one.issuer}/session/end`);
    expect(cookieOf(browser)).toBeUndefined();
    const copy = httpBrowser();
    copy.setCookie(server.url, SESSION, cookie);
    expect((await mySessions(copy)).status).toBe(401);
  });
});

describe('a page of another site', () => {
  const id = '00000000-0000-4000-8000-000000000000';
  const act = (headers: Readonly<Record<string, string>>) =>
    browser.visit(`${server.url}${API}/sessions/${id}`, { method: 'DELETE', headers });

  it.each<[string, () => Record<string, string>, number]>([
    ['same-origin by Sec-Fetch-Site', () => ({ 'sec-fetch-site': 'same-origin' }), 404],
    ['the own Origin, without Sec-Fetch-Site', () => ({ origin: server.url }), 404],
    ['cross-site', () => ({ 'sec-fetch-site': 'cross-site' }), 403],
    ['same-site, another host', () => ({ 'sec-fetch-site': 'same-site' }), 403],
    ['none, typed by the person', () => ({ 'sec-fetch-site': 'none' }), 403],
    ['cross-site with the own Origin', () => ({ 'sec-fetch-site': 'cross-site', origin: server.url }), 403],
    ['another Origin', () => ({ origin: 'https://evil.example' }), 403],
    ['an Origin that begins alike', () => ({ origin: `${server.url}.evil.example` }), 403],
    ['the Origin null', () => ({ origin: 'null' }), 403],
    ['neither of the two', () => ({}), 403],
  ])('acting with a session: %s', async (_title, headers, status) => {
    await signIn('zoe');
    const answer = await act(headers());
    // zoe is no administrator: what comes from this site reaches the command, which refuses
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body).code).toBe(status === 404 ? 'notPermitted' : 'crossSite');
  });

  it('can use no session where a token is sent, nor a token that is wrong', async () => {
    await signIn('zoe');
    const headers = { authorization: 'Bearer nothing' };
    expect((await browser.visit(`${server.url}${API}/sessions`, { headers })).status).toBe(401);
  });

  it('cannot call ARM or ask for decisions with a session', async () => {
    await signIn('zoe');
    const arm = '/providers/Microsoft.Authorization/roleAssignmentSchedules?api-version=2020-10-01&$filter=asTarget()';
    expect((await browser.visit(`${server.url}${arm}`)).status).toBe(401);
    expect((await browser.visit(`${server.url}/access/v1/evaluation`, { method: 'POST' })).status).toBe(401);
  });
});

describe('a sign-out at the provider', () => {
  const now = () => Math.floor(server.demo.clock().epochMilliseconds / 1000);
  const claims = () => ({
    iss: server.one.issuer,
    aud: server.one.client.id,
    sub: 'zoe',
    iat: now(),
    exp: now() + 120,
    jti: crypto.randomUUID(),
    events: { [LOGOUT]: {} },
  });
  const tell = async (token: string, provider = 'one') =>
    (
      await fetch(`${server.url}/sign-in/backchannel-logout/${provider}`, {
        method: 'POST',
        body: new URLSearchParams({ logout_token: token }),
      })
    ).status;

  it('by a person at its own page ends the session here: the provider says so itself', async () => {
    // the provider's clock runs while this one stands still
    server.demo.clock.set(later(Temporal.Now.instant(), server.demo.clock()));
    await signIn('zoe');
    const { issuer } = server.one;
    const { body } = await browser.visit(`${issuer}/session/end`);
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(body) ?? [];
    expect((await mySessions()).status).toBe(200);
    await browser.visit(`${issuer}/session/end/confirm`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ xsrf, logout: 'yes' }).toString(),
    });
    expect((await mySessions()).status).toBe(401);
    const entries = await server.demo.ledger.entriesAfter(0, 100_000);
    const ended = entries.findLast(({ event }) => event.type === 'session.ended');
    expect(ended?.event).toMatchObject({ principalId: zoe, reason: 'signedOutAtProvider' });
  });

  it('through the browser ends the one session that it names, at the provider that names it', async () => {
    const other = httpBrowser();
    await signIn('zoe', other);
    await signIn('zoe');
    const kept = await server.demo.ledger.read((reader) =>
      sessionsOf(reader, zoe, server.demo.clock().epochMilliseconds),
    );
    const { items } = await mySessions();
    const { id } = items.find(({ isCurrent }: { isCurrent: boolean }) => isCurrent);
    const sid = kept.find((session) => session.id === id)?.providerSession ?? '';
    expect(sid).not.toBe('');
    const tellBrowser = (provider: 'one' | 'two', iss: string) =>
      httpBrowser().visit(
        `${server.url}/sign-in/frontchannel-logout/${provider}?${new URLSearchParams({ iss, sid }).toString()}`,
      );
    for (const [provider, iss] of [
      ['two', server.two.issuer],
      ['one', server.two.issuer],
      ['two', server.one.issuer],
    ] as const) {
      expect((await tellBrowser(provider, iss)).status).toBe(204);
      expect((await mySessions()).status).toBe(200);
    }
    expect((await tellBrowser('one', server.one.issuer)).status).toBe(204);
    expect((await mySessions()).status).toBe(401);
    expect((await mySessions(other)).status, 'in another browser').toBe(200);
  });

  it.each([0, -299, 29])('ends the session here, by a token made %i seconds from now', async (seconds) => {
    await signIn('zoe');
    expect(await tell(await server.one.sign({ ...claims(), iat: now() + seconds }, { typ: 'logout+jwt' }))).toBe(200);
    expect((await mySessions()).status).toBe(401);
  });

  it.each<[string, () => object, object]>([
    ['the type of another token', claims, { typ: 'JWT' }],
    ['no event', () => ({ ...claims(), events: {} }), { typ: 'logout+jwt' }],
    ['a nonce', () => ({ ...claims(), nonce: 'n' }), { typ: 'logout+jwt' }],
    ['another audience', () => ({ ...claims(), aud: 'other' }), { typ: 'logout+jwt' }],
    ['another issuer', () => ({ ...claims(), iss: server.two.issuer }), { typ: 'logout+jwt' }],
    ['an old date', () => ({ ...claims(), iat: now() - 3600 }), { typ: 'logout+jwt' }],
    ['a date of 301 seconds ago', () => ({ ...claims(), iat: now() - 301 }), { typ: 'logout+jwt' }],
    ['a date in a minute', () => ({ ...claims(), iat: now() + 60 }), { typ: 'logout+jwt' }],
    ['a date that is text', () => ({ ...claims(), iat: String(now()) }), { typ: 'logout+jwt' }],
    ['nobody', () => ({ ...claims(), sub: undefined }), { typ: 'logout+jwt' }],
  ])('is not believed with %s', async (_title, content, header) => {
    await signIn('zoe');
    expect(await tell(await server.one.sign(content(), header))).toBe(400);
    expect((await mySessions()).status).toBe(200);
  });

  it('is not believed from another provider', async () => {
    await signIn('zoe');
    expect(await tell(await server.two.sign(claims(), { typ: 'logout+jwt' }))).toBe(400);
    expect(await tell(await server.one.sign(claims(), { typ: 'logout+jwt' }), 'two')).toBe(400);
    expect((await mySessions()).status).toBe(200);
  });
});
