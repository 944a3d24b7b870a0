import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { armCall } from '../../../../test/support/openapi/arm-call.ts';
import { publishedExample, shapeOf } from '../../../../test/support/openapi/published-examples.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoCondition, demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';

const VERSION = 'api-version=2020-10-01';
const PROVIDER = 'providers/Microsoft.Authorization';
const { production } = demoScopes;

let server: TestServer;
let call: TestServer['call'];
beforeEach(async () => {
  server = await testServer();
  call = armCall(server);
});
afterEach(() => server.close());

function url(scope: string, rest = '', { family = 'Assignment', query = '' } = {}): string {
  const prefix = scope === '/' ? '' : scope;
  return `${prefix}/${PROVIDER}/role${family}ScheduleRequests${rest === '' ? '' : `/${rest}`}?${VERSION}${query}`;
}

function list(scope: string, filter: string, family = 'Assignment'): string {
  return url(scope, '', { family, query: `&$filter=${filter}` });
}

function roleAt(scope: string, role: string): string {
  return `${scope === '/' ? '' : scope}/${PROVIDER}/roleDefinitions/${role}`;
}

function activation(over: object = {}) {
  return {
    properties: {
      principalId: demoIds.alice,
      roleDefinitionId: roleAt(production, demoRoles.owner),
      requestType: 'SelfActivate',
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT2H' } },
      justification: 'Triage of IR-2026-0142',
      ticketInfo: { ticketNumber: 'IR-2026-0142', ticketSystem: 'Jira' },
      ...over,
    },
  };
}

const blobs = {
  principalId: demoIds.erin,
  roleDefinitionId: roleAt(production, demoRoles.storageBlobDataContributor),
  ticketInfo: null,
  justification: null,
};

