import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { anAsk } from '../../../../test/support/builders.ts';
import { as } from '../../../../test/support/demo-ledger.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { submitScheduleRequest } from '../../../commands/submit-schedule-request.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';
import { parseScope, ROOT, type Scope } from '../../../domain/scope.ts';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

async function asks(person: 'alice' | 'ivan', roleDefinitionId: string, scope: Scope): Promise<string> {
  const ticket = { number: 'IR-2026-0142', system: 'Jira' };
  const asked = anAsk({ principalId: demoIds[person], roleDefinitionId, scope, ticket });
  return (await submitScheduleRequest(server.demo.ledger, as(person), asked, randomUUID)).id;
}
const ownerAt = (path: string) => asks('alice', demoRoles.owner, parseScope(path));

function decide(person: string, verb: 'approve' | 'deny', body: unknown) {
  return server.call(person, 'POST', `/api/security/pim/approvals/${verb}`, body);
}

it('decides each by itself, and answers each as it would have been alone', async () => {
  const approved = await ownerAt(demoScopes.web);
  const taken = await ownerAt(demoScopes.data);
  const hidden = await asks('ivan', demoRoles.securityOperator, ROOT);
  await server.call('carol', 'POST', `/api/security/pim/approvals/${taken}/deny`, { reason: 'not now' });
  const unknown = randomUUID();
  const ids = [approved.toUpperCase(), taken, hidden, unknown];
  const { status, body } = await decide('bob', 'approve', { ids, justification: 'one incident' });
  expect(status).toBe(200);
  expect(body.items).toMatchObject([
    { id: approved, status: 200, refused: null, request: { status: 'Approved', comment: 'one incident' } },
    { id: taken, status: 409, request: null, refused: { code: 'alreadyDecided', conflictsWith: demoIds.carol } },
    { id: hidden, status: 404, request: null, refused: { code: 'approvalNotFound', conflictsWith: null } },
    { id: unknown, status: 404, request: null, refused: { code: 'approvalNotFound' } },
  ]);
});

it('denies with one justification', async () => {
  const ids = [await ownerAt(demoScopes.web), await ownerAt(demoScopes.data)];
  const { body } = await decide('dave', 'deny', { ids, justification: 'change freeze' });
  expect(body.items).toMatchObject([
    { id: ids[0], request: { status: 'Denied', comment: 'change freeze' } },
    { id: ids[1], request: { status: 'Denied', comment: 'change freeze' } },
  ]);
});

it('asks for the justification of each where it is required', async () => {
  const ids = [await ownerAt(demoScopes.web)];
  const { body } = await decide('bob', 'approve', { ids });
  expect(body.items).toMatchObject([{ status: 422, refused: { code: 'justificationMissing' } }]);
});

it('refuses the own request among those of others', async () => {
  const id = await ownerAt(demoScopes.web);
  const { body } = await decide('alice', 'approve', { ids: [id], justification: 'mine' });
  expect(body.items).toMatchObject([{ status: 403, refused: { code: 'ownRequest' } }]);
});

it.each([
  ['no ids', 'approve', { ids: [], justification: 'x' }, 'ids'],
  ['the same id twice', 'approve', (id: string) => ({ ids: [id, id] }), 'ids'],
  ['the same id in other letters', 'approve', (id: string) => ({ ids: [id, id.toUpperCase()] }), 'ids'],
  ['101 ids', 'approve', { ids: Array.from({ length: 101 }, () => randomUUID()) }, 'ids'],
  ['what is no id', 'approve', { ids: ['x'] }, 'ids.0'],
  ['no justification of a denial', 'deny', (id: string) => ({ ids: [id] }), 'justification'],
  ['another member', 'approve', (id: string) => ({ ids: [id], duration: 'PT1H' }), 'duration'],
] as const)('refuses %s as a whole, and decides nothing', async (_, verb, body, field) => {
  const id = await ownerAt(demoScopes.web);
  const answer = await decide('bob', verb, typeof body === 'function' ? body(id) : body);
  expect(answer.body).toMatchObject({ status: 400, code: 'valueInvalid', field });
  const pending = await server.call('bob', 'GET', '/api/security/pim/pending-approvals');
  expect(pending.body.items).toHaveLength(1);
});
