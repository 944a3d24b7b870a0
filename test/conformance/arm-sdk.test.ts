import { randomUUID } from 'node:crypto';
import type { RoleAssignmentScheduleRequest, RoleManagementPolicyRuleUnion } from '@azure/arm-authorization';
import { isRestError, type RestError } from '@azure/core-rest-pipeline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { armCall } from '../support/openapi/arm-call.ts';
import { type TestServer, testServer } from '../support/test-server.ts';
import { armClient, collected } from './arm-client.ts';

const { production, development, web } = demoScopes;
const owner = `${production}/providers/Microsoft.Authorization/roleDefinitions/${demoRoles.owner}`;
const contributor = `${production}/providers/Microsoft.Authorization/roleDefinitions/${demoRoles.contributor}`;

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

function as(person: string) {
  return armClient(server.url, person);
}

const activation: RoleAssignmentScheduleRequest = {
  principalId: demoIds.alice,
  roleDefinitionId: owner,
  requestType: 'SelfActivate',
  scheduleInfo: {
    startDateTime: new Date('2026-11-24T08:00:00.000Z'),
    expiration: { type: 'AfterDuration', duration: 'PT2H' },
  },
  justification: 'Triage of IR-2026-0142',
  ticketInfo: { ticketNumber: 'IR-2026-0142', ticketSystem: 'Jira' },
};

/** Approves as clients do for which the package has no operation. */
async function approve(person: string, approvalId: string) {
  const call = armCall(server);
  const version = 'api-version=2021-01-01-preview';
  const stages = await call(person, 'GET', `${approvalId}/stages?${version}`);
  const open = stages.body.value.find((stage: { properties: { status: string } }) => {
    return stage.properties.status === 'InProgress';
  });
  const decision = { properties: { reviewResult: 'Approve', justification: 'known incident' } };
  return call(person, 'PATCH', `${approvalId}/stages/${open.name}?${version}`, decision);
}

describe('the official client', () => {
  it('makes somebody eligible, who then finds the eligibility and activates it', async () => {
    const name = randomUUID();
    const made = await as('grace').roleEligibilityScheduleRequests.create(development, name, {
      principalId: demoIds.mallory,
      roleDefinitionId: `${development}/providers/Microsoft.Authorization/roleDefinitions/${demoRoles.contributor}`,
      requestType: 'AdminAssign',
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'P30D' } },
    });
    expect(made).toMatchObject({ name, status: 'Provisioned', requestorId: demoIds.grace, principalType: 'User' });

    const mallory = as('mallory');
    const [eligible] = await collected(
      mallory.roleEligibilityScheduleInstances.listForScope('', { filter: 'asTarget()' }),
    );
    expect(eligible?.expandedProperties).toMatchObject({
      scope: { id: development, displayName: 'Development' },
      roleDefinition: { displayName: 'Contributor' },
      principal: { email: 'mallory@nordwind.example' },
    });
    const activated = await mallory.roleAssignmentScheduleRequests.create(development, randomUUID(), {
      principalId: demoIds.mallory,
      roleDefinitionId: eligible?.roleDefinitionId as string,
      requestType: 'SelfActivate',
      linkedRoleEligibilityScheduleId: eligible?.roleEligibilityScheduleId as string,
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT1H' } },
      justification: 'clean up the sandbox',
    });
    expect(activated.status).toBe('Provisioned');
    expect(activated.createdOn).toEqual(new Date('2026-11-24T08:00:00Z'));
  });

  it('activates with approval, and the role is there until its end', async () => {
    const alice = as('alice');
    const name = randomUUID();
    const validated = await alice.roleAssignmentScheduleRequests.validate(production, name, activation);
    expect(validated.status).toBe('PendingApproval');
    const asked = await alice.roleAssignmentScheduleRequests.create(production, name, activation);
    expect(asked.status).toBe('PendingApproval');
    expect(asked.approvalId).toMatch(new RegExp(`/roleAssignmentApprovals/${name}$`));

    const waiting = await collected(
      as('dave').roleAssignmentScheduleRequests.listForScope('', { filter: 'asApprover()' }),
    );
    expect(waiting.map((request) => request.name)).toEqual([name]);
    expect((await approve('dave', waiting[0]?.approvalId as string)).status).toBe(200);

    const decided = await alice.roleAssignmentScheduleRequests.get(production, name);
    expect(decided.status).toBe('Provisioned');
    const instances = await collected(
      alice.roleAssignmentScheduleInstances.listForScope(production, { filter: 'asTarget()' }),
    );
    expect(instances).toHaveLength(1);
    expect(instances[0]).toMatchObject({
      assignmentType: 'Activated',
      principalId: demoIds.alice,
      startDateTime: new Date('2026-11-24T08:00:00Z'),
      endDateTime: new Date('2026-11-24T10:00:00Z'),
    });
    const instance = instances[0]?.name as string;
    expect((await alice.roleAssignmentScheduleInstances.get(production, instance)).name).toBe(instance);
    expect((await alice.roleAssignmentSchedules.get(production, name)).status).toBe('Provisioned');
    server.demo.clock.advance('PT2H');
    expect(
      await collected(alice.roleAssignmentScheduleInstances.listForScope(production, { filter: 'asTarget()' })),
    ).toEqual([]);
  });

  it('cancels what is pending, and deactivates what was held for five minutes', async () => {
    const alice = as('alice');
    const name = randomUUID();
    await alice.roleAssignmentScheduleRequests.create(production, name, activation);
    await alice.roleAssignmentScheduleRequests.cancel(production, name);
    expect((await alice.roleAssignmentScheduleRequests.get(production, name)).status).toBe('Canceled');

    const frank = as('frank');
    const ask = { ...activation, principalId: demoIds.frank, roleDefinitionId: contributor };
    await frank.roleAssignmentScheduleRequests.create(web, randomUUID(), ask);
    server.demo.clock.advance('PT5M');
    const ended = await frank.roleAssignmentScheduleRequests.create(web, randomUUID(), {
      principalId: demoIds.frank,
      roleDefinitionId: contributor,
      requestType: 'SelfDeactivate',
    });
    expect(ended.status).toBe('Revoked');
  });

  it('goes from a role to its policy, and changes one rule of it', async () => {
    const grace = as('grace');
    const [assignment] = (await collected(grace.roleManagementPolicyAssignments.listForScope(production))).filter(
      ({ roleDefinitionId }) => roleDefinitionId === owner,
    );
    const policyName = assignment?.policyId?.split('/').at(-1) as string;
    const policy = await grace.roleManagementPolicies.get(production, policyName);
    expect(policy.rules).toHaveLength(17);
    const isExpiration = ({ id }: RoleManagementPolicyRuleUnion) => id === 'Expiration_EndUser_Assignment';
    const rule = policy.rules?.find(isExpiration) as RoleManagementPolicyRuleUnion;
    expect(rule).toMatchObject({ ruleType: 'RoleManagementPolicyExpirationRule', maximumDuration: 'PT8H' });
    const changed = await grace.roleManagementPolicies.update(production, policyName, {
      rules: [{ ...rule, maximumDuration: 'PT1H' } as RoleManagementPolicyRuleUnion],
    });
    expect(changed.rules).toHaveLength(17);
    expect(changed.rules?.find(isExpiration)).toMatchObject({ maximumDuration: 'PT1H' });
    await expect(
      as('alice').roleAssignmentScheduleRequests.create(production, randomUUID(), activation),
    ).rejects.toMatchObject({ message: expect.stringContaining('["ExpirationRule"]') });
  });

  it('reads schedules of both families at every kind of scope', async () => {
    const oscar = as('oscar');
    for (const scope of [demoScopes.managementGroup, production, web, demoScopes.webServer]) {
      const held = await collected(oscar.roleAssignmentSchedules.listForScope(scope, { filter: 'atScope()' }));
      expect(held.map(({ name }) => name)).toContain('e0000000-0000-4000-8000-000000000006');
      const eligible = await collected(
        oscar.roleEligibilitySchedules.listForScope(scope, { filter: `assignedTo('${demoIds.frank}')` }),
      );
      expect(eligible.map(({ name }) => name)).toContain('e0000000-0000-4000-8000-000000000003');
    }
  });
});

