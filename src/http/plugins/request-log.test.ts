import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { demoIds, demoScopes } from '../../demo/demo-organisation.ts';
import { Unauthenticated } from '../../identity/authenticator.ts';
import { openLogger } from '../../telemetry/logs/open-logger.ts';
import { loggedUrl } from './request-log.ts';

const CORRELATION = 'D0000000-0000-4000-8000-00000000000D';
const path = `/${demoScopes.web}/providers/Microsoft.Authorization/roleAssignmentSchedules?api-version=2020-10-01`;

const lines: string[] = [];
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ logger: openLogger('trace', { write: (line: string) => void lines.push(line) }) });
});
beforeEach(() => {
  lines.length = 0;
});
afterAll(() => server.close());

function send(headers: Readonly<Record<string, string>>) {
  return fetch(server.url + path, { headers: { authorization: 'Bearer test:grace+mfa', ...headers } });
}

/** What was logged since the calls began; a call is logged when its answer has left. */
async function logged(calls: number) {
  await vi.waitUntil(() => lines.length >= calls);
  return lines.map((line) => JSON.parse(line));
}

it('has one line for a call: what was asked by its pattern too, how it ended, and its correlation id', async () => {
  const answer = await send({ 'x-ms-correlation-request-id': CORRELATION });
  expect(answer.headers.get('x-ms-correlation-request-id')).toBe(CORRELATION.toLowerCase());
  expect(await logged(1)).toEqual([
    {
      level: 30,
      time: expect.any(Number),
      reqId: answer.headers.get('x-ms-request-id'),
      correlationId: CORRELATION.toLowerCase(),
      method: 'GET',
      url: path,
      route: '/arm/:scope/roleAssignmentSchedules',
      status: 200,
      ms: expect.any(Number),
      msg: 'request completed',
    },
  ]);
});

it('says with which code a call was refused, by whatever surface', async () => {
  await fetch(server.url + path.replace('2020-10-01', '1999-01-01'), {
    headers: { authorization: 'Bearer test:grace' },
  });
  await server.call('grace', 'GET', '/api/security/pim/people/nobody');
  await server.call('grace', 'GET', '/v1.0/nothing');
  expect((await logged(3)).map(({ level, status, code }) => [level, status, code])).toEqual([
    [30, 400, 'InvalidApiVersionParameter'],
    [30, 400, 'valueInvalid'],
    [30, 404, 'BadRequest'],
  ]);
});

it('says nothing of who called and what they looked for', async () => {
  await send({});
  await server.call('grace', 'GET', '/api/security/pim/people?search=alice%20andersson');
  await server.call('grace', 'GET', '/v1.0/users/alice@nordwind.example');
  await server.call('grace', 'GET', '/v1.0/users/alice%40nordwind.example?$top=5');
  const urls = (await logged(4)).map(({ url }) => url);
  expect(urls.slice(1)).toEqual([
    '/api/security/pim/people?search=(hidden)',
    '/v1.0/users/(hidden)',
    '/v1.0/users/(hidden)?$top=5',
  ]);
  expect(lines.join('')).not.toMatch(/alice|grace|127\.0\.0\.1|remoteAddress/);
});

it('has a code where something went wrong, and the address of whoever is not let in', async () => {
  const { authenticator } = server;
  const { authenticate } = authenticator;
  authenticator.authenticate = () =>
    Promise.reject(new Unauthenticated('invalid', new Error('token refused: expired')));
  try {
    await send({});
    await server.call('grace', 'POST', '/access/v1/evaluation', {});
  } finally {
    authenticator.authenticate = authenticate;
  }
  const refused = { level: 40, status: 401, code: 'tokenRefused', remoteAddress: '127.0.0.1', msg: 'request failed' };
  expect(await logged(2)).toMatchObject([
    { ...refused, err: { message: 'token refused: expired' } },
    { ...refused, route: '/access/v1/evaluation' },
  ]);
});

it('has no line for an access question, but one for what goes wrong with it', async () => {
  const ask = (subject: unknown, path = '/access/v1/evaluation') =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer test:grace+mfa', 'content-type': 'application/json' },
      body: JSON.stringify({ subject, action: { name: 'a/read' }, resource: { type: 'scope', id: demoScopes.web } }),
    });
  expect((await ask({ type: 'user', id: demoIds.frank })).status).toBe(200);
  expect((await ask({ type: 'user', id: demoIds.frank }, '/Access/V1/evaluation')).status).toBe(200);
  const { ledger } = server.demo;
  const { read } = ledger;
  try {
    ledger.read = () => Promise.reject(new Error('the disk is gone'));
    expect((await ask({ type: 'user', id: demoIds.frank })).status).toBe(500);
  } finally {
    ledger.read = read;
  }
  expect(await logged(1)).toMatchObject([
    {
      level: 50,
      status: 500,
      code: 'unexpected',
      err: { message: 'the disk is gone' },
      correlationId: expect.any(String),
    },
  ]);
});

it('has no token, neither of a caller nor of a page', async () => {
  await send({});
  await fetch(`${server.url}${path}&$skiptoken=SECRET1&access_token=SECRET2&%24skipToken=SECRET3`);
  await fetch(`${server.url}/api/security/pim/my-requests?cursor=SECRET4`);
  await logged(3);
  expect(lines.join('')).not.toMatch(/SECRET|Bearer|test:grace/i);
});

it.each([
  ['/a?$skiptoken=x&b=1', '/a?$skiptoken=(hidden)&b=(hidden)'],
  ['/a?b=1&%24skipToken=x&API-Version=2020-10-01', '/a?b=(hidden)&%24skipToken=(hidden)&API-Version=2020-10-01'],
  ['/a?code=x?b=y', '/a?code=(hidden)'],
  ['/a?secret', '/a?(hidden)'],
  ['/a?%24top=5&$filter=x', '/a?%24top=5&$filter=(hidden)'],
  ['/a?top=5&search=top=1', '/a?top=5&search=(hidden)'],
  ['/a/b@c.example/d', '/a/(hidden)/d'],
  ['/token/a', '/token/a'],
])('logs %s as %s', (given, logged) => {
  expect(loggedUrl(given)).toBe(logged);
});

it('cuts what is very long', () => {
  expect(loggedUrl(`/${'a'.repeat(5000)}`)).toHaveLength(2000);
});
