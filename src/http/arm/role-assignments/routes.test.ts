import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activate, mayDo, setRule } from '../../../../test/scenarios/story.ts';
import { armCall } from '../../../../test/support/openapi/arm-call.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { DEMO_TENANT_ID, demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';
import { parseScope } from '../../../domain/scope.ts';
import { verifyLedger } from '../../../ledger/verify-ledger.ts';

const { production, web, webServer, managementGroup, development } = demoScopes;
const { mallory, alice, grace, platformEngineers } = demoIds;
const VERSION = 'api-version=2022-04-01';
const PIM_VERSION = 'api-version=2020-10-01';
const oscarsReader = 'e0000000-0000-4000-8000-000000000006';

let server: TestServer;
let call: TestServer['call'];
beforeEach(async () => {
  server = await testServer();
  call = armCall(server);
  await allowPermanent(demoRoles.contributor);
});
afterEach(() => server.close());

/** By default an assignment of this kind must end (BEHAVIOUR §2). */
function allowPermanent(roleDefinitionId: string) {
  const rule = { kind: 'expiration', isExpirationRequired: false, maximumDuration: 'P180D' } as const;
  return setRule(server.demo.ledger, roleDefinitionId, parseScope(production), 'Expiration_Admin_Assignment', rule);
}

function path(scope: string, rest = '', query = VERSION): string {
  return `${scope}/providers/Microsoft.Authorization/roleAssignments${rest}?${query}`;
}

function roleId(id: string, scope: string = production): string {
  return `${scope}/providers/Microsoft.Authorization/roleDefinitions/${id}`;
}

function body(over: object = {}) {
  return {
    properties: {
      roleDefinitionId: roleId(demoRoles.contributor),
      principalId: mallory,
      principalType: 'User',
      description: 'migration of the web tier',
      ...over,
    },
  };
}

async function create(over: object = {}, scope: string = production, name: string = randomUUID(), person = 'grace') {
  const answer = await call(person, 'PUT', path(scope, `/${name}`), body(over));
  return { ...answer, code: answer.body?.error?.code, name };
}

interface Shown {
  readonly name: string;
  readonly properties: { readonly principalId: string; readonly roleDefinitionId: string };
}

/** The names in a list, or the code of its refusal; Grace's own at the root are in every list, and left out. */
async function namesAt(person: string, scope: string, filter = '') {
  const query = filter === '' ? VERSION : `${VERSION}&$filter=${encodeURIComponent(filter)}`;
  const answer = await call(person, 'GET', path(scope, '', query));
  if (answer.status !== 200) return answer.body.error.code;
  const others = answer.body.value.filter(({ properties }: Shown) => properties.principalId !== grace);
  return others.map(({ name }: Shown) => name).sort();
}

