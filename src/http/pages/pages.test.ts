import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

it('serves a start page that may run and load nothing', async () => {
  const answer = await server.call(null, 'GET', '/');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(answer.body).toContain('/access/v1/evaluation');
});

it('leads from a mail to how to decide, the same for a request that is not there', async () => {
  const id = randomUUID();
  const answer = await server.call(null, 'GET', `/requests/${id.toUpperCase()}`);
  expect(answer.status).toBe(200);
  expect(answer.body).toContain(`/api/security/pim/approvals/${id}/approve`);
});

it.each(['first', '%3Cscript%3E', `${randomUUID()}x`])('refuses an id that is no GUID: %s', async (id) => {
  const answer = await server.call(null, 'GET', `/requests/${id}`);
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toContain('json');
  expect(JSON.stringify(answer.body)).not.toContain('<script>');
});
