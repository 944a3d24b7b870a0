import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { anAsk, lasting } from '../../../../test/support/builders.ts';
import { as } from '../../../../test/support/demo-ledger.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { addServicePrincipalOwner } from '../../../commands/add-service-principal-owner.ts';
import { removeGroupMember } from '../../../commands/change-group-members.ts';
import { createPrincipal } from '../../../commands/create-principal.ts';
import { submitScheduleRequest } from '../../../commands/submit-schedule-request.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';
import type { AskedRequest } from '../../../domain/request/request.ts';
import { parseScope, ROOT } from '../../../domain/scope.ts';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

async function aliceAsks(over: Partial<AskedRequest> = {}): Promise<string> {
  const ticket = { number: 'IR-2026-0142', system: 'Jira' };
  const asked = anAsk({ principalId: demoIds.alice, ticket, ...over });
  return (await submitScheduleRequest(server.demo.ledger, as('alice'), asked, randomUUID)).id;
}

async function ivanAsks(): Promise<string> {
  const asked = anAsk({ principalId: demoIds.ivan, roleDefinitionId: demoRoles.securityOperator, scope: ROOT });
  return (await submitScheduleRequest(server.demo.ledger, as('ivan'), asked, randomUUID)).id;
}

function pending(name: string | null, query = '') {
  return server.call(name, 'GET', `/api/security/pim/pending-approvals${query}`);
}

function decide(name: string | null, id: string, verb: 'approve' | 'deny', body?: unknown) {
  return server.call(name, 'POST', `/api/security/pim/approvals/${id}/${verb}`, body);
}

const person = (name: 'alice', displayName: string) => ({
  id: demoIds[name],
  displayName,
  email: `${name}@nordwind.example`,
  userName: `${name}@nordwind.example`,
});

/** What is shown of Alice's request wherever it is shown. */
function aliceRequest(id: string) {
  return {
    id,
    requestor: person('alice', 'Alice Meyer'),
    role: { id: demoRoles.owner, name: 'Owner', risk: 'high', family: 'resource' },
    scope: { path: demoScopes.production, displayName: 'Production', kind: 'subscription' },
    duration: 'PT2H',
    start: null,
    justification: 'Triage of IR-2026-0142',
    ticket: { number: 'IR-2026-0142', system: 'Jira' },
    requestedAt: '2026-11-24T08:00:00Z',
    expiresAt: '2026-11-25T08:00:00Z',
  };
}

it('shows a request to its approvers, nested ones too, and to nobody else', async () => {
  const id = await aliceAsks();
  for (const approver of ['bob', 'carol', 'dave']) {
    const answer = await pending(approver);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ items: [aliceRequest(id)], nextCursor: null });
  }
  for (const other of ['alice', 'mallory', 'oscar', 'grace', 'heidi', 'judy']) {
    expect((await pending(other)).body).toEqual({ items: [], nextCursor: null });
  }
});

it('shows what expires next first, a page at a time', async () => {
  const later = await aliceAsks({
    schedule: { startAt: Temporal.Instant.from('2026-11-26T08:00:00Z'), expiration: lasting('PT1H') },
  });
  server.demo.clock.advance('PT1S');
  const narrow = await aliceAsks({ scope: parseScope(demoScopes.web) });
  const first = await pending('bob', '?limit=1');
  expect(first.body.items.map((item: { id: string }) => item.id)).toEqual([later]);
  expect(first.body.items[0].start).toBe('2026-11-26T08:00:00Z');
  const second = await pending('bob', `?limit=1&cursor=${first.body.nextCursor}`);
  expect(second.body.items.map((item: { id: string }) => item.id)).toEqual([narrow]);
  expect(second.body.nextCursor).toBeNull();
});

it('stops showing a request at the end of its window, with no timer running', async () => {
  const id = await aliceAsks();
  server.demo.clock.set('2026-11-25T07:59:59.999Z');
  expect((await pending('bob')).body.items).toHaveLength(1);
  server.demo.clock.set('2026-11-25T08:00:00Z');
  expect((await pending('bob')).body.items).toEqual([]);
  const late = await decide('bob', id, 'approve', { justification: 'late' });
  expect(late.status).toBe(409);
  expect(late.body).toMatchObject({ code: 'approvalClosed', status: 409 });
});

