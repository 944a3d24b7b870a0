import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { RoleAssignmentScheduleRequest, RoleEligibilityScheduleRequest } from '@azure/arm-authorization';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { type TestServer, testServer } from '../support/test-server.ts';
import { armClient, collected } from './arm-client.ts';

const { production, web, webServer, managementGroup } = demoScopes;
const PROVIDER = 'providers/Microsoft.Authorization';
const contributor = `${production}/${PROVIDER}/roleDefinitions/${demoRoles.contributor}`;
const expiration = { type: 'AfterDuration', duration: 'P30D' };

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

function as(person: string) {
  return armClient(server.url, person);
}

const names = (items: readonly { name?: string | undefined }[]) => items.map(({ name }) => name);

it('plays every operation that the package has', () => {
  const isPlay = (file: string) => file.startsWith('arm-sdk') && file.endsWith('.test.ts');
  const played = readdirSync(import.meta.dirname)
    .filter(isPlay)
    .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
    .join('\n');
  const operations = Object.entries(as('grace')).flatMap(([group, value]: [string, unknown]) => {
    const isGroup = typeof value === 'object' && value !== null && /Impl$/.test(value.constructor.name);
    if (!isGroup) return [];
    const own = Object.getOwnPropertyNames(Object.getPrototypeOf(value));
    return own.filter((name) => !/^(constructor|_.*|.*Paging.*)$/.test(name)).map((name) => `${group}.${name}`);
  });
  expect(operations.length).toBeGreaterThan(50);
  expect(operations.filter((operation) => !played.includes(`${operation}(`))).toEqual([]);
});

describe('requests for an eligibility', () => {
  const asked: RoleEligibilityScheduleRequest = {
    principalId: demoIds.mallory,
    roleDefinitionId: contributor,
    requestType: 'AdminAssign',
    scheduleInfo: { startDateTime: new Date('2026-12-01T08:00:00Z'), expiration },
  };

  it('are tried, made, read, listed and cancelled', async () => {
    const { roleEligibilityScheduleRequests } = as('grace');
    const name = randomUUID();
    const tried = await roleEligibilityScheduleRequests.validate(production, name, asked);
    expect(tried).toMatchObject({ status: 'Granted', principalId: demoIds.mallory });
    await expect(roleEligibilityScheduleRequests.get(production, name)).rejects.toMatchObject({ statusCode: 404 });

    await roleEligibilityScheduleRequests.create(production, name, asked);
    expect(await roleEligibilityScheduleRequests.get(production, name)).toMatchObject({
      status: 'Granted',
      requestorId: demoIds.grace,
      expandedProperties: { principal: { displayName: 'Mallory Reyes' } },
    });
    const filter = `principalId eq '${demoIds.mallory}'`;
    const listed = await collected(roleEligibilityScheduleRequests.listForScope(production, { filter }));
    expect(names(listed)).toEqual([name]);

    await roleEligibilityScheduleRequests.cancel(production, name);
    expect((await roleEligibilityScheduleRequests.get(production, name)).status).toBe('Canceled');
    await expect(roleEligibilityScheduleRequests.cancel(production, name)).rejects.toMatchObject({
      statusCode: 400,
      code: 'RequestCannotBeCancelled',
    });
  });

  it('change, convert and end what they gave', async () => {
    const { roleEligibilityScheduleRequests, roleEligibilitySchedules, roleAssignmentScheduleRequests } = as('grace');
    const name = randomUUID();
    const now = { ...asked, scheduleInfo: { expiration } };
    await roleEligibilityScheduleRequests.create(production, name, now);
    const shorter = { requestType: 'AdminUpdate', scheduleInfo: { expiration: { ...expiration, duration: 'P10D' } } };
    await roleEligibilityScheduleRequests.create(production, randomUUID(), { ...asked, ...shorter });
    const schedule = await roleEligibilitySchedules.get(production, name);
    expect(schedule).toMatchObject({ status: 'Provisioned', endDateTime: new Date('2026-12-04T08:00:00Z') });

    const longer = { requestType: 'AdminExtend', scheduleInfo: { expiration } };
    await roleEligibilityScheduleRequests.create(production, randomUUID(), { ...asked, ...longer });
    expect((await roleEligibilitySchedules.get(production, name)).endDateTime).toEqual(
      new Date('2027-01-03T08:00:00Z'),
    );

    const active: RoleAssignmentScheduleRequest = {
      ...{ principalId: demoIds.mallory, roleDefinitionId: contributor, requestType: 'AdminUpdate' },
      targetRoleAssignmentScheduleId: schedule.id as string,
      justification: 'a week on call',
    };
    const converted = await roleAssignmentScheduleRequests.create(production, randomUUID(), active);
    expect(converted.status).toBe('Provisioned');
    await expect(roleEligibilitySchedules.get(production, name)).rejects.toMatchObject({ statusCode: 404 });
    const removed = await roleAssignmentScheduleRequests.create(production, randomUUID(), {
      ...{ principalId: demoIds.mallory, roleDefinitionId: contributor, requestType: 'AdminRemove' },
    });
    expect(removed.status).toBe('Revoked');
  });
});

