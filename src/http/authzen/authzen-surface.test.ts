import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as } from '../../../test/support/demo-ledger.ts';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { createPrincipal } from '../../commands/create-principal.ts';
import { disablePrincipal } from '../../commands/disable-principal.ts';
import { submitScheduleRequest } from '../../commands/submit-schedule-request.ts';
import { demoIds, demoRoles, demoScopes } from '../../demo/demo-organisation.ts';
import type { AskedRequest } from '../../domain/request/request.ts';
import { parseScope } from '../../domain/scope.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const RESTART = 'Microsoft.Compute/virtualMachines/restart/action';
const READ_BLOB = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';
const CONTAINER = 'Microsoft.Storage/storageAccounts/blobServices/containers:ContainerName';

function evaluation(over: Record<string, unknown> = {}) {
  return {
    subject: { type: 'user', id: demoIds.frank },
    action: { name: RESTART },
    resource: { type: 'scope', id: demoScopes.webServer },
    ...over,
  };
}

function ask(name: string | null, body: unknown, query = '') {
  return server.call(name, 'POST', `/access/v1/evaluation${query}`, body);
}

function activate(name: 'frank' | 'erin' | 'ivan', over: Partial<AskedRequest>) {
  const asked: AskedRequest = {
    id: randomUUID(),
    kind: 'active',
    type: 'selfActivate',
    principalId: demoIds[name],
    roleDefinitionId: demoRoles.contributor,
    scope: parseScope(demoScopes.production),
    schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'PT1H' } },
    justification: 'Triage of IR-2026-0142',
    ticket: null,
    condition: null,
    linkedEligibilityId: null,
    targetScheduleId: null,
    ...over,
  };
  return submitScheduleRequest(server.demo.ledger, as(name), asked, randomUUID);
}

it('permits until one millisecond before the end and denies at the end, with no timer running', async () => {
  const { clock } = server.demo;
  expect((await ask('frank', evaluation())).body).toEqual({ decision: false });
  const { id } = await activate('frank', {});
  const start = clock();
  const permitted = await ask('frank', evaluation());
  expect(permitted.status).toBe(200);
  expect(permitted.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(permitted.body).toEqual({ decision: true });
  const considered = {
    scheduleId: id,
    role: { id: demoRoles.contributor, name: 'Contributor' },
    scope: demoScopes.production,
    through: { id: demoIds.frank, type: 'user', displayName: 'Frank Dubois' },
    from: '2026-11-24T08:00:00Z',
    until: '2026-11-24T09:00:00Z',
  };
  expect((await ask('frank', evaluation(), '?explain=true')).body).toEqual({
    decision: true,
    context: {
      reason: 'granted',
      ...considered,
      memberships: [],
      pattern: '*',
      condition: null,
      roleCondition: null,
    },
  });
  clock.set(start.add({ milliseconds: 3_599_999 }));
  expect((await ask('frank', evaluation())).body).toEqual({ decision: true });
  clock.set(start.add({ milliseconds: 3_600_000 }));
  expect((await ask('frank', evaluation())).body).toEqual({ decision: false });
  expect((await ask('frank', evaluation({ context: { explain: true } }))).body).toEqual({
    decision: false,
    context: { reason: 'noAssignment', considered: [{ obstacle: 'ended', ...considered }], notShown: 0 },
  });
});

it('judges conditions by the properties of the resource', async () => {
  await activate('erin', { roleDefinitionId: demoRoles.storageBlobDataContributor, justification: null });
  const about = (container: unknown) =>
    evaluation({
      subject: { type: 'user', id: demoIds.erin },
      action: { name: READ_BLOB, properties: { isDataAction: true } },
      resource: { type: 'scope', id: demoScopes.storage, properties: { [CONTAINER]: container } },
    });
  expect((await ask('erin', about('foo_storage_container'))).body).toEqual({ decision: true });
  expect((await ask('erin', about('other'))).body).toEqual({ decision: false });
  expect((await ask('erin', about({ nested: 'foo_storage_container' }))).body).toEqual({ decision: false });
  expect((await ask('erin', about(undefined))).body).toEqual({ decision: false });
});

it('judges conditions by the suboperation of the action', async () => {
  const list = `!(ActionMatches{'${READ_BLOB}'} AND NOT SubOperationMatches{'Blob.List'})`;
  await submitScheduleRequest(
    server.demo.ledger,
    as('grace'),
    {
      id: randomUUID(),
      kind: 'active',
      type: 'adminAssign',
      principalId: demoIds.dave,
      roleDefinitionId: demoRoles.storageBlobDataContributor,
      scope: parseScope(demoScopes.data),
      schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'P1D' } },
      justification: 'may list and not read',
      ticket: null,
      condition: { text: list, version: '2.0' },
      linkedEligibilityId: null,
      targetScheduleId: null,
    },
    randomUUID,
  );
  const about = (properties: object) =>
    evaluation({
      subject: { type: 'user', id: demoIds.dave },
      action: { name: READ_BLOB, properties: { isDataAction: true, ...properties } },
      resource: { type: 'scope', id: demoScopes.storage },
    });
  const answerTo = async (properties: object) => (await ask('dave', about(properties))).body.decision;
  expect(await answerTo({ subOperation: 'Blob.List' })).toBe(true);
  expect(await answerTo({ SUBOPERATION: 'blob.list' })).toBe(true);
  expect(await answerTo({})).toBe(false);
  expect(await answerTo({ subOperation: 'Blob.Read.WithTagConditions' })).toBe(false);
  expect(await answerTo({ subOperation: ['Blob.List'] })).toBe(false);
});

