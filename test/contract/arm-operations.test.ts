import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_TENANT_ID, demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { parseScope } from '../../src/domain/scope.ts';
import { setRule } from '../scenarios/story.ts';
import { armCall } from '../support/openapi/arm-call.ts';
import { type TestServer, testServer } from '../support/test-server.ts';

// contracts/arm §2, §12 and contracts/clients §1.2: exactly the codes that clients take, each call as they send it

let server: TestServer;
let call: TestServer['call'];
beforeEach(async () => {
  server = await testServer();
  call = armCall(server);
});
afterEach(() => server.close());

const PROVIDER = 'providers/Microsoft.Authorization';
const { production, web, webServer } = demoScopes;
const PIM = '2020-10-01';
const RBAC = '2022-04-01';
const roleId = (id: string) => `${production}/${PROVIDER}/roleDefinitions/${id}`;

function url(rest: string, version: string, scope: string = production): string {
  return `${scope}/${PROVIDER}/${rest}${rest.includes('?') ? '&' : '?'}api-version=${version}`;
}

function eligibility(over: object = {}) {
  return {
    properties: {
      principalId: demoIds.mallory,
      roleDefinitionId: roleId(demoRoles.reader),
      requestType: 'AdminAssign',
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'P30D' } },
      justification: 'on call',
      ...over,
    },
  };
}

describe('what only lists or gets answers 200', () => {
  it.each([
    ['roleAssignmentScheduleRequests', PIM],
    ['roleEligibilityScheduleRequests', PIM],
    ['roleAssignmentSchedules', PIM],
    ['roleEligibilitySchedules', PIM],
    ['roleAssignmentScheduleInstances', PIM],
    ['roleEligibilityScheduleInstances', PIM],
    ['roleManagementPolicies', PIM],
    ['roleManagementPolicyAssignments', PIM],
    ['eligibleChildResources', PIM],
    ['roleAssignments', RBAC],
    ['roleDefinitions', RBAC],
    ['denyAssignments', RBAC],
    ['roleAssignmentApprovals', '2021-01-01-preview'],
  ])('%s at a subscription, a resource group and a resource', async (type, version) => {
    for (const scope of [production, web, webServer, web.replace('resourceGroups', 'resourcegroups')]) {
      const { status, body } = await call('grace', 'GET', url(type, version, scope));
      expect(status, scope).toBe(200);
      // never the empty text: it ends no list for some clients
      expect(body.nextLink).not.toBe('');
      expect(Array.isArray(body.value)).toBe(true);
    }
  });

  it('permissions of a resource group and of a resource, as the SDK writes them', async () => {
    for (const scope of [web.replace('resourceGroups', 'resourcegroups'), `/${webServer}`]) {
      const { status, body } = await call('grace', 'GET', url('permissions', RBAC, scope));
      expect(status).toBe(200);
      expect(body.value[0]).toMatchObject({ actions: expect.any(Array), notActions: expect.any(Array) });
    }
  });

  it('the operations of providers, with what `$expand` asks for', async () => {
    const all = await call(
      'grace',
      'GET',
      `//${PROVIDER}/providerOperations?$expand=resourceTypes&api-version=${RBAC}`,
    );
    expect(all.status).toBe(200);
    const one = `/${PROVIDER}/providerOperations/Microsoft.Compute?$expand=resourceTypes&api-version=${RBAC}`;
    expect((await call('grace', 'GET', one)).body).toMatchObject({ name: 'Microsoft.Compute' });
  });
});

describe.each(['roleAssignmentScheduleRequests', 'roleEligibilityScheduleRequests'])('%s', (type) => {
  it('201 to create, 200 to get, to validate and, without a body, to cancel', async () => {
    const name = randomUUID();
    const startDateTime = server.demo.clock().add({ hours: 24 }).toString();
    const expiration = { type: 'AfterDuration', duration: 'P7D' };
    const planned = eligibility({ scheduleInfo: { startDateTime, expiration } });
    const validated = await call('grace', 'POST', url(`${type}/${name}/validate`, PIM), planned);
    expect([validated.status, validated.body.name]).toEqual([200, name]);
    expect((await call('grace', 'GET', url(`${type}/${name}`, PIM))).status).toBe(404);
    const made = await call('grace', 'PUT', url(`${type}/${name}`, PIM), planned);
    expect([made.status, made.body.properties.requestType]).toEqual([201, 'AdminAssign']);
    const read = await call('grace', 'GET', url(`${type}/${name}`, PIM));
    expect([read.status, read.body]).toEqual([200, made.body]);
    const canceled = await call('grace', 'POST', url(`${type}/${name}/cancel`, PIM));
    expect([canceled.status, canceled.body]).toEqual([200, null]);
    expect((await call('grace', 'GET', url(`${type}/${name}`, PIM))).body.properties.status).toBe('Canceled');
    const again = await call('grace', 'POST', url(`${type}/${name}/cancel`, PIM));
    expect([again.status, again.body.error.code]).toEqual([400, 'RequestCannotBeCancelled']);
  });
});

