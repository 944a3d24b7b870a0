import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disablePrincipal } from '../../src/commands/disable-principal.ts';
import { DEMO_TENANT_ID, demoIds, demoScopes } from '../../src/demo/demo-organisation.ts';
import { as } from '../support/demo-ledger.ts';
import { withEs256 } from '../support/forged-token.ts';
import { httpBrowser } from '../support/http-browser.ts';
import { type AbuseServer, abuseServer, type Route } from './abuse-server.ts';
import { accountRoutes, INTERACTION, portalFile, portalPages, providerRoutes, publicRoutes } from './public-routes.ts';

const GUID = '00000000-0000-4000-8000-0000000000ff';
const SESSION = '__Host-brevet';

let server: AbuseServer;
/** Of a session that was there and has ended. */
let endedCookie: string;

beforeAll(async () => {
  server = await abuseServer();
  const zoe = await server.person(server.one.issuer, 'zoe');
  server.one.nextAccount({ subject: 'zoe', amr: ['pwd', 'otp'] });
  const browser = httpBrowser();
  await browser.visit(`${server.url}/sign-in/start/one`);
  endedCookie = `${SESSION}=${browser.cookie(server.url, SESSION)}`;
  const own = [
    ['Cookie', endedCookie],
    ['Sec-Fetch-Site', 'same-origin'],
  ] as const;
  expect((await server.send({ path: '/api/security/pim/sessions', headers: own })).status).toBe(200);
  expect((await server.send({ method: 'POST', path: '/sign-out', headers: own })).status).toBe(303);
  await disablePrincipal(server.ledger, as('grace'), demoIds.oscar);
  expect(zoe).not.toBe('');
});
afterAll(() => server.close());

const urlOf = ({ url }: Route) => url.replace(DEMO_TENANT_ID, '{tenant}').replace(/-[0-9a-f]{16}\./, '-{hash}.');
const nameOf = (route: Route) => `${route.method === 'HEAD' ? 'GET' : route.method} ${urlOf(route)}`;
const isOfProvider = (route: Route) => urlOf(route) in providerRoutes;
const isOfInteraction = (route: Route) => urlOf(route) === INTERACTION || urlOf(route).startsWith(`${INTERACTION}/`);
const isOfAccount = (route: Route) => accountRoutes.includes(nameOf(route));
const isOfPortal = (route: Route) =>
  nameOf(route).startsWith('GET ') && (portalPages.includes(route.url) || portalFile.test(route.url));
const isPublic = (route: Route) =>
  nameOf(route) in publicRoutes ||
  isOfPortal(route) ||
  isOfProvider(route) ||
  isOfInteraction(route) ||
  isOfAccount(route);

/** An address of the route: a scope for a scope, a GUID for everything else that it leaves open. */
function addressOf({ url }: Route): string {
  const path = url
    .replace(':scope', encodeURIComponent(demoScopes.production))
    .replace(':namespace', 'Microsoft.Compute')
    .replaceAll(/:\w+/g, GUID);
  return url.startsWith('/arm/') || url.startsWith('/hierarchy/') ? `${path}?api-version=2020-10-01` : path;
}

const bearer = (token: string) => [['Authorization', `Bearer ${token}`] as const];
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const past = () => Math.floor(Date.now() / 1000) - 1;

const credentials: readonly [string, () => ReadonlyArray<readonly [string, string]>][] = [
  ['no credentials', () => []],
  ['garbage', () => bearer('garbage')],
  ['a token of the right form that nobody signed', () => bearer('e30.e30.AAAA')],
  ['a right token signed by another key', () => bearer(server.token('grace', {}, {}, withEs256(stranger)))],
  ['an expired token', () => bearer(server.token('grace', { exp: past() }))],
  ['a token for somebody else', () => bearer(server.token('grace', { aud: 'https://else.example' }))],
  ['a token of an unknown issuer', () => bearer(server.token('grace', { iss: 'https://evil.example' }))],
  ['a token of nobody here', () => bearer(server.token('nobody'))],
  [
    'the cookie of an ended session',
    () => [
      ['Cookie', endedCookie],
      ['Sec-Fetch-Site', 'same-origin'],
    ],
  ],
  [
    'a cookie that was made up',
    () => [
      ['Cookie', `${SESSION}=${'A'.repeat(43)}`],
      ['Sec-Fetch-Site', 'same-origin'],
    ],
  ],
];

async function statuses(routes: readonly Route[], headers: ReadonlyArray<readonly [string, string]>) {
  const answered: string[] = [];
  for (const route of routes) {
    const { status } = await server.send({ method: route.method, path: addressOf(route), headers });
    answered.push(`${status} ${route.method} ${route.url}`);
  }
  return answered;
}

const protectedRoutes = () => server.routes.filter((route) => !isPublic(route));

