import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_TENANT_ID, demoIds, demoRoles, demoScopes } from '../../../src/demo/demo-organisation.ts';
import { runProgram } from '../../support/run-program.ts';
import { az, type ClientResult, whyNoAzureCli } from './debian-clients.ts';
import { type HttpsBrevet, httpsBrevet } from './https-brevet.ts';

const reason = whyNoAzureCli();
const { production, data, web, vault } = demoScopes;
const authorization = 'providers/Microsoft.Authorization';
const LONG = 120_000;

describe.skipIf(reason !== null)(`az of azure-cli 2.45${reason ? ` (${reason})` : ''}`, () => {
  let brevet: HttpsBrevet;
  let env: Readonly<Record<string, string>>;
  let robot: { readonly id: string; readonly secret: string };

  /** Runs a command; its answer as JSON, null where it gives none. */
  // biome-ignore lint/suspicious/noExplicitAny: what the client printed
  async function run(...args: readonly string[]): Promise<any> {
    const { code, stdout, stderr } = await attempt(...args);
    if (code !== 0) throw new Error(`az ${args.join(' ')}: ${stderr}`);
    return stdout.trim() === '' ? null : JSON.parse(stdout);
  }

  function attempt(...args: readonly string[]): Promise<ClientResult> {
    return az([...args, '--only-show-errors', '--output', 'json'], env);
  }

  const names = (listed: ReadonlyArray<{ readonly name: string }>) => listed.map(({ name }) => name).sort();

  beforeAll(async () => {
    brevet = await httpsBrevet();
    const home = join(brevet.folder, 'az');
    await mkdir(home);
    env = {
      HOME: home,
      AZURE_CONFIG_DIR: home,
      AZURE_CORE_COLLECT_TELEMETRY: 'false',
      REQUESTS_CA_BUNDLE: brevet.caPath,
      PYTHONPATH: fileURLToPath(new URL('./az-role-shim', import.meta.url)),
    };
    const principals = '/api/security/pim/service-principals';
    const { id } = await brevet.call('grace', 'POST', principals, { displayName: 'Robot' });
    const { secret } = await brevet.call('grace', 'POST', `${principals}/${id}/credentials`, { displayName: 'az' });
    robot = { id, secret };
    const assigned = `${production}/${authorization}/roleAssignmentScheduleRequests/${crypto.randomUUID()}`;
    await brevet.call('grace', 'PUT', `${assigned}?api-version=2020-10-01`, {
      properties: {
        principalId: id,
        roleDefinitionId: `${production}/${authorization}/roleDefinitions/${demoRoles.owner}`,
        requestType: 'AdminAssign',
        justification: 'deploys',
        scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'P1D' } },
      },
    });

    const { url } = brevet;
    const endpoints = {
      resource_manager: url,
      management: url,
      active_directory: `${url}/adfs`,
      active_directory_resource_id: url,
      active_directory_graph_resource_id: url,
      microsoft_graph_resource_id: url,
    };
    await run('cloud', 'register', '--name', 'Brevet', '--cloud-config', JSON.stringify({ endpoints }));
    await run('cloud', 'set', '--name', 'Brevet');
  }, LONG);
  afterAll(() => brevet.stop());

  it('signs in as a service principal, and finds the subscription that it holds a role on', {
    timeout: LONG,
  }, async () => {
    const { id, secret } = robot;
    const login = ['login', '--service-principal', '--tenant', DEMO_TENANT_ID, '--username', id, '--password'];
    expect((await attempt(...login, 'wrong')).stderr).toContain('client authentication failed');
    const subscriptions = await run(...login, secret);
    expect(subscriptions).toMatchObject([
      {
        name: 'Production',
        id: production.slice('/subscriptions/'.length),
        tenantId: DEMO_TENANT_ID,
        state: 'Enabled',
      },
    ]);
    expect((await run('account', 'show')).user).toEqual({ name: id, type: 'servicePrincipal' });
  });

  it('signs a person in by a code, who finds what they hold a role on', { timeout: LONG }, async () => {
    const home = join(brevet.folder, 'az-person');
    await cp(join(brevet.folder, 'az'), home, { recursive: true });
    const own = { ...env, HOME: home, AZURE_CONFIG_DIR: home };
    await az(['account', 'clear'], own);
    let shown = '';
    let page: Promise<ClientResult> | null = null;
    const login = ['login', '--use-device-code', '--tenant', DEMO_TENANT_ID, '--output', 'json'];
    const { code, stdout, stderr } = await az(login, own, (chunk) => {
      shown += chunk;
      const [, where, userCode] = /open (\S+) in a browser and enter the code (\S+)/.exec(shown) ?? [];
      if (where === undefined || userCode === undefined || page !== null) return;
      page = runProgram('test/conformance/debian/person-at-browser.ts', [where, userCode, 'grace'], {
        NODE_EXTRA_CA_CERTS: brevet.caPath,
      });
    });
    expect(await page, stderr).toMatchObject({ code: 0, stdout: 'Done' });
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ name: 'Production' }, { name: 'Development' }]);
    const account = await az(['account', 'show', '--output', 'json'], own);
    expect(JSON.parse(account.stdout).user).toEqual({ name: 'grace@nordwind.example', type: 'user' });
    const group = await az(['group', 'list', '--query', '[].name', '--output', 'json'], own);
    expect(JSON.parse(group.stdout)).toContain('rg-web');
  });

  it('learns the cloud from its metadata', { timeout: LONG }, async () => {
    const clouds = await az(['cloud', 'list', '--output', 'json'], {
      ...env,
      AZURE_CONFIG_DIR: brevet.folder,
      SSL_CERT_FILE: brevet.caPath,
      ARM_CLOUD_METADATA_URL: `${brevet.url}/metadata/endpoints?api-version=2019-05-01`,
    });
    const found = JSON.parse(clouds.stdout).find(({ name }: { name: string }) => name === 'Brevet');
    expect(found.endpoints).toMatchObject({
      resourceManager: brevet.url,
      activeDirectory: `${brevet.url}/adfs`,
      microsoftGraphResourceId: brevet.url,
    });
  });

  it('makes, finds and deletes a resource group, and shows resources', { timeout: LONG }, async () => {
    expect(names(await run('group', 'list'))).toEqual(['rg-data', 'rg-web']);
    const made = await run('group', 'create', '--name', 'rg-az', '--location', 'westeurope');
    expect(made).toMatchObject({
      name: 'rg-az',
      location: 'westeurope',
      properties: { provisioningState: 'Succeeded' },
    });
    expect(await run('group', 'exists', '--name', 'rg-az')).toBe(true);
    await run('group', 'delete', '--name', 'rg-az', '--yes');
    expect(await run('group', 'exists', '--name', 'rg-az')).toBe(false);
    expect((await attempt('group', 'show', '--name', 'rg-az')).stderr).toContain('ResourceGroupNotFound');
    expect(names(await run('resource', 'list'))).toEqual(['kv-nordwind', 'stnordwinddata', 'vm-web-01']);
    expect(await run('resource', 'show', '--ids', vault)).toMatchObject({
      id: vault,
      type: 'Microsoft.KeyVault/vaults',
    });
  });

  it('plays PIM by plain calls, and prints what is refused', { timeout: LONG }, async () => {
    const instances = `${authorization}/roleAssignmentScheduleInstances?api-version=2020-10-01&$filter=asTarget()`;
    const held = await run('rest', '--method', 'get', '--url', `${production}/${instances}`);
    expect(held.value).toMatchObject([{ properties: { assignmentType: 'Assigned', principalId: robot.id } }]);
    const cancel = `${authorization}/roleAssignmentScheduleRequests/${crypto.randomUUID()}/cancel?api-version=2020-10-01`;
    const refused = await attempt('rest', '--method', 'post', '--url', `${production}/${cancel}`);
    expect(refused.stderr).toContain('Not Found({"error":{"code":"RoleAssignmentScheduleRequestNotFound"');
  });

  it('lists role definitions, and makes and deletes one', { timeout: LONG }, async () => {
    expect(await run('role', 'definition', 'list', '--name', 'Reader')).toMatchObject([
      { roleName: 'Reader', name: demoRoles.reader, roleType: 'BuiltInRole' },
    ]);
    const definition = { Name: 'Restarts', Actions: ['Microsoft.Compute/virtualMachines/restart/action'] };
    const wanted = JSON.stringify({ ...definition, Description: 'restarts', AssignableScopes: [production] });
    const made = await run('role', 'definition', 'create', '--role-definition', wanted);
    expect(made).toMatchObject({ roleName: 'Restarts', roleType: 'CustomRole' });
    expect(names(await run('role', 'definition', 'list', '--custom-role-only'))).toEqual([made.name]);
    await run('role', 'definition', 'delete', '--name', 'Restarts');
    expect(await run('role', 'definition', 'list', '--custom-role-only')).toEqual([]);
  });

  it('assigns a role by the name of a person, once, lists it with names, and takes it back', {
    timeout: LONG,
  }, async () => {
    // what has no end must be allowed first; `az` can give none
    const policy = `${web}/${authorization}/roleManagementPolicies/${demoRoles.reader}?api-version=2020-10-01`;
    const read = await run('rest', '--method', 'get', '--url', policy);
    const rules = read.properties.rules.flatMap((rule: { id: string }) => {
      if (rule.id === 'Expiration_Admin_Assignment') return { ...rule, isExpirationRequired: false };
      return rule.id === 'Enablement_Admin_Assignment' ? { ...rule, enabledRules: [] } : [];
    });
    const body = JSON.stringify({ properties: { rules } });
    await run('rest', '--method', 'patch', '--url', policy, '--body', body);

    const who = ['--assignee', 'mallory@nordwind.example', '--role', 'Reader', '--scope', web];
    const made = await run('role', 'assignment', 'create', ...who);
    expect(made).toMatchObject({ principalId: demoIds.mallory, principalType: 'User', scope: web });
    expect((await run('role', 'assignment', 'create', ...who)).name).toBe(made.name);
    const all = await run('role', 'assignment', 'list', '--all');
    expect(all).toContainEqual(
      expect.objectContaining({
        name: made.name,
        principalName: 'mallory@nordwind.example',
        roleDefinitionName: 'Reader',
        scope: web,
      }),
    );
    expect(await run('role', 'assignment', 'list', '--scope', data, '--assignee', demoIds.mallory)).toEqual([]);
    expect(await run('role', 'assignment', 'list', '--assignee', robot.id)).toMatchObject([
      { principalId: robot.id, roleDefinitionName: 'Owner' },
    ]);
    await run('role', 'assignment', 'delete', ...who);
    expect(await run('role', 'assignment', 'list', '--scope', web, '--assignee', demoIds.mallory)).toEqual([]);
  });
});