describe('role management policies', () => {
  const filter = `$filter=roleDefinitionId eq '${roleId(demoRoles.reader)}'`;

  it('from a role to its policy, 200 with all of it to PATCH, 200 or 204 to DELETE', async () => {
    const found = await call('grace', 'GET', url(`roleManagementPolicyAssignments?${filter}`, PIM));
    const [assignment] = found.body.value;
    const [policyName, role] = assignment.name.split('_');
    expect(role).toBe(demoRoles.reader);
    expect(assignment.properties.policyId.toLowerCase()).toMatch(new RegExp(`/rolemanagementpolicies/${policyName}$`));
    const policy = await call('grace', 'GET', `${assignment.properties.policyId}?api-version=${PIM}`);
    const rules = policy.body.properties.rules.filter(
      ({ id }: { id: string }) => id === 'Expiration_EndUser_Assignment',
    );
    const changed = await call('grace', 'PATCH', `${assignment.properties.policyId}?api-version=${PIM}`, {
      properties: { rules: [{ ...rules[0], maximumDuration: 'PT4H' }] },
    });
    expect([changed.status, changed.body.properties.rules.length]).toEqual([200, 17]);
    const removed = await call('grace', 'DELETE', `${assignment.properties.policyId}?api-version=${PIM}`);
    expect([removed.status, removed.body]).toEqual([200, null]);
    expect((await call('grace', 'DELETE', `${assignment.properties.policyId}?api-version=${PIM}`)).status).toBe(204);
  });

  it('201 to PUT a policy assignment, 200 or 204 to DELETE it', async () => {
    const [{ name, properties }] = (await call('grace', 'GET', url(`roleManagementPolicyAssignments?${filter}`, PIM)))
      .body.value;
    const { policyId, roleDefinitionId, scope } = properties;
    const path = url(`roleManagementPolicyAssignments/${name}`, PIM);
    const made = await call('grace', 'PUT', path, { properties: { policyId, roleDefinitionId, scope } });
    expect([made.status, made.body.name]).toEqual([201, name]);
    expect((await call('grace', 'DELETE', path)).status).toBe(200);
    expect((await call('grace', 'DELETE', path)).status).toBe(204);
  });
});

describe('§12 role assignments', () => {
  // by default an assignment of this kind must end (BEHAVIOUR §2)
  beforeEach(async () => {
    const rule = { kind: 'expiration', isExpirationRequired: false, maximumDuration: 'P180D' } as const;
    await setRule(server.demo.ledger, demoRoles.reader, parseScope(production), 'Expiration_Admin_Assignment', rule);
  });
  const description = 'on call';
  const asked = {
    properties: { roleDefinitionId: roleId(demoRoles.reader), principalId: demoIds.mallory, description },
  };

  it.each(['', '/'])(
    '201 for a new one, 200 once more, 200 with it to DELETE, then 204 (%jsubscriptions)',
    async (slash) => {
      const path = `${slash}${url(`roleAssignments/${randomUUID()}`, RBAC)}`;
      const made = await call('grace', 'PUT', path, asked);
      expect([made.status, made.body.properties]).toMatchObject([201, { principalType: 'User', scope: production }]);
      expect((await call('grace', 'PUT', path, asked)).status).toBe(200);
      const read = await call('grace', 'GET', `${made.body.id}?api-version=${RBAC}&tenantId=${DEMO_TENANT_ID}`);
      expect(read).toMatchObject({ status: 200, body: { id: made.body.id } });
      const removed = await call('grace', 'DELETE', path);
      expect([removed.status, removed.body.id]).toEqual([200, made.body.id]);
      expect(await call('grace', 'DELETE', path)).toMatchObject({ status: 204, body: null });
    },
  );

  it('409 `RoleAssignmentExists` for the same under another name, as az looks for', async () => {
    await call('grace', 'PUT', url(`roleAssignments/${randomUUID()}`, RBAC), asked);
    const again = await call('grace', 'PUT', url(`roleAssignments/${randomUUID()}`, RBAC), asked);
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'RoleAssignmentExists' } } });
  });
});

describe('§12 role definitions', () => {
  it('201 to make and to change, 200 with it to DELETE, then 204', async () => {
    const path = url(`roleDefinitions/${randomUUID()}`, RBAC);
    const permissions = [{ actions: ['Microsoft.Compute/virtualMachines/read'], notActions: [] }];
    // az sends no `type`
    const properties = { roleName: 'Looker', description: 'looks', permissions, assignableScopes: [production] };
    const made = await call('grace', 'PUT', path, { properties });
    expect([made.status, made.body.properties.type]).toEqual([201, 'CustomRole']);
    const changed = await call('grace', 'PUT', path, { properties: { ...properties, roleName: 'Watcher' } });
    expect([changed.status, changed.body.properties.roleName]).toEqual([201, 'Watcher']);
    const removed = await call('grace', 'DELETE', path);
    expect([removed.status, removed.body.properties.roleName]).toEqual([200, 'Watcher']);
    expect((await call('grace', 'DELETE', path)).status).toBe(204);
    const gone = await call('grace', 'GET', path);
    expect(gone).toMatchObject({ status: 404, body: { error: { code: 'RoleDefinitionDoesNotExist' } } });
  });

  it.each([
    ['at a subscription', production],
    ['at the tenant', ''],
  ])('have ids of the scope where they are listed, %s', async (_where, scope) => {
    const { body } = await call('grace', 'GET', url("roleDefinitions?$filter=roleName eq 'Reader'", RBAC, scope));
    expect(body.value.map(({ id }: { id: string }) => id)).toEqual([
      `${scope}/${PROVIDER}/roleDefinitions/${demoRoles.reader}`,
    ]);
  });
});

it('§12 elevateAccess answers 200 without a body, and only to who administers the directory', async () => {
  const path = `/${PROVIDER}/elevateAccess?api-version=2015-07-01`;
  // the published specification does not have it
  expect(await server.call('heidi', 'POST', path)).toMatchObject({ status: 200, body: null });
  expect(await server.call('mallory', 'POST', path)).toMatchObject({
    status: 403,
    body: { error: { code: 'AuthorizationFailed' } },
  });
});
