import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const advise = (body: unknown) => server.call('mallory', 'POST', '/api/security/pim/requests/advice', body);

it.each([
  ['', true],
  ['please', true],
  ['urgent support ticket', true],
  ['Triage of IR-2026-0142: customers cannot pay', false],
])('tells what an approver would be warned of: "%s"', async (justification, isVague) => {
  expect(await advise({ justification })).toMatchObject({ status: 200, body: { isVague } });
});

it('takes no text that could not be a justification', async () => {
  expect((await advise({ justification: 'x'.repeat(2001) })).status).toBe(400);
  expect((await advise({})).status).toBe(400);
});
