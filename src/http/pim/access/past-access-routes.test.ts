import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';

const API = '/api/security/pim';
const DELETE = 'Microsoft.Compute/virtualMachines/delete';
let server: TestServer;
let whileHeld: string;
let before: string;
beforeAll(async () => {
  server = await testServer();
  const { clock } = server.demo;
  before = clock().toString();
  clock.advance('PT1M');
  const ask = { type: 'selfActivate', roleDefinitionId: demoRoles.contributor, scope: demoScopes.production };
  const how = { duration: 'PT1H', justification: 'Triage of IR-2026-0142', ticket: { number: 'IR-2026-0142' } };
  const asked = await server.call('alice+mfa', 'POST', `${API}/requests`, { ...ask, ...how });
  expect(asked.status).toBe(201);
  const given = await server.call('grace+mfa', 'POST', `${API}/requests`, {
    type: 'adminAssign',
    kind: 'active',
    principalId: demoIds.platformEngineers,
    roleDefinitionId: demoRoles.reader,
    scope: demoScopes.production,
    duration: 'P10D',
    justification: 'Reading along while it is migrated',
  });
  expect(given.status).toBe(201);
  clock.advance('PT10M');
  whileHeld = clock().toString();
  clock.advance('PT2H');
});
afterAll(() => server.close());

async function ask(name: string, query: Readonly<Record<string, string>>) {
  const { status, body } = await server.call(name, 'GET', `${API}/past-access?${new URLSearchParams(query)}`);
  expect([status, body.code]).toEqual([200, undefined]);
  return body;
}

it('tells who could do an operation at an instant, and by which chain of reasons', async () => {
  const answer = await ask('grace', { scope: demoScopes.web, action: DELETE, at: whileHeld });
  expect(answer.isComplete).toBe(true);
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
  const alice = answer.items.find((each: any) => each.principal.id === demoIds.alice);
  expect(alice).toMatchObject({
    outcome: 'granted',
    reasons: [
      {
        type: 'activated',
        role: { name: 'Contributor' },
        assignedAt: { displayName: 'Production' },
        pattern: '*',
        through: [],
      },
    ],
  });
});

it('answers as it was known then: neither before it was given nor after it ended', async () => {
  const asked = { scope: demoScopes.web, roleDefinitionId: demoRoles.contributor, principalId: demoIds.alice };
  const outcomes = [before, whileHeld, server.demo.clock().toString()].map(
    async (at) => (await ask('grace', { ...asked, at })).items[0].outcome,
  );
  expect(await Promise.all(outcomes)).toEqual(['none', 'granted', 'none']);
});

it('names each membership on the way, and the entry with which it began', async () => {
  const at = server.demo.clock().toString();
  const answer = await ask('grace', { scope: demoScopes.web, at });
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
  const through = answer.items.flatMap((each: any) => each.reasons.flatMap((reason: any) => reason.through));
  expect(through.length).toBeGreaterThan(0);
  for (const link of through) {
    const { body } = await server.call('grace', 'GET', `${API}/audit?aboutId=${link.group.id}&group=people`);
    // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
    const began = body.items.find((entry: any) => entry.sequence === link.entry);
    expect([began?.type, began?.at]).toEqual(['group.memberAdded', link.since]);
  }
});

it('tells everybody of themselves, and of others whoever reads assignments there alone', async () => {
  const about = (principalId: string) => ({ scope: demoScopes.production, at: whileHeld, principalId });
  expect((await ask('alice', about(demoIds.alice))).items[0].outcome).toBe('granted');
  for (const query of [about(demoIds.alice), { scope: demoScopes.production, at: whileHeld }]) {
    const refused = await server.call('mallory', 'GET', `${API}/past-access?${new URLSearchParams(query)}`);
    expect(refused).toMatchObject({ status: 403, body: { code: 'notPermitted' } });
  }
});

it('answers about the present where no instant is given, and says which that was', async () => {
  const asked = { scope: demoScopes.web, roleDefinitionId: demoRoles.contributor };
  const now = server.demo.clock().toString();
  const answer = await ask('grace', asked);
  expect(answer).toEqual(await ask('grace', { ...asked, at: now }));
  expect(answer.at).toBe(now);
});

it('refuses an instant that has not come, and an operation together with a role', async () => {
  const query = { scope: '/', at: server.demo.clock().add({ hours: 1 }).toString() };
  const path = (more: Readonly<Record<string, string>>) =>
    `${API}/past-access?${new URLSearchParams({ ...query, ...more })}`;
  expect((await server.call('grace', 'GET', path({}))).body).toMatchObject({ status: 400, field: 'at' });
  const both = { at: whileHeld, action: DELETE, roleDefinitionId: demoRoles.owner };
  expect((await server.call('grace', 'GET', path(both))).body).toMatchObject({ status: 400, field: 'action' });
});

it('is exported whole, one line a reason', async () => {
  const query = new URLSearchParams({ scope: demoScopes.web, action: DELETE, at: whileHeld });
  const csv = await server.call('grace', 'GET', `${API}/past-access/export?${query}`);
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const answer = await ask('grace', Object.fromEntries(query));
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
  const lines = answer.items.reduce((sum: number, each: any) => sum + Math.max(1, each.reasons.length), 0);
  expect(csv.body.trimEnd().split('\r\n')).toHaveLength(lines + 1);
  expect((await server.call('mallory', 'GET', `${API}/past-access/export?${query}`)).status).toBe(403);
});

it('names the request by which somebody was in a group for a time, and nobody after it', async () => {
  const { clock } = server.demo;
  const given = await server.call('grace+mfa', 'POST', `${API}/requests`, {
    type: 'adminAssign',
    kind: 'active',
    principalId: demoIds.mallory,
    roleDefinitionId: demoRoles.groupMember,
    scope: `/groups/${demoIds.platformEngineers}`,
    duration: 'PT1H',
    justification: 'Stands in for Frank',
  });
  expect(given.status, JSON.stringify(given.body)).toBe(201);
  const during = clock().toString();
  clock.advance('PT1H');
  const question = { scope: demoScopes.web, roleDefinitionId: demoRoles.reader, principalId: demoIds.mallory };
  const [then] = (await ask('grace', { ...question, at: during })).items;
  expect(then).toMatchObject({
    outcome: 'granted',
    reasons: [{ through: [{ group: { id: demoIds.platformEngineers }, entry: null, requestId: given.body.id }] }],
  });
  const [later] = (await ask('grace', { ...question, at: clock().toString() })).items;
  expect(later).toMatchObject({ outcome: 'none', reasons: [] });
});

it('counts who is in a group for good, and says by which groups', async () => {
  const scope = `/groups/${demoIds.platformEngineers}`;
  const asked = { scope, roleDefinitionId: demoRoles.groupMember, at: whileHeld };
  const { items } = await ask('grace', asked);
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire
  const wayOf = (id: string) => items.find((each: any) => each.principal.id === id)?.membership;
  expect(wayOf(demoIds.alice)).toMatchObject([{ group: { id: demoIds.platformEngineers }, requestId: null }]);
  expect(wayOf(demoIds.frank)).toHaveLength(2);
  expect(wayOf(demoIds.mallory)).toBeUndefined();
  expect((await ask('grace', { ...asked, principalId: demoIds.frank })).items).toMatchObject([
    { outcome: 'granted', reasons: [], membership: wayOf(demoIds.frank) },
  ]);
  expect((await ask('grace', { ...asked, principalId: demoIds.mallory })).items).toMatchObject([
    { outcome: 'none', membership: null },
  ]);
});
