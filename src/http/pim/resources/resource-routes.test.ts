import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const { managementGroup, production } = demoScopes;

async function list(name: string, query: string) {
  const { status, body } = await server.call(name, 'GET', `/api/security/pim/resources?${query}`);
  expect(status).toBe(200);
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
  return body.items as readonly any[];
}
const names = async (name: string, query = '') => (await list(name, query)).map((each) => each.displayName);

it('opens the tree level by level for who sees all of it', async () => {
  expect(await names('grace')).toEqual(['Nordwind']);
  expect(await names('grace', `below=${managementGroup}`)).toEqual(['Production', 'Development']);
  const [web] = await list('grace', `below=${production}`);
  expect(web).toMatchObject({ displayName: 'rg-data', hasChildren: true, eligibleHere: false });
});

it('begins with what somebody sees, and shows nothing to who sees nothing', async () => {
  const [top] = await list('erin', '');
  expect(top).toMatchObject({ displayName: 'Production', eligibleHere: true });
  expect(await names('mallory')).toEqual([]);
  expect(await names('mallory', `below=${production}`)).toEqual([]);
});

it('says that a role can be activated from the instant when it can', async () => {
  const { clock } = server.demo;
  const assigned = await server.call('grace', 'POST', '/api/security/pim/requests', {
    type: 'adminAssign',
    kind: 'eligible',
    principalId: demoIds.judy,
    roleDefinitionId: demoRoles.reader,
    scope: demoScopes.development,
    start: clock().add({ hours: 1 }).toString(),
    duration: 'P10D',
  });
  expect(assigned.status).toBe(201);
  const isEligible = async () => (await list('judy', '')).map((each) => [each.displayName, each.eligibleHere]);
  expect(await isEligible()).toEqual([['Development', false]]);
  clock.advance('PT1H');
  expect(await isEligible()).toEqual([['Development', true]]);
});

it('finds by words in names and paths, below a scope', async () => {
  expect(await names('grace', 'search=stnord')).toEqual(['stnordwinddata']);
  expect(await names('grace', `search=rg&below=${production}`)).toContain('rg-web');
  expect(await names('mallory', 'search=rg')).toEqual([]);
});

it('says what the caller has at a scope, from there and from above', async () => {
  const path = `/api/security/pim/resources/my-access?scope=${encodeURIComponent(demoScopes.web)}`;
  const { body } = await server.call('alice', 'GET', path);
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
  const shown = body.eligible.map((each: any) => [
    each.role.name,
    each.assignedAt.displayName,
    each.through?.displayName,
  ]);
  expect(shown).toEqual(
    expect.arrayContaining([
      ['Owner', 'Production', undefined],
      ['Contributor', 'Production', 'Platform engineers'],
      ['Reader', 'Nordwind', 'Platform engineers'],
    ]),
  );
  expect(body.active).toEqual([]);
  expect((await server.call('mallory', 'GET', path)).body).toEqual({ eligible: [], active: [] });
});