it('takes the time from its own clock, whatever the caller says', async () => {
  const { clock, ledger } = server.demo;
  const condition = "@Environment[UtcNow] DateTimeLessThan '2026-11-24T12:00:00.0Z'";
  const id = randomUUID();
  await submitScheduleRequest(
    ledger,
    as('grace'),
    {
      id,
      kind: 'active',
      type: 'adminAssign',
      principalId: demoIds.mallory,
      roleDefinitionId: demoRoles.storageBlobDataContributor,
      scope: parseScope(demoScopes.data),
      schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'P1D' } },
      justification: 'until noon only',
      ticket: null,
      condition: { text: condition, version: '2.0' },
      linkedEligibilityId: null,
      targetScheduleId: null,
    },
    randomUUID,
  );
  const question = evaluation({
    subject: { type: 'user', id: demoIds.mallory },
    action: { name: READ_BLOB },
    resource: { type: 'scope', id: demoScopes.storage },
    context: { UtcNow: '2026-11-24T08:00:00Z', utcnow: '2026-11-24T08:00:00Z' },
  });
  clock.set('2026-11-24T11:59:59.999Z');
  expect((await ask('mallory', question)).body).toEqual({ decision: true });
  clock.set('2026-11-24T12:00:00Z');
  expect((await ask('mallory', question)).body).toEqual({ decision: false });
});

it('says whether a directory role is held', async () => {
  const about = (id: string, role: string) =>
    evaluation({
      subject: { type: 'user', id },
      action: { name: 'use' },
      resource: { type: 'directoryRole', id: role.toUpperCase() },
    });
  expect((await ask('heidi', about(demoIds.heidi, demoRoles.globalAdministrator))).body).toEqual({ decision: true });
  expect((await ask('heidi', about(demoIds.ivan, demoRoles.securityOperator))).body).toEqual({ decision: false });
  expect((await ask('heidi', about(demoIds.ivan, randomUUID()))).body).toEqual({ decision: false });
  const explained = await ask('heidi', about(demoIds.heidi, demoRoles.globalAdministrator), '?explain=true');
  expect(explained.body.context).toMatchObject({
    reason: 'granted',
    role: { name: 'Global Administrator' },
    scope: '/',
  });
  expect((await ask('oscar', about(demoIds.heidi, demoRoles.globalAdministrator))).status).toBe(403);
});

describe('who may ask', () => {
  it('answers about others to who reads assignments at the scope, and to no one else', async () => {
    expect((await ask('oscar', evaluation())).body).toEqual({ decision: false });
    expect((await ask('mallory', evaluation())).status).toBe(403);
    const refused = await ask('alice', evaluation());
    expect(refused.status).toBe(403);
    expect(refused.body).toEqual({
      error: {
        status: 403,
        message: `you may ask about yourself only; asking about others at \`${demoScopes.webServer.toLowerCase()}\` needs the right to read assignments there`,
      },
    });
  });

  it('answers about others to a service principal, until it is disabled', async () => {
    const { ledger } = server.demo;
    const id = randomUUID();
    await createPrincipal(ledger, as('grace'), {
      id,
      kind: 'servicePrincipal',
      displayName: 'Gateway',
      issuer: 'https://issuer.example',
      subject: 'gateway',
      userName: null,
      email: null,
    });
    expect((await ask(id, evaluation())).body).toEqual({ decision: false });
    await disablePrincipal(ledger, as('grace'), id);
    expect((await ask(id, evaluation())).status).toBe(401);
  });

  it('answers nobody without a token', async () => {
    const answer = await ask(null, evaluation());
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.body.error.status).toBe(401);
  });
});

it('says why not: unknown, of another kind, disabled', async () => {
  const unknown = evaluation({ subject: { type: 'user', id: randomUUID() } });
  const reasonOf = async (body: unknown) => (await ask('grace', body, '?explain=true')).body;
  expect(await reasonOf(unknown)).toEqual({ decision: false, context: { reason: 'principalUnknown' } });
  const group = { type: 'user', id: demoIds.platformEngineers };
  expect(await reasonOf(evaluation({ subject: group }))).toEqual({
    decision: false,
    context: { reason: 'principalUnknown' },
  });
  await disablePrincipal(server.demo.ledger, as('grace'), demoIds.bob);
  expect(await reasonOf(evaluation({ subject: { type: 'principal', id: demoIds.bob } }))).toEqual({
    decision: false,
    context: { reason: 'principalDisabled' },
  });
});