it('stops showing a request to somebody who left the group of approvers', async () => {
  const id = await ivanAsks();
  expect((await pending('judy')).body.items).toMatchObject([{ id, role: { risk: 'high', family: 'directory' } }]);
  await removeGroupMember(server.demo.ledger, as('grace'), demoIds.deskApprovers, demoIds.judy);
  expect((await pending('judy')).body.items).toEqual([]);
  expect((await decide('judy', id, 'approve', { comment: 'x' })).status).toBe(404);
});

it('does not show an approver the request of a service principal that they own', async () => {
  const { ledger } = server.demo;
  const id = randomUUID();
  const identity = { issuer: 'https://issuer.example', subject: 'deployer', userName: null, email: null };
  await createPrincipal(ledger, as('grace'), { id, kind: 'servicePrincipal', displayName: 'Deployer', ...identity });
  await addServicePrincipalOwner(ledger, as('grace'), id, demoIds.bob);
  const eligible = anAsk({
    kind: 'eligible',
    type: 'adminAssign',
    principalId: id,
    schedule: { startAt: null, expiration: lasting('P1D') },
  });
  await submitScheduleRequest(ledger, as('grace'), eligible, randomUUID);
  const asked = anAsk({ principalId: id, ticket: { number: 'IR-2026-0142', system: 'Jira' } });
  const request = await submitScheduleRequest(ledger, { ...as('grace'), principalId: id }, asked, randomUUID);
  expect((await pending('carol')).body.items).toMatchObject([{ id: request.id }]);
  expect((await pending('bob')).body.items).toEqual([]);
  expect((await decide('bob', request.id, 'approve', { comment: 'x' })).body.code).toBe('ownRequest');
});

it('answers an approval with the request as decided', async () => {
  const id = await aliceAsks();
  server.demo.clock.advance('PT10M');
  const answer = await decide('dave', id.toUpperCase(), 'approve', { comment: 'known incident' });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    ...aliceRequest(id),
    type: 'selfActivate',
    status: 'Approved',
    principal: { id: demoIds.alice, displayName: 'Alice Meyer', kind: 'user' },
    decidedBy: { id: demoIds.dave, displayName: 'Dave Novak' },
    decidedAt: '2026-11-24T08:10:00Z',
    comment: 'known incident',
    closedReason: null,
    granted: null,
    activatedAt: '2026-11-24T08:10:00Z',
    deactivatedAt: null,
  });
});

it('answers a denial with its reason', async () => {
  const id = await aliceAsks();
  const answer = await decide('bob', id, 'deny', { reason: 'use the break-glass\nprocedure' });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    status: 'Denied',
    decidedBy: { id: demoIds.bob, displayName: 'Bob Okafor' },
    comment: 'use the break-glass\nprocedure',
  });
});

it('grants a shorter time and a narrower scope, and no more than that', async () => {
  const { accessIndex, clock } = server.demo;
  const id = await aliceAsks();
  const body = { justification: 'an hour is enough', duration: 'PT1H', scope: demoScopes.web };
  const answer = await decide('carol', id, 'approve', body);
  expect(answer.status).toBe(200);
  expect(answer.body.granted).toEqual({ duration: 'PT1H', scope: demoScopes.web });
  const may = (path: string) =>
    accessIndex.decide({ principalId: demoIds.alice, action: 'a/b/write', scope: parseScope(path) }, clock()).allowed;
  expect(may(demoScopes.webServer)).toBe(true);
  expect(may(demoScopes.data)).toBe(false);
  clock.advance('PT1H');
  expect(may(demoScopes.webServer)).toBe(false);
});

