import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { parseScope } from '../../src/domain/scope.ts';
import { approvalBy, setRule } from '../scenarios/story.ts';
import { armCall } from '../support/openapi/arm-call.ts';
import { type TestServer, testServer } from '../support/test-server.ts';

// contracts/arm §4, §6, §7, §10, §11 and contracts/clients §1.5, §1.7: what becomes of a request, and what is said of it

let server: TestServer;
let call: TestServer['call'];
beforeEach(async () => {
  server = await testServer();
  call = armCall(server);
});
afterEach(() => server.close());

const PROVIDER = 'providers/Microsoft.Authorization';
const { production, web } = demoScopes;
const { alice, bob, carol, mallory } = demoIds;
const GUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Kind = 'Assignment' | 'Eligibility';
const urlOf = (kind: Kind, name: string, rest = '', scope: string = production) =>
  `${scope}/${PROVIDER}/role${kind}ScheduleRequests/${name}${rest}?api-version=2020-10-01`;
const roleId = (id: string) => `${production}/${PROVIDER}/roleDefinitions/${id}`;
const lasts = (duration: string, startDateTime: string | null = null) => ({
  startDateTime,
  expiration: { type: 'AfterDuration', endDateTime: null, duration },
});
const later = (iso: string) => server.demo.clock().add(iso).toString();

/** Alice activates what she is eligible for; `over` makes it something else. */
function submit(
  by: string,
  kind: Kind,
  over: object,
  { name = randomUUID() as string, rest = '', scope = production as string } = {},
) {
  const properties = {
    principalId: alice,
    roleDefinitionId: roleId(demoRoles.contributor),
    requestType: 'SelfActivate',
    scheduleInfo: lasts('PT2H'),
    justification: 'Triage of IR-2026-0142',
    ticketInfo: { ticketNumber: 'IR-2026-0142', ticketSystem: 'Jira' },
    ...over,
  };
  return call(by, rest === '' ? 'PUT' : 'POST', urlOf(kind, name, rest, scope), { properties });
}

const reader = { principalId: mallory, roleDefinitionId: roleId(demoRoles.reader) };
const give = { ...reader, requestType: 'AdminAssign', scheduleInfo: lasts('P30D') };
const take = { ...reader, requestType: 'AdminRemove', scheduleInfo: null };

function needApproval() {
  const rule = approvalBy({ kind: 'user', id: bob }, { kind: 'user', id: carol });
  const place = parseScope(production);
  return setRule(server.demo.ledger, demoRoles.contributor, place, 'Approval_EndUser_Assignment', rule);
}

