import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as } from '../../../../test/support/demo-ledger.ts';
import { armCall } from '../../../../test/support/openapi/arm-call.ts';
import { namesIn, publishedExample } from '../../../../test/support/openapi/published-examples.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { updateRoleManagementPolicy } from '../../../commands/update-role-management-policy.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';
import type { PolicyRules, Rule, RuleId } from '../../../domain/policy/policy.ts';
import { parseScope } from '../../../domain/scope.ts';
import { policyFor, roleDefinitionById } from '../../../ledger/facts/role-facts.ts';

const VERSION = 'api-version=2020-10-01';
const PROVIDER = 'providers/Microsoft.Authorization';
const { production, web } = demoScopes;

let server: TestServer;
let call: TestServer['call'];
beforeEach(async () => {
  server = await testServer();
  call = armCall(server);
});
afterEach(() => server.close());

function url(scope: string, rest = '', { type = 'roleManagementPolicies', query = '' } = {}): string {
  return `${scope === '/' ? '' : scope}/${PROVIDER}/${type}${rest === '' ? '' : `/${rest}`}?${VERSION}${query}`;
}

// biome-ignore lint/suspicious/noExplicitAny: rules differ in their members
type AnyRule = any;

function ruleOf(body: { properties: { rules: readonly AnyRule[] } }, id: string): AnyRule {
  return body.properties.rules.find((rule) => rule.id === id);
}

async function rule(role: string, id: string): Promise<AnyRule> {
  return ruleOf((await call('grace', 'GET', url(production, role))).body, id);
}

function patch(role: string, rules: readonly AnyRule[], person = 'grace') {
  return call(person, 'PATCH', url(production, role), { properties: { rules } });
}

describe('a policy', () => {
  it('has the 17 rules of the published example, in its order and with its members', async () => {
    const { body } = await call('grace', 'GET', url(production, demoRoles.owner));
    const example = publishedExample('2020-10-01/GetRoleManagementPolicyByName').responses['200']?.body;
    expect(Object.keys(body.properties).sort()).toEqual(Object.keys(example.properties).sort());
    for (const list of ['rules', 'effectiveRules']) {
      expect(body.properties[list].map(({ id }: AnyRule) => id)).toEqual(
        example.properties[list].map(({ id }: AnyRule) => id),
      );
      for (const [index, each] of body.properties[list].entries()) {
        const { notificationRecipients: _, ...theirs } = example.properties[list][index];
        const { notificationRecipients: __, ...ours } = each;
        expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
        expect(namesIn(ours.target)).toEqual(namesIn(theirs.target));
      }
    }
    expect(namesIn(ruleOf(body, 'Approval_EndUser_Assignment'))).toEqual(
      namesIn(ruleOf(example, 'Approval_EndUser_Assignment')),
    );
    expect(body.properties.policyProperties.scope).toEqual({
      id: production,
      displayName: 'Production',
      type: 'subscription',
    });
    expect(body.properties.lastModifiedBy).toMatchObject({ displayName: 'Grace Hofmann', type: 'User' });
    expect(body.name).toBe(demoRoles.owner);
  });

  it('is read by who may, and by whoever it governs', async () => {
    const status = async (person: string, role: string, scope: string = production) =>
      (await call(person, 'GET', url(scope, role))).status;
    expect(await status('oscar', demoRoles.owner)).toBe(200);
    expect(await status('alice', demoRoles.owner)).toBe(200);
    expect(await status('alice', demoRoles.owner, web)).toBe(200);
    expect(await status('alice', demoRoles.storageBlobDataContributor)).toBe(404);
    expect(await status('mallory', demoRoles.owner)).toBe(404);
    expect(await status('ivan', demoRoles.securityOperator, '/')).toBe(200);
    expect(await status('heidi', demoRoles.securityOperator, '/')).toBe(200);
    expect(await status('oscar', demoRoles.securityOperator, '/')).toBe(404);
  });

  it('is not there for a role that cannot stand at the scope, or that there is not', async () => {
    expect((await call('grace', 'GET', url(production, demoRoles.securityOperator))).status).toBe(404);
    expect((await call('grace', 'GET', url(production, randomUUID()))).status).toBe(404);
    expect((await call('grace', 'GET', url(production, 'owner'))).status).toBe(404);
  });

  it('is listed once for each role that can stand at the scope', async () => {
    const { body } = await call('grace', 'GET', url(production));
    const names = body.value.map(({ name }: { name: string }) => name);
    expect(names).toEqual([...names].sort());
    expect(names).toContain(demoRoles.owner);
    expect(names).not.toContain(demoRoles.securityOperator);
    expect((await call('mallory', 'GET', url(production))).body.error.code).toBe('AuthorizationFailed');
  });

  it('lists all built-in roles in pages', async () => {
    const full = await testServer({ allRoles: true });
    try {
      const names: string[] = [];
      for (let path: string | null = url(production); path !== null; ) {
        const { body } = await full.call('grace', 'GET', path);
        names.push(...body.value.map(({ name }: { name: string }) => name));
        path = body.nextLink === undefined ? null : body.nextLink.slice(full.url.length);
      }
      expect(names.length).toBeGreaterThan(500);
      expect(new Set(names).size).toBe(names.length);
    } finally {
      await full.close();
    }
  });
});

