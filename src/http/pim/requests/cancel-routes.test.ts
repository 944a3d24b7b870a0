import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { activate, production, setRule } from '../../../../test/scenarios/story.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds, demoRoles } from '../../../demo/demo-organisation.ts';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

const aliceAsks = async () => (await activate(server.demo.ledger, { roleDefinitionId: demoRoles.owner })).id;
const cancel = (person: string, id: string) => server.call(person, 'POST', `/api/security/pim/requests/${id}/cancel`);
const pendingSeenBy = async (person: string) => {
  const { body } = await server.call(person, 'GET', '/api/security/pim/requests/history?status=Pending');
  return body.items.map(({ id }: { id: string }) => id);
};

it('withdraws the own request', async () => {
  const id = await aliceAsks();
  const { status, body } = await cancel('alice', id.toUpperCase());
  expect(status).toBe(200);
  expect(body).toMatchObject({ id, status: 'Canceled', closedReason: 'requestor', decidedBy: null });
});

it('is given to an administrator at the scope, who sees all that is pending', async () => {
  const id = await aliceAsks();
  expect(await pendingSeenBy('grace')).toEqual([id]);
  expect((await cancel('grace', id)).body).toMatchObject({ status: 'Canceled', closedReason: 'administrator' });
  expect(await pendingSeenBy('grace')).toEqual([]);
});

it('is refused to who may only see it, and hides it from everybody else', async () => {
  const id = await aliceAsks();
  expect((await cancel('bob', id)).body).toMatchObject({ status: 403, code: 'notPermitted' });
  expect((await cancel('oscar', id)).body).toMatchObject({ status: 403, code: 'notPermitted' });
  expect((await cancel('mallory', id)).body).toMatchObject({ status: 404, code: 'requestNotFound' });
  expect((await cancel('mallory', randomUUID())).body).toMatchObject({ status: 404, code: 'requestNotFound' });
  expect(await pendingSeenBy('grace')).toEqual([id]);
});

it('is answered to who may cancel there although reading is denied to them', async () => {
  const id = await aliceAsks();
  const denied = await server.call('grace', 'POST', '/api/security/pim/deny-assignments', {
    name: 'No reading',
    scope: production,
    permissions: [{ actions: ['Microsoft.Authorization/roleAssignments/read'] }],
    principals: [{ id: demoIds.grace, kind: 'user' }],
  });
  expect(denied.status).toBe(201);
  // whoever gives roles there sees what waits (BEHAVIOUR §4)
  expect(await pendingSeenBy('grace')).toEqual([id]);
  const { status, body } = await cancel('grace', id);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body).toMatchObject({ id, status: 'Canceled', closedReason: 'administrator' });
});

it('comes too late after a decision', async () => {
  const id = await aliceAsks();
  await cancel('alice', id);
  expect((await cancel('alice', id)).body).toMatchObject({ status: 422, code: 'requestCannotBeCanceled' });
});

it('is told apart from a close by stricter settings', async () => {
  const id = await aliceAsks();
  const enabled = ['justification', 'ticketing', 'multiFactorAuthentication'] as const;
  const rule = { kind: 'enablement', enabled } as const;
  await setRule(server.demo.ledger, demoRoles.owner, production, 'Enablement_EndUser_Assignment', rule);
  const { body } = await server.call('alice', 'GET', '/api/security/pim/my-requests');
  expect(body.items).toMatchObject([{ id, status: 'Canceled', closedReason: 'policyChanged' }]);
});