it.each([
  ['a longer time', { duration: 'PT2H0.001S' }, 'duration'],
  ['a wider scope', { scope: demoScopes.managementGroup }, 'scope'],
  ['another scope', { scope: demoScopes.sandbox }, 'scope'],
])('refuses to grant %s than was asked, and changes nothing', async (_, over, field) => {
  const id = await aliceAsks();
  const answer = await decide('bob', id, 'approve', { justification: 'fine', ...over });
  expect(answer.status).toBe(422);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body).toEqual({
    type: 'about:blank',
    title: 'Against a rule',
    status: 422,
    code: 'moreThanAsked',
    field,
    detail: expect.stringContaining('only less can be granted'),
    correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect((await pending('bob')).body.items).toHaveLength(1);
});

it('answers a second decision with the conflict that names the first', async () => {
  const id = await aliceAsks();
  await decide('bob', id, 'deny', { reason: 'no incident is open' });
  const second = await decide('carol', id, 'approve', { justification: 'fine' });
  expect(second.status).toBe(409);
  expect(second.body).toMatchObject({ code: 'alreadyDecided', conflictsWith: demoIds.bob });
  expect(second.body.detail).toBe(
    `request \`${id}\` was already denied by \`${demoIds.bob}\` at \`2026-11-24T08:00:00Z\``,
  );
});

it('lets one of two simultaneous decisions win', async () => {
  const id = await aliceAsks();
  const answers = await Promise.all([
    decide('bob', id, 'approve', { justification: 'fine' }),
    decide('carol', id, 'deny', { reason: 'not now' }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

it('refuses the own request, and who is no approver but may see it', async () => {
  const id = await aliceAsks();
  const own = await decide('alice', id, 'approve', { justification: 'mine' });
  expect(own.status).toBe(403);
  expect(own.body.code).toBe('ownRequest');
  const reader = await decide('oscar', id, 'approve', { justification: 'fine' });
  expect(reader.status).toBe(403);
  expect(reader.body.code).toBe('notAnApprover');
});

it('answers who may not see a request like who asks for one that is not there', async () => {
  const id = await aliceAsks();
  const unknown = randomUUID();
  const hidden = await decide('mallory', id, 'approve', { justification: 'fine' });
  const absent = await decide('mallory', unknown, 'approve', { justification: 'fine' });
  expect(hidden.status).toBe(404);
  expect(absent.status).toBe(404);
  const comparable = (body: { detail: string; correlationId: string }, asked: string) => ({
    ...body,
    detail: body.detail.replace(asked, 'ID'),
    correlationId: '',
  });
  expect(comparable(hidden.body, id)).toEqual(comparable(absent.body, unknown));
});

it.each([
  ['no justification at all', 'approve', undefined, 422, 'justificationMissing', 'justification'],
  ['a blank justification', 'approve', { justification: ' \n' }, 422, 'justificationMissing', 'justification'],
  ['two different texts', 'approve', { justification: 'a', comment: 'b' }, 400, 'valueInvalid', 'comment'],
  ['unknown members', 'approve', { justification: 'a', force: true, x: 1 }, 400, 'valueInvalid', 'force, x'],
  ['a control character', 'approve', { comment: 'a\u0000' }, 400, 'valueInvalid', 'comment'],
  ['2001 characters', 'approve', { comment: 'a'.repeat(2001) }, 400, 'valueInvalid', 'comment'],
  ['a number for a text', 'approve', { comment: 1 }, 400, 'valueInvalid', 'comment'],
  ['a duration that is none', 'approve', { comment: 'a', duration: '2 hours' }, 400, 'scheduleInvalid', 'duration'],
  ['a scope with a step up', 'approve', { comment: 'a', scope: `${demoScopes.web}/..` }, 400, 'scopeInvalid', 'scope'],
  ['a list for a body', 'approve', [], 400, 'valueInvalid', 'body'],
  ['no reason', 'deny', {}, 400, 'valueInvalid', 'reason'],
  ['a blank reason', 'deny', { reason: ' ' }, 400, 'valueInvalid', 'reason'],
  ['no body', 'deny', undefined, 400, 'valueInvalid', 'body'],
] as const)('refuses %s', async (_, verb, body, status, code, field) => {
  const id = await aliceAsks();
  const answer = await decide('bob', id, verb, body);
  expect(answer.body).toMatchObject({ status, code, field });
  expect(answer.status).toBe(status);
  expect((await pending('bob')).body.items).toHaveLength(1);
});

it('accepts the justification under both names at once when they agree', async () => {
  const id = await aliceAsks();
  expect((await decide('bob', id, 'approve', { justification: 'fine', comment: 'fine' })).status).toBe(200);
});
