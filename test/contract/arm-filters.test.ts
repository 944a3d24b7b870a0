import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { armCall } from '../support/openapi/arm-call.ts';
import { type TestServer, testServer } from '../support/test-server.ts';

// contracts/arm §3: every form of every list, and what is refused

let server: TestServer;
let call: TestServer['call'];
beforeAll(async () => {
  server = await testServer();
  call = armCall(server);
});
afterAll(() => server.close());

const PROVIDER = 'providers/Microsoft.Authorization';
const PIM = '2020-10-01';
const RBAC = '2022-04-01';
const { production } = demoScopes;
const { alice, grace } = demoIds;
const roleId = `${production}/${PROVIDER}/roleDefinitions/${demoRoles.owner}`;
const scheduleId = `${production}/${PROVIDER}/roleAssignmentSchedules/${randomUUID()}`;

const requests = ['roleAssignmentScheduleRequests', 'roleEligibilityScheduleRequests'];
const schedules = ['roleAssignmentSchedules', 'roleEligibilitySchedules'];
const instances = ['roleAssignmentScheduleInstances', 'roleEligibilityScheduleInstances'];
const policies = ['roleManagementPolicies', 'roleManagementPolicyAssignments'];
const all = [...requests, ...schedules, ...instances];

/** A form, and the lists that have it. What is not named refuses it. */
const forms: readonly (readonly [string, readonly string[]])[] = [
  ['', [...all, ...policies, 'roleAssignments', 'roleDefinitions', 'denyAssignments', 'eligibleChildResources']],
  ['atScope()', [...all, ...policies, 'roleAssignments', 'roleDefinitions', 'denyAssignments']],
  [`principalId eq '${alice}'`, [...all, 'roleAssignments', 'denyAssignments']],
  [`assignedTo('${alice}')`, [...all, 'roleAssignments', 'denyAssignments']],
  [`atScope() and assignedTo('${alice}')`, [...all, 'roleAssignments', 'denyAssignments']],
  ['asTarget()', [...all, 'roleAssignmentApprovals']],
  ['asRequestor()', requests],
  ['asApprover()', [...requests, 'roleAssignmentApprovals']],
  ['asCreatedBy()', ['roleAssignmentApprovals']],
  [`roleDefinitionId eq '${roleId}'`, [...all, ...policies, 'roleAssignments']],
  [`requestorId eq '${grace}'`, requests],
  ["status eq 'Provisioned'", all],
  [`roleAssignmentScheduleId eq '${scheduleId}'`, ['roleAssignmentScheduleInstances']],
  [`roleEligibilityScheduleId eq '${scheduleId}'`, ['roleEligibilityScheduleInstances']],
  [`principalId eq '${alice}' and roleDefinitionId eq '${roleId}'`, [...all, 'roleAssignments']],
  [`asTarget() and roleDefinitionId eq '${roleId}'`, all],
  ["resourceType eq 'Subscription'", ['eligibleChildResources']],
  ["resourceType eq 'Subscription' or resourceType eq 'resourcegroup'", ['eligibleChildResources']],
  ["resourceType eq 'managementgroup'", ['eligibleChildResources']],
  ["roleName eq 'Owner'", ['roleDefinitions']],
  ["type eq 'BuiltInRole'", ['roleDefinitions']],
  ["type eq 'CustomRole'", ['roleDefinitions']],
  ['atScopeAndBelow()', ['roleDefinitions']],
  ["denyAssignmentName eq 'none'", ['denyAssignments']],
  [`gdprExportPrincipalId eq '${alice}'`, ['denyAssignments']],
];

const versions: Readonly<Record<string, string>> = {
  roleAssignments: RBAC,
  roleDefinitions: RBAC,
  denyAssignments: RBAC,
  roleAssignmentApprovals: '2021-01-01-preview',
};
const lists = [...new Set(forms.flatMap(([, known]) => known))];

function get(by: string, list: string, filter: string, scope: string = production) {
  const query = filter === '' ? '' : `&$filter=${encodeURIComponent(filter)}`;
  return call(by, 'GET', `${scope}/${PROVIDER}/${list}?api-version=${versions[list] ?? PIM}${query}`);
}

describe.each(forms.filter(([filter]) => filter !== ''))('§3 %s', (filter, known) => {
  it.each(known)('is served on %s', async (list) => {
    const { status, body } = await get('grace', list, filter);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(Array.isArray(body.value)).toBe(true);
  });

  it.each(lists.filter((list) => !known.includes(list)))('is refused on %s, never read as all', async (list) => {
    const { status, body } = await get('grace', list, filter);
    expect([status, body.error?.code]).toEqual([400, 'InvalidRequestContent']);
    expect(body.error.message).toMatch(/^`\$filter` is /);
  });
});

it.each(forms[0]?.[1] ?? [])('§3 no filter is served on %s', async (list) => {
  expect((await get('grace', list, '')).status).toBe(200);
});

describe.each(lists)('§3 an unknown form on %s', (list) => {
  it.each([
    'asOwner()',
    'asTarget(',
    "principalId ne 'x'",
    `principalId eq '${alice}' or principalId eq '${grace}'`,
    "startswith(roleName,'O')",
    'true',
    '*',
    "''",
  ])('%s gives 400', async (filter) => {
    expect((await get('grace', list, filter)).status).toBe(400);
  });
});

describe('§3 the spelling of a filter', () => {
  const names = async (query: string) => {
    const path = `${production}/${PROVIDER}/roleEligibilitySchedules?api-version=${PIM}&${query}`;
    const { status, body } = await call('grace', 'GET', path);
    return status === 200 ? body.value.map(({ name }: { name: string }) => name) : status;
  };
  const plain = `$filter=principalId%20eq%20'${alice}'`;

  it.each([
    `$filter=principalId+eq+'${alice}'`,
    `$filter=principalId eq '${alice}'`,
    `%24filter=principalId%20eq%20%27${alice}%27`,
    `$FILTER=PRINCIPALID%20EQ%20'${alice.toUpperCase()}'`,
    `$filter=principalId%20eq%20${alice}`,
    `$filter=(principalId%20eq%20'${alice}')`,
    `$filter=((principalId%20eq%20'${alice}')%20and%20(status%20eq%20provisioned))`,
  ])('%s means the same', async (query) => {
    const found = await names(query);
    expect(found).toEqual(await names(plain));
    expect(found.length).toBeGreaterThan(0);
  });
});

describe('§3 who may list', () => {
  const personal = ['asTarget()', 'asRequestor()', 'asApprover()'];

  it.each(all)('%s needs the right to read, and says how to go without', async (list) => {
    for (const filter of ['', 'atScope()', `principalId eq '${demoIds.mallory}'`]) {
      const message = `The requestor ${demoIds.mallory} does not have permissions for this request. Please use $filter=asTarget() to filter on the requestor's assignments.`;
      expect(await get('mallory', list, filter)).toMatchObject({
        status: 400,
        body: { error: { code: 'InsufficientPermissions', message } },
      });
    }
  });

  it.each(requests.flatMap((list) => personal.map((filter) => [list, filter] as const)))(
    '%s with %s needs none, at the tenant root too',
    async (list, filter) => {
      for (const scope of [production, '']) expect((await get('mallory', list, filter, scope)).status).toBe(200);
    },
  );

  it('asTarget() at the tenant root lists all that the caller has, and at a child none of the parent', async () => {
    const at = async (scope: string) =>
      (await get('alice', 'roleEligibilitySchedules', 'asTarget()', scope)).body.value;
    expect((await at('')).length).toBeGreaterThan(0);
    expect(await at(demoScopes.webServer)).toEqual([]);
  });
});
