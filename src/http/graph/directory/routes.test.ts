import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { introduce } from '../../../../test/scenarios/story.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds } from '../../../demo/demo-organisation.ts';

let server: TestServer;
let robot: string;
beforeAll(async () => {
  server = await testServer();
  robot = await introduce(server.demo.ledger, 'servicePrincipal', 'Robot');
});
afterAll(() => server.close());

const filtered = (of: string, filter: string) => `/v1.0/${of}?$filter=${encodeURIComponent(filter)}`;
const byIds = (name: string, ids: readonly unknown[], types?: readonly string[]) =>
  server.call(name, 'POST', '/v1.0/directoryObjects/getByIds', { ids, types });

it('finds a user by name, in any case', async () => {
  const { status, body } = await server.call(
    'grace',
    'GET',
    filtered('users', "userPrincipalName eq 'Alice@nordwind.example'"),
  );
  expect(status).toBe(200);
  expect(body.value).toEqual([
    {
      '@odata.type': '#microsoft.graph.user',
      id: demoIds.alice,
      displayName: 'Alice Meyer',
      userPrincipalName: 'alice@nordwind.example',
      mail: 'alice@nordwind.example',
    },
  ]);
});

it('finds a service principal by the id of its application', async () => {
  const path = filtered('servicePrincipals', `servicePrincipalNames/any(c:c eq '${robot}')`);
  expect((await server.call('grace', 'GET', path)).body.value).toMatchObject([{ id: robot, appId: robot }]);
  const none = filtered('servicePrincipals', `servicePrincipalNames/any(c:c eq '${demoIds.alice}')`);
  expect((await server.call('grace', 'GET', none)).body.value).toEqual([]);
});

it('names what is behind ids, of the types that are asked for', async () => {
  const ids = [demoIds.alice, demoIds.onCall, robot, randomUUID()];
  const all = await byIds('oscar', ids, ['user', 'group', 'servicePrincipal', 'directoryObjectPartnerReference']);
  expect(all.body.value.map((each: Record<string, string>) => each['@odata.type']).sort()).toEqual([
    '#microsoft.graph.group',
    '#microsoft.graph.servicePrincipal',
    '#microsoft.graph.user',
  ]);
  expect((await byIds('oscar', ids, ['group'])).body.value).toMatchObject([{ id: demoIds.onCall }]);
  expect((await byIds('oscar', ids, ['device'])).body.value).toEqual([]);
  expect((await byIds('oscar', [])).body.value).toEqual([]);
});

it('shows who reads no assignments themselves and their groups, and nobody else', async () => {
  const ids = [demoIds.frank, demoIds.onCall, demoIds.platformEngineers, demoIds.securityDesk, demoIds.grace];
  const { body } = await byIds('frank', ids);
  expect(body.value.map(({ id }: { id: string }) => id)).toEqual([
    demoIds.frank,
    demoIds.platformEngineers,
    demoIds.onCall,
  ]);
  const path = filtered('users', "userPrincipalName eq 'grace@nordwind.example'");
  expect((await server.call('mallory', 'GET', path)).body.value).toEqual([]);
});

it.each([
  ['a list of everybody', 'GET', '/v1.0/users', undefined, 400],
  ['another filter', 'GET', filtered('users', "startswith(displayName,'A')"), undefined, 400],
  ['ids that are none', 'POST', '/v1.0/directoryObjects/getByIds', { ids: ['x'] }, 400],
  ['too many ids', 'POST', '/v1.0/directoryObjects/getByIds', { ids: Array(1001).fill(demoIds.alice) }, 400],
  ['no ids', 'POST', '/v1.0/directoryObjects/getByIds', null, 400],
  ['a body that is none', 'POST', '/v1.0/directoryObjects/getByIds', '{', 400],
  ['what is not there', 'GET', '/v1.0/nothing', undefined, 404],
])('refuses %s in the shape of this wire', async (_, method, path, body, status) => {
  const answer = await server.call('grace', method, path, body);
  expect(answer.status).toBe(status);
  expect(answer.body.error).toEqual({
    code: expect.any(String),
    message: expect.any(String),
    innerError: { 'request-id': expect.any(String), 'client-request-id': expect.any(String) },
  });
  expect((await server.call(null, method, path, body)).status).toBe(401);
});
