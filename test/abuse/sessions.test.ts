import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoIds } from '../../src/demo/demo-organisation.ts';
import { httpBrowser } from '../support/http-browser.ts';
import { type AbuseServer, abuseServer } from './abuse-server.ts';
import { type AbuseCase, playAbuse } from './play-abuse.ts';
import { API, SAME_ORIGIN, SESSION, sessionOf, signedIn, withSession } from './signed-in.ts';

const FIXED = 'A'.repeat(43);
const list = `${API}/sessions`;
const act = { method: 'POST', path: `${API}/service-principals`, body: { displayName: 'robot' } };

let server: AbuseServer;
let zoe: string;
/** Of a session that goes on. */
let live: string;

beforeAll(async () => {
  server = await abuseServer();
  await Promise.all(['zoe', 'gone'].map((subject) => server.person(server.one.issuer, subject)));
  live = sessionOf(server, await signedIn(server, 'zoe'));
  const own = await server.send({ path: list, headers: withSession(live) });
  zoe = JSON.parse(own.text).items[0].principalId;
});
afterAll(() => server.close());

const admin = (path: string, method = 'POST') =>
  server.send({
    method,
    path: `${API}${path}`,
    headers: [['Authorization', `Bearer ${server.token('grace', { amr: ['mfa'] })}`]],
  });

const dead = '401 unauthenticated';

describe('a session is not had', () => {
  playAbuse(
    () => server,
    [
      {
        title: 'by the cookie that somebody set before the sign-in',
        request: async () => {
          const browser = httpBrowser();
          browser.setCookie(server.url, SESSION, FIXED);
          await signedIn(server, 'zoe', browser);
          expect(sessionOf(server, browser)).not.toBe(FIXED);
          return { path: list, headers: withSession(FIXED) };
        },
        expected: dead,
      },
      {
        title: 'by the session that the browser had before it signed in again',
        request: async () => {
          const browser = await signedIn(server, 'zoe');
          const before = sessionOf(server, browser);
          await signedIn(server, 'zoe', browser);
          return { path: list, headers: withSession(before) };
        },
        expected: dead,
      },
      {
        title: 'by the session of who signed out',
        request: async () => {
          const cookie = sessionOf(server, await signedIn(server, 'zoe'));
          const left = await server.send({
            method: 'POST',
            path: '/sign-out',
            headers: withSession(cookie, SAME_ORIGIN),
          });
          expect(left.status).toBe(303);
          return { path: list, headers: withSession(cookie) };
        },
        expected: dead,
      },
      {
        title: 'by a session that an administrator ended a moment ago',
        request: async () => {
          const cookie = sessionOf(server, await signedIn(server, 'zoe'));
          const { text } = await server.send({ path: list, headers: withSession(cookie) });
          const current = JSON.parse(text).items.find(({ isCurrent }: { isCurrent: boolean }) => isCurrent);
          expect((await admin(`/sessions/${current.id}`, 'DELETE')).status).toBe(204);
          return { path: list, headers: withSession(cookie) };
        },
        expected: dead,
      },
      {
        title: 'by the session of a person who was disabled a moment ago',
        request: async () => {
          const cookie = sessionOf(server, await signedIn(server, 'gone'));
          const { text } = await server.send({ path: list, headers: withSession(cookie) });
          const { status } = await admin(`/people/${JSON.parse(text).items[0].principalId}/disable`);
          expect(status).toBe(204);
          return { path: list, headers: withSession(cookie) };
        },
        expected: dead,
      },
      ...[
        ['with the last character changed', () => `${live.slice(0, -1)}${live.endsWith('A') ? 'B' : 'A'}`],
        ['in another case', () => (live === live.toUpperCase() ? live.toLowerCase() : live.toUpperCase())],
        ['with more behind it', () => `${live}A`],
        ['in quotes and with a space', () => `" ${live}"`],
        ['percent-encoded twice', () => `%25${live}`],
        ['that is the id of the session and not its secret', () => zoe],
        ['that is empty', () => ''],
        ['that is a pattern', () => '%'],
      ].map(
        ([title, value]): AbuseCase => ({
          title: `by a cookie ${title}`,
          request: () => ({ path: list, headers: withSession((value as () => string)()) }),
          expected: dead,
        }),
      ),
      {
        title: 'by the cookie under a name without its prefix',
        request: () => ({
          path: list,
          headers: [['Cookie', `brevet=${live}; __Secure-brevet=${live}; __host-brevet=${live}`]],
        }),
        expected: dead,
      },
      {
        title: 'by the cookie as a bearer token',
        request: () => ({ path: list, headers: [['Authorization', `Bearer ${live}`]] }),
        expected: dead,
      },
      {
        title: 'by the cookie in the address',
        request: () => ({ path: `${list}?${SESSION}=${live}` }),
        expected: dead,
      },
      {
        title: 'by a right cookie beside a wrong token',
        request: () => ({ path: list, headers: withSession(live, ['Authorization', 'Bearer x.y.z']) }),
        expected: dead,
      },
      ...[
        [
          'ARM',
          '/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01',
          '401 AuthenticationFailed',
        ],
        ['the hierarchy', '/subscriptions?api-version=2022-12-01', '401 AuthenticationFailed'],
        [
          'Graph',
          "/v1.0/users?$filter=userPrincipalName eq 'x'".replaceAll(' ', '%20'),
          '401 InvalidAuthenticationToken',
        ],
        ['SCIM', '/scim/v2/Users', '401'],
      ].map(
        ([title, path = '', expected = '']): AbuseCase => ({
          title: `by a right cookie on ${title}, which take tokens alone`,
          request: () => ({ path, headers: withSession(live, SAME_ORIGIN) }),
          expected,
        }),
      ),
      {
        title: 'by a right cookie for access questions, which take tokens alone',
        request: () => ({
          method: 'POST',
          path: '/access/v1/evaluation',
          headers: withSession(live, SAME_ORIGIN),
          body: {},
        }),
        expected: '401 401',
      },
    ],
  );
});