describe('a policy assignment', () => {
  const type = 'roleManagementPolicyAssignments';

  it('leads from a role, by an id of any scope, to its policy', async () => {
    const filter = `&$filter=roleDefinitionId eq '/${PROVIDER}/roleDefinitions/${demoRoles.owner.toUpperCase()}'`;
    const { body } = await call('alice', 'GET', url(production, '', { type, query: filter }));
    expect(body.value).toHaveLength(1);
    const [assignment] = body.value;
    expect(assignment.name).toBe(`${demoRoles.owner}_${demoRoles.owner}`);
    const policy = await call('alice', 'GET', `${assignment.properties.policyId}?${VERSION}`);
    expect(policy.body.properties.rules).toEqual(assignment.properties.effectiveRules);
    const byName = await call('alice', 'GET', url(production, assignment.name, { type }));
    expect(byName.body).toEqual(assignment);
    const example = publishedExample('2020-10-01/PutRoleManagementPolicyAssignment').responses['201']?.body;
    expect(Object.keys(assignment.properties).sort()).toEqual(Object.keys(example.properties).sort());
    expect(namesIn(assignment.properties.policyAssignmentProperties.roleDefinition)).toEqual(
      namesIn(example.properties.policyAssignmentProperties.roleDefinition),
    );
  });

  it('is not there under another name', async () => {
    for (const name of [demoRoles.owner, `${demoRoles.owner}_${demoRoles.reader}`, `${randomUUID()}_x`]) {
      expect((await call('grace', 'GET', url(production, name, { type }))).status).toBe(404);
    }
  });
});

