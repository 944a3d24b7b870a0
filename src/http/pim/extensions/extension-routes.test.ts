import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { as } from '../../../../test/support/demo-ledger.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { createDenyAssignment } from '../../../commands/create-deny-assignment.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';
import { parseScope } from '../../../domain/scope.ts';

const API = '/api/security/pim';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

const get = (name: string | null, path: string) => server.call(name, 'GET', `${API}/${path}`);
const post = (name: string | null, path: string, body?: unknown) => server.call(name, 'POST', `${API}/${path}`, body);
const about = { roleDefinitionId: demoRoles.contributor, scope: demoScopes.production };

/** Asks after a dry run, which must answer the same. */
async function ask(name: string, type: string, over: object = {}) {
  const body = { id: randomUUID(), type, kind: 'eligible', ...about, duration: 'P30D', justification: 'x', ...over };
  const dry = await post(name, 'requests/validate', body);
  const real = await post(name, 'requests', body);
  const { correlationId: _, ...told } = real.body;
  expect(dry.body).toMatchObject(told);
  return real;
}

/** Mallory's eligibility, of which ten days are left; and the request to extend it. */
async function extension(): Promise<{ readonly assignmentId: string; readonly id: string }> {
  const given = await ask('grace', 'adminAssign', { principalId: demoIds.mallory });
  expect([given.status, given.body.status]).toEqual([201, 'Approved']);
  server.demo.clock.set('2026-12-14T08:00:00Z');
  const asked = await ask('mallory', 'selfExtend');
  expect(asked.body).toEqual({
    id: asked.body.id,
    type: 'selfExtend',
    kind: 'eligible',
    status: 'Pending',
    waitsFor: 'administrators',
    start: null,
    end: null,
    scheduleId: given.body.scheduleId,
  });
  return { assignmentId: given.body.scheduleId, id: asked.body.id };
}

it('shows what waits to whoever may write assignments there, and to nobody else', async () => {
  const { id, assignmentId } = await extension();
  const { status, body } = await get('grace', 'extension-requests');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    items: [
      {
        id,
        type: 'selfExtend',
        kind: 'eligible',
        principal: { id: demoIds.mallory, kind: 'user' },
        role: { name: 'Contributor' },
        duration: 'P30D',
        start: '2026-12-24T08:00:00Z',
        expiresAt: '2026-12-24T08:00:00Z',
        assignment: { id: assignmentId, start: '2026-11-24T08:00:00Z', end: '2026-12-24T08:00:00Z' },
      },
    ],
    nextCursor: null,
  });
  for (const other of ['mallory', 'oscar', 'bob', 'heidi', 'alice']) {
    expect((await get(other, 'extension-requests')).body.items, other).toEqual([]);
  }
  server.demo.clock.set('2026-12-24T08:00:00Z');
  expect((await get('grace', 'extension-requests')).body.items).toEqual([]);
});

it('pages what waits, the one that expires next first', async () => {
  const { id } = await extension();
  await ask('grace', 'adminAssign', { principalId: demoIds.erin, duration: 'P5D' });
  const sooner = await ask('erin', 'selfExtend');
  const first = await get('grace', 'extension-requests?limit=1');
  expect(first.body.items.map((item: { id: string }) => item.id)).toEqual([sooner.body.id]);
  const second = await get('grace', `extension-requests?limit=1&cursor=${first.body.nextCursor}`);
  expect(second.body).toMatchObject({ items: [{ id }], nextCursor: null });
});

it('grants as it was asked, and tells who did', async () => {
  const { id } = await extension();
  const { status, body } = await post('grace', `extension-requests/${id}/approve`, { justification: 'goes on' });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id,
    status: 'Approved',
    decidedBy: { id: demoIds.grace, displayName: 'Grace Hofmann' },
    comment: 'goes on',
  });
  const again = await post('grace', `extension-requests/${id}/deny`, { reason: 'no' });
  expect(again.body).toMatchObject({ status: 409, code: 'alreadyDecided', conflictsWith: demoIds.grace });
  const mine = await get('grace', 'requests/history?decidedBy=me');
  expect(mine.body.items.map((item: { id: string }) => item.id)).toEqual([id]);
});

it('grants with end and type set, within the policy of that type', async () => {
  const { id } = await extension();
  const tooLong = { kind: 'active', duration: 'P365D', justification: 'x' };
  const refused = await post('grace', `extension-requests/${id}/approve`, tooLong);
  expect(refused.body).toMatchObject({ status: 422, code: 'policyRulesUnmet', rules: [{ rule: 'expiration' }] });
  const set = { kind: 'active', end: '2026-12-20T08:00:00Z', justification: 'x' };
  expect((await post('grace', `extension-requests/${id}/approve`, set)).status).toBe(200);
});

it.each([
  ['two ends', { duration: 'P1D', end: '2026-12-20T08:00:00Z' }, 'end'],
  ['an instant without a zone', { end: '2026-12-20T08:00:00' }, 'end'],
  ['an unknown kind', { kind: 'maybe' }, 'kind'],
  ['an unknown member', { until: 'x' }, 'until'],
])('refuses %s by its name', async (_, body, field) => {
  const { id } = await extension();
  const answer = await post('grace', `extension-requests/${id}/approve`, body);
  expect([answer.status, answer.body.field]).toEqual([400, field]);
});