it('knows every route of the router', () => {
  expect(protectedRoutes().length).toBeGreaterThan(380);
  for (const surface of ['/arm/', '/hierarchy/', '/v1.0/', '/access/v1/', '/scim/v2/', '/api/security/pim/']) {
    expect(
      protectedRoutes().some(({ url }) => url.startsWith(surface)),
      surface,
    ).toBe(true);
  }
});

it('has no public route that is gone', () => {
  const known = new Set(server.routes.map(nameOf));
  expect(Object.keys(publicRoutes).filter((name) => !known.has(name))).toEqual([]);
  const urls = new Set(server.routes.map(urlOf));
  expect(portalPages.filter((url) => !urls.has(url))).toEqual([]);
  expect(Object.keys(providerRoutes).filter((url) => !urls.has(url))).toEqual([]);
});

describe('every route that is not public refuses', () => {
  it.each(credentials)('%s', async (_title, headersOf) => {
    const last = await server.state.lastSequence();
    const before = await server.state.digest();
    const others = (await statuses(protectedRoutes(), headersOf())).filter((line) => !line.startsWith('401 '));
    expect(others).toEqual([]);
    expect(await server.state.digest()).toBe(before);
    expect(await server.state.lastSequence()).toBe(last);
  });

  it('the right token of somebody who is disabled', async () => {
    const before = await server.state.digest();
    const answered = await statuses(protectedRoutes(), bearer(server.token('oscar')));
    expect(answered.filter((line) => !/^(4|204 OPTIONS)/.test(line))).toEqual([]);
    expect(await server.state.digest()).toBe(before);
  });
});

it.each(credentials)('a step of signing in is refused without its own cookie: %s', async (_title, headersOf) => {
  const before = await server.state.digest();
  const steps = server.routes.filter(isOfInteraction);
  expect(steps.length).toBeGreaterThan(10);
  const given = headersOf().filter(([name]) => name !== 'Sec-Fetch-Site');
  const answered = await statuses(steps, [...given, ['Sec-Fetch-Site', 'same-origin']]);
  expect(answered.filter((line) => !/^40[0134] /.test(line))).toEqual([]);
  expect(await server.state.digest()).toBe(before);
});

it.each(credentials)(
  'a page of the own account leads to signing in and changes nothing: %s',
  async (_title, headersOf) => {
    const before = await server.state.digest();
    const pages = server.routes.filter(isOfAccount);
    expect(new Set(pages.map(nameOf))).toEqual(new Set(accountRoutes));
    const given = headersOf().filter(([name]) => name !== 'Sec-Fetch-Site');
    const answered = await statuses(pages, [...given, ['Sec-Fetch-Site', 'same-origin']]);
    expect(answered.filter((line) => !/^30[23] /.test(line))).toEqual([]);
    expect(await server.state.digest()).toBe(before);
  },
);

/** A directory that provisions people, with a token. */
async function provisioning(): Promise<{ readonly token: string; revoke(): Promise<void> }> {
  const path = '/api/security/pim/provisioning-sources';
  const headers = bearer(server.token('grace', { amr: ['pwd', 'mfa'] }));
  const send = async (method: string, at: string, body?: unknown) => {
    const answer = await server.send({ method, path: at, headers, body });
    expect(answer.status, answer.text).toBeLessThan(300);
    return answer.text === '' ? null : JSON.parse(answer.text);
  };
  const { id } = await send('POST', path, { displayName: 'HR', issuer: server.one.issuer });
  const made = await send('POST', `${path}/${id}/tokens`, {});
  return { token: made.token, revoke: () => send('DELETE', `${path}/${id}/tokens/${made.id}`) };
}

const isScim = ({ url }: Route) => url.startsWith('/scim/');

it('serves a directory by its token until that is removed, and no other surface by it', async () => {
  const { token, revoke } = await provisioning();
  const reached = await statuses(protectedRoutes().filter(isScim), bearer(token));
  expect(reached.length).toBeGreaterThan(20);
  expect(reached.filter((line) => /^(401|5\d\d) /.test(line))).toEqual([]);
  const elsewhere = await statuses(
    protectedRoutes().filter((route) => !isScim(route)),
    bearer(token),
  );
  expect(elsewhere.filter((line) => !line.startsWith('401 '))).toEqual([]);
  await revoke();
  const before = await server.state.digest();
  const afterwards = await statuses(protectedRoutes().filter(isScim), bearer(token));
  expect(afterwards.filter((line) => !line.startsWith('401 '))).toEqual([]);
  expect(await server.state.digest()).toBe(before);
});

it('is reached with a right token, so that it was the credentials that were refused', async () => {
  const ofPeople = protectedRoutes().filter((route) => !isScim(route));
  const answered = await statuses(ofPeople, bearer(server.token('mallory', { amr: ['pwd', 'mfa'] })));
  expect(answered.filter((line) => /^(401|5\d\d) /.test(line))).toEqual([]);
});