describe('a role assignment over the wire', () => {
  it('is created, gives the role at once, and shows in every view of it', async () => {
    const { status, body: made, name } = await create();
    expect(status, JSON.stringify(made)).toBe(201);
    expect(made).toEqual({
      id: `${production}/providers/Microsoft.Authorization/roleAssignments/${name}`,
      type: 'Microsoft.Authorization/roleAssignments',
      name,
      properties: {
        roleDefinitionId: roleId(demoRoles.contributor),
        principalId: mallory,
        principalType: 'User',
        scope: production,
        condition: null,
        conditionVersion: null,
        createdOn: '2026-11-24T08:00:00Z',
        updatedOn: '2026-11-24T08:00:00Z',
        createdBy: grace,
        updatedBy: grace,
        delegatedManagedIdentityResourceId: null,
        description: 'migration of the web tier',
      },
    });
    expect(await mayDo(server.demo, mallory)).toBe(true);
    expect((await call('grace', 'GET', path(production, `/${name}`))).body).toEqual(made);
    const schedules = `${production}/providers/Microsoft.Authorization/roleAssignmentScheduleInstances?${PIM_VERSION}`;
    const instances = await call('mallory', 'GET', `${schedules}&$filter=asTarget()`);
    expect(instances.body.value).toHaveLength(1);
    expect(instances.body.value[0].properties).toMatchObject({
      assignmentType: 'Assigned',
      endDateTime: null,
      originRoleAssignmentId: made.id,
    });

    const deleted = await call('grace', 'DELETE', path(production, `/${name}`));
    expect(deleted).toMatchObject({ status: 200, body: made });
    expect(await mayDo(server.demo, mallory)).toBe(false);
    expect((await call('grace', 'DELETE', path(production, `/${name}`))).status).toBe(204);
    expect((await call('grace', 'GET', path(production, `/${name}`))).status).toBe(404);
    // clients derive names from what they assign: a name comes back
    expect((await create({}, production, name)).status).toBe(201);
    expect((await create({}, production, name)).status).toBe(200);
    expect(await mayDo(server.demo, mallory)).toBe(true);
    expect((await call('grace', 'DELETE', path(production, `/${name}`))).status).toBe(200);
    expect(await mayDo(server.demo, mallory)).toBe(false);
    expect((await verifyLedger(server.demo.engine)).problems).toEqual([]);
  });

  it('changes its description and condition when it is written again, and nothing else', async () => {
    const condition = "@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'x'";
    const { name } = await create();
    server.demo.clock.advance('PT1H');
    const changed = await create({ description: 'other', condition, conditionVersion: '2.0' }, production, name);
    expect(changed).toMatchObject({
      status: 200,
      body: {
        properties: {
          description: 'other',
          condition,
          conditionVersion: '2.0',
          createdOn: '2026-11-24T08:00:00Z',
          updatedOn: '2026-11-24T09:00:00Z',
        },
      },
    });
    expect(await mayDo(server.demo, mallory)).toBe(false);
    expect((await create({ condition: null }, production, name)).status).toBe(200);
    expect(await mayDo(server.demo, mallory)).toBe(true);
    for (const over of [{ principalId: demoIds.frank }, { roleDefinitionId: roleId(demoRoles.reader) }]) {
      expect(await create(over, production, name)).toMatchObject({
        status: 400,
        code: 'RoleAssignmentUpdateNotPermitted',
      });
    }
    expect((await create({}, web, name)).code).toBe('RoleAssignmentUpdateNotPermitted');
    expect((await create({ condition: '(' }, production, name)).code).toBe('InvalidCondition');
  });

  it('shows assignments for a time and activations while they last', async () => {
    const activation = await activate(server.demo.ledger);
    const shown = await call('grace', 'GET', path(production, `/${activation.id}`));
    expect(shown).toMatchObject({
      status: 200,
      body: { properties: { principalId: alice, description: null, createdBy: alice } },
    });
    expect(await namesAt('grace', production)).toEqual([activation.id, oscarsReader].sort());
    expect(await namesAt('grace', webServer, 'atScope()')).toEqual([activation.id, oscarsReader].sort());
    server.demo.clock.advance('PT2H');
    expect(await namesAt('grace', production)).toEqual([oscarsReader]);
    expect((await call('grace', 'GET', path(production, `/${activation.id}`))).status).toBe(404);
    expect((await call('grace', 'DELETE', path(production, `/${activation.id}`))).status).toBe(204);
  });

  it('is deleted where it stands alone', async () => {
    const { name } = await create();
    expect((await call('grace', 'DELETE', path(web, `/${name}`))).status).toBe(204);
    expect((await call('grace', 'DELETE', path(development, `/${name}`))).status).toBe(204);
    expect(await mayDo(server.demo, mallory)).toBe(true);
  });
});

describe('lists', () => {
  it('by scope, principal and groups', async () => {
    await allowPermanent(demoRoles.reader);
    const own = (await create({}, production)).name;
    const ofGroup = {
      principalId: platformEngineers,
      principalType: 'Group',
      roleDefinitionId: roleId(demoRoles.reader),
    };
    const group = (await create(ofGroup, web)).name;
    expect(await namesAt('grace', production)).toEqual([own, group, oscarsReader].sort());
    expect(await namesAt('grace', production, 'atScope()')).toEqual([own, oscarsReader].sort());
    expect(await namesAt('grace', web, 'atScope()')).toEqual([own, group, oscarsReader].sort());
    expect(await namesAt('grace', production, `principalId eq '${mallory}'`)).toEqual([own]);
    expect(await namesAt('grace', production, `assignedTo('${demoIds.frank}')`)).toEqual([group]);
    expect(await namesAt('grace', production, `atScope() and assignedTo('${demoIds.frank}')`)).toEqual([]);
    expect(await namesAt('grace', development)).toEqual([oscarsReader]);
  });

  it('only to who reads there, and resource roles only', async () => {
    expect(await namesAt('mallory', production)).toBe('AuthorizationFailed');
    expect(await namesAt('oscar', production)).toEqual([oscarsReader]);
    const atRoot = await call('grace', 'GET', path(''));
    const roles = atRoot.body.value.map(({ properties }: Shown) => properties.roleDefinitionId.split('/').at(-1));
    expect(roles.sort()).toEqual([demoRoles.owner, demoRoles.reader].sort());
  });

  it('show nothing that a get at the same scope would refuse', async () => {
    const reader = { principalId: mallory, roleDefinitionId: roleId(demoRoles.reader) };
    await allowPermanent(demoRoles.reader);
    await create(reader, web);
    for (const person of ['mallory', 'oscar', 'grace']) {
      const names = await namesAt(person, web);
      expect(names).toHaveLength(2);
      for (const name of names) {
        expect((await call(person, 'GET', path(web, `/${name}`))).status, `${person} ${name}`).toBe(200);
      }
    }
    // by its own id, as the list names it
    expect((await call('mallory', 'GET', path(managementGroup, `/${oscarsReader}`))).status).toBe(200);
    expect((await call('oscar', 'GET', path(development, `/${oscarsReader}`))).status).toBe(200);
  });
});