it('reads what somebody is eligible for, here and below', async () => {
  const frank = as('frank');
  const [instance] = await collected(
    frank.roleEligibilityScheduleInstances.listForScope(production, { filter: 'asTarget()' }),
  );
  expect(instance).toMatchObject({ memberType: 'Group' });
  const name = instance?.name as string;
  expect(await frank.roleEligibilityScheduleInstances.get(production, name)).toEqual(instance);

  const below = await collected(frank.eligibleChildResources.list(production));
  expect(below.map(({ id }) => id?.toLowerCase())).toContain(web.toLowerCase());
  expect(below.map(({ id }) => id?.toLowerCase())).not.toContain(webServer.toLowerCase());
  const subscriptions = { filter: "resourceType eq 'Subscription'" };
  const above = await collected(frank.eligibleChildResources.list(managementGroup.slice(1), subscriptions));
  expect(above.map(({ id }) => id)).toContain(production);
  expect(await collected(as('mallory').eligibleChildResources.list(production))).toEqual([]);
});

it('finds, assigns and removes the settings of a role', async () => {
  const { roleManagementPolicies, roleManagementPolicyAssignments } = as('grace');
  const isOfContributor = ({ roleDefinitionId }: { roleDefinitionId?: string | undefined }) =>
    roleDefinitionId?.endsWith(demoRoles.contributor) ?? false;
  const assignments = await collected(roleManagementPolicyAssignments.listForScope(web));
  const assignment = assignments.find(isOfContributor);
  const name = assignment?.name as string;
  expect(await roleManagementPolicyAssignments.get(web, name)).toEqual(assignment);
  const policyId = assignment?.policyId as string;
  const policyName = policyId.split('/').at(-1) as string;
  expect(names(await collected(roleManagementPolicies.listForScope(web)))).toContain(policyName);
  expect((await roleManagementPolicies.get(web, policyName)).isOrganizationDefault).toBe(true);

  const { scope, roleDefinitionId } = assignment ?? {};
  const asked = { ...(scope && { scope }), ...(roleDefinitionId && { roleDefinitionId }), policyId };
  await roleManagementPolicyAssignments.create(web, name, asked);
  expect((await roleManagementPolicies.get(web, policyName)).isOrganizationDefault).toBe(false);
  await roleManagementPolicyAssignments.delete(web, name);
  expect((await roleManagementPolicies.get(web, policyName)).isOrganizationDefault).toBe(true);
  await roleManagementPolicyAssignments.create(web, name, asked);
  await roleManagementPolicies.delete(web, policyName);
  await roleManagementPolicies.delete(web, policyName);
  expect((await roleManagementPolicies.get(web, policyName)).isOrganizationDefault).toBe(true);
  await expect(as('mallory').roleManagementPolicies.delete(web, policyName)).rejects.toMatchObject({
    statusCode: 403,
    code: 'AuthorizationFailed',
  });
});

it('elevates the access of a global administrator, and of nobody else', async () => {
  const heidi = as('heidi');
  const held = { filter: `assignedTo('${demoIds.heidi}')` };
  const isAssigner = ({ roleDefinitionId = '' }) => roleDefinitionId.endsWith(demoRoles.userAccessAdministrator);
  await expect(collected(heidi.roleAssignments.listForScope('', held))).rejects.toMatchObject({ statusCode: 403 });
  await heidi.globalAdministrator.elevateAccess();
  expect((await collected(heidi.roleAssignments.listForScope('', held))).some(isAssigner)).toBe(true);
  await expect(as('judy').globalAdministrator.elevateAccess()).rejects.toMatchObject({ statusCode: 403 });
});
