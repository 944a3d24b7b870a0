import { randomUUID } from 'node:crypto';
import type { RoleAssignmentCreateParameters, RoleDefinition } from '@azure/arm-authorization';
import { isRestError, type RestError } from '@azure/core-rest-pipeline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDenyAssignment } from '../../src/commands/create-deny-assignment.ts';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { EVERYONE } from '../../src/domain/access/deny-assignment.ts';
import { parseScope } from '../../src/domain/scope.ts';
import { mayDo, setRule } from '../scenarios/story.ts';
import { as as caller } from '../support/demo-ledger.ts';
import { type TestServer, testServer } from '../support/test-server.ts';
import { armClient, collected } from './arm-client.ts';

const { production, web, webServer } = demoScopes;
const RESTART = 'Microsoft.Compute/virtualMachines/restart/action';
const reader = `${production}/providers/Microsoft.Authorization/roleDefinitions/${demoRoles.reader}`;

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
  const rule = { kind: 'expiration', isExpirationRequired: false, maximumDuration: 'P180D' } as const;
  const at = parseScope(production);
  await setRule(server.demo.ledger, demoRoles.reader, at, 'Expiration_Admin_Assignment', rule);
});
afterEach(() => server.close());

function as(person: string) {
  return armClient(server.url, person);
}

async function errorOf(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(isRestError(error)).toBe(true);
  const { statusCode, code, message } = error as RestError;
  return { statusCode, code, message };
}

const names = (items: ReadonlyArray<{ readonly name?: string }>) => items.map(({ name }) => name);

const assignment: RoleAssignmentCreateParameters = {
  principalId: demoIds.mallory,
  roleDefinitionId: reader,
  principalType: 'User',
  description: 'audit of the web tier',
};

function restarter(over: Partial<RoleDefinition> = {}): RoleDefinition {
  const permissions = [{ actions: [RESTART], notActions: [], dataActions: [], notDataActions: [] }];
  return {
    roleName: 'Restarter',
    roleType: 'CustomRole',
    description: 'x',
    permissions,
    assignableScopes: [web],
    ...over,
  };
}

describe('role assignments', () => {
  it('are created, read, listed and deleted, by name and by id', async () => {
    const { roleAssignments } = as('grace');
    const name = randomUUID();
    const made = await roleAssignments.create(web, name, assignment);
    expect(made).toMatchObject({ name, scope: web, principalType: 'User', createdBy: demoIds.grace });
    expect(made.createdOn).toEqual(new Date('2026-11-24T08:00:00Z'));
    expect(await roleAssignments.create(web, name, assignment)).toMatchObject({ name });
    expect(await roleAssignments.get(web, name)).toEqual(made);
    expect(await roleAssignments.getById(made.id as string)).toEqual(made);

    const lists = [
      roleAssignments.listForSubscription(),
      roleAssignments.listForResourceGroup('rg-web'),
      roleAssignments.listForResource('rg-web', 'Microsoft.Compute', 'virtualMachines', 'vm-web-01'),
      roleAssignments.listForScope(web, { filter: `principalId eq '${demoIds.mallory}'` }),
      roleAssignments.listForScope(webServer, { filter: 'atScope()' }),
      roleAssignments.listForScope(web, { filter: `atScope() and assignedTo('${demoIds.mallory}')` }),
    ];
    for (const list of lists) expect(names(await collected(list))).toContain(name);
    const others = roleAssignments.listForScope(production, { filter: 'atScope()' });
    expect(names(await collected(others))).not.toContain(name);

    expect(await roleAssignments.delete(web, name)).toMatchObject({ name });
    expect((await roleAssignments.delete(web, name)).name).toBeUndefined();
    const byId = await roleAssignments.createById(made.id as string, assignment);
    expect(byId.id).toBe(made.id);
    expect(await roleAssignments.deleteById(made.id as string)).toMatchObject({ name });
    expect((await roleAssignments.deleteById(made.id as string)).name).toBeUndefined();
  });

  it('are refused with typed errors', async () => {
    const { roleAssignments } = as('grace');
    await roleAssignments.create(web, randomUUID(), assignment);
    const create = (over: object, person = 'grace') =>
      errorOf(as(person).roleAssignments.create(web, randomUUID(), { ...assignment, ...over }));
    expect(await create({})).toMatchObject({ statusCode: 409, code: 'RoleAssignmentExists' });
    expect(await create({ principalId: randomUUID() })).toMatchObject({ statusCode: 400, code: 'PrincipalNotFound' });
    const group = { principalId: demoIds.onCall };
    expect(await create(group)).toMatchObject({ statusCode: 400, code: 'UnmatchedPrincipalType' });
    const owner = { roleDefinitionId: reader.replace(demoRoles.reader, demoRoles.owner) };
    expect(await create(owner)).toMatchObject({
      statusCode: 400,
      code: 'RoleAssignmentRequestPolicyValidationFailed',
      message: expect.stringContaining('["ExpirationRule"]'),
    });
    expect(await create({}, 'oscar')).toMatchObject({ statusCode: 403, code: 'AuthorizationFailed' });
    expect(await errorOf(roleAssignments.get(web, randomUUID()))).toMatchObject({
      statusCode: 404,
      code: 'RoleAssignmentNotFound',
    });
    const list = collected(as('frank').roleAssignments.listForScope(web));
    expect(await errorOf(list)).toMatchObject({ statusCode: 403, code: 'AuthorizationFailed' });
  });
});