it.each([
  ['no subject', { subject: undefined }, '`subject` is missing'],
  ['no id', { subject: { type: 'user' } }, '`subject.id` is missing'],
  ['an unknown kind of subject', { subject: { type: 'robot', id: demoIds.frank } }, '`subject.type` is `robot`'],
  ['an id that is no GUID', { subject: { type: 'user', id: 'frank' } }, '`subject.id` is `frank`'],
  ['a pattern for an action', { action: { name: 'Microsoft.Compute/*' } }, '`action.name` is'],
  ['a resource by its name, which only gateways use', { resource: { type: 'file', id: 'a.txt' } }, '`resource.id` is'],
  ['a scope with a step up', { resource: { type: 'scope', id: `${demoScopes.web}/..` } }, '`resource.id` is'],
  ['another action on a role', { resource: { type: 'directoryRole', id: demoRoles.owner } }, '`action.name` is'],
  [
    'isDataAction as text',
    { action: { name: 'a', properties: { isDataAction: 'no' } } },
    '`action.properties.isDataAction`',
  ],
])('refuses %s as malformed', async (_, over, message) => {
  const answer = await ask('grace', evaluation(over));
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({ error: { status: 400, message: expect.stringContaining(message) } });
});

it('refuses a body that is not JSON, and one that is too large', async () => {
  expect((await ask('grace', '{')).body).toEqual({ error: { status: 400, message: 'the body is not valid JSON' } });
  const large = evaluation({ context: { text: 'x'.repeat(70_000) } });
  expect((await ask('grace', large)).status).toBe(413);
});

it.each([
  ['`__proto__`', '"__proto__":{"isDataAction":true}'],
  ['it, written otherwise', String.raw`"\u005f_proto_\u005F":{}`],
  ['`constructor` with a prototype', '"constructor":{"prototype":{}}'],
  ['that, written otherwise', String.raw`"c\u006fnstructor":{"prototype":{}}`],
])('refuses what would reach a prototype: %s', async (_, member) => {
  const one = JSON.stringify(evaluation()).replace('{', `{${member},`);
  const refused = { error: { status: 400, message: 'the body is not valid JSON' } };
  expect((await ask('grace', one)).body).toEqual(refused);
  const many = await server.call('grace', 'POST', '/access/v1/evaluations', `{"evaluations":[${one}]}`);
  expect(many.body).toEqual(refused);
});

it('reads a body with escapes, and names that only look like those of a prototype', async () => {
  const body = JSON.stringify(evaluation({ context: { text: 'the constructor of __proto__', line: '\n\u00e9' } }));
  const plain = await ask('grace', evaluation());
  expect((await ask('grace', body)).body).toEqual(plain.body);
  expect((await ask('grace', `\ufeff${body}`)).body).toEqual(plain.body);
});

it('echoes the request id, also on an error, and only one that is visible text', async () => {
  const headers = { authorization: 'Bearer test:frank', 'content-type': 'application/json' };
  const idFor = async (sent: string, body: string) => {
    const method = 'POST';
    const answer = await fetch(`${server.url}/access/v1/evaluation`, {
      method,
      headers: { ...headers, 'x-request-id': sent },
      body,
    });
    return answer.headers.get('x-request-id');
  };
  for (const body of [JSON.stringify(evaluation()), '{}']) expect(await idFor('r-1', body)).toBe('r-1');
  expect(await idFor('x'.repeat(256), '{}')).toBe('x'.repeat(256));
  expect(await idFor('x'.repeat(257), '{}')).toBeNull();
  expect(await idFor('r\u00e91', '{}')).toBeNull();
});

it('reads JSON alone', async () => {
  const headers = { authorization: 'Bearer test:frank', 'content-type': 'application/xml' };
  const answer = await fetch(`${server.url}/access/v1/evaluation`, { method: 'POST', headers, body: '<a/>' });
  expect(answer.status).toBe(400);
});

it('tells everybody where the questions are asked', async () => {
  const answer = await server.call(null, 'GET', '/.well-known/authzen-configuration');
  const at = `${server.url}/access/v1`;
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.body).toEqual({
    policy_decision_point: server.url,
    access_evaluation_endpoint: `${at}/evaluation`,
    access_evaluations_endpoint: `${at}/evaluations`,
    search_subject_endpoint: `${at}/search/subject`,
    search_resource_endpoint: `${at}/search/resource`,
    search_action_endpoint: `${at}/search/action`,
  });
});