describe('§6, §7 the status that a request answers with', () => {
  it.each<[string, string, Kind, object, string, readonly (readonly [string, Kind, object])[]]>([
    ['AdminAssign of an assignment', 'grace', 'Assignment', give, 'Provisioned', []],
    ['AdminAssign of an eligibility', 'grace', 'Eligibility', give, 'Provisioned', []],
    ['AdminRemove of an eligibility', 'grace', 'Eligibility', take, 'Revoked', [['grace', 'Eligibility', give]]],
    [
      'AdminUpdate',
      'grace',
      'Eligibility',
      { ...give, requestType: 'AdminUpdate', scheduleInfo: lasts('P60D') },
      'Provisioned',
      [['grace', 'Eligibility', give]],
    ],
    ['SelfActivate', 'alice', 'Assignment', {}, 'Provisioned', []],
    [
      'AdminRemove of an activation',
      'grace',
      'Assignment',
      { requestType: 'AdminRemove' },
      'Revoked',
      [['alice', 'Assignment', {}]],
    ],
  ])('%s', async (_title, by, kind, over, status, before) => {
    for (const [who, what, request] of before) expect((await submit(who, what, request)).status).toBe(201);
    if (before.length > 0) server.demo.clock.advance('PT6M');
    const made = await submit(by, kind, over);
    expect([made.status, made.body.properties?.status], JSON.stringify(made.body)).toEqual([201, status]);
  });

  it('SelfActivate with a start to come is Granted, and SelfDeactivate after five minutes Revoked', async () => {
    const planned = await submit('alice', 'Assignment', { scheduleInfo: lasts('PT1H', later('PT3M')) });
    expect(planned.body.properties.status).toBe('Granted');
    server.demo.clock.advance('PT9M');
    const ended = await submit('alice', 'Assignment', { requestType: 'SelfDeactivate', scheduleInfo: null });
    expect([ended.status, ended.body.properties.status]).toEqual([201, 'Revoked']);
  });

  it.each(['', '/validate'])('SelfActivate that needs approval waits for it (%j)', async (rest) => {
    await needApproval();
    const { body } = await submit('alice', 'Assignment', {}, { rest });
    expect(body.properties.status).toBe('PendingApproval');
  });

  it('is shown as it is now: Canceled, TimedOut, Denied', async () => {
    await needApproval();
    const statusOf = async (name: string) =>
      (await call('alice', 'GET', urlOf('Assignment', name))).body.properties.status;
    const canceled = (await submit('alice', 'Assignment', {})).body.name;
    expect((await call('alice', 'POST', urlOf('Assignment', canceled, '/cancel'))).status).toBe(200);
    const denied = (await submit('alice', 'Assignment', {})).body;
    const stages = await call('bob', 'GET', `${denied.properties.approvalId}/stages?api-version=2021-01-01-preview`);
    const [stage] = stages.body.value;
    expect(stage.name).toBe(stage.id.slice(stage.id.lastIndexOf('/') + 1));
    const decided = await call('bob', 'PATCH', `${stage.id}/?api-version=2021-01-01-preview`, {
      properties: { reviewResult: 'Deny', justification: 'not now' },
    });
    expect([decided.status, decided.body]).toEqual([200, null]);
    const late = (await submit('alice', 'Assignment', {})).body.name;
    server.demo.clock.advance('PT25H');
    expect(await Promise.all([canceled, denied.name, late].map(statusOf))).toEqual(['Canceled', 'Denied', 'TimedOut']);
  });
});

describe('§6 what a request takes', () => {
  it.each(['absent', 'bare', 'full', 'upper case'])('the eligibility that is activated, %s', async (form) => {
    const list = `/${PROVIDER}/roleEligibilitySchedules?$filter=asTarget()&api-version=2020-10-01`;
    const found = (await call('alice', 'GET', list)).body.value;
    const own = found.find(({ properties }: { properties: { roleDefinitionId: string } }) =>
      properties.roleDefinitionId.endsWith(demoRoles.contributor),
    );
    const linked = { absent: undefined, bare: own.name, full: own.id, 'upper case': own.id.toUpperCase() }[form];
    const { status, body } = await submit('alice', 'Assignment', { linkedRoleEligibilityScheduleId: linked });
    expect([status, body.properties.status], JSON.stringify(body)).toEqual([201, 'Provisioned']);
  });

  it('a narrower scope than that of the eligibility', async () => {
    const { status, body } = await submit('alice', 'Assignment', {}, { scope: web });
    expect([status, body.properties.scope]).toEqual([201, web]);
  });

  it('a start of minutes ago as now, and no end where eligibilities may have none', async () => {
    const past = await submit('alice', 'Assignment', { scheduleInfo: lasts('PT1H', later('-PT2M')) });
    expect(past.status).toBe(201);
    const endless = { ...give, scheduleInfo: { expiration: { type: 'NoExpiration' } } };
    const refused = await submit('grace', 'Eligibility', endless);
    expect(refused.body.error.message).toContain('["ExpirationRule"]');
  });
});