describe('PATCH', () => {
  it('replaces whole rules by their id and keeps the rest', async () => {
    const before = (await call('grace', 'GET', url(production, demoRoles.owner))).body;
    const expiration = { ...ruleOf(before, 'Expiration_EndUser_Assignment'), maximumDuration: 'PT3H' };
    const { status, body } = await patch(demoRoles.owner, [expiration]);
    expect(status).toBe(200);
    const changed = before.properties.rules.map((each: AnyRule) => (each.id === expiration.id ? expiration : each));
    expect(body.properties.rules).toEqual(changed);
    expect(body.properties.isOrganizationDefault).toBe(false);
    expect((await call('grace', 'GET', url(production, demoRoles.owner))).body).toEqual(body);
  });

  it('takes back every rule as it was read', async () => {
    const before = (await call('grace', 'GET', url(production, demoRoles.owner))).body;
    const { status, body } = await patch(demoRoles.owner, before.properties.rules);
    expect(status).toBe(200);
    expect(body.properties.rules).toEqual(before.properties.rules);
  });

  it('takes members in any case, absent nulls and empty recipients as clients send them', async () => {
    const { body } = await patch(demoRoles.owner, [
      {
        ID: 'notification_admin_EndUser_Assignment',
        RuleType: 'rolemanagementpolicynotificationrule',
        Target: { Caller: 'endUser', Level: 'assignment', Operations: ['All'] },
        NotificationType: 'email',
        RecipientType: 'admin',
        NotificationLevel: 'critical',
        IsDefaultRecipientsEnabled: false,
        NotificationRecipients: ['', ' ', 'ops@nordwind.example'],
      },
    ]);
    expect(ruleOf(body, 'Notification_Admin_EndUser_Assignment')).toMatchObject({
      notificationLevel: 'Critical',
      isDefaultRecipientsEnabled: false,
      notificationRecipients: ['ops@nordwind.example'],
    });
  });

  it('writes approvers that then decide', async () => {
    const approval = await rule(demoRoles.storageBlobDataContributor, 'Approval_EndUser_Assignment');
    approval.setting.isApprovalRequired = true;
    approval.setting.approvalStages[0].primaryApprovers = [
      { id: demoIds.judy, description: 'Judy', isBackup: false, userType: 'User' },
    ];
    const { body } = await patch(demoRoles.storageBlobDataContributor, [approval]);
    expect(ruleOf(body, 'Approval_EndUser_Assignment')).toEqual(approval);
  });

  it('applies below, where nothing else is written, and says since when', async () => {
    server.demo.clock.advance('PT1H');
    const expiration = await rule(demoRoles.reader, 'Expiration_EndUser_Assignment');
    await patch(demoRoles.reader, [{ ...expiration, maximumDuration: 'PT1H' }]);
    const { body } = await call('grace', 'GET', url(web, demoRoles.reader));
    expect(ruleOf(body, 'Expiration_EndUser_Assignment').maximumDuration).toBe('PT1H');
    expect(body.properties.lastModifiedDateTime).toBe('2026-11-24T09:00:00Z');
  });

  it('needs the right to write policies', async () => {
    const expiration = await rule(demoRoles.owner, 'Expiration_EndUser_Assignment');
    const { status, body } = await patch(demoRoles.owner, [expiration], 'oscar');
    expect([status, body.error.code]).toEqual([403, 'AuthorizationFailed']);
    expect(body.error.message).toContain('Microsoft.Authorization/roleManagementPolicies/write');
    expect((await patch(demoRoles.owner, [expiration], 'mallory')).status).toBe(404);
  });

  const target = { caller: 'EndUser', level: 'Assignment' };
  const expirationType = 'RoleManagementPolicyExpirationRule';
  const expiration = { id: 'Expiration_EndUser_Assignment', ruleType: expirationType, target };
  const approval = { id: 'Approval_EndUser_Assignment', ruleType: 'RoleManagementPolicyApprovalRule', target };
  const setting = {
    isApprovalRequired: true,
    isApprovalRequiredForExtension: false,
    isRequestorJustificationRequired: true,
    approvalMode: 'SingleStage',
  };
  const stage = { approvalStageTimeOutInDays: 1, isApproverJustificationRequired: true, primaryApprovers: [] };

  it.each([
    ['a rule that there is not', { id: 'PIMOnlyMode_Admin_Assignment', ruleType: 'x', target }],
    ['no settings', expiration],
    ['half of them', { ...expiration, maximumDuration: 'PT1H' }],
    ['a text for true', { ...expiration, isExpirationRequired: 'true', maximumDuration: 'PT1H' }],
    ['a type of another rule', { ...expiration, ruleType: 'RoleManagementPolicyEnablementRule' }],
    ['no target', { ...expiration, target: undefined, isExpirationRequired: true, maximumDuration: 'PT1H' }],
    ['the target of another rule', { ...expiration, target: { caller: 'Admin', level: 'Assignment' } }],
    ['a maximum beyond a day', { ...expiration, isExpirationRequired: true, maximumDuration: 'PT25H' }],
    ['no stage', { ...approval, setting }],
    ['no approvers', { ...approval, setting: { ...setting, approvalStages: [{ ...stage, primaryApprovers: null }] } }],
    [
      'a backup approver',
      {
        ...approval,
        setting: {
          ...setting,
          approvalStages: [{ ...stage, primaryApprovers: [{ id: demoIds.bob, userType: 'User', isBackup: true }] }],
        },
      },
    ],
    ['two stages', { ...approval, setting: { ...setting, approvalStages: [stage, stage] } }],
    ['stages in a row', { ...approval, setting: { ...setting, approvalMode: 'Serial', approvalStages: [stage] } }],
    ['escalation', { ...approval, setting: { ...setting, approvalStages: [{ ...stage, isEscalationEnabled: true }] } }],
  ])('refuses %s, and changes nothing', async (_condition, each) => {
    const before = (await call('grace', 'GET', url(production, demoRoles.owner))).body;
    const { status, body } = await patch(demoRoles.owner, [each]);
    expect(status).toBe(400);
    expect(body.error).toEqual({ code: 'InvalidPolicy', message: 'The policy is invalid.' });
    expect((await call('grace', 'GET', url(production, demoRoles.owner))).body).toEqual(before);
  });
});