it('denies with a reason', async () => {
  const { id } = await extension();
  expect((await post('grace', `extension-requests/${id}/deny`, {})).status).toBe(400);
  const { body } = await post('grace', `extension-requests/${id}/deny`, { reason: 'not needed' });
  expect(body).toMatchObject({ status: 'Denied', comment: 'not needed' });
});

it('is hidden from strangers, refused to readers and to the requestor', async () => {
  const { id } = await extension();
  const codes: Record<string, unknown> = {};
  for (const name of ['alice', 'oscar', 'mallory']) {
    const { status, body } = await post(name, `extension-requests/${id}/approve`, {});
    codes[name] = [status, body.code];
  }
  expect(codes).toEqual({
    alice: [404, 'requestNotFound'],
    oscar: [403, 'notPermitted'],
    mallory: [403, 'notPermitted'],
  });
  expect((await post(null, `extension-requests/${id}/approve`, {})).status).toBe(401);
});

it('lists what expired and can be renewed, to its holder and to readers, until it is', async () => {
  const { assignmentId } = await extension();
  server.demo.clock.set('2026-12-24T08:00:00Z');
  const item = {
    id: assignmentId,
    kind: 'eligible',
    principal: { id: demoIds.mallory, displayName: 'Mallory Reyes', kind: 'user' },
    role: { id: demoRoles.contributor, name: 'Contributor', family: 'resource' },
    scope: { path: demoScopes.production, displayName: 'Production', kind: 'subscription' },
    start: '2026-11-24T08:00:00Z',
    expired: '2026-12-24T08:00:00Z',
    renewableUntil: '2027-01-23T08:00:00Z',
    openRequestId: null,
  };
  for (const name of ['mallory', 'grace', 'oscar']) {
    expect((await get(name, 'expired-assignments')).body, name).toEqual({ items: [item], nextCursor: null });
  }
  expect((await get('alice', 'expired-assignments')).body.items).toEqual([]);
  expect((await get('grace', 'expired-assignments?whose=mine')).body.items).toEqual([]);
  expect((await get('mallory', 'expired-assignments?whose=mine')).body.items).toEqual([item]);
  const { body } = await ask('mallory', 'selfRenew', { targetScheduleId: assignmentId });
  expect((await get('mallory', 'expired-assignments')).body.items[0].openRequestId).toBe(body.id);
  await post('grace', `extension-requests/${body.id}/approve`, {});
  expect((await get('mallory', 'expired-assignments')).body.items).toEqual([]);
  server.demo.clock.set('2027-01-23T08:00:00Z');
  expect((await get('grace', 'expired-assignments')).body.items).not.toContainEqual(item);
});

it('hides what expired where reading it is denied, as a get would', async () => {
  await extension();
  server.demo.clock.set('2026-12-24T08:00:00Z');
  const actions = ['Microsoft.Authorization/roleAssignments/read'];
  const others = { notActions: [], dataActions: [], notDataActions: [], condition: null, conditionVersion: null };
  await createDenyAssignment(server.demo.ledger, as('grace'), {
    id: randomUUID(),
    name: 'No sight',
    description: null,
    permissions: [{ actions, ...others }],
    scope: parseScope(demoScopes.production),
    doNotApplyToChildScopes: false,
    principals: [{ id: demoIds.oscar, kind: 'user' }],
    excludePrincipals: [],
    condition: null,
  });
  expect((await get('oscar', 'expired-assignments')).body.items).toEqual([]);
  expect((await get('mallory', 'expired-assignments')).body.items).toHaveLength(1);
});

it('takes all that can be asked, and withdraws it', async () => {
  const hours = { kind: 'active', roleDefinitionId: demoRoles.owner, duration: 'PT2H' };
  const ticket = { number: 'IR-1', system: 'Jira' };
  const asked = await ask('alice', 'selfActivate', { ...hours, ticket });
  expect(asked.body).toMatchObject({ status: 'Pending', waitsFor: 'approvers' });
  const hidden = await post('mallory', `requests/${asked.body.id}/cancel`);
  expect([hidden.status, hidden.body.code]).toEqual([404, 'requestNotFound']);
  expect((await post('oscar', `requests/${asked.body.id}/cancel`)).status).toBe(403);
  expect((await post('alice', `requests/${asked.body.id}/cancel`)).body.status).toBe('Canceled');
  const again = await post('alice', `requests/${asked.body.id}/cancel`);
  expect([again.status, again.body.code]).toEqual([422, 'requestCannotBeCanceled']);
});

it('names every unmet rule of what is asked', async () => {
  const answer = await ask('alice', 'selfActivate', { kind: 'active', duration: 'PT9H', justification: ' ' });
  expect(answer.status).toBe(422);
  expect(answer.body.rules.map(({ rule }: { rule: string }) => rule)).toEqual(['expiration', 'justification']);
});