describe('PUT', () => {
  it('answers the published example, with ids of the demo, member by member', async () => {
    const example = publishedExample('2020-10-01/PutRoleAssignmentScheduleRequest');
    const body = structuredClone(example.parameters.parameters);
    Object.assign(body.properties, {
      principalId: demoIds.erin,
      roleDefinitionId: roleAt(production, demoRoles.storageBlobDataContributor),
      linkedRoleEligibilityScheduleId: 'e0000000-0000-4000-8000-000000000004',
    });
    const name = example.parameters.roleAssignmentScheduleRequestName;
    const answer = await call('erin', 'PUT', url(`/providers/Microsoft.Subscription${production}`, name), body);
    expect(answer.status).toBe(201);
    expect(shapeOf(answer.body)).toEqual(shapeOf(example.responses['201']?.body));
    expect(answer.body).toEqual({
      properties: {
        targetRoleAssignmentScheduleId: name,
        targetRoleAssignmentScheduleInstanceId: null,
        scope: production,
        roleDefinitionId: roleAt(production, demoRoles.storageBlobDataContributor),
        principalId: demoIds.erin,
        principalType: 'User',
        requestType: 'SelfActivate',
        status: 'Provisioned',
        approvalId: null,
        scheduleInfo: {
          startDateTime: '2026-11-24T08:00:00Z',
          expiration: { type: 'AfterDuration', endDateTime: null, duration: 'PT8H' },
        },
        ticketInfo: { ticketNumber: null, ticketSystem: null },
        justification: null,
        requestorId: demoIds.erin,
        createdOn: '2026-11-24T08:00:00Z',
        condition: demoCondition,
        conditionVersion: '1.0',
        expandedProperties: {
          scope: { id: production, displayName: 'Production', type: 'subscription' },
          roleDefinition: {
            id: roleAt(production, demoRoles.storageBlobDataContributor),
            displayName: 'Storage Blob Data Contributor',
            type: 'BuiltInRole',
          },
          principal: {
            id: demoIds.erin,
            displayName: 'Erin Castellanos',
            email: 'erin@nordwind.example',
            type: 'User',
          },
        },
      },
      name,
      id: `${production}/${PROVIDER}/RoleAssignmentScheduleRequests/${name}`,
      type: 'Microsoft.Authorization/RoleAssignmentScheduleRequests',
    });
  });

  it('binds members and words in any case and ignores what is unknown, read-only or null', async () => {
    const body = {
      Properties: {
        PRINCIPALID: demoIds.erin.toUpperCase(),
        roledefinitionid: roleAt(production, demoRoles.storageBlobDataContributor).toUpperCase(),
        RequestType: 'selfACTIVATE',
        ScheduleInfo: {
          Expiration: { Type: 'afterduration', Duration: 'PT1H', EndDateTime: null },
          StartDateTime: null,
        },
        status: 'Provisioned',
        requestorId: demoIds.grace,
        isValidationOnly: true,
        isActivativation: true,
        ticketInfo: null,
      },
    };
    const name = randomUUID().toUpperCase();
    const answer = await call('erin', 'PUT', url(production.toUpperCase(), name), body);
    expect(answer.status).toBe(201);
    expect(answer.body.properties).toMatchObject({ principalId: demoIds.erin, requestorId: demoIds.erin });
    expect(answer.body.properties.scope).toBe(production);
    expect(answer.body.name).toBe(name.toLowerCase());
  });

  it('shows the approval of a request that waits for one', async () => {
    const name = randomUUID();
    const answer = await call('alice', 'PUT', url(production, name), activation());
    expect(answer.status).toBe(201);
    expect(answer.body.properties).toMatchObject({
      status: 'PendingApproval',
      approvalId: `/${PROVIDER}/roleAssignmentApprovals/${name}`,
      ticketInfo: { ticketNumber: 'IR-2026-0142', ticketSystem: 'Jira' },
    });
  });

  it('grants a later start, and reads as provisioned once it has come though no timer ran', async () => {
    const name = randomUUID();
    const scheduleInfo = {
      startDateTime: '2026-11-24T09:00:00.5Z',
      expiration: { type: 'AfterDateTime', endDateTime: '2026-11-24T10:00:00Z' },
    };
    const answer = await call('erin', 'PUT', url(production, name), activation({ ...blobs, scheduleInfo }));
    expect(answer.body.properties).toMatchObject({
      status: 'Granted',
      scheduleInfo: { ...scheduleInfo, expiration: { ...scheduleInfo.expiration, duration: null } },
    });
    server.demo.clock.advance('PT1H1M');
    const later = await call('erin', 'GET', url(production, name));
    expect(later.body.properties.status).toBe('Provisioned');
    const found = await call('erin', 'GET', list(production, "asTarget() and status eq 'provisioned'"));
    expect(found.body.value.map((each: { name: string }) => each.name)).toContain(name);
    const granted = await call('erin', 'GET', list(production, "asTarget() and status eq 'Granted'"));
    expect(granted.body.value).toEqual([]);
  });

  it('makes somebody eligible in the shape of the published example', async () => {
    const example = publishedExample('2020-10-01/PutRoleEligibilityScheduleRequest');
    const body = structuredClone(example.parameters.parameters);
    Object.assign(body.properties, {
      principalId: demoIds.frank,
      roleDefinitionId: roleAt(production, demoRoles.contributor),
    });
    delete body.properties.condition;
    delete body.properties.conditionVersion;
    body.properties.scheduleInfo.expiration = { type: 'AfterDuration', duration: 'P30D' };
    const name = randomUUID();
    const answer = await call('grace', 'PUT', url(production, name, { family: 'Eligibility' }), body);
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.body.properties).sort()).toEqual(
      Object.keys(example.responses['201']?.body.properties).sort(),
    );
    expect(answer.body.type).toBe('Microsoft.Authorization/RoleEligibilityScheduleRequests');
  });

  it('removes, and shows no time for it', async () => {
    const body = activation({ ...blobs, requestType: 'AdminRemove', scheduleInfo: { startDateTime: null } });
    const answer = await call('grace', 'PUT', url(production, randomUUID(), { family: 'Eligibility' }), body);
    expect(answer.status).toBe(201);
    expect(answer.body.properties).toMatchObject({ status: 'Revoked', scheduleInfo: null });
  });

  it('lets a person activate a directory role at the root', async () => {
    const body = activation({ principalId: demoIds.ivan, roleDefinitionId: roleAt('/', demoRoles.securityOperator) });
    const answer = await call('ivan', 'PUT', url('/', randomUUID()), body);
    expect(answer.status).toBe(201);
    expect(answer.body.properties.expandedProperties.scope).toEqual({
      id: '/',
      displayName: 'Nordwind Logistics',
      type: 'tenant',
    });
  });

  it('activates below the scope of the eligibility, with the role id of the parent', async () => {
    const answer = await call('alice', 'PUT', url(demoScopes.vault, randomUUID()), activation());
    expect(answer.status).toBe(201);
    expect(answer.body.properties.scope).toBe(demoScopes.vault);
    expect(answer.body.properties.expandedProperties.scope.type).toBe('Microsoft.KeyVault/vaults');
  });
});