describe('what this wire has no word for', () => {
  const quality = {
    kind: 'justificationQuality' as const,
    minimumLength: 20,
    refusedPhrases: ['asap'],
    ticketPattern: null,
  };
  const beyond = {
    Expiration_EndUser_Assignment: { kind: 'expiration', isExpirationRequired: true, maximumDuration: 'PT45M' },
    Approval_EndUser_Assignment: {
      kind: 'approval',
      isRequired: true,
      isRequiredForExtension: false,
      isRequestorJustificationRequired: true,
      stages: [
        { ...stageBy(demoIds.accessApprovers), window: 'PT20M', approvalsNeeded: 2 },
        { ...stageBy(demoIds.deskApprovers), window: 'P1DT1M' },
      ],
    },
    Justification_EndUser_Assignment: quality,
    ProofAge_EndUser_Assignment: { kind: 'proofAge', maximumAge: 'PT10M', isFreshProofRequired: false },
    SpotAudit_EndUser_Assignment: { kind: 'spotAudit', oneIn: 10 },
  } as const satisfies Partial<PolicyRules>;

  function stageBy(id: string) {
    const approvers = [{ kind: 'group', id, description: 'Approvers' } as const];
    return { window: 'PT24H', isApproverJustificationRequired: true, approvalsNeeded: 1, approvers };
  }

  async function written(): Promise<PolicyRules> {
    const role = await server.demo.ledger.read((reader) => roleDefinitionById(reader, demoRoles.owner));
    if (role === null) throw new Error('no such role');
    return (await server.demo.ledger.read((reader) => policyFor(reader, role, [parseScope(production)]))).rules;
  }

  beforeEach(async () => {
    const changes = new Map(Object.entries(beyond) as [RuleId, Rule][]);
    const address = { scope: parseScope(production), roleDefinitionId: demoRoles.owner };
    await updateRoleManagementPolicy(server.demo.ledger, as('grace'), address, changes);
  });

  it('is shown in the nearest word that there is', async () => {
    const { setting } = await rule(demoRoles.owner, 'Approval_EndUser_Assignment');
    expect(setting.approvalMode).toBe('Serial');
    expect(
      setting.approvalStages.map((stage: AnyRule) => [stage.approvalStageTimeOutInDays, stage.primaryApprovers[0].id]),
    ).toEqual([
      [1, demoIds.accessApprovers],
      [2, demoIds.deskApprovers],
    ]);
  });

  it.each(['2020-10-01', '2024-09-01-preview'])(
    'survives a client that sends back what it read, in %s',
    async (version) => {
      const path = url(production, demoRoles.owner).replace('2020-10-01', version);
      const before = await written();
      const { rules } = (await call('grace', 'GET', path)).body.properties;
      const { status, body } = await call('grace', 'PATCH', path, { properties: { rules } });
      expect(status).toBe(200);
      expect(body.properties.rules).toEqual(rules);
      expect(await written()).toEqual(before);
    },
  );

  it('survives a client that drops nulls', async () => {
    const before = await written();
    const { rules } = (await call('grace', 'GET', url(production, demoRoles.owner))).body.properties;
    const bare = JSON.parse(JSON.stringify(rules, (_, value) => value ?? undefined));
    expect((await patch(demoRoles.owner, bare)).status).toBe(200);
    expect(await written()).toMatchObject({
      ...before,
      Approval_EndUser_Assignment: { stages: [{ window: 'PT20M' }, {}] },
    });
  });

  it('keeps the number of approvals where the approvers change, and the second stage only where it is sent', async () => {
    const approval = await rule(demoRoles.owner, 'Approval_EndUser_Assignment');
    const { setting } = approval;
    const [first] = setting.approvalStages;
    first.primaryApprovers.push({ id: demoIds.judy, description: null, isBackup: false, userType: 'User' });
    const one = { ...approval, setting: { ...setting, approvalMode: 'SingleStage', approvalStages: [first] } };
    expect((await patch(demoRoles.owner, [one])).status).toBe(200);
    const { stages } = (await written()).Approval_EndUser_Assignment;
    expect(stages).toMatchObject([{ approvalsNeeded: 2, window: 'PT20M', approvers: [{}, { id: demoIds.judy }] }]);
  });

  it.each([
    ['PT45M', 200],
    ['PT1H', 200],
    ['PT50M', 400],
    ['PT1H15M', 400],
  ])('takes an activation of %s with %i', async (maximumDuration, expected) => {
    const expiration = { ...(await rule(demoRoles.owner, 'Expiration_EndUser_Assignment')), maximumDuration };
    expect((await patch(demoRoles.owner, [expiration])).status).toBe(expected);
  });
});

