import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { demoIds, demoScopes } from '../../demo/demo-organisation.ts';
import { loggedUrl } from './request-log.ts';

const CORRELATION = 'D0000000-0000-4000-8000-00000000000D';
const path = `/${demoScopes.web}/providers/Microsoft.Authorization/roleAssignmentSchedules?api-version=2020-10-01`;

const lines: string[] = [];
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ logger: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }) });
});
beforeEach(() => {
  lines.length = 0;
});
afterAll(() => server.close());

function send(headers: Readonly<Record<string, string>>) {
  return fetch(server.url + path, { headers: { authorization: 'Bearer test:grace+mfa', ...headers } });
}

it('has the address as the client wrote it, and the correlation id on each line', async () => {
  const answer = await send({ 'x-ms-correlation-request-id': CORRELATION });
  expect(answer.headers.get('x-ms-correlation-request-id')).toBe(CORRELATION.toLowerCase());
  const ofRequest = lines.map((line) => JSON.parse(line)).filter((line) => line.reqId !== undefined);
  expect(ofRequest.length).toBeGreaterThanOrEqual(2);
  expect(ofRequest.every((line) => line.correlationId === CORRELATION.toLowerCase())).toBe(true);
  expect(ofRequest.every((line) => line.reqId === answer.headers.get('x-ms-request-id'))).toBe(true);
  expect(ofRequest.map((line) => line.req?.url)).toContain(path);
  expect(lines.join('')).not.toContain('/arm/%2F');
});

it('has no line for an access question, but one for what goes wrong with it', async () => {
  const ask = (subject: unknown) =>
    fetch(`${server.url}/access/v1/evaluation`, {
      method: 'POST',
      headers: { authorization: 'Bearer test:grace+mfa', 'content-type': 'application/json' },
      body: JSON.stringify({ subject, action: { name: 'a/read' }, resource: { type: 'scope', id: demoScopes.web } }),
    });
  expect((await ask({ type: 'user', id: demoIds.frank })).status).toBe(200);
  expect(lines).toEqual([]);
  const { ledger } = server.demo;
  const { read } = ledger;
  try {
    ledger.read = () => Promise.reject(new Error('the disk is gone'));
    expect((await ask({ type: 'user', id: demoIds.frank })).status).toBe(500);
  } finally {
    ledger.read = read;
  }
  expect(lines.join('')).toContain('the disk is gone');
});

it('has no token, neither of a caller nor of a page', async () => {
  await send({});
  await fetch(`${server.url}${path}&$skiptoken=SECRET1&access_token=SECRET2&%24skipToken=SECRET3`);
  await fetch(`${server.url}/api/security/pim/my-requests?cursor=SECRET4`);
  expect(lines.length).toBeGreaterThan(4);
  expect(lines.join('')).not.toMatch(/SECRET|Bearer|test:grace/i);
});

it.each([
  ['/a?$skiptoken=x&b=1', '/a?$skiptoken=(hidden)&b=1'],
  ['/a?b=1&%24skipToken=x', '/a?b=1&%24skipToken=(hidden)'],
  ['/a?code=x', '/a?code=(hidden)'],
  ['/a?password=x&Client_Secret=y&sid=z', '/a?password=(hidden)&Client_Secret=(hidden)&sid=(hidden)'],
  ['/a?logout_hint=x', '/a?logout_hint=(hidden)'],
  ['/a?inside=x&key_type=rsa', '/a?inside=x&key_type=rsa'],
  ['/a?$filter=tokenId', '/a?$filter=tokenId'],
  ['/token/a', '/token/a'],
])('logs %s as %s', (given, logged) => {
  expect(loggedUrl(given)).toBe(logged);
});

it('cuts what is very long', () => {
  expect(loggedUrl(`/${'a'.repeat(5000)}`)).toHaveLength(2000);
});
