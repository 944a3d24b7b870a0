import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { armCall } from '../../../../test/support/openapi/arm-call.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';

const { production, web, sandbox, managementGroup } = demoScopes;
const VERSION = 'api-version=2022-04-01';

let server: TestServer;
let call: TestServer['call'];
beforeEach(async () => {
  server = await testServer();
  call = armCall(server);
});
afterEach(() => server.close());

function path(scope: string, rest = '', query = VERSION): string {
  return `${scope}/providers/Microsoft.Authorization/roleDefinitions${rest}?${query}`;
}

function body(over: object = {}) {
  const permissions = [{ actions: ['Microsoft.Compute/virtualMachines/restart/action'], notActions: [] }];
  return {
    properties: { roleName: 'Restarter', description: 'restarts', permissions, assignableScopes: [web], ...over },
  };
}

async function define(over: object = {}, scope: string = production, name: string = randomUUID()) {
  const answer = await call('grace', 'PUT', path(scope, `/${name}`), body(over));
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

async function namesAt(person: string, scope: string, filter = '') {
  const query = filter === '' ? VERSION : `${VERSION}&$filter=${encodeURIComponent(filter)}`;
  const { status, body: answer } = await call(person, 'GET', path(scope, '', query));
  expect(status, JSON.stringify(answer)).toBe(200);
  return answer.value.map((role: { properties: { roleName: string } }) => role.properties.roleName).sort();
}

describe('a custom role over the wire', () => {
  it('is made, read, changed and deleted', async () => {
    const made = await define();
    expect(made).toMatchObject({
      id: `${production}/providers/Microsoft.Authorization/roleDefinitions/${made.name}`,
      type: 'Microsoft.Authorization/roleDefinitions',
      properties: {
        roleName: 'Restarter',
        type: 'CustomRole',
        assignableScopes: [web],
        createdOn: '2026-11-24T08:00:00Z',
        createdBy: demoIds.grace,
        permissions: [
          {
            actions: ['Microsoft.Compute/virtualMachines/restart/action'],
            notActions: [],
            dataActions: [],
            notDataActions: [],
          },
        ],
      },
    });
    server.demo.clock.advance('PT1H');
    const changed = await define({ roleName: 'Rebooter' }, production, made.name.toUpperCase());
    expect(changed.properties).toMatchObject({
      roleName: 'Rebooter',
      createdOn: '2026-11-24T08:00:00Z',
      updatedOn: '2026-11-24T09:00:00Z',
    });
    const get = await call('grace', 'GET', `/${made.id}?${VERSION}`);
    expect(get).toMatchObject({ status: 200, body: changed });
    const deleted = await call('grace', 'DELETE', path(web, `/${made.name}`));
    expect(deleted).toMatchObject({ status: 200, body: { name: made.name, properties: { roleName: 'Rebooter' } } });
    expect((await call('grace', 'DELETE', path(web, `/${made.name}`))).status).toBe(204);
    expect(await call('grace', 'GET', path(web, `/${made.name}`))).toMatchObject({
      status: 404,
      body: { error: { code: 'RoleDefinitionDoesNotExist' } },
    });
  });

  it('can be assigned where it is written when no scope is named, and takes names in any case', async () => {
    const written = {
      Properties: { RoleName: 'Lister', Permissions: [{ Actions: ['*/read'], IsCustom: true }], CreatedBy: 'x' },
    };
    const answer = await call('grace', 'PUT', path(web, `/${randomUUID()}`), written);
    expect(answer).toMatchObject({ status: 201, body: { properties: { assignableScopes: [web], description: '' } } });
  });

  it('is listed where it can be assigned, and above that when asked for', async () => {
    await define();
    const custom = "type eq 'CustomRole'";
    expect(await namesAt('grace', web, custom)).toEqual(['Restarter']);
    expect(await namesAt('grace', demoScopes.webServer, custom)).toEqual(['Restarter']);
    expect(await namesAt('grace', production, custom)).toEqual([]);
    expect(await namesAt('grace', production, `atScopeAndBelow() and ${custom}`)).toEqual(['Restarter']);
    expect(await namesAt('grace', '', `atScopeAndBelow() and ${custom}`)).toEqual(['Restarter']);
    expect(await namesAt('grace', sandbox, `atScopeAndBelow() and ${custom}`)).toEqual([]);
    expect(await namesAt('grace', web, "roleName eq 'RESTARTER'")).toEqual(['Restarter']);
    expect(await namesAt('grace', web, "roleName eq 'reader' and type eq 'builtinrole'")).toEqual(['Reader']);
  });

  it('is seen by who reads there or has it, and looks absent to everybody else', async () => {
    const { name } = await define();
    const seenBy = async (person: string) => (await call(person, 'GET', path(web, `/${name}`))).status;
    for (const person of ['grace', 'oscar']) expect(await seenBy(person)).toBe(200);
    for (const person of ['mallory', 'alice', 'heidi']) expect(await seenBy(person)).toBe(404);
    expect(await namesAt('mallory', web, "type eq 'CustomRole'")).toEqual([]);
    expect((await call('mallory', 'DELETE', path(web, `/${name}`))).status).toBe(204);
    const eligible = {
      properties: {
        principalId: demoIds.platformEngineers,
        roleDefinitionId: `${web}/providers/Microsoft.Authorization/roleDefinitions/${name}`,
        requestType: 'AdminAssign',
        scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'P30D' } },
      },
    };
    const requests = `${web}/providers/Microsoft.Authorization/roleEligibilityScheduleRequests/${randomUUID()}`;
    expect((await call('grace', 'PUT', `${requests}?api-version=2020-10-01`, eligible)).status).toBe(201);
    expect(await seenBy('alice')).toBe(200);
    expect(await namesAt('frank', web, "type eq 'CustomRole'")).toEqual(['Restarter']);
    expect(await call('oscar', 'DELETE', path(web, `/${name}`))).toMatchObject({
      status: 403,
      body: { error: { code: 'AuthorizationFailed' } },
    });
    expect(await call('grace', 'DELETE', path(web, `/${name}`))).toMatchObject({
      status: 400,
      body: { error: { code: 'RoleDefinitionHasAssignments' } },
    });
  });
});