describe('PUT refuses', () => {
  it.each([
    ['no body', undefined, 400, 'InvalidRequestContent', 'JSON object'],
    ['broken JSON', '{"properties":', 400, 'InvalidRequestContent', 'not JSON'],
    ['JSON that would reach a prototype', '{"__proto__":{"a":1}}', 400, 'InvalidRequestContent', 'not JSON'],
    ['a list', [], 400, 'InvalidRequestContent', 'JSON object'],
    ['no properties', {}, 400, 'InvalidRequestContent', '`properties`'],
    ['a member twice', { properties: {}, Properties: {} }, 400, 'InvalidRequestContent', '`Properties`'],
    [
      'a type that there is not',
      activation({ requestType: 'SelfService' }),
      400,
      'InvalidRequestContent',
      'requestType',
    ],
    ['no type', activation({ requestType: null }), 400, 'InvalidRequestContent', 'requestType'],
    ['a principal that is no id', activation({ principalId: 'alice' }), 400, 'InvalidRequestContent', 'principalId'],
    [
      'a role that is no id',
      activation({ roleDefinitionId: 'Owner' }),
      400,
      'InvalidRequestContent',
      'roleDefinitionId',
    ],
    ['a role by number', activation({ roleDefinitionId: 7 }), 400, 'InvalidRequestContent', 'roleDefinitionId'],
    ['a justification by number', activation({ justification: 7 }), 400, 'InvalidRequestContent', 'justification'],
    ['a NUL in it', activation({ justification: 'a\u0000b' }), 400, 'InvalidRequestContent', 'justification'],
    ['a long one', activation({ justification: 'a'.repeat(2001) }), 400, 'InvalidRequestContent', 'justification'],
    [
      'a new line in a ticket',
      activation({ ticketInfo: { ticketNumber: 'a\nb' } }),
      400,
      'InvalidRequestContent',
      'ticketInfo.ticketNumber',
    ],
    [
      'a duration without one',
      activation({ scheduleInfo: { expiration: { type: 'AfterDuration', duration: null } } }),
      400,
      'InvalidRoleAssignmentRequestSchedule',
      'expiration.duration',
    ],
    [
      'an end without one',
      activation({ scheduleInfo: { expiration: { type: 'AfterDateTime' } } }),
      400,
      'InvalidRoleAssignmentRequestSchedule',
      'expiration.endDateTime',
    ],
    [
      'a time of no type',
      activation({ scheduleInfo: { expiration: { duration: 'PT1H' } } }),
      400,
      'InvalidRequestContent',
      'expiration.type',
    ],
    [
      'a date without a zone',
      activation({ scheduleInfo: { startDateTime: '2026-11-24T09:00:00' } }),
      400,
      'InvalidRoleAssignmentRequestSchedule',
      'startDateTime',
    ],
    [
      'an instance without its schedule',
      activation({ targetRoleAssignmentScheduleInstanceId: randomUUID() }),
      400,
      'InvalidRequestContent',
      'targetRoleAssignmentScheduleId',
    ],
    [
      'the role id of another scope',
      activation({ roleDefinitionId: roleAt(demoScopes.development, demoRoles.owner) }),
      400,
      'ScopeDoesNotMatchRoleDefinition',
      'role definition id',
    ],
    [
      'a role that there is not',
      activation({ roleDefinitionId: roleAt(production, randomUUID()) }),
      400,
      'RoleNotFound',
      'role',
    ],
  ])('%s', async (_condition, body, status, code, words) => {
    const answer = await call('alice', 'PUT', url(production, randomUUID()), body);
    expect(answer.status).toBe(status);
    expect(answer.body.error.code).toBe(code);
    expect(answer.body.error.message).toContain(words);
  });

  it('a name that is no GUID', async () => {
    const answer = await call('alice', 'PUT', url(production, 'mine'), activation());
    expect(answer.body.error).toMatchObject({ code: 'InvalidRequestContent' });
  });

  it('a scope that nobody registered, with 404', async () => {
    const scope = `${production}/resourceGroups/rg-none`;
    const answer = await call('alice', 'PUT', url(scope, randomUUID()), activation());
    expect([answer.status, answer.body.error.code]).toEqual([404, 'ResourceNotFound']);
  });

  it('a body of another content type with 415, and one that is too large with 413', async () => {
    const send = (body: string, type: string) =>
      fetch(`${server.url}${url(production, randomUUID())}`, {
        method: 'PUT',
        headers: { authorization: 'Bearer test:alice', 'content-type': type },
        body,
      });
    const asText = await send('{}', 'text/plain');
    expect([asText.status, await asText.json()]).toMatchObject([415, { error: { code: 'UnsupportedMediaType' } }]);
    const large = await send(`"${'a'.repeat(1024 * 1024)}"`, 'application/json');
    expect([large.status, await large.json()]).toMatchObject([413, { error: { code: 'RequestEntityTooLarge' } }]);
  });
});