describe('role definitions', () => {
  it('are made, changed, read, listed and deleted', async () => {
    const { roleDefinitions } = as('grace');
    const id = randomUUID();
    const made = await roleDefinitions.createOrUpdate(web, id, restarter());
    expect(made).toMatchObject({ name: id, roleName: 'Restarter', roleType: 'CustomRole', assignableScopes: [web] });
    const changed = await roleDefinitions.createOrUpdate(web, id, restarter({ description: 'restarts' }));
    expect(changed.description).toBe('restarts');
    expect(await roleDefinitions.get(web, id)).toEqual(changed);
    expect(await roleDefinitions.getById(made.id as string)).toEqual(changed);
    expect(names(await collected(roleDefinitions.list(web, { filter: "roleName eq 'restarter'" })))).toEqual([id]);
    expect(names(await collected(roleDefinitions.list(web, { filter: "type eq 'CustomRole'" })))).toEqual([id]);
    const below = roleDefinitions.list('', { filter: "atScopeAndBelow() and type eq 'CustomRole'" });
    expect(names(await collected(below))).toEqual([id]);
    expect(names(await collected(roleDefinitions.list(web)))).toEqual(expect.arrayContaining([id, demoRoles.reader]));
    expect(await roleDefinitions.delete(web, id)).toMatchObject({ name: id });
    expect((await roleDefinitions.delete(web, id)).name).toBeUndefined();
  });

  it('are refused with typed errors', async () => {
    const { roleDefinitions } = as('grace');
    const put = (over: Partial<RoleDefinition>, id: string = randomUUID(), person = 'grace') =>
      errorOf(as(person).roleDefinitions.createOrUpdate(web, id, restarter(over)));
    expect(await put({ roleName: 'Reader' })).toMatchObject({
      statusCode: 409,
      code: 'RoleDefinitionWithSameNameExists',
    });
    expect(await put({}, demoRoles.reader)).toMatchObject({ statusCode: 400, code: 'RoleDefinitionCannotBeChanged' });
    const data = { permissions: [{ dataActions: ['Microsoft.Storage/*'] }] };
    expect(await put(data)).toMatchObject({ statusCode: 403, code: 'LinkedAuthorizationFailed' });
    expect(await put({}, randomUUID(), 'oscar')).toMatchObject({ statusCode: 403, code: 'AuthorizationFailed' });
    const unknown = roleDefinitions.get(web, randomUUID());
    expect(await errorOf(unknown)).toMatchObject({ statusCode: 404, code: 'RoleDefinitionDoesNotExist' });
  });
});

describe('permissions', () => {
  it('are what the caller may do in a resource group and at a resource', async () => {
    const { permissions } = as('oscar');
    const inGroup = await collected(permissions.listForResourceGroup('rg-web'));
    const atResource = await collected(
      permissions.listForResource('rg-web', 'Microsoft.Compute', '', 'virtualMachines', 'vm-web-01'),
    );
    for (const held of [inGroup, atResource]) expect(held).toMatchObject([{ actions: ['*/read'] }]);
    expect(await collected(as('mallory').permissions.listForResourceGroup('rg-web'))).toEqual([]);
  });
});

describe('deny assignments', () => {
  it('are read and listed, and have effect', async () => {
    const id = randomUUID();
    const none = { notActions: [], dataActions: [], notDataActions: [], condition: null, conditionVersion: null };
    await createDenyAssignment(server.demo.ledger, caller('grace'), {
      id,
      name: 'Freeze',
      description: null,
      permissions: [{ actions: [RESTART], ...none }],
      scope: parseScope(web),
      doNotApplyToChildScopes: false,
      principals: [{ id: EVERYONE, kind: 'everyone' }],
      excludePrincipals: [],
      condition: null,
    });
    expect(await mayDo(server.demo, demoIds.grace)).toBe(false);
    const { denyAssignments } = as('oscar');
    const found = await denyAssignments.get(web, id);
    expect(found).toMatchObject({ denyAssignmentName: 'Freeze', scope: web, principals: [{ id: EVERYONE }] });
    expect(await denyAssignments.getById(found.id as string)).toEqual(found);
    const lists = [
      denyAssignments.list({ filter: "denyAssignmentName eq 'Freeze'" }),
      denyAssignments.listForResourceGroup('rg-web'),
      denyAssignments.listForResource('rg-web', 'Microsoft.Compute', '', 'virtualMachines', 'vm-web-01'),
      denyAssignments.listForScope(web, { filter: 'atScope()' }),
      denyAssignments.listForScope(production, { filter: `principalId eq '${EVERYONE}'` }),
    ];
    for (const list of lists) expect(names(await collected(list))).toEqual([id]);
    expect(await errorOf(denyAssignments.get(web, randomUUID()))).toMatchObject({
      statusCode: 404,
      code: 'DenyAssignmentNotFound',
    });
    const refused = collected(as('mallory').denyAssignments.listForScope(web));
    expect(await errorOf(refused)).toMatchObject({ statusCode: 403, code: 'AuthorizationFailed' });
  });
});

describe('what else the package asks', () => {
  it('provider operations, with their resource types', async () => {
    const { providerOperationsMetadataOperations } = as('mallory');
    const authorization = await providerOperationsMetadataOperations.get('Microsoft.Authorization', {
      expand: 'resourceTypes',
    });
    expect(authorization.resourceTypes?.map(({ name }) => name)).toContain('roleAssignments');
    expect(names(await collected(providerOperationsMetadataOperations.list()))).toContain('Microsoft.Authorization');
    expect(await errorOf(providerOperationsMetadataOperations.get('Contoso.Nothing'))).toMatchObject({
      statusCode: 404,
      code: 'ProviderNotFound',
    });
  });

  it('classic administrators, of whom there are none', async () => {
    expect(await collected(as('mallory').classicAdministrators.list())).toEqual([]);
    expect(await errorOf(collected(as('nobody').classicAdministrators.list()))).toMatchObject({
      statusCode: 401,
      code: 'InvalidAuthenticationToken',
    });
  });
});