describe('version 2024-09-01-preview', () => {
  const newest = url(production, demoRoles.owner).replace('2020-10-01', '2024-09-01-preview');
  const send = (...rules: AnyRule[]) => call('grace', 'PATCH', newest, { properties: { rules } });

  it('adds exceptions from an expiration, and a mode that is off', async () => {
    const { body } = await call('grace', 'GET', newest);
    expect(body.properties.rules).toHaveLength(18);
    expect(body.properties.effectiveRules).toEqual(body.properties.rules);
    expect(ruleOf(body, 'Expiration_Admin_Assignment').exceptionMembers).toEqual([]);
    expect(ruleOf(body, 'PIMOnlyMode_Admin_Assignment').pimOnlyModeSettings.mode).toBe('Disabled');
    const stable = (await call('grace', 'GET', url(production, demoRoles.owner))).body;
    expect(ruleOf(stable, 'PIMOnlyMode_Admin_Assignment')).toBeUndefined();
    expect(ruleOf(stable, 'Expiration_Admin_Assignment')).not.toHaveProperty('exceptionMembers');
  });

  it('does not pretend that either could be used', async () => {
    const { body } = await call('grace', 'GET', newest);
    const mode = ruleOf(body, 'PIMOnlyMode_Admin_Assignment');
    expect((await send(mode)).status).toBe(200);
    for (const word of ['Enabled', 'ReportOnly']) {
      const refused = await send({ ...mode, pimOnlyModeSettings: { ...mode.pimOnlyModeSettings, mode: word } });
      expect(refused.body.error.code).toBe('InvalidPolicy');
    }
    const expiration = ruleOf(body, 'Expiration_Admin_Assignment');
    const excepted = { ...expiration, exceptionMembers: [{ id: demoIds.bob, userType: 'User' }] };
    expect((await send(excepted)).body.error.code).toBe('InvalidPolicy');
  });
});

describe('a policy that nobody could satisfy', () => {
  it.each([
    ['somebody who is not there', [randomUUID()]],
    ['the only one who is eligible', [demoIds.alice]],
  ])('is refused with %s as approver', async (_, ids) => {
    const approval = await rule(demoRoles.owner, 'Approval_EndUser_Assignment');
    approval.setting.approvalStages[0].primaryApprovers = ids.map((id) => ({ id, userType: 'User', isBackup: false }));
    expect((await patch(demoRoles.owner, [approval])).body.error).toEqual({
      code: 'InvalidPolicy',
      message: 'The policy is invalid.',
    });
  });

  it('is on record with what was warned of, where this wire has no room for it', async () => {
    const approval = await rule(demoRoles.owner, 'Approval_EndUser_Assignment');
    approval.setting.approvalStages[0].primaryApprovers = [{ id: demoIds.bob, userType: 'User', isBackup: false }];
    expect((await patch(demoRoles.owner, [approval])).status).toBe(200);
    const [entry] = await server.demo.ledger.entriesAfter(server.demo.ledger.lastSequence() - 1, 1);
    expect(entry?.event).toMatchObject({ type: 'roleManagementPolicy.updated', warnings: [{ code: 'fewApprovers' }] });
  });
});

