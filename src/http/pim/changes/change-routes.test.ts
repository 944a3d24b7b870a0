import { afterEach, beforeEach, expect, it } from 'vitest';
import { as } from '../../../../test/support/demo-ledger.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { disablePrincipal } from '../../../commands/disable-principal.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

const listen = (authorization?: string) =>
  fetch(`${server.url}/api/security/pim/changes`, { headers: authorization === undefined ? {} : { authorization } });

it('says that something changed, and not what', async () => {
  const answer = await listen('Bearer test:mallory');
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  await server.call('alice', 'POST', '/api/security/pim/requests', {
    type: 'selfActivate',
    roleDefinitionId: demoRoles.contributor,
    scope: demoScopes.production,
    duration: 'PT2H',
    justification: 'Triage of IR-2026-0142',
  });
  const decoder = new TextDecoder();
  let text = '';
  while (!text.includes('changed')) text += decoder.decode((await reader.read()).value);
  expect(text).toBe('retry: 3000\n\nevent: changed\ndata: \n\n');
  await reader.cancel();
});

it('says that there is more on record where nothing else has changed', async () => {
  const answer = await listen('Bearer test:mallory');
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const refused = { type: 'selfActivate', roleDefinitionId: demoRoles.owner, scope: demoScopes.production };
  expect((await server.call('mallory', 'POST', '/api/security/pim/requests', refused)).status).toBeGreaterThan(399);
  const decoder = new TextDecoder();
  let text = '';
  while (!text.includes('event:')) text += decoder.decode((await reader.read()).value);
  expect(text).toBe('retry: 3000\n\nevent: recorded\ndata: \n\n');
  await reader.cancel();
});

it('ends when the server stops, so that it can', async () => {
  const answer = await listen('Bearer test:alice');
  const end = answer.text();
  await server.app.close();
  expect(await end).toBe('retry: 3000\n\n');
});

it('ends at once for who was disabled, and does not begin again', async () => {
  const answer = await listen('Bearer test:mallory');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  await disablePrincipal(server.demo.ledger, as('grace'), demoIds.mallory);
  expect(await answer.text()).toBe('retry: 3000\n\n');
  expect((await listen('Bearer test:mallory')).status).toBe(401);
});

it('has nothing to be asked for without its content', async () => {
  expect((await server.call('alice', 'HEAD', '/api/security/pim/changes')).status).toBe(404);
});

it('says nothing to who is not signed in, nor to one more than a person can look at', async () => {
  expect((await listen()).status).toBe(401);
  const open = await Promise.all(Array.from({ length: 12 }, () => listen('Bearer test:alice')));
  expect((await listen('Bearer test:alice')).status).toBe(204);
  await Promise.all(open.map(({ body }) => body?.cancel()));
});
