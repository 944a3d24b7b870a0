import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { armCall } from '../../../../test/support/openapi/arm-call.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoScopes } from '../../../demo/demo-organisation.ts';

const PROVIDER = '/providers/Microsoft.Authorization';
const VERSION = 'api-version=2022-04-01';

let server: TestServer;
let call: TestServer['call'];
beforeAll(async () => {
  server = await testServer({ allRoles: true });
  call = armCall(server);
});
afterAll(() => server.close());

interface Operation {
  readonly name: string;
  readonly isDataAction: boolean;
}
interface Shown {
  readonly name: string;
  readonly operations: readonly Operation[];
  readonly resourceTypes?: ReadonlyArray<{ readonly name: string; readonly operations: readonly Operation[] }>;
}

describe('provider operations', () => {
  it('are listed page by page, each namespace once', async () => {
    const names: string[] = [];
    let next = `${PROVIDER}/providerOperations?${VERSION}&$expand=resourceTypes`;
    while (next !== '') {
      const { status, body } = await call('mallory', 'GET', next);
      expect(status).toBe(200);
      names.push(...body.value.map(({ name }: Shown) => name.toLowerCase()));
      next = body.nextLink?.slice(server.url.length) ?? '';
    }
    expect(names.length).toBeGreaterThan(100);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('microsoft.compute');
  });

  it('are read for one namespace in any case, by type, data apart', async () => {
    const { body } = await call('mallory', 'GET', `${PROVIDER}/providerOperations/MICROSOFT.storage?${VERSION}`);
    const { name, resourceTypes = [] } = body as Shown;
    expect(name).toBe('Microsoft.Storage');
    const blobs = resourceTypes.find(({ name }) => name === 'storageAccounts/blobServices/containers/blobs');
    const read = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';
    expect(blobs?.operations).toContainEqual(expect.objectContaining({ name: read, isDataAction: true }));
    const ofAccounts = resourceTypes.find(({ name }) => name === 'storageAccounts')?.operations ?? [];
    const keys = 'Microsoft.Storage/storageAccounts/listkeys/action';
    expect(ofAccounts.map((operation) => operation.name.toLowerCase())).toContain(keys.toLowerCase());
  });

  it('know what this server asks for itself', async () => {
    const { body } = await call('mallory', 'GET', `${PROVIDER}/providerOperations/Microsoft.Authorization?${VERSION}`);
    const names = (body as Shown).resourceTypes?.flatMap(({ operations }) => operations.map(({ name }) => name));
    expect(names).toContain('Microsoft.Authorization/roleManagementPolicies/write');
    const operations = await call('mallory', 'GET', `${PROVIDER}/operations?api-version=2021-01-01-preview`);
    expect(operations.body.value).toContainEqual({
      name: 'Microsoft.Authorization/roleManagementPolicies/write',
      isDataAction: false,
      display: {
        provider: 'Microsoft.Authorization',
        resource: 'roleManagementPolicies',
        operation: 'write',
        description: 'Microsoft.Authorization/roleManagementPolicies/write',
      },
      origin: 'user',
    });
  });

  it('refuse an unknown namespace and an unknown expansion', async () => {
    const unknown = await call('mallory', 'GET', `${PROVIDER}/providerOperations/Contoso.Nothing?${VERSION}`);
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'ProviderNotFound' } } });
    const other = await call('mallory', 'GET', `${PROVIDER}/providerOperations?${VERSION}&$expand=everything`);
    expect(other).toMatchObject({ status: 400, body: { error: { code: 'InvalidRequestContent' } } });
  });
});

it('has no classic administrators', async () => {
  const path = `${demoScopes.production}${PROVIDER}/classicAdministrators?api-version=2015-07-01`;
  expect(await call('mallory', 'GET', path)).toMatchObject({ status: 200, body: { value: [] } });
});