describe('the token of a person who was disabled a moment ago', () => {
  const token = () => [['Authorization', `Bearer ${server.token('mallory', { amr: ['mfa'] })}`]] as const;
  beforeAll(async () => {
    // remembered as a token that is right
    expect((await server.send({ path: `${API}/my-requests`, headers: token() })).status).toBe(200);
    expect((await admin(`/people/${demoIds.mallory}/disable`)).status).toBe(204);
  });

  playAbuse(
    () => server,
    [
      {
        title: 'reads nothing',
        request: () => ({ path: `${API}/my-requests`, headers: token() }),
        expected: '403 principalDisabled',
      },
      { title: 'does nothing', request: () => ({ ...act, headers: token() }), expected: '403 principalDisabled' },
      {
        title: 'reads nothing on ARM',
        request: () => ({
          path: '/providers/Microsoft.Authorization/roleAssignmentSchedules?api-version=2020-10-01',
          headers: token(),
        }),
        expected: '403 PrincipalDisabled',
      },
      {
        title: 'lists nothing of the hierarchy',
        request: () => ({ path: '/subscriptions?api-version=2022-12-01', headers: token() }),
        expected: '403 PrincipalDisabled',
      },
    ],
  );
});

describe('a page of another site', () => {
  const origins: readonly [string, () => string][] = [
    ['another site', () => 'https://evil.example'],
    ['null, of a sandboxed frame or a file', () => 'null'],
    ['a host that begins alike', () => `${server.url}.evil.example`],
    ['a host below this one', () => server.url.replace('127.0.0.1', 'sub.127.0.0.1')],
    ['another port', () => 'http://127.0.0.1:1'],
    ['another scheme', () => server.url.replace('http:', 'https:')],
    ['this one with a path', () => `${server.url}/`],
    ['this one with a user', () => server.url.replace('//', '//evil@')],
    ['this one by another name', () => server.url.replace('127.0.0.1', 'localhost')],
    ['an empty one', () => ''],
    ['two, of which this is one', () => `${server.url}, https://evil.example`],
  ];
  const sites = ['cross-site', 'same-site', 'none', 'Same-Origin', 'same-origin, cross-site', ''];
  const changes: readonly (readonly [string, string])[] = [
    ['POST', `${API}/service-principals`],
    ['POST', `${API}/requests`],
    ['POST', `${API}/approvals/00000000-0000-4000-8000-000000000000/approve`],
    ['PUT', `${API}/policy-templates/00000000-0000-4000-8000-000000000000`],
    ['PATCH', `${API}/policies/00000000-0000-4000-8000-000000000000?scope=/`],
    ['DELETE', `${API}/sessions/00000000-0000-4000-8000-000000000000`],
    ['POST', '/sign-out'],
  ];
  const everyChange = (title: string, headers: () => readonly (readonly [string, string])[]): readonly AbuseCase[] =>
    changes.map(([method, path]) => ({
      title: `${method} ${path.replace(/[0-9a-f-]{36}/, 'ID')} with ${title}`,
      request: () => ({
        method,
        path,
        headers: withSession(live, ...headers()),
        body: method === 'DELETE' || path === '/sign-out' ? undefined : {},
      }),
      expected: '403 crossSite',
    }));

  playAbuse(
    () => server,
    [
      ...everyChange('nothing that says where it comes from', () => []),
      ...sites.flatMap((site) => everyChange(`Sec-Fetch-Site \`${site}\``, () => [['Sec-Fetch-Site', site]])),
      ...sites.slice(0, 3).flatMap((site) =>
        everyChange(`Sec-Fetch-Site \`${site}\` and the own Origin`, () => [
          ['Sec-Fetch-Site', site],
          ['Origin', server.url],
        ]),
      ),
      ...origins.flatMap(([title, origin]) => everyChange(`the Origin of ${title}`, () => [['Origin', origin()]])),
      {
        title: 'a form that hides its method',
        request: () => ({
          path: `${API}/service-principals?_method=POST`,
          headers: withSession(
            live,
            ['X-HTTP-Method-Override', 'POST'],
            ['X-HTTP-Method', 'POST'],
            ['X-Method-Override', 'POST'],
          ),
        }),
        expected: '404 notFound',
      },
      {
        title: 'a form of plain text that reads as JSON, from the own site',
        request: () => ({
          ...act,
          headers: withSession(live, SAME_ORIGIN, ['Content-Type', 'text/plain']),
          body: '{"displayName":"robot","a":"="}',
        }),
        expected: '415 mediaTypeNotSupported',
      },
      {
        title: 'a form, from the own site',
        request: () => ({
          ...act,
          headers: withSession(live, SAME_ORIGIN, ['Content-Type', 'application/x-www-form-urlencoded']),
          body: 'displayName=robot',
        }),
        expected: '415 mediaTypeNotSupported',
      },
    ],
  );

  it('may read nothing either: no answer allows another site to', async () => {
    for (const path of [list, `${API}/openapi.json`, '/metadata/endpoints', '/subscriptions?api-version=2022-12-01']) {
      const headers = withSession(live, ['Origin', 'https://evil.example'], ['Sec-Fetch-Site', 'cross-site']);
      const answer = await server.send({ path, headers });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });
});