describe('PUT names what the rules ask for', () => {
  it('all unmet rules in one bracketed list', async () => {
    const body = activation({
      justification: null,
      ticketInfo: null,
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT9H' } },
    });
    const { status, body: answer } = await call('alice', 'PUT', url(production, randomUUID()), body);
    expect(status).toBe(400);
    expect(answer.error).toEqual({
      code: 'RoleAssignmentRequestPolicyValidationFailed',
      message: 'The following policy rules failed: ["ExpirationRule","JustificationRule","TicketingRule"]',
    });
  });

  it('the eligibility of whoever has none', async () => {
    const body = activation({ principalId: demoIds.mallory });
    const { body: answer } = await call('mallory', 'PUT', url(production, randomUUID()), body);
    expect(answer.error.message).toContain('"EligibilityRule"');
  });

  it('the claims that a new sign-in must bring, in the form that clients hand on', async () => {
    const target = { caller: 'EndUser', level: 'Assignment' };
    const rule = {
      id: 'AuthenticationContext_EndUser_Assignment',
      ruleType: 'RoleManagementPolicyAuthenticationContextRule',
      target,
      isEnabled: true,
      claimValue: 'c1',
    };
    const policy = `${production}/${PROVIDER}/roleManagementPolicies/${demoRoles.storageBlobDataContributor}?${VERSION}`;
    await call('grace', 'PATCH', policy, { properties: { rules: [rule] } });
    const { status, body: answer } = await call('erin', 'PUT', url(production, randomUUID()), activation(blobs));
    expect(status).toBe(400);
    expect(answer.error).toEqual({
      code: 'RoleAssignmentRequestAcrsValidationFailed',
      message:
        '&claims=%7B%22access_token%22%3A%7B%22acrs%22%3A%7B%22essential%22%3Atrue%2C%20%22value%22%3A%22c1%22%7D%7D%7D',
    });
    const strong = await call('erin+c1', 'PUT', url(production, randomUUID()), activation(blobs));
    expect(strong.status).toBe(201);
  });

  it('what stands in the way, by the codes of the service', async () => {
    const name = randomUUID();
    const first = await call('erin', 'PUT', url(production, name), activation(blobs));
    expect(first.status).toBe(201);
    const codes: unknown[] = [];
    const send = async (as: string, rest: string, body: object) => {
      const { status, body: answer } = await call(as, 'PUT', url(production, rest), body);
      codes.push([status, answer.error.code, answer.error.message]);
    };
    await send('erin', name, activation(blobs));
    await send('erin', randomUUID(), activation(blobs));
    await send('erin', randomUUID(), activation({ ...blobs, requestType: 'SelfDeactivate' }));
    await send('alice', randomUUID(), activation({ requestType: 'SelfDeactivate' }));
    await call('alice', 'PUT', url(production, randomUUID()), activation());
    await send('alice', randomUUID(), activation());
    await send('grace', randomUUID(), activation({ principalId: randomUUID(), requestType: 'AdminAssign' }));
    expect(codes).toEqual([
      [409, 'RoleAssignmentRequestExists', `A role assignment request with Id: ${name} already exists.`],
      [400, 'RoleAssignmentExists', 'The Role assignment already exists.'],
      [400, 'ActiveDurationTooShort', 'The Active duration is too short. Miniumum Required is 5 minutes.'],
      [400, 'RoleAssignmentDoesNotExist', 'The Role assignment does not exist.'],
      [400, 'PendingRoleAssignmentRequest', 'There is already an existing pending Role assignment request.'],
      [400, 'SubjectNotFound', 'The subject is not found.'],
    ]);
  });

  it('the operation that a role would have to permit', async () => {
    const body = activation({ principalId: demoIds.mallory, requestType: 'AdminAssign' });
    const { status, body: answer } = await call('mallory', 'PUT', url(production, randomUUID()), body);
    expect(status).toBe(403);
    expect(answer.error.code).toBe('AuthorizationFailed');
    expect(answer.error.message).toContain(
      `does not have authorization to perform action 'Microsoft.Authorization/roleAssignments/write' over scope '${production}'`,
    );
  });

  it('and nobody activates for somebody else', async () => {
    const { status } = await call('grace', 'PUT', url(production, randomUUID()), activation());
    expect(status).toBe(403);
  });
});