describe('built-in roles', () => {
  it('are listed for everybody, with ids as at the scope', async () => {
    const answer = await call('mallory', 'GET', path(web));
    expect(answer.body.value).toHaveLength(6);
    const reader = answer.body.value.find(({ name }: { name: string }) => name === demoRoles.reader);
    expect(reader).toMatchObject({
      id: `${production}/providers/Microsoft.Authorization/roleDefinitions/${demoRoles.reader}`,
      properties: { roleName: 'Reader', type: 'BuiltInRole', assignableScopes: ['/'], createdBy: null },
    });
    const atRoot = await call('mallory', 'GET', path('', `/${demoRoles.reader}`));
    expect(atRoot.body.id).toBe(`/providers/Microsoft.Authorization/roleDefinitions/${demoRoles.reader}`);
    expect((await call('mallory', 'GET', path(managementGroup, `/${demoRoles.globalAdministrator}`))).status).toBe(200);
  });

  it('cannot be changed or deleted', async () => {
    const code = 'RoleDefinitionCannotBeChanged';
    const put = await call('grace', 'PUT', path(production, `/${demoRoles.reader}`), body());
    expect(put).toMatchObject({ status: 400, body: { error: { code } } });
    const deleted = await call('grace', 'DELETE', path(production, `/${demoRoles.reader}`));
    expect(deleted).toMatchObject({ status: 400, body: { error: { code } } });
  });

  it('are all on one page, as clients that look at one page expect', async () => {
    const all = await testServer({ allRoles: true });
    try {
      const answer = await armCall(all)('mallory', 'GET', path(production));
      expect(answer.body.value).toHaveLength(928);
      expect(answer.body.nextLink).toBeUndefined();
    } finally {
      await all.close();
    }
  });
});

describe('is refused', () => {
  const put = async (over: object, person = 'grace', scope: string = production) => {
    const { status, body: answer } = await call(person, 'PUT', path(scope, `/${randomUUID()}`), body(over));
    return { status, code: answer.error.code, message: answer.error.message };
  };

  it.each<[string, object, number, string]>([
    ['a role without a name', { roleName: null }, 400, 'InvalidRequestContent'],
    ['a built-in type', { type: 'BuiltInRole' }, 400, 'InvalidRequestContent'],
    ['an unknown type', { type: 'Role' }, 400, 'InvalidRequestContent'],
    ['permissions that are no list', { permissions: {} }, 400, 'InvalidRequestContent'],
    ['an operation that is no text', { permissions: [{ actions: [7] }] }, 400, 'InvalidRequestContent'],
    ['a condition in a role', { permissions: [{ actions: ['*/read'], condition: 'x' }] }, 400, 'InvalidRequestContent'],
    ['the root as assignable scope', { assignableScopes: ['/'] }, 400, 'InvalidRequestContent'],
    ['a scope that is none', { assignableScopes: ['/x'] }, 400, 'InvalidScope'],
    ['a scope beside the address', { assignableScopes: [sandbox] }, 400, 'InvalidRequestContent'],
    ['a name that is taken', { roleName: 'Owner' }, 409, 'RoleDefinitionWithSameNameExists'],
    [
      'data that the author does not hold',
      { permissions: [{ actions: [], dataActions: ['Microsoft.Storage/*'] }] },
      403,
      'LinkedAuthorizationFailed',
    ],
  ])('%s', async (_, over, status, code) => {
    expect(await put(over)).toMatchObject({ status, code });
  });

  it('to write without the right to', async () => {
    expect(await put({}, 'oscar')).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
    expect(await put({}, 'mallory')).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
  });

  it('a filter that is not known, and a name that is no GUID', async () => {
    for (const filter of ["roleName ne 'x'", "type eq 'Other'", 'asTarget()', "description eq 'x'"]) {
      const query = `${VERSION}&$filter=${encodeURIComponent(filter)}`;
      expect((await call('grace', 'GET', path(web, '', query))).status, filter).toBe(400);
    }
    expect((await call('grace', 'PUT', path(web, '/name'), body())).status).toBe(400);
    expect((await call('grace', 'GET', path(web, '/name'))).status).toBe(404);
  });
});
