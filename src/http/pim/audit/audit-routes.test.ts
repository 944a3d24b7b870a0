import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';

const API = '/api/security/pim';
let server: TestServer;
let requestId: string;
beforeAll(async () => {
  server = await testServer();
  const ask = { type: 'selfActivate', roleDefinitionId: demoRoles.owner, scope: demoScopes.production };
  const how = { duration: 'PT1H', justification: '=cmd of IR-2026-0142', ticket: { number: 'IR-2026-0142' } };
  requestId = (await server.call('alice', 'POST', `${API}/requests`, { ...ask, ...how })).body.id;
  await server.call('bob', 'POST', `${API}/approvals/${requestId}/approve`, { justification: 'known incident' });
  await server.call('grace', 'POST', `${API}/people`, { displayName: '=SUM(A1)' });
});
afterAll(() => server.close());

async function list(name: string, query: string) {
  const { status, body } = await server.call(name, 'GET', `${API}/audit?${query}`);
  expect(status).toBe(200);
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
  return body.items as readonly any[];
}

it('tells the whole life of one request, the newest first', async () => {
  const life = await list('oscar', `aboutId=${requestId}`);
  const types = life.map(({ type }) => type).reverse();
  expect(types.slice(0, 2)).toEqual(['scheduleRequest.submitted', 'approval.begun']);
  expect(types).toEqual(expect.arrayContaining(['approval.requested', 'approval.decided', 'schedule.created']));
  const decided = life.find(({ type }) => type === 'approval.decided');
  expect(decided).toMatchObject({
    actor: { id: demoIds.bob, displayName: 'Bob Okafor' },
    role: { displayName: 'Owner' },
    scope: { displayName: 'Production' },
    principal: { displayName: 'Alice Meyer' },
    requestId,
    details: { justification: 'known incident' },
  });
  const same = await list('oscar', `correlationId=${decided.correlationId}`);
  expect(same.length).toBeGreaterThan(0);
  expect(new Set(same.map(({ correlationId }) => correlationId)).size).toBe(1);
});

it('shows people and sign-ins to directory administrators alone, roles to who reads them there, nothing to others', async () => {
  expect((await list('grace', 'group=people')).length).toBeGreaterThan(0);
  expect(await list('oscar', 'group=people')).toEqual([]);
  expect(await list('heidi', `aboutId=${requestId}`)).toEqual([]);
  expect((await server.call('mallory', 'GET', `${API}/audit`)).body).toMatchObject({
    status: 403,
    code: 'notPermitted',
  });
});

it('says whom an entry is about that is about no role', async () => {
  const people = await list('grace', `group=people&aboutId=${demoIds.alice}`);
  expect(people.map(({ type, principal }) => [type, principal?.displayName])).toEqual([
    ['group.memberAdded', 'Alice Meyer'],
    ['principal.created', 'Alice Meyer'],
  ]);
});

it('is narrowed by who did it and when', async () => {
  const byBob = await list('grace', `actorId=${demoIds.bob}`);
  expect(byBob.map(({ type }) => type)).toContain('approval.decided');
  expect(byBob.every(({ actor }) => actor.id === demoIds.bob)).toBe(true);
  expect(await list('grace', `to=2020-01-01T00:00:00Z`)).toEqual([]);
  expect((await server.call('grace', 'GET', `${API}/audit?from=yesterday`)).body).toMatchObject({ field: 'from' });
});

it('is exported as CSV that no spreadsheet runs, and as JSON Lines, as far as it is read', async () => {
  const csv = await server.call('grace', 'GET', `${API}/audit/export?aboutId=${requestId}`);
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const shown = await list('grace', `aboutId=${requestId}`);
  expect(csv.body.trimEnd().split('\r\n')).toHaveLength(shown.length + 1);
  expect(csv.body).not.toMatch(/(^|,)[=+\-@]/m);
  const url = `${server.url}${API}/audit/export?format=jsonl&aboutId=${requestId}`;
  const answer = await fetch(url, { headers: { authorization: 'Bearer test:grace' } });
  const lines = (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toEqual(shown);
  expect((await server.call('mallory', 'GET', `${API}/audit/export`)).status).toBe(403);
});

it('shows settings to those alone who may read settings there', async () => {
  const AUTHORIZATION = `${demoScopes.production}/providers/Microsoft.Authorization`;
  const roleId = randomUUID();
  const role = {
    roleName: 'Assignments reader',
    assignableScopes: [demoScopes.production],
    permissions: [{ actions: ['Microsoft.Authorization/roleAssignments/read'] }],
  };
  const rolePath = `${AUTHORIZATION}/roleDefinitions/${roleId}`;
  const defined = await server.call('grace', 'PUT', `${rolePath}?api-version=2022-04-01`, { properties: role });
  expect(defined.status).toBe(201);
  const given = { type: 'adminAssign', kind: 'active', roleDefinitionId: roleId, scope: demoScopes.production };
  const how = { principalId: demoIds.judy, duration: 'P1D', justification: 'counts who has what' };
  expect((await server.call('grace', 'POST', `${API}/requests`, { ...given, ...how })).status).toBe(201);
  const settings = (entries: readonly { readonly type: string }[]) =>
    entries.filter(({ type }) => type.startsWith('roleManagementPolicy.'));
  expect((await list('judy', `aboutId=${requestId}`)).length).toBeGreaterThan(0);
  expect(settings(await list('oscar', 'group=settings')).length).toBeGreaterThan(0);
  expect(settings(await list('judy', 'group=settings'))).toEqual([]);
});
