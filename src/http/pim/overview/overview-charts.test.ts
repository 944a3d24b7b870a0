import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';

const API = '/api/security/pim';
let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  const how = { duration: 'PT1H', justification: 'Triage of IR-2026-0142', ticket: { number: 'IR-2026-0142' } };
  const ask = { type: 'selfActivate', scope: demoScopes.production, ...how };
  await server.call('alice+mfa', 'POST', `${API}/requests`, { ...ask, roleDefinitionId: demoRoles.contributor });
  const asked = await server.call('alice+mfa', 'POST', `${API}/requests`, {
    ...ask,
    roleDefinitionId: demoRoles.owner,
  });
  server.demo.clock.advance('PT30M');
  const path = `${API}/approvals/${asked.body.id}/approve`;
  expect((await server.call('bob', 'POST', path, { justification: 'known incident' })).status).toBeLessThan(300);
  const given = { type: 'adminAssign', kind: 'eligible', principalId: demoIds.judy, scope: demoScopes.development };
  const ending = { ...given, roleDefinitionId: demoRoles.reader, duration: 'P3D' };
  expect((await server.call('grace+mfa', 'POST', `${API}/requests`, ending)).status).toBe(201);
});
afterAll(() => server.close());

async function charts(name: string, query = '') {
  return server.call(name, 'GET', `${API}/overview/charts${query}`);
}
const sum = (counts: readonly { readonly count: number }[]) => counts.reduce((all, { count }) => all + count, 0);

it('counts activations by day and role, decisions by how long they took, and what ends', async () => {
  const { body } = await charts('grace');
  expect([body.activations.length, sum(body.activations), body.activations.at(-1).count]).toEqual([30, 2, 2]);
  expect(body.roles.map((each: { name: string; count: number }) => [each.name, each.count])).toEqual([
    ['Contributor', 1],
    ['Owner', 1],
  ]);
  expect(body.decisions.map((each: { count: number }) => each.count)).toEqual([0, 1, 0, 0, 0]);
  expect([body.ending.length, body.ending[3].count]).toEqual([14, 1]);
  expect(body.permanent.active + body.permanent.eligible + body.permanent.timeBound).toBeGreaterThan(2);
});

it('counts the days of a time zone', async () => {
  const { body } = await charts('grace', '?timeZone=Pacific/Auckland');
  expect(body.activations.at(-1).day).toMatch(/T1[12]:00:00Z$/);
  const refused = await charts('grace', '?timeZone=Mars/Olympus');
  expect(refused).toMatchObject({ status: 400, body: { field: 'timeZone' } });
});

it('counts nothing that the caller may not read', async () => {
  const { body } = await charts('mallory');
  expect([sum(body.activations), sum(body.decisions), sum(body.ending), body.roles]).toEqual([0, 0, 0, []]);
  expect(body.permanent).toEqual({ active: 0, eligible: 0, timeBound: 0 });
});