describe('validate', () => {
  it('answers what PUT would, and stores nothing', async () => {
    const name = randomUUID();
    const dry = await call('erin', 'POST', url(production, `${name}/validate`), activation(blobs));
    expect(dry.status).toBe(200);
    const example = publishedExample('2020-10-01/ValidateRoleAssignmentScheduleRequestByName');
    expect(Object.keys(dry.body.properties).sort()).toEqual(
      Object.keys(example.responses['200']?.body.properties).sort(),
    );
    expect((await call('erin', 'GET', url(production, name))).status).toBe(404);
    const real = await call('erin', 'PUT', url(production, name), activation(blobs));
    expect(real.body).toEqual(dry.body);
  });

  it('refuses what PUT would refuse', async () => {
    const body = activation({ justification: '  ' });
    const dry = await call('alice', 'POST', url(production, `${randomUUID()}/validate`), body);
    const real = await call('alice', 'PUT', url(production, randomUUID()), body);
    expect([dry.status, dry.body]).toEqual([real.status, real.body]);
    expect(dry.body.error.message).toContain('["JustificationRule"]');
  });
});

describe('cancel', () => {
  it('withdraws what is pending with 200 and no body, once', async () => {
    const name = randomUUID();
    await call('alice', 'PUT', url(production, name), activation());
    const cancel = url(production, `${name}/cancel`);
    expect(await call('alice', 'POST', cancel)).toMatchObject({ status: 200, body: null });
    const { body } = await call('alice', 'GET', url(production, name));
    expect(body.properties.status).toBe('Canceled');
    const again = await call('alice', 'POST', cancel);
    expect([again.status, again.body.error.code]).toEqual([400, 'RequestCannotBeCancelled']);
  });

  it('hides the request from strangers, and is refused to who sees it and may not', async () => {
    const name = randomUUID();
    await call('alice', 'PUT', url(production, name), activation());
    const cancel = url(production, `${name}/cancel`);
    const stranger = await call('mallory', 'POST', cancel);
    expect([stranger.status, stranger.body.error.code]).toEqual([404, 'RoleAssignmentScheduleRequestNotFound']);
    expect((await call('oscar', 'POST', cancel)).status).toBe(403);
    expect((await call('grace', 'POST', cancel)).status).toBe(200);
  });

  it('does not reach a request through the address of another scope or family', async () => {
    const name = randomUUID();
    await call('alice', 'PUT', url(production, name), activation());
    const other = await call('alice', 'POST', url(demoScopes.development, `${name}/cancel`));
    expect(other.status).toBe(404);
    const family = await call('alice', 'POST', url(production, `${name}/cancel`, { family: 'Eligibility' }));
    expect([family.status, family.body.error.code]).toEqual([404, 'RoleEligibilityScheduleRequestNotFound']);
    const above = await call('alice', 'POST', url('/', `${name}/cancel`));
    expect(above.status).toBe(200);
  });
});

describe('GET', () => {
  it('shows a request to its requestor, an approver and a reader, and to nobody else', async () => {
    const name = randomUUID();
    await call('alice', 'PUT', url(production, name), activation());
    const statuses = async (...people: readonly string[]) =>
      Promise.all(people.map(async (person) => (await call(person, 'GET', url(production, name))).status));
    expect(await statuses('alice', 'dave', 'oscar', 'grace')).toEqual([200, 200, 200, 200]);
    expect(await statuses('mallory', 'erin', 'judy')).toEqual([404, 404, 404]);
  });

  it('answers 404 for what is no name', async () => {
    expect((await call('grace', 'GET', url(production, "x'--"))).status).toBe(404);
  });

  it('reads as timed out when the window is over, though no timer ran', async () => {
    const name = randomUUID();
    await call('alice', 'PUT', url(production, name), activation());
    server.demo.clock.advance('PT24H');
    const { body } = await call('alice', 'GET', url(production, name));
    expect(body.properties.status).toBe('TimedOut');
    const pending = await call('grace', 'GET', list(production, "status eq 'PendingApproval'"));
    expect(pending.body.value).toEqual([]);
    const timedOut = await call('grace', 'GET', list(production, "status eq 'TimedOut'"));
    expect(timedOut.body.value).toHaveLength(1);
    expect((await call('bob', 'GET', list('/', 'asApprover()'))).body.value).toEqual([]);
  });
});