describe('§11 a refusal has the code and the message that clients look for', () => {
  const exists = 'The Role assignment already exists.';
  const none = 'The Role assignment does not exist.';
  const pending = 'There is already an existing pending Role assignment request.';
  const tooShort = 'The Active duration is too short. Miniumum Required is 5 minutes.';
  type Row = [code: string, status: number, message: RegExp | string, by: string, kind: Kind, over: object];
  const first: readonly Row[] = [
    [
      'RoleAssignmentRequestPolicyValidationFailed',
      400,
      /\["JustificationRule"\]/,
      'alice',
      'Assignment',
      { justification: null },
    ],
    [
      'RoleAssignmentRequestPolicyValidationFailed',
      400,
      /\["ExpirationRule"\]/,
      'alice',
      'Assignment',
      { scheduleInfo: lasts('P2D') },
    ],
    [
      'RoleAssignmentRequestPolicyValidationFailed',
      400,
      /\["EligibilityRule"\]/,
      'mallory',
      'Assignment',
      { principalId: mallory },
    ],
    ['RoleAssignmentDoesNotExist', 400, none, 'alice', 'Assignment', { requestType: 'SelfDeactivate' }],
    ['RoleAssignmentDoesNotExist', 400, none, 'grace', 'Assignment', take],
    ['RoleAssignmentDoesNotExist', 400, none, 'grace', 'Eligibility', take],
    [
      'SubjectNotFound',
      400,
      'The subject is not found.',
      'grace',
      'Eligibility',
      { ...give, principalId: randomUUID() },
    ],
    [
      'RoleNotFound',
      400,
      /role definition/,
      'grace',
      'Eligibility',
      { ...give, roleDefinitionId: roleId(randomUUID()) },
    ],
    [
      'AuthorizationFailed',
      403,
      /does not have authorization to perform action '.*' over scope '.*'/,
      'mallory',
      'Eligibility',
      give,
    ],
  ];
  it.each(first)('%s %i %s', async (code, status, message, by, kind, over) => {
    for (const rest of ['/validate', '']) {
      const { status: got, body } = await submit(by, kind, over, { rest });
      expect([got, body.error?.code], JSON.stringify(body)).toEqual([status, code]);
      expect(body.error.message).toMatch(message);
      // nothing beside the two members that clients read
      expect(Object.keys(body)).toEqual(['error']);
    }
  });

  it.each<[string, number, string | RegExp, string, Kind, object, boolean]>([
    ['RoleAssignmentExists', 400, exists, 'alice', 'Assignment', {}, false],
    [
      'RoleAssignmentExists',
      400,
      exists,
      'alice',
      'Assignment',
      { scheduleInfo: lasts('PT1H', '2026-11-24T20:00:00Z') },
      false,
    ],
    ['ActiveDurationTooShort', 400, tooShort, 'alice', 'Assignment', { requestType: 'SelfDeactivate' }, false],
    ['PendingRoleAssignmentRequest', 400, pending, 'alice', 'Assignment', {}, true],
  ])('%s %i after an activation', async (code, status, message, by, kind, over, isApproved) => {
    if (isApproved) await needApproval();
    await submit('alice', 'Assignment', {});
    const { status: got, body } = await submit(by, kind, over);
    expect([got, body.error?.code, body.error?.message], JSON.stringify(body)).toEqual([status, code, message]);
  });

  it('all rules that fail are named in one list', async () => {
    const over = { justification: null, ticketInfo: null, scheduleInfo: lasts('P2D') };
    const { body } = await submit('alice', 'Assignment', over);
    const [, list = ''] = /\[([^\]]*)\]/.exec(body.error.message) ?? [];
    expect(list.split(',').map((rule) => rule.replaceAll('"', ''))).toEqual(
      expect.arrayContaining(['JustificationRule', 'ExpirationRule']),
    );
  });

  it('`RoleAssignmentRequestExists` 409 for a name that was used, and GET gives the first (clients §1.6)', async () => {
    const name = randomUUID();
    const made = await submit('alice', 'Assignment', {}, { name });
    const again = await submit('alice', 'Assignment', { justification: 'another' }, { name: name.toUpperCase() });
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'RoleAssignmentRequestExists' } } });
    expect(again.body.error.message).toBe(`A role assignment request with Id: ${name} already exists.`);
    const kept = await call('alice', 'GET', urlOf('Assignment', name));
    expect(kept.body.properties.justification).toBe(made.body.properties.justification);
  });

  it.each([
    ['an unknown request', 'GET', urlOf('Assignment', randomUUID()), 404],
    ['a name that is no GUID', 'GET', urlOf('Eligibility', 'mine'), 404],
    ['an unknown resource type', 'GET', `${production}/${PROVIDER}/roleAssignmentThings?api-version=2020-10-01`, 404],
  ])('%s', async (_title, method, path, status) => {
    const { status: got, body } = await server.call('grace', method, path);
    expect(got).toBe(status);
    expect(body.error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  });

  it('401 tells how to sign in, in the same shape', async () => {
    const { status, headers, body } = await server.call(null, 'GET', urlOf('Assignment', randomUUID()));
    expect([status, body.error.code]).toEqual([401, 'AuthenticationFailed']);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer\b/);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
  });
});

