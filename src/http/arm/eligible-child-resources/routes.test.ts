import { afterEach, beforeEach, expect, it } from 'vitest';
import { armCall } from '../../../../test/support/openapi/arm-call.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoScopes } from '../../../demo/demo-organisation.ts';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

const { managementGroup, production, development, web, data, sandbox, vault, storage, webServer } = demoScopes;

async function children(name: string, scope: string, query = '') {
  const path = `${scope}/providers/Microsoft.Authorization/eligibleChildResources?api-version=2020-10-01${query}`;
  const { status, body } = await armCall(server)(name, 'GET', path);
  expect(status).toBe(200);
  return body.value;
}
const ids = (value: ReadonlyArray<{ id: string }>) => value.map(({ id }) => id);

it('lists what is directly below, in the shape of the published example', async () => {
  expect(await children('alice', production)).toEqual([
    { id: data, name: 'rg-data', type: 'resourcegroup' },
    { id: web, name: 'rg-web', type: 'resourcegroup' },
  ]);
  expect(await children('frank', '')).toEqual([{ id: managementGroup, name: 'Nordwind', type: 'managementgroup' }]);
  expect(ids(await children('frank', managementGroup))).toEqual([production, development]);
});

it.each(['&getAllChildren=true', '&$getAllChildren=true', '&%24getAllChildren=True'])(
  'lists everything with %s',
  async (flag) => {
    expect(ids(await children('alice', production, flag))).toEqual([data, vault, storage, web, webServer]);
    expect(ids(await children('frank', '', flag))).toHaveLength(9);
    expect(ids(await children('frank', managementGroup, flag))).toContain(sandbox);
  },
);

it('narrows by types, also joined by `or`', async () => {
  const of = (filter: string) => `&getAllChildren=true&$filter=${filter}`;
  expect(ids(await children('frank', '', of("resourceType+eq+'Subscription'")))).toEqual([production, development]);
  const both = of("resourceType eq 'subscription' or resourceType eq 'resourcegroup'");
  expect(ids(await children('frank', '', both))).toEqual([production, data, web, development, sandbox]);
  expect(ids(await children('frank', '', of("resourceType eq 'Microsoft.KeyVault/vaults'")))).toEqual([vault]);
});

it('lists nothing where the caller is not eligible, administrator or not', async () => {
  expect(await children('grace', production, '&getAllChildren=true')).toEqual([]);
  expect(await children('ivan', '', '&getAllChildren=true')).toEqual([]);
  expect(await children('erin', development)).toEqual([]);
  expect(await children('erin', '/subscriptions/c0000000-0000-4000-8000-00000000000f')).toEqual([]);
  server.demo.clock.advance('PT9000H');
  expect(await children('alice', production)).toEqual([]);
});

it('refuses a filter that it does not know', async () => {
  const path = `${production}/providers/Microsoft.Authorization/eligibleChildResources?api-version=2020-10-01&$filter=asTarget()`;
  const { status, body } = await armCall(server)('alice', 'GET', path);
  expect([status, body.error.code]).toEqual([400, 'InvalidRequestContent']);
});

it('elevates the access of a Global Administrator, and of nobody else', async () => {
  const path = '/providers/Microsoft.Authorization/elevateAccess?api-version=2015-07-01';
  const { status, body } = await server.call('heidi', 'POST', path);
  expect([status, body]).toEqual([200, null]);
  const refused = await server.call('oscar', 'POST', path);
  expect([refused.status, refused.body.error.code]).toEqual([403, 'AuthorizationFailed']);
  expect((await server.call('heidi', 'POST', `${production}${path}`)).status).toBe(404);
});
