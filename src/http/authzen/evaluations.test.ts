import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as } from '../../../test/support/demo-ledger.ts';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { submitScheduleRequest } from '../../commands/submit-schedule-request.ts';
import { demoIds, demoRoles, demoScopes } from '../../demo/demo-organisation.ts';
import { parseScope } from '../../domain/scope.ts';

const RESTART = 'Microsoft.Compute/virtualMachines/restart/action';
const ASSIGN = 'Microsoft.Authorization/roleAssignments/write';
const yes = { decision: true };
const no = { decision: false };

let server: TestServer;
let scheduleId: string;
beforeAll(async () => {
  server = await testServer();
  const { id } = await submitScheduleRequest(
    server.demo.ledger,
    as('frank'),
    {
      id: randomUUID(),
      kind: 'active',
      type: 'selfActivate',
      principalId: demoIds.frank,
      roleDefinitionId: demoRoles.contributor,
      scope: parseScope(demoScopes.production),
      schedule: { startAt: null, expiration: { type: 'afterDuration', duration: 'PT1H' } },
      justification: 'Triage of IR-2026-0142',
      ticket: null,
      condition: null,
      linkedEligibilityId: null,
      targetScheduleId: null,
    },
    randomUUID,
  );
  scheduleId = id;
});
afterAll(() => server.close());

const frank = { type: 'user', id: demoIds.frank };
const restart = { name: RESTART };
const web = { type: 'scope', id: demoScopes.webServer };
const elsewhere = { type: 'scope', id: demoScopes.sandbox };

async function ask(body: unknown, name = 'frank', query = '') {
  const { status, body: answer } = await server.call(name, 'POST', `/access/v1/evaluations${query}`, body);
  return { status, answer };
}

it('answers each in the order asked, with what the call says for all of them', async () => {
  const body = {
    subject: frank,
    action: restart,
    resource: web,
    evaluations: [{}, { action: { name: ASSIGN } }, { resource: elsewhere }, { resource: { id: demoScopes.web } }],
  };
  expect(await ask(body)).toEqual({ status: 200, answer: { evaluations: [yes, no, no, yes] } });
});

it('takes a whole part of its own, and from the part for all only what it is named by', async () => {
  const container = 'Microsoft.Storage/storageAccounts/blobServices/containers:ContainerName';
  const body = {
    subject: { ...frank, properties: { issuer: 'https://else.example' } },
    action: { name: RESTART, properties: { isDataAction: true } },
    resource: { ...web, properties: { [container]: 'a' } },
    // what says that it is an operation on data does not come along
    evaluations: [{}, { action: { properties: {} } }, { action: restart }],
  };
  expect((await ask(body)).answer).toEqual({ evaluations: [no, yes, yes] });
});

describe('what is wrong with one is no fault of the others', () => {
  const errorOf = (status: number, text: string) => ({
    decision: false,
    context: { error: { status, message: expect.stringContaining(text) } },
  });

  it.each([
    ['a part is missing', { resource: undefined }, 400, '`resource` is missing'],
    ['it is no object', 'evaluation', 400, 'not an object'],
    ['its scope cannot be read', { resource: { type: 'scope', id: '/a/../b' } }, 400, '`resource.id` is'],
    ['its instant cannot be read', { resource: web, context: { at: 'yesterday' } }, 400, '`context.at` is'],
    [
      'its caller may not ask',
      { resource: elsewhere, subject: { type: 'user', id: demoIds.bob } },
      403,
      'about yourself',
    ],
  ])('it is closed where %s', async (_, wrong, status, text) => {
    const body = { subject: frank, action: restart, evaluations: [{ resource: web }, wrong, { resource: web }] };
    expect(await ask(body)).toEqual({ status: 200, answer: { evaluations: [yes, errorOf(status, text), yes] } });
  });
});

describe('stops where the caller says', () => {
  const evaluations = [{ resource: web }, { resource: elsewhere }, {}, { resource: web }];
  const asked = (semantic: string) => ({
    subject: frank,
    action: restart,
    evaluations,
    options: { evaluations_semantic: semantic },
  });
  const closed = { decision: false, context: { error: expect.anything() } };

  it.each([
    ['execute_all', [yes, no, closed, yes]],
    ['deny_on_first_deny', [yes, no]],
    ['permit_on_first_permit', [yes]],
  ])('%s', async (semantic, expected) => {
    expect((await ask(asked(semantic))).answer).toEqual({ evaluations: expected });
  });

  it('counts what cannot be answered as a denial', async () => {
    const body = { ...asked('deny_on_first_deny'), evaluations: [{}, { resource: web }] };
    expect((await ask(body)).answer).toEqual({ evaluations: [closed] });
    const permitting = { ...asked('permit_on_first_permit'), evaluations: [{}, { resource: web }, {}] };
    expect((await ask(permitting)).answer).toEqual({ evaluations: [closed, yes] });
  });

  it('and at no other word', async () => {
    expect((await ask(asked('first_come'))).status).toBe(400);
  });
});

it.each([[undefined], [[]]])('is one question where the evaluations are %j', async (evaluations) => {
  const body = { subject: frank, action: restart, resource: web, evaluations };
  expect(await ask(body)).toEqual({ status: 200, answer: yes });
  expect((await ask({ ...body, resource: undefined })).status).toBe(400);
});

it('takes a thousand at most', async () => {
  const of = (count: number) => ({
    subject: frank,
    action: restart,
    evaluations: Array(count).fill({ resource: web }),
  });
  expect((await ask(of(1000))).answer.evaluations).toEqual(Array(1000).fill(yes));
  expect((await ask(of(1001))).status).toBe(400);
});

it('gives reasons for those alone that ask for them', async () => {
  const body = {
    subject: frank,
    action: restart,
    evaluations: [{ resource: web }, { resource: web, context: { explain: true } }],
  };
  expect((await ask(body)).answer).toMatchObject({ evaluations: [yes, { ...yes, context: { scheduleId } }] });
  const all = (await ask(body, 'frank', '?explain=true')).answer.evaluations;
  expect(all.map((each: { context?: object }) => each.context)).toMatchObject([{ reason: 'granted' }, { scheduleId }]);
});

it('gives reasons for a hundred at most', async () => {
  const evaluations = Array(101).fill({ resource: web });
  const { answer } = await ask({ subject: frank, action: restart, evaluations }, 'frank', '?explain=true');
  const last = answer.evaluations.pop();
  expect(answer.evaluations.map(({ decision }: { decision: boolean }) => decision)).toEqual(Array(100).fill(true));
  expect(last).toEqual({
    decision: false,
    context: { error: { status: 400, message: expect.stringContaining('100') } },
  });
});
