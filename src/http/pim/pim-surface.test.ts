import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testAuthenticator, testServer } from '../../../test/support/test-server.ts';
import { buildApp } from '../app.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const BASE = '/api/security/pim';
const paths = ['pending-approvals', 'requests/history', 'my-requests', 'overview', 'roles', 'resources'];

it.each(paths)('asks for a sign-in at %s', async (path) => {
  const answer = await server.call(null, 'GET', `${BASE}/${path}`);
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body).toEqual({
    type: 'about:blank',
    title: 'Not signed in',
    status: 401,
    code: 'unauthenticated',
    detail: expect.stringContaining('bearer token'),
    correlationId: expect.any(String),
  });
});

it.each(paths)('refuses an unknown query parameter at %s', async (path) => {
  const answer = await server.call('grace', 'GET', `${BASE}/${path}?surprise=1`);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ code: 'valueInvalid', field: 'surprise' });
});

it('answers a problem where there is no route', async () => {
  const answer = await server.call('grace', 'GET', `${BASE}/nothing`);
  expect(answer.status).toBe(404);
  expect(answer.body).toMatchObject({ code: 'notFound', status: 404 });
});

it('refuses another media type, a broken body and one that is too large', async () => {
  const path = `${BASE}/approvals/e0000000-0000-4000-8000-000000000001/deny`;
  const headers = { authorization: 'Bearer test:grace', 'content-type': 'text/plain' };
  const text = await fetch(`${server.url}${path}`, { method: 'POST', headers, body: 'reason' });
  expect(text.status).toBe(415);
  expect(await text.json()).toMatchObject({ code: 'mediaTypeNotSupported', status: 415 });
  const broken = await server.call('grace', 'POST', path, '{"reason":');
  expect(broken.status).toBe(400);
  expect(broken.body.code).toBe('bodyInvalid');
  const large = await server.call('grace', 'POST', path, { reason: 'x'.repeat(1024 * 1024) });
  expect(large.status).toBe(413);
  expect(large.body.code).toBe('bodyTooLarge');
});

it('answers 404 for a request that needs no approval', async () => {
  const path = `${BASE}/approvals/e0000000-0000-4000-8000-000000000001/deny`;
  const answer = await server.call('grace', 'POST', path, { reason: 'no' });
  expect(answer.status).toBe(404);
  expect(answer.body.code).toBe('approvalNotFound');
});

interface Documented {
  readonly summary?: string;
  readonly security?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
}

describe('the OpenAPI document', () => {
  it('names every address of the surface with what it answers, for everybody', async () => {
    const answer = await server.call(null, 'GET', `${BASE}/openapi.json`);
    expect(answer.status).toBe(200);
    expect(answer.body.openapi).toBe('3.1.0');
    const paths: Readonly<Record<string, Readonly<Record<string, Documented>>>> = answer.body.paths;
    const main = ['approvals/{id}/approve', 'approvals/{id}/deny', 'my-requests', 'overview', 'pending-approvals'];
    for (const path of [...main, 'requests/history']) expect(paths).toHaveProperty([`${BASE}/${path}`]);
    for (const [path, operations] of Object.entries(paths)) {
      expect(path.startsWith(`${BASE}/`) || path.startsWith('/access/v1/'), path).toBe(true);
      for (const [method, { summary, security, responses }] of Object.entries(operations)) {
        expect({ summary: typeof summary, security }, `${method} ${path}`).toMatchObject({ summary: 'string' });
        expect(Object.keys(responses), `${method} ${path}`).toContain('401');
      }
    }
  });

  it('documents the answers of a decision, errors as problems', async () => {
    const { paths: documented } = (await server.call(null, 'GET', `${BASE}/openapi.json`)).body;
    const { responses } = documented[`${BASE}/approvals/{id}/approve`].post;
    expect(Object.keys(responses)).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '409',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ]);
    expect(responses['409'].content['application/problem+json'].schema.properties.code.type).toBe('string');
    expect(responses['200'].content['application/json'].schema.properties.status.enum).toContain('Expired');
  });
});

it('says nothing of an unexpected error to the caller, and logs it', async () => {
  const lines: string[] = [];
  const stream = { write: (line: string) => void lines.push(line) };
  const { ledger, accessIndex, clock } = server.demo;
  const app = await buildApp({
    services: {
      ledger: { ...ledger, read: () => Promise.reject(new Error('select secret from table')) },
      accessIndex,
      clock,
      newId: randomUUID,
      authenticator: testAuthenticator(ledger),
    },
    logger: pino({ level: 'error' }, stream),
  });
  const answer = await app.inject({ path: `${BASE}/overview`, headers: { authorization: 'Bearer test:grace' } });
  expect(answer.statusCode).toBe(500);
  expect(answer.json()).toEqual({
    type: 'about:blank',
    title: 'Unexpected error',
    status: 500,
    code: 'unexpected',
    correlationId: expect.any(String),
  });
  expect(lines.join('')).toContain(answer.json().correlationId);
  expect(lines.join('')).toContain('select secret from table');
  await app.close();
});
