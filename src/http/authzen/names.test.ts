import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assign } from '../../../test/scenarios/story.ts';
import { as } from '../../../test/support/demo-ledger.ts';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { createPrincipal } from '../../commands/create-principal.ts';
import { registerScope } from '../../commands/register-scope.ts';
import { demoIds, demoScopes } from '../../demo/demo-organisation.ts';
import { LOCAL_ISSUER } from '../../domain/directory/external-issuer.ts';
import type { PrincipalKind } from '../../domain/principal.ts';

const ISSUER = 'https://login.example';
const READ = { name: 'Microsoft.Compute/virtualMachines/read' };
const webServer = demoScopes.webServer.slice(demoScopes.webServer.lastIndexOf('/') + 1);

let server: TestServer;
let gateway: string;
beforeAll(async () => {
  server = await testServer();
  gateway = await create('servicePrincipal', 'gateway');
});
afterAll(() => server.close());

async function create(kind: PrincipalKind, subject: string): Promise<string> {
  const id = randomUUID();
  const names = { displayName: subject, userName: null, email: null };
  await createPrincipal(server.demo.ledger, as('grace'), { id, kind, ...names, issuer: ISSUER, subject });
  return id;
}

const localGateway = randomUUID();

/** One that this server signs in itself: no provider elsewhere knows it. */
function createLocalGateway() {
  const names = { displayName: 'local', userName: null, email: null };
  const identity = { issuer: LOCAL_ISSUER, subject: localGateway };
  const asked = { id: localGateway, kind: 'servicePrincipal', ...names, ...identity } as const;
  return createPrincipal(server.demo.ledger, as('grace'), asked);
}

function ask(name: string, subject: object, resource: object = { type: 'scope', id: demoScopes.webServer }) {
  const body = { subject: { type: 'user', ...subject }, action: READ, resource };
  return server.call(name, 'POST', '/access/v1/evaluation', body);
}

it('a subject that could be two principals is nobody', async () => {
  const oscar = { id: demoIds.oscar };
  expect((await ask(gateway, oscar)).body).toEqual({ decision: true });
  // somebody whom a provider calls by the id of Oscar
  await create('user', demoIds.oscar);
  expect((await ask(gateway, oscar)).body).toEqual({ decision: false });
  expect((await ask('grace', oscar)).body).toEqual({ decision: true });
});

it('a subject is looked up at its issuer, else at that of the caller, and nowhere else', async () => {
  const zoe = await create('user', 'zoe');
  await assign(server.demo.ledger, { principalId: zoe });
  const decision = async (properties: object) => (await ask(gateway, { id: 'zoe', properties })).body.decision;
  expect(await decision({})).toBe(true);
  expect(await decision({ issuer: ISSUER })).toBe(true);
  expect(await decision({ issuer: 'https://else.example' })).toBe(false);
  expect(await decision({ issuer: `${ISSUER}/` })).toBe(false);
  expect(await decision({ issuer: 7 })).toBe(false);
  await createLocalGateway();
  expect((await ask(localGateway, { id: 'zoe' })).body).toEqual({ decision: false });
  expect((await ask(localGateway, { id: zoe })).body).toEqual({ decision: true });
});

it('a resource goes by its type and name, in any case, until another is called the same', async () => {
  const oscar = { id: demoIds.heidi };
  const named = (type: string, id = webServer) => ask(gateway, { id: demoIds.grace }, { type, id });
  expect((await named('virtualMachines')).body).toEqual({ decision: true });
  expect((await named('microsoft.compute/VIRTUALMACHINES', webServer.toUpperCase())).body).toEqual({ decision: true });
  expect((await named('storageAccounts')).body).toEqual({ decision: false });
  expect((await named('virtualMachines', demoScopes.webServer)).body).toEqual({ decision: true });
  expect((await named('storageAccounts', demoScopes.webServer)).body).toEqual({ decision: false });
  expect((await ask(gateway, oscar, { type: 'virtualMachines', id: webServer })).body).toEqual({ decision: false });

  const twin = `${demoScopes.sandbox}/providers/Microsoft.Compute/virtualMachines/${webServer}`;
  await registerScope(server.demo.ledger, as('grace'), { path: twin, displayName: 'twin', parent: null });
  expect((await named('virtualMachines')).body).toEqual({ decision: false });
  expect((await named('virtualMachines', demoScopes.webServer)).body).toEqual({ decision: true });
});

it('names are nothing that people ask by, whether there is one or not', async () => {
  for (const id of [webServer, 'nothing-here']) {
    const answer = await ask('grace', { id: demoIds.grace }, { type: 'virtualMachines', id });
    expect([answer.status, answer.body.error.message.replace(id, '(id)')]).toEqual([
      400,
      expect.stringMatching(/^`resource\.id` is `\(id\)`/),
    ]);
  }
  expect((await ask('grace', { id: 'gateway' })).status).toBe(400);
});