describe.each(['roleManagementPolicies', 'roleManagementPolicyAssignments'])('DELETE of %s', (type) => {
  const name = (role: string) => (type === 'roleManagementPolicies' ? role : `${role}_${role}`);
  const remove = (role: string, person = 'grace', scope: string = production) =>
    call(person, 'DELETE', url(scope, name(role), { type }));

  it('lets what is inherited apply again, once', async () => {
    const first = await remove(demoRoles.owner);
    expect([first.status, first.body]).toEqual([200, null]);
    const { body } = await call('grace', 'GET', url(production, demoRoles.owner));
    expect(body.properties.isOrganizationDefault).toBe(true);
    expect(ruleOf(body, 'Approval_EndUser_Assignment').setting.isApprovalRequired).toBe(false);
    expect((await remove(demoRoles.owner)).status).toBe(204);
  });

  it('answers 204 where nothing is written, or can be', async () => {
    for (const role of [demoRoles.reader, demoRoles.securityOperator, randomUUID(), 'owner']) {
      expect((await remove(role)).status).toBe(204);
    }
    expect((await remove(demoRoles.owner, 'grace', web)).status).toBe(204);
  });

  it('needs the right to write policies', async () => {
    for (const person of ['oscar', 'alice', 'mallory']) {
      expect((await remove(demoRoles.owner, person)).body.error.code).toBe('AuthorizationFailed');
    }
    const { body } = await call('grace', 'GET', url(production, demoRoles.owner));
    expect(body.properties.isOrganizationDefault).toBe(false);
  });
});

describe('PUT of a policy assignment', () => {
  const type = 'roleManagementPolicyAssignments';
  const name = `${demoRoles.owner}_${demoRoles.owner}`;
  const body = (scope: string, role: string = demoRoles.owner, policyScope = scope) => ({
    properties: {
      scope,
      roleDefinitionId: `${production}/${PROVIDER}/roleDefinitions/${role}`,
      policyId: `${policyScope}/${PROVIDER}/roleManagementPolicies/${role}`,
    },
  });
  const put = (scope: string, sent: unknown, person = 'grace') => call(person, 'PUT', url(scope, name, { type }), sent);

  it('makes what is inherited the own policy of the scope', async () => {
    const { status, body: assignment } = await put(web, body(web));
    expect(status).toBe(201);
    expect(assignment).toEqual((await call('grace', 'GET', url(web, name, { type }))).body);
    await call('grace', 'DELETE', url(production, demoRoles.owner));
    const own = (await call('grace', 'GET', url(web, demoRoles.owner))).body;
    expect(own.properties.rules).toEqual(assignment.properties.effectiveRules);
    expect(own.properties.isOrganizationDefault).toBe(false);
  });

  it('changes nothing where there is an own one', async () => {
    const before = (await call('grace', 'GET', url(production, demoRoles.owner))).body;
    const last = server.demo.ledger.lastSequence();
    expect((await put(production, body(production))).status).toBe(201);
    expect((await call('grace', 'GET', url(production, demoRoles.owner))).body).toEqual(before);
    expect(server.demo.ledger.lastSequence()).toBe(last);
  });

  it.each([
    ['of another role', body(production, demoRoles.reader)],
    ['of another scope', body(production, demoRoles.owner, web)],
    ['for another scope', body(web)],
  ])('refuses a policy %s', async (_, sent) => {
    expect((await put(production, sent)).body.error.code).toBe('InvalidPolicy');
  });

  it('refuses a body that says nothing, another name, and who may not write', async () => {
    expect((await put(production, { properties: {} })).status).toBe(400);
    expect((await put(production, body(production), 'oscar')).status).toBe(403);
    const other = url(production, `${demoRoles.owner}_${demoRoles.reader}`, { type });
    expect((await call('grace', 'PUT', other, body(production))).status).toBe(404);
  });
});

it('answers PUT with the bare text of the service', async () => {
  const { status, body } = await call('grace', 'PUT', url(production, demoRoles.owner), { properties: {} });
  expect([status, body]).toEqual([400, 'Not implemented exception']);
});