it('takes the id of this organisation, and of no other', async () => {
  const { name } = await create();
  const tenant = (id: string) => `${VERSION}&tenantId=${id}`;
  const status = async (method: string, rest: string, id: string) =>
    (await call('grace', method, path(production, rest, tenant(id)))).status;
  expect(await status('GET', '', DEMO_TENANT_ID.toUpperCase())).toBe(200);
  expect(await status('GET', '', randomUUID())).toBe(400);
  expect(await status('GET', `/${name}`, randomUUID())).toBe(400);
  expect(await status('DELETE', `/${name}`, randomUUID())).toBe(400);
  expect(await status('DELETE', `/${name}`, DEMO_TENANT_ID)).toBe(200);
});

describe('is refused', () => {
  it('a second one for the same, under another name', async () => {
    await create();
    expect(await create()).toMatchObject({
      status: 409,
      code: 'RoleAssignmentExists',
      body: { error: { message: 'The role assignment already exists.' } },
    });
  });

  it('what the policy does not allow, with the way to it', async () => {
    const owner = await create({ roleDefinitionId: roleId(demoRoles.owner), description: null });
    expect(owner).toMatchObject({ status: 400, code: 'RoleAssignmentRequestPolicyValidationFailed' });
    expect(owner.body.error.message).toContain('["ExpirationRule","JustificationRule"]');
    expect(owner.body.error.message).toContain('Expiration_Admin_Assignment');
  });

  it.each<[string, object, number, string]>([
    ['an unknown principal', { principalId: randomUUID() }, 400, 'PrincipalNotFound'],
    ['a principal of another type', { principalType: 'Group' }, 400, 'UnmatchedPrincipalType'],
    ['a type of principal that is none', { principalType: 'Robot' }, 400, 'InvalidRequestContent'],
    ['an unknown role', { roleDefinitionId: roleId(randomUUID()) }, 400, 'RoleDefinitionDoesNotExist'],
    [
      'a role of another subscription',
      { roleDefinitionId: roleId(demoRoles.reader, development) },
      400,
      'ScopeDoesNotMatchRoleDefinition',
    ],
    [
      'a directory role',
      { roleDefinitionId: roleId(demoRoles.globalAdministrator) },
      400,
      'ScopeDoesNotMatchRoleDefinition',
    ],
    ['a condition that cannot be read', { condition: '(' }, 400, 'InvalidCondition'],
    ['no principal', { principalId: null }, 400, 'InvalidRequestContent'],
  ])('%s', async (_, over, status, code) => {
    expect(await create(over)).toMatchObject({ status, code });
  });

  it('to who may not, without a hint whether there is one', async () => {
    const { name } = await create();
    expect(await create({}, production, randomUUID(), 'oscar')).toMatchObject({
      status: 403,
      code: 'AuthorizationFailed',
    });
    for (const each of [name, randomUUID()]) {
      expect(await call('oscar', 'DELETE', path(production, `/${each}`))).toMatchObject({ status: 403 });
      expect(await call('alice', 'DELETE', path(production, `/${each}`))).toMatchObject({ status: 403 });
    }
    expect((await call('alice', 'GET', path(production, `/${name}`))).status).toBe(404);
    expect((await call('mallory', 'GET', path(production, `/${name}`))).status).toBe(200);
  });

  it('the last owner to be deleted or put under a condition, and a name that is no GUID', async () => {
    const [owner] = (await call('grace', 'GET', path('', '', `${VERSION}&$filter=principalId eq '${grace}'`))).body
      .value;
    expect(await call('grace', 'DELETE', `${owner.id}?${VERSION}`)).toMatchObject({
      status: 400,
      body: { error: { code: 'LastAdministrator' } },
    });
    const condition = "@Resource[a:b] StringEquals 'c'";
    const conditional = {
      principalId: grace,
      roleDefinitionId: roleId(demoRoles.owner, ''),
      description: null,
      condition,
    };
    expect(await create(conditional, '', owner.name)).toMatchObject({ status: 400, code: 'LastAdministrator' });
    expect((await call('grace', 'PUT', path(production, '/name'), body())).status).toBe(400);
  });
});
