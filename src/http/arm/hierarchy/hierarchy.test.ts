import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assign, mayDo } from '../../../../test/scenarios/story.ts';
import { as } from '../../../../test/support/demo-ledger.ts';
import { type Answer, type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { registerScope } from '../../../commands/register-scope.ts';
import { DEMO_TENANT_ID, demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';
import { parseScope } from '../../../domain/scope.ts';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

const { managementGroup, production, development, web, data, vault, webServer, storage } = demoScopes;
const GROUPS = '/providers/Microsoft.Management/managementGroups';
const NEW_SUBSCRIPTION = '/subscriptions/c0000000-0000-4000-8000-00000000000a';

const call = (name: string | null, method: string, path: string, body?: unknown) =>
  server.call(name, method, `${path}${path.includes('?') ? '&' : '?'}api-version=2021-04-01`, body);
const get = (name: string, path: string) => call(name, 'GET', path);
const idsIn = ({ body }: Answer) => body.value.map(({ id }: { id: string }) => id);
const errorOf = ({ status, body }: Answer) => [status, body.error.code];

async function giveReader(scope: string) {
  const path = parseScope(scope);
  await assign(server.demo.ledger, { principalId: demoIds.mallory, roleDefinitionId: demoRoles.reader, scope: path });
}

describe('lists', () => {
  it.each([
    ['a reader of everything below a management group', 'oscar', [production, development]],
    ['the administrator', 'grace', [production, development]],
    ['an administrator of the directory alone', 'heidi', [production, development]],
    ['who is eligible on one', 'erin', [production]],
    ['who is eligible through nested groups', 'frank', [production, development]],
    ['who is eligible for a directory role alone', 'ivan', []],
    ['who holds nothing', 'mallory', []],
  ])('the subscriptions that %s sees', async (_, name, ids) => {
    const answer = await get(name, '/subscriptions');
    expect(answer.status).toBe(200);
    expect(idsIn(answer)).toEqual(ids);
  });

  it('what a subscription is, as clients read it', async () => {
    const { body } = await get('erin', '/subscriptions');
    expect(body.value[0]).toEqual({
      id: production,
      authorizationSource: 'RoleBased',
      managedByTenants: [],
      subscriptionId: production.slice('/subscriptions/'.length),
      tenantId: DEMO_TENANT_ID,
      displayName: 'Production',
      state: 'Enabled',
    });
    expect((await get('mallory', '/tenants')).body.value).toEqual([
      {
        id: `/tenants/${DEMO_TENANT_ID}`,
        tenantId: DEMO_TENANT_ID,
        displayName: 'Nordwind Logistics',
        tenantCategory: 'Home',
      },
    ]);
  });

  it('resource groups and resources of a subscription, and of a resource group', async () => {
    expect(idsIn(await get('oscar', `${production}/resourcegroups`))).toEqual([data, web]);
    expect(idsIn(await get('oscar', `${production}/resources`))).toEqual([vault, storage, webServer]);
    expect(idsIn(await get('oscar', `${web}/resources`))).toEqual([webServer]);
    const filter = encodeURIComponent("resourceType eq 'microsoft.keyvault/Vaults'");
    expect(idsIn(await get('oscar', `${production}/resources?$filter=${filter}`))).toEqual([vault]);
    const unknown = await get('oscar', `${production}/resources?$filter=${encodeURIComponent("tagName eq 'x'")}`);
    expect(errorOf(unknown)).toEqual([400, 'InvalidRequestContent']);
  });

  it('what stands at and below the one resource group that somebody reads, and the subscription around it', async () => {
    await giveReader(web);
    expect(idsIn(await get('mallory', '/subscriptions'))).toEqual([production]);
    expect(idsIn(await get('mallory', `${production}/resourceGroups`))).toEqual([web]);
    expect(idsIn(await get('mallory', `${production}/resources`))).toEqual([webServer]);
    expect(idsIn(await get('mallory', GROUPS))).toEqual([]);
    expect(errorOf(await get('mallory', data))).toEqual([404, 'ResourceGroupNotFound']);
    expect(errorOf(await get('mallory', development))).toEqual([404, 'SubscriptionNotFound']);
  });

  it('what somebody may activate later, and can plan now', async () => {
    const startAt = server.demo.clock().add({ hours: 24 });
    const schedule = { startAt, expiration: { type: 'afterDuration', duration: 'P30D' } } as const;
    const about = { principalId: demoIds.mallory, roleDefinitionId: demoRoles.reader, scope: parseScope(production) };
    await assign(server.demo.ledger, { kind: 'eligible', ...about, schedule });
    expect(idsIn(await get('mallory', `${production}/resourceGroups`))).toEqual([data, web]);
    expect(errorOf(await get('mallory', development))).toEqual([404, 'SubscriptionNotFound']);
    const now = `${production}/providers/Microsoft.Authorization/eligibleChildResources?api-version=2020-10-01`;
    expect((await server.call('mallory', 'GET', now)).body.value).toEqual([]);
  });

  it('nothing any more once a role has ended', async () => {
    await giveReader(web);
    server.demo.clock.advance('PT800H');
    expect(idsIn(await get('mallory', '/subscriptions'))).toEqual([]);
  });

  it('by pages, the same for as long as they are read', async () => {
    for (let number = 0; number < 205; number += 1) {
      const path = `${development}/resourceGroups/rg-${String(number).padStart(3, '0')}`;
      await registerScope(server.demo.ledger, as('grace'), { path, displayName: null, parent: null });
    }
    const sizes: number[] = [];
    const seen = new Set<string>();
    let path = `${development}/resourcegroups?api-version=2021-04-01`;
    while (path !== '') {
      const { body } = await server.call('oscar', 'GET', path);
      sizes.push(body.value.length);
      for (const { id } of body.value) seen.add(id);
      path = body.nextLink === undefined ? '' : body.nextLink.slice(server.url.length);
    }
    expect(sizes).toEqual([100, 100, 6]);
    expect(seen.size).toBe(206);
  });
});

describe('one scope', () => {
  it('is told by GET and HEAD, in any case and with more slashes', async () => {
    expect((await get('oscar', `//${web.toUpperCase()}/`)).body).toEqual({
      id: web,
      name: 'rg-web',
      type: 'Microsoft.Resources/resourceGroups',
      location: 'global',
      properties: { provisioningState: 'Succeeded' },
    });
    expect((await get('oscar', vault)).body).toEqual({
      id: vault,
      name: 'kv-nordwind',
      type: 'Microsoft.KeyVault/vaults',
      location: 'global',
    });
    expect((await call('oscar', 'HEAD', web)).status).toBe(204);
    expect((await call('mallory', 'HEAD', web)).status).toBe(404);
  });

  it('is 404 alike for what is not there and what the caller does not see', async () => {
    const hidden = await get('mallory', web);
    const absent = await get('mallory', `${production}/resourceGroups/rg-web-2`);
    expect(hidden.status).toBe(404);
    expect(hidden.body.error.message.replace('rg-web', 'X')).toBe(absent.body.error.message.replace('rg-web-2', 'X'));
  });

  it('of a management group tells its parent and, if asked, its children', async () => {
    expect((await get('oscar', `${managementGroup}?$expand=children`)).body).toEqual({
      id: managementGroup,
      type: 'Microsoft.Management/managementGroups',
      name: 'nordwind',
      properties: {
        tenantId: DEMO_TENANT_ID,
        displayName: 'Nordwind',
        details: {
          parent: { id: `${GROUPS}/${DEMO_TENANT_ID}`, name: DEMO_TENANT_ID, displayName: 'Nordwind Logistics' },
        },
        children: [
          { type: '/subscriptions', id: production, name: production.slice(15), displayName: 'Production' },
          { type: '/subscriptions', id: development, name: development.slice(15), displayName: 'Development' },
        ],
      },
    });
    const root = await get('grace', `${GROUPS}/${DEMO_TENANT_ID}`);
    expect(root.body.properties).toMatchObject({ displayName: 'Nordwind Logistics', details: { parent: null } });
    expect((await get('oscar', `${GROUPS}/${DEMO_TENANT_ID}`)).status).toBe(404);
  });
});

describe('a hierarchy is registered', () => {
  it('from the top to a resource, and deleted from the bottom', async () => {
    const group = `${GROUPS}/Platform`;
    const resource = `${NEW_SUBSCRIPTION}/resourceGroups/RG/providers/Microsoft.Storage/storageAccounts/s`;
    const put = (path: string, body: unknown = {}) => call('grace', 'PUT', path, body);
    const details = { parent: { id: managementGroup } };
    expect((await put(group, { properties: { displayName: 'Platform team', details } })).status).toBe(200);
    const subscription = await put(NEW_SUBSCRIPTION, {
      displayName: 'New',
      properties: { managementGroupId: 'platform' },
    });
    expect([subscription.status, subscription.body.displayName]).toEqual([201, 'New']);
    const resourceGroup = await put(`${NEW_SUBSCRIPTION}/resourcegroups/RG`, {
      location: 'westeurope',
      tags: { a: 'b' },
    });
    expect(resourceGroup.status).toBe(201);
    expect(resourceGroup.body).toMatchObject({ id: `${NEW_SUBSCRIPTION}/resourceGroups/RG`, location: 'westeurope' });
    expect((await put(resource, { location: 'westeurope', properties: { details: 'its own' } })).status).toBe(201);
    expect((await put(resource)).status).toBe(200);
    expect(await mayDo(server.demo, demoIds.oscar, { action: 'x/read', scope: parseScope(resource) })).toBe(true);

    expect(errorOf(await call('grace', 'DELETE', `${NEW_SUBSCRIPTION}/resourceGroups/RG`))).toEqual([
      409,
      'ScopeInUse',
    ]);
    const statuses = [];
    for (const path of [resource, `${NEW_SUBSCRIPTION}/resourceGroups/RG`, NEW_SUBSCRIPTION, group]) {
      statuses.push((await call('grace', 'DELETE', path)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 204]);
    expect((await call('grace', 'DELETE', resource)).status).toBe(204);
    expect((await call('grace', 'DELETE', NEW_SUBSCRIPTION)).status).toBe(404);
  });

  it('renames, and moves with PATCH of a management group', async () => {
    await call('grace', 'PUT', `${GROUPS}/other`, { properties: { displayName: 'Other' } });
    const patched = await call('grace', 'PATCH', managementGroup, {
      displayName: 'N',
      parentGroupId: `${GROUPS}/other`,
    });
    expect(patched.body.properties).toMatchObject({ displayName: 'N', details: { parent: { name: 'other' } } });
    const circle = await call('grace', 'PATCH', `${GROUPS}/other`, { parentGroupId: managementGroup });
    expect(errorOf(circle)).toEqual([400, 'InvalidRequestContent']);
    const back = await call('grace', 'PATCH', managementGroup, { parentGroupId: `${GROUPS}/${DEMO_TENANT_ID}` });
    expect(back.body.properties.details.parent.name).toBe(DEMO_TENANT_ID);
    expect(errorOf(await call('grace', 'PATCH', `${GROUPS}/none`, {}))).toEqual([404, 'NotFound']);
  });

  it('moves a subscription below a management group, and back to the root', async () => {
    const id = production.slice('/subscriptions/'.length);
    await call('grace', 'PUT', `${GROUPS}/other`, { properties: { displayName: 'Other' } });
    const moved = await call('grace', 'PUT', `${GROUPS}/other/subscriptions/${id}`);
    expect([moved.status, moved.body.properties.parent.id]).toEqual([200, `${GROUPS}/other`]);
    expect((await get('oscar', production)).status).toBe(404);
    expect((await get('grace', `${GROUPS}/other/subscriptions`)).body.value).toHaveLength(1);
    expect((await get('grace', `${managementGroup}/subscriptions`)).body.value).toHaveLength(1);
    expect((await get('grace', `${managementGroup}/subscriptions/${id}`)).status).toBe(404);
    expect((await call('grace', 'DELETE', `${GROUPS}/other/subscriptions/${id}`)).status).toBe(200);
    expect((await get('grace', `${GROUPS}/other/subscriptions`)).body.value).toEqual([]);
  });

  it('is refused to readers and strangers, and tells strangers nothing', async () => {
    expect(errorOf(await call('oscar', 'PUT', NEW_SUBSCRIPTION, {}))).toEqual([403, 'AuthorizationFailed']);
    expect(errorOf(await call('oscar', 'DELETE', web))).toEqual([403, 'AuthorizationFailed']);
    expect(errorOf(await call('mallory', 'DELETE', web))).toEqual([404, 'ResourceGroupNotFound']);
    expect(errorOf(await call('mallory', 'PUT', web, {}))).toEqual([403, 'AuthorizationFailed']);
    expect(errorOf(await call('mallory', 'PATCH', web, {}))).toEqual([404, 'ResourceGroupNotFound']);
    expect(errorOf(await call(null, 'GET', '/subscriptions'))).toEqual([401, 'AuthenticationFailed']);
  });

  it.each([
    ['a resource group of no subscription', `${NEW_SUBSCRIPTION}/resourceGroups/x`, {}, 'InvalidRequestContent'],
    ['a scope that is none', '/subscriptions/x', {}, 'InvalidScope'],
    ['an escaped slash', `${production}/resourceGroups/a%2fb`, {}, 'InvalidScope'],
    ['a parent of another kind', NEW_SUBSCRIPTION, { properties: { managementGroupId: web } }, 'InvalidRequestContent'],
    ['a parent that is none', NEW_SUBSCRIPTION, { properties: { managementGroupId: 'none' } }, 'InvalidRequestContent'],
    ['a name of another type', NEW_SUBSCRIPTION, { displayName: 7 }, 'InvalidRequestContent'],
    ['a name that is too long', NEW_SUBSCRIPTION, { displayName: 'x'.repeat(257) }, 'InvalidRequestContent'],
  ])('refuses %s', async (_, path, body, code) => {
    expect(errorOf(await call('grace', 'PUT', path, body))).toEqual([400, code]);
  });
});

describe('providers', () => {
  beforeEach(async () => {
    await server.close();
    server = await testServer({ allRoles: true });
  });

  it('tell the types in a namespace, with a version to ask in', async () => {
    const { body } = await get('oscar', `${production}/providers/microsoft.keyvault`);
    expect(body).toMatchObject({
      id: `${production}/providers/Microsoft.KeyVault`,
      namespace: 'Microsoft.KeyVault',
      registrationState: 'Registered',
    });
    const storageTypes = (await call('oscar', 'POST', `${production}/providers/Microsoft.Storage/register`)).body;
    expect(storageTypes.resourceTypes.map(({ resourceType }: { resourceType: string }) => resourceType)).toContain(
      'storageAccounts/blobServices/containers/blobs',
    );
    expect((await get('mallory', '/providers')).body.value.length).toBeGreaterThan(1);
    expect(errorOf(await get('oscar', '/providers/Contoso.Nothing'))).toEqual([404, 'InvalidResourceNamespace']);
    expect(errorOf(await get('mallory', `${production}/providers/Microsoft.Storage`))).toEqual([
      404,
      'SubscriptionNotFound',
    ]);
  });
});

it('is 404 in the shape of this wire for what is no part of the hierarchy', async () => {
  expect(errorOf(await get('oscar', `${production}/locations`))).toEqual([404, 'InvalidResourceType']);
  expect(idsIn(await get('oscar', `${web}/resources?$filter=`))).toEqual([webServer]);
});

it('needs an api-version, and says which methods there are', async () => {
  expect(errorOf(await server.call('grace', 'GET', '/subscriptions'))).toEqual([400, 'MissingApiVersionParameter']);
  const posted = await call('grace', 'POST', web, {});
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'HEAD, GET, PUT, PATCH, DELETE, OPTIONS']);
  expect(posted.headers.get('x-ms-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});