describe('the official client is refused with a typed error', () => {
  const errorOf = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(isRestError(error)).toBe(true);
    const { statusCode, code, message } = error as RestError;
    return { statusCode, code, message };
  };
  const put = (
    person: string,
    parameters: RoleAssignmentScheduleRequest,
    name: string = randomUUID(),
    scope: string = production,
  ) => errorOf(as(person).roleAssignmentScheduleRequests.create(scope, name, parameters));

  it('without a justification and a ticket', async () => {
    const { justification: _, ticketInfo: __, ...bare } = activation;
    const error = await put('alice', bare);
    expect(error).toMatchObject({ statusCode: 400, code: 'RoleAssignmentRequestPolicyValidationFailed' });
    expect(error.message).toContain('["JustificationRule","TicketingRule"]');
  });

  it('without an eligibility', async () => {
    const error = await put('mallory', { ...activation, principalId: demoIds.mallory });
    expect(error).toMatchObject({ statusCode: 400, code: 'RoleAssignmentRequestPolicyValidationFailed' });
    expect(error.message).toContain('"EligibilityRule"');
  });

  it('for a name that was used, and for a second request', async () => {
    const name = randomUUID();
    await as('alice').roleAssignmentScheduleRequests.create(production, name, activation);
    expect(await put('alice', activation, name)).toMatchObject({
      statusCode: 409,
      code: 'RoleAssignmentRequestExists',
    });
    expect(await put('alice', activation)).toMatchObject({ statusCode: 400, code: 'PendingRoleAssignmentRequest' });
  });

  it('to give a role back within five minutes, and to take one that is held', async () => {
    const ask = { ...activation, principalId: demoIds.frank, roleDefinitionId: contributor };
    await as('frank').roleAssignmentScheduleRequests.create(web, randomUUID(), ask);
    expect(await put('frank', ask, randomUUID(), web)).toMatchObject({ statusCode: 400, code: 'RoleAssignmentExists' });
    expect(await put('frank', { ...ask, requestType: 'SelfDeactivate' }, randomUUID(), web)).toMatchObject({
      statusCode: 400,
      code: 'ActiveDurationTooShort',
      message: 'The Active duration is too short. Miniumum Required is 5 minutes.',
    });
  });

  it('to assign without the right to, and to list what is others', async () => {
    const assign = { ...activation, principalId: demoIds.mallory, requestType: 'AdminAssign' };
    expect(await put('mallory', assign)).toMatchObject({ statusCode: 403, code: 'AuthorizationFailed' });
    const list = collected(as('mallory').roleAssignmentScheduleInstances.listForScope(production));
    expect(await errorOf(list)).toMatchObject({ statusCode: 400, code: 'InsufficientPermissions' });
  });

  it('for what is not there, and without a known token', async () => {
    const get = as('grace').roleAssignmentScheduleRequests.get(production, randomUUID());
    expect(await errorOf(get)).toMatchObject({ statusCode: 404, code: 'RoleAssignmentScheduleRequestNotFound' });
    const stranger = collected(as('nobody').roleAssignmentSchedules.listForScope(production));
    expect(await errorOf(stranger)).toMatchObject({ statusCode: 401, code: 'InvalidAuthenticationToken' });
  });
});
