import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../demo/demo-organisation.ts';

const API = '/api/security/pim';
const DELETE = 'Microsoft.Compute/virtualMachines/delete';
const READ_BLOB = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';
const CONTAINER = 'Microsoft.Storage/storageAccounts/blobServices/containers:ContainerName';

let server: TestServer;
let before: string;
let whileHeld: string;
beforeAll(async () => {
  server = await testServer();
  const { clock } = server.demo;
  const submit = async (name: string, body: object) => {
    const answer = await server.call(`${name}+mfa`, 'POST', `${API}/requests`, body);
    expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  };
  before = clock().toString();
  clock.advance('PT1M');
  const why = { justification: 'Triage of IR-2026-0142', ticket: { number: 'IR-2026-0142' } };
  const activate = { type: 'selfActivate', duration: 'PT1H', ...why };
  await submit('alice', { ...activate, roleDefinitionId: demoRoles.contributor, scope: demoScopes.production });
  const role = { roleDefinitionId: demoRoles.storageBlobDataContributor, scope: demoScopes.production };
  await submit('erin', { ...activate, ...role });
  await submit('grace', {
    type: 'adminAssign',
    kind: 'active',
    principalId: demoIds.platformEngineers,
    roleDefinitionId: demoRoles.reader,
    scope: demoScopes.production,
    duration: 'P10D',
    ...why,
  });
  clock.advance('PT10M');
  whileHeld = clock().toString();
  clock.advance('PT2H');
});
afterAll(() => server.close());

const remove = (id: string = demoIds.alice) => ({
  subject: { type: 'user', id },
  action: { name: DELETE },
  resource: { type: 'scope', id: demoScopes.webServer },
});

function ask(name: string, body: object, query = '') {
  return server.call(name, 'POST', `/access/v1/evaluation${query}`, body);
}

it('answers as it was at the instant, by the query or the context', async () => {
  const at = [before, whileHeld, server.demo.clock().toString()];
  const byQuery = await Promise.all(at.map((instant) => ask('grace', remove(), `?at=${instant}`)));
  expect(byQuery.map(({ body }) => body.decision)).toEqual([false, true, false]);
  const byContext = await Promise.all(at.map((instant) => ask('alice', { ...remove(), context: { at: instant } })));
  expect(byContext.map(({ body }) => body.decision)).toEqual([false, true, false]);
  expect(byContext.map(({ body }) => body.context.reason)).toEqual(['noAssignment', 'granted', 'noAssignment']);
  expect((await ask('alice', remove())).body).toEqual({ decision: false });
});

it('says by what, with the groups on the way', async () => {
  const own = await ask('alice', remove(), `?at=${whileHeld}&explain=true`);
  expect(own.body).toMatchObject({
    decision: true,
    context: { at: whileHeld, isComplete: true, role: { name: 'Contributor' }, pattern: '*', memberships: [] },
  });
  // Frank is in a group that is in the group that has the role
  const read = { ...remove(demoIds.frank), action: { name: 'Microsoft.Compute/virtualMachines/read' } };
  for (const query of [`?at=${whileHeld}&explain=true`, '?explain=true']) {
    expect((await ask('grace', read, query)).body, query).toMatchObject({
      decision: true,
      context: {
        role: { name: 'Reader' },
        through: { id: demoIds.platformEngineers, type: 'group' },
        memberships: [{ requestId: null }, { group: { id: demoIds.platformEngineers }, requestId: null }],
      },
    });
  }
});

it('judges conditions by what the question says', async () => {
  const about = (container: string) => ({
    subject: { type: 'user', id: demoIds.erin },
    action: { name: READ_BLOB, properties: { isDataAction: true } },
    resource: { type: 'scope', id: demoScopes.storage, properties: { [CONTAINER]: container } },
    context: { at: whileHeld },
  });
  expect((await ask('erin', about('foo_storage_container'))).body.decision).toBe(true);
  expect((await ask('erin', about('other'))).body.decision).toBe(false);
});

it('answers among many, each about its own instant', async () => {
  const evaluations = [{}, { context: { at: whileHeld } }, { context: { at: before } }, { context: { at: 'then' } }];
  const { body } = await server.call('alice', 'POST', '/access/v1/evaluations', { ...remove(), evaluations });
  expect(body.evaluations.map((each: { decision: boolean }) => each.decision)).toEqual([false, true, false, false]);
  expect(body.evaluations[3].context.error.status).toBe(400);
});

it('answers about others to who reads assignments there now, and about no instant to come', async () => {
  expect((await ask('mallory', remove(), `?at=${whileHeld}`)).status).toBe(403);
  expect((await ask('oscar', remove(), `?at=${whileHeld}`)).body.decision).toBe(true);
  const later = server.demo.clock().add({ milliseconds: 1 }).toString();
  expect((await ask('alice', remove(), `?at=${later}`)).status).toBe(400);
});
