import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { armCall } from '../support/openapi/arm-call.ts';
import { type TestServer, testServer } from '../support/test-server.ts';

// contracts/arm §4, §5, §8, §9: which members each resource has, and what their enumerations may say

let server: TestServer;
let call: TestServer['call'];
const PROVIDER = 'providers/Microsoft.Authorization';
const { production } = demoScopes;
const url = (rest: string, scope: string = production) =>
  `${scope}/${PROVIDER}/${rest}${rest.includes('?') ? '&' : '?'}api-version=2020-10-01`;

async function items(by: string, rest: string, scope: string = production) {
  const { status, body } = await call(by, 'GET', url(rest, scope));
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.value.length, rest).toBeGreaterThan(0);
  return body.value;
}

/** One of each state: active at once, waiting for approval, planned, canceled. */
beforeAll(async () => {
  server = await testServer();
  call = armCall(server);
  const ask = (role: string) => ({
    properties: {
      principalId: demoIds.alice,
      roleDefinitionId: `${production}/${PROVIDER}/roleDefinitions/${role}`,
      requestType: 'SelfActivate',
      scheduleInfo: { startDateTime: null, expiration: { type: 'AfterDuration', endDateTime: null, duration: 'PT1H' } },
      justification: 'Triage of IR-2026-0142',
      ticketInfo: { ticketNumber: 'IR-2026-0142', ticketSystem: 'Jira' },
    },
  });
  const submit = async (digit: number, body: object, by = 'alice') => {
    const name = `0b000000-0000-4000-8000-00000000000${digit}`;
    const answer = await call(by, 'PUT', url(`roleAssignmentScheduleRequests/${name}`), body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return name;
  };
  await submit(1, ask(demoRoles.contributor));
  const { properties } = ask(demoRoles.reader);
  const startDateTime = server.demo.clock().add('PT5H').toString();
  const planned = { ...properties, requestType: 'AdminAssign', principalId: demoIds.mallory };
  await submit(2, { properties: { ...planned, scheduleInfo: { ...planned.scheduleInfo, startDateTime } } }, 'grace');
  const canceled = await submit(3, ask(demoRoles.owner));
  await call('alice', 'POST', url(`roleAssignmentScheduleRequests/${canceled}/cancel`));
  await submit(4, ask(demoRoles.owner));
});
afterAll(() => server.close());

const common = [
  'scope',
  'roleDefinitionId',
  'principalId',
  'principalType',
  'status',
  'createdOn',
  'expandedProperties',
];
const condition = ['condition', 'conditionVersion'];
const asked = ['requestType', 'approvalId', 'scheduleInfo', 'justification', 'ticketInfo', 'requestorId'];
const span = ['startDateTime', 'endDateTime', 'memberType'];

const members: ReadonlyArray<readonly [string, string, readonly string[]]> = [
  [
    '§5.1',
    'roleAssignmentScheduleRequests',
    // without the linked eligibility: the published answers have it in schedules and instances alone
    [
      ...[...common, ...condition, ...asked],
      ...['targetRoleAssignmentScheduleId', 'targetRoleAssignmentScheduleInstanceId'],
    ],
  ],
  [
    '§5.2',
    'roleEligibilityScheduleRequests',
    [
      ...[...common, ...condition, ...asked],
      ...['targetRoleEligibilityScheduleId', 'targetRoleEligibilityScheduleInstanceId'],
    ],
  ],
  [
    '§5.3',
    'roleAssignmentSchedules',
    [
      ...[...common, ...condition, ...span, 'updatedOn', 'roleAssignmentScheduleRequestId'],
      ...['linkedRoleEligibilityScheduleId', 'assignmentType'],
    ],
  ],
  [
    '§5.3',
    'roleEligibilitySchedules',
    [...common, ...condition, ...span, 'updatedOn', 'roleEligibilityScheduleRequestId'],
  ],
  [
    '§5.4',
    'roleAssignmentScheduleInstances',
    [
      ...[...common, ...condition, ...span, 'roleAssignmentScheduleId', 'originRoleAssignmentId', 'assignmentType'],
      ...['linkedRoleEligibilityScheduleId', 'linkedRoleEligibilityScheduleInstanceId'],
    ],
  ],
  ['§5.4', 'roleEligibilityScheduleInstances', [...common, ...condition, ...span, 'roleEligibilityScheduleId']],
  [
    '§8',
    'roleManagementPolicies',
    [
      ...['scope', 'displayName', 'description', 'isOrganizationDefault', 'lastModifiedBy', 'lastModifiedDateTime'],
      ...['rules', 'effectiveRules', 'policyProperties'],
    ],
  ],
  [
    '§8',
    'roleManagementPolicyAssignments',
    ['scope', 'roleDefinitionId', 'policyId', 'effectiveRules', 'policyAssignmentProperties'],
  ],
];

it.each(members)('%s every %s has these members and no other, whatever its state', async (_section, type, expected) => {
  for (const item of await items('grace', type)) {
    expect(Object.keys(item).toSorted()).toEqual(['id', 'name', 'properties', 'type']);
    expect(Object.keys(item.properties).toSorted()).toEqual([...expected].toSorted());
  }
});

describe('§5.5 expandedProperties are filled', () => {
  it.each(members.filter(([section]) => section !== '§8'))('%s %s', async (_section, type) => {
    for (const { properties } of await items('grace', type)) {
      const { scope, roleDefinition, principal } = properties.expandedProperties;
      for (const part of [scope, roleDefinition]) {
        expect(Object.keys(part).toSorted()).toEqual(['displayName', 'id', 'type']);
        for (const value of Object.values(part)) expect(value).toMatch(/./);
      }
      expect(scope.type).toBe(scope.type.toLowerCase());
      expect(['BuiltInRole', 'CustomRole']).toContain(roleDefinition.type);
      expect(Object.keys(principal).toSorted()).toEqual(['displayName', 'email', 'id', 'type']);
      expect(principal.type).toBe(properties.principalType);
    }
  });
});

it('§5.6 a child is flat, and of a kind that is known', async () => {
  for (const child of await items('alice', 'eligibleChildResources?getAllChildren=true')) {
    expect(Object.keys(child).toSorted()).toEqual(['id', 'name', 'type']);
    expect(child.type).toMatch(/^(managementgroup|subscription|resourcegroup|[A-Za-z.]+\/[A-Za-z/]+)$/);
  }
});

const statuses = [
  ...['Accepted', 'PendingEvaluation', 'Granted', 'Denied', 'PendingProvisioning', 'Provisioned'],
  ...['PendingRevocation', 'Revoked', 'Canceled', 'Failed', 'PendingApprovalProvisioning', 'PendingApproval'],
  ...['FailedAsResourceIsLocked', 'PendingAdminDecision', 'AdminApproved', 'AdminDenied', 'TimedOut'],
  ...['ProvisioningStarted', 'Invalid', 'PendingScheduleCreation', 'ScheduleCreated', 'PendingExternalProvisioning'],
];
const enumerations: Readonly<Record<string, readonly string[]>> = {
  status: statuses,
  memberType: ['Inherited', 'Direct', 'Group'],
  assignmentType: ['Activated', 'Assigned'],
  principalType: ['User', 'Group', 'ServicePrincipal', 'ForeignGroup', 'Device'],
};

it('§4 says nothing that the enumerations do not have', async () => {
  const seen = new Map(Object.keys(enumerations).map((name) => [name, new Set<string>()]));
  for (const [section, type] of members) {
    if (section === '§8') continue;
    for (const { properties } of await items('grace', type)) {
      for (const [name, of] of seen) if (name in properties) of.add(properties[name]);
    }
  }
  for (const [name, of] of seen) for (const value of of) expect(enumerations[name], name).toContain(value);
  expect([...(seen.get('status') ?? [])]).toEqual(
    expect.arrayContaining(['Provisioned', 'Granted', 'PendingApproval', 'Canceled']),
  );
  expect(seen.get('assignmentType')?.size).toBe(2);
});

const ruleMembers: Readonly<Record<string, readonly string[]>> = {
  RoleManagementPolicyExpirationRule: ['isExpirationRequired', 'maximumDuration'],
  RoleManagementPolicyEnablementRule: ['enabledRules'],
  RoleManagementPolicyApprovalRule: ['setting'],
  RoleManagementPolicyAuthenticationContextRule: ['isEnabled', 'claimValue'],
  RoleManagementPolicyNotificationRule: [
    ...['notificationType', 'recipientType', 'notificationLevel', 'isDefaultRecipientsEnabled'],
    'notificationRecipients',
  ],
};
const target = ['caller', 'operations', 'level', 'targetObjects', 'inheritableSettings', 'enforcedSettings'];
const setting = [
  ...['isApprovalRequired', 'isApprovalRequiredForExtension', 'isRequestorJustificationRequired', 'approvalMode'],
  'approvalStages',
];
const stage = [
  ...['approvalStageTimeOutInDays', 'isApproverJustificationRequired', 'escalationTimeInMinutes'],
  ...['primaryApprovers', 'isEscalationEnabled', 'escalationApprovers'],
];
const sorted = (value: object) => Object.keys(value).toSorted();

it('§8 a policy has its 17 rules, each with its own members', async () => {
  for (const { properties } of await items('grace', 'roleManagementPolicies')) {
    const ids = properties.rules.map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(17);
    expect(properties.effectiveRules.map(({ id }: { id: string }) => id).toSorted()).toEqual(ids.toSorted());
    for (const rule of [...properties.rules, ...properties.effectiveRules]) {
      const own = ruleMembers[rule.ruleType] ?? [];
      expect(sorted(rule)).toEqual([...own, 'id', 'ruleType', 'target'].toSorted());
      expect(sorted(rule.target)).toEqual(target.toSorted());
      if (rule.setting === undefined) continue;
      expect(sorted(rule.setting)).toEqual(setting.toSorted());
      for (const each of rule.setting.approvalStages) {
        expect(sorted(each)).toEqual(expect.arrayContaining(stage.toSorted()));
        for (const approver of each.primaryApprovers) {
          expect(sorted(approver)).toEqual(['description', 'id', 'isBackup', 'userType']);
        }
      }
    }
  }
});

describe('§9 policies and their assignments are found by the role, whatever scope its id is written at', () => {
  it.each(['roleManagementPolicyAssignments', 'roleManagementPolicies'])('%s', async (type) => {
    const forms = [
      `/${PROVIDER}/roleDefinitions/${demoRoles.owner}`,
      `${production}/${PROVIDER}/roleDefinitions/${demoRoles.owner}`,
      `${demoScopes.sandbox}/${PROVIDER}/roleDefinitions/${demoRoles.owner.toUpperCase()}`,
      demoRoles.owner,
    ];
    for (const form of forms) {
      const found = await items('grace', `${type}?$filter=roleDefinitionId eq '${form}'`);
      expect(found, form).toHaveLength(1);
      if (type.endsWith('Assignments')) {
        expect(found[0].properties.roleDefinitionId.endsWith(demoRoles.owner)).toBe(true);
        const policy = await call('grace', 'GET', `${found[0].properties.policyId}?api-version=2020-10-01`);
        expect(policy.status).toBe(200);
        expect(found[0].name).toBe(`${policy.body.name}_${demoRoles.owner}`);
      }
    }
  });
});