describe('list', () => {
  async function names(person: string, scope: string, filter: string, family = 'Assignment') {
    const { status, body } = await call(person, 'GET', list(scope, filter, family));
    return status === 200 ? body.value.map(({ name }: { name: string }) => name) : body.error.code;
  }

  it('gives everybody what is theirs, and needs a right for what is others', async () => {
    const name = randomUUID();
    await call('alice', 'PUT', url(production, name), activation());
    expect(await names('alice', '/', 'asRequestor()')).toEqual([name]);
    expect(await names('alice', production, 'asTarget()')).toEqual([name]);
    expect(await names('alice', demoScopes.development, 'asTarget()')).toEqual([]);
    expect(await names('bob', '/', 'asApprover()')).toEqual([name]);
    expect(await names('dave', production, 'asApprover()')).toEqual([name]);
    // what a management group contains is for those who may know of the group (ADR 0016)
    expect(await names('dave', demoScopes.managementGroup, 'asApprover()')).toEqual([]);
    expect(await names('dave', demoScopes.development, 'asApprover()')).toEqual([]);
    expect(await names('alice', '/', 'asApprover()')).toEqual([]);
    expect(await names('mallory', '/', 'asTarget()')).toEqual([]);
    expect(await names('oscar', production, `principalId eq '${demoIds.alice}'`)).toEqual([name]);
    expect(await names('alice', production, `principalId eq '${demoIds.alice}'`)).toBe('InsufficientPermissions');
    expect(await names('oscar', '/', `principalId eq '${demoIds.alice}'`)).toBe('InsufficientPermissions');
  });

  it('narrows by every filter of the contract', async () => {
    const name = randomUUID();
    await call('alice', 'PUT', url(production, name), activation());
    const owner = roleAt('/', demoRoles.owner);
    expect(await names('grace', production, `requestorId eq '${demoIds.alice}'`)).toEqual([name]);
    expect(await names('grace', production, `requestorId eq '${demoIds.grace}'`)).not.toContain(name);
    expect(
      await names('grace', production, `roleDefinitionId eq '${owner}' and principalId eq ${demoIds.alice}`),
    ).toEqual([name]);
    expect(await names('grace', production, `roleDefinitionId+eq+'${roleAt('/', demoRoles.reader)}'`)).toEqual([
      // inherited from the management group
      'e0000000-0000-4000-8000-000000000006',
    ]);
    expect(await names('grace', '/', `assignedTo('${demoIds.alice.toUpperCase()}')`)).toEqual([name]);
    expect(await names('grace', demoScopes.data, 'atScope()')).toContain(name);
    expect(await names('grace', demoScopes.managementGroup, 'atScope()')).not.toContain(name);
    // what she has through the two groups that she is in
    expect(await names('alice', '/', 'asTarget()', 'Eligibility')).toHaveLength(3);
    expect(await names('grace', '/', `principalId eq '${demoIds.alice}'`, 'Eligibility')).toHaveLength(1);
  });

  it.each(['everything()', "status eq 'Nothing'", "principalId eq 'alice'", "principalId ne 'x'", ''])(
    'refuses the filter %j rather than to list all',
    async (filter) => {
      expect(await names('grace', '/', filter)).toBe('InvalidRequestContent');
    },
  );

  it('shows directory roles to who administers them, and not to a reader of resources', async () => {
    await call(
      'ivan',
      'PUT',
      url('/', randomUUID()),
      activation({ principalId: demoIds.ivan, roleDefinitionId: roleAt('/', demoRoles.securityOperator) }),
    );
    const body = activation({ principalId: demoIds.mallory, requestType: 'AdminAssign' });
    body.properties.roleDefinitionId = roleAt('/', demoRoles.reader);
    const name = randomUUID();
    expect((await call('grace', 'PUT', url('/', name), body)).status).toBe(201);
    const roles = async (person: string) => {
      const { body: answer } = await call(person, 'GET', url('/'));
      const displayName = (each: Record<string, never>) =>
        (each['properties'] as never as { expandedProperties: { roleDefinition: { displayName: string } } })
          .expandedProperties.roleDefinition.displayName;
      return new Set(answer.value.map(displayName));
    };
    expect(await roles('heidi')).toEqual(new Set(['Security Operator', 'Global Administrator']));
    expect(await roles('mallory')).toEqual(new Set(['Reader', 'Owner']));
  });
});
