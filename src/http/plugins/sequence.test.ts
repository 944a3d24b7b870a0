import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../demo/demo-organisation.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const activation = {
  type: 'selfActivate',
  roleDefinitionId: demoRoles.contributor,
  scope: demoScopes.production,
  duration: 'PT1H',
  justification: 'Triage of IR-2026-0142',
};
const submit = (name: string | null) => server.call(name, 'POST', '/api/security/pim/requests', activation);

async function ask(consistency: string | null, url = '/access/v1/evaluation') {
  const answer = await server.app.inject({
    method: 'POST',
    url,
    headers: {
      authorization: 'Bearer test:frank',
      ...(consistency === null ? {} : { 'x-brevet-consistency': consistency }),
    },
    payload: {
      subject: { type: 'user', id: demoIds.frank },
      action: { name: 'Microsoft.Compute/virtualMachines/restart/action' },
      resource: { type: 'scope', id: demoScopes.webServer },
    },
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
}

it('a change is answered with its place in the ledger, and a question that demands it is answered from after it', async () => {
  const { status, headers } = await submit('frank');
  const sequence = headers.get('x-brevet-sequence') ?? '';
  expect([status, sequence]).toEqual([201, String(server.demo.ledger.lastSequence())]);
  expect(await ask(sequence)).toMatchObject({ status: 200, body: { decision: true } });
});

it('nobody who was refused is told how long the ledger is', async () => {
  for (const name of [null, 'mallory']) {
    const { status, headers } = await submit(name);
    expect([status >= 400, headers.get('x-brevet-sequence')]).toEqual([true, null]);
  }
});

it.each(['/access/v1/evaluation', '/access/v1/evaluations', '/ACCESS/v1/evaluation'])(
  'a question changes nothing, and is not told how long the ledger is: `%s`',
  async (url) => {
    const { status, headers } = await ask(null, url);
    expect([status, headers['x-brevet-sequence']]).toEqual([200, undefined]);
  },
);

it.each(['-1', 'soon', '1e3', '', '9'.repeat(16)])('no place in a ledger: `%s`', async (consistency) => {
  expect((await ask(consistency)).status).toBe(400);
});

it('a question that demands what is not written yet is refused, not answered from before it', async () => {
  const next = String(server.demo.ledger.lastSequence() + 1);
  expect((await ask(next)).status).toBe(503);
});
