import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setRule } from '../../../test/scenarios/story.ts';
import { armCall } from '../../../test/support/openapi/arm-call.ts';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../demo/demo-organisation.ts';
import { parseScope } from '../../domain/scope.ts';

let server: TestServer;
let call: TestServer['call'];
beforeAll(async () => {
  server = await testServer();
  call = armCall(server);
  const permanent = { kind: 'expiration', isExpirationRequired: false, maximumDuration: 'P180D' } as const;
  for (const role of [demoRoles.reader, demoRoles.storageBlobDataContributor]) {
    await setRule(server.demo.ledger, role, parseScope(demoScopes.data), 'Expiration_Admin_Assignment', permanent);
  }
});
afterAll(() => server.close());

const ARM = `${demoScopes.data}/providers/Microsoft.Authorization`;
const condition = "@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'stnordwinddata'";

/** Each time for another role, as one principal holds one role once. */
const families = [
  {
    title: 'a role assignment',
    type: 'roleAssignments',
    version: '2022-04-01',
    role: demoRoles.reader,
    request: { description: 'ADR 14' },
  },
  {
    title: 'an assignment request',
    type: 'roleAssignmentScheduleRequests',
    version: '2020-10-01',
    role: demoRoles.contributor,
    request: { requestType: 'AdminAssign', justification: 'ADR 14', scheduleInfo: lasting() },
  },
  {
    title: 'an eligibility request',
    type: 'roleEligibilityScheduleRequests',
    version: '2020-10-01',
    role: demoRoles.owner,
    request: { requestType: 'AdminAssign', scheduleInfo: lasting() },
  },
];

function lasting() {
  return { expiration: { type: 'AfterDuration', duration: 'P30D' } };
}

describe.each(families)('$title', ({ type, version, role, request }) => {
  const roleDefinitionId = `${ARM}/roleDefinitions/${role}`;
  const put = (conditionVersion: string | null, principalId: string) =>
    call('grace', 'PUT', `${ARM}/${type}/${randomUUID()}?api-version=${version}`, {
      properties: { roleDefinitionId, principalId, ...request, condition, conditionVersion },
    });

  it.each([
    ['1.0', '1.0', demoIds.mallory],
    ['2.0', '2.0', demoIds.frank],
    [null, '2.0', demoIds.judy],
  ])('takes condition version %s and shows %s', async (written, shown, principalId) => {
    const answer = await put(written, principalId);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expect(answer.body.properties).toMatchObject({ condition, conditionVersion: shown });
    expect((await call('grace', 'GET', `${answer.body.id}?api-version=${version}`)).body).toEqual(answer.body);
  });

  it.each(['3.0', '1', 'v2.0'])('refuses condition version %s by the name of the field', async (written) => {
    const { status, body } = await put(written, demoIds.heidi);
    expect([status, body.error.code]).toEqual([400, 'InvalidCondition']);
    expect(body.error.message).toContain(`\`conditionVersion\` is \`${written}\`; allowed: \`2.0\` or \`1.0\``);
  });
});

it('is written back as it was read, with another description', async () => {
  const address = `${ARM}/roleAssignments/${randomUUID()}?api-version=2022-04-01`;
  const roleDefinitionId = `${ARM}/roleDefinitions/${demoRoles.storageBlobDataContributor}`;
  const written = {
    roleDefinitionId,
    principalId: demoIds.mallory,
    condition,
    conditionVersion: '1.0',
    description: 'first',
  };
  const made = await call('grace', 'PUT', address, { properties: written });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { properties } = made.body;
  const again = await call('grace', 'PUT', address, { properties: { ...properties, description: 'for the audit' } });
  expect(again).toMatchObject({ status: 200, body: { properties: { conditionVersion: '1.0', condition } } });
});

it('gives no access to what the condition does not name, in either version', async () => {
  const ask = async (person: string, name: string) => {
    const resource = {
      type: 'scope',
      id: demoScopes.data,
      properties: { 'Microsoft.Storage/storageAccounts:name': name },
    };
    const question = {
      subject: { type: 'principal', id: person },
      action: { name: 'Microsoft.Storage/read' },
      resource,
    };
    return (await server.call('grace', 'POST', '/access/v1/evaluation', question)).body.decision;
  };
  // the assignments of Reader above: version 1.0 and version 2.0
  for (const person of [demoIds.mallory, demoIds.frank]) {
    expect([await ask(person, 'stnordwinddata'), await ask(person, 'other')]).toEqual([true, false]);
  }
});