describe('§10 an approval', () => {
  it.each([
    ['PATCH', 'stages', true],
    ['PATCH', 'steps', false],
    ['PUT', 'stages', false],
    ['PUT', 'steps', true],
  ])('is given by %s of %s, wrapped %s; the second comes too late', async (method, segment, isWrapped) => {
    await needApproval();
    const { properties } = (await submit('alice', 'Assignment', {})).body;
    expect(properties.approvalId).toMatch(/^\/providers\/Microsoft\.Authorization\/roleAssignmentApprovals\//);
    expect(properties.approvalId).toMatch(GUID);
    const version = 'api-version=2021-01-01-preview';
    const approval = (await call('bob', 'GET', `${properties.approvalId}?${version}`)).body;
    const [stage] = approval.properties.stages;
    expect(stage.properties).toMatchObject({ status: 'InProgress', assignedToMe: true, reviewResult: 'NotReviewed' });
    const decision = { reviewResult: 'approve', justification: 'known incident' };
    const body = isWrapped ? { properties: decision } : decision;
    const path = `${properties.approvalId}/${segment}/${stage.name}?${version}`;
    const decided = await call('bob', method, path, body);
    expect(decided.status).toBe(200);
    if (method === 'PUT')
      expect(decided.body.properties.reviewedBy).toMatchObject({ principalId: bob, principalType: 'user' });
    const after = (await call('carol', 'GET', `${properties.approvalId}/${segment}?${version}`)).body.value[0];
    expect(after.properties).toMatchObject({ status: 'Completed', reviewResult: 'Approve' });
    expect((await call('carol', method, path, body)).status).toBe(409);
  });

  it('is not given by its requestor, nor by somebody who is no approver', async () => {
    await needApproval();
    const { name, properties } = (await submit('alice', 'Assignment', {})).body;
    const path = `${properties.approvalId}/stages/${name}?api-version=2021-01-01-preview`;
    const body = { reviewResult: 'Approve', justification: 'mine' };
    expect((await call('mallory', 'PATCH', path, body)).status).toBe(404);
    const stages = await call('alice', 'GET', `${properties.approvalId}/stages?api-version=2021-01-01-preview`);
    const own = `${stages.body.value[0].id}?api-version=2021-01-01-preview`;
    expect((await call('alice', 'PATCH', own, body)).status).toBe(403);
  });
});

describe('§5.5 the names that clients show', () => {
  it.each(['roleAssignmentScheduleInstances', 'roleEligibilitySchedules', 'roleAssignmentScheduleRequests'])(
    'are in every entry of %s',
    async (type) => {
      await submit('alice', 'Assignment', {});
      const list = `/${PROVIDER}/${type}?$filter=asTarget()&api-version=2020-10-01`;
      const { body } = await call('alice', 'GET', list);
      expect(body.value.length).toBeGreaterThan(0);
      for (const { properties } of body.value) {
        const { scope, roleDefinition, principal } = properties.expandedProperties;
        for (const named of [scope, roleDefinition, principal]) {
          expect(named).toMatchObject({ id: expect.any(String), displayName: expect.stringMatching(/./) });
        }
        expect(scope.type).toMatch(/^[a-z]/);
        expect(['BuiltInRole', 'CustomRole']).toContain(roleDefinition.type);
        expect(['User', 'Group', 'ServicePrincipal']).toContain(principal.type);
      }
    },
  );
});
