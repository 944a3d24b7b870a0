import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { armCall } from '../support/openapi/arm-call.ts';
import { type TestServer, testServer } from '../support/test-server.ts';

// contracts/arm §1 and §2, contracts/clients §1.3 and §1.4: addresses, versions, what is read, what is answered

let server: TestServer;
let call: TestServer['call'];
beforeEach(async () => {
  server = await testServer();
  call = armCall(server);
});
afterEach(() => server.close());

const PROVIDER = 'providers/Microsoft.Authorization';
const PIM = 'api-version=2020-10-01';
const { production, web, webServer, managementGroup } = demoScopes;
const [, , subscription = ''] = production.split('/');

function activation(over: object = {}) {
  return {
    properties: {
      principalId: demoIds.alice,
      roleDefinitionId: `${production}/${PROVIDER}/roleDefinitions/${demoRoles.contributor}`,
      requestType: 'SelfActivate',
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT2H' } },
      justification: 'Triage of IR-2026-0142',
      ticketInfo: { ticketNumber: 'IR-2026-0142', ticketSystem: 'Jira' },
      ...over,
    },
  };
}

function requestUrl(scope: string = production, name: string = randomUUID(), rest = ''): string {
  return `${scope}/${PROVIDER}/roleAssignmentScheduleRequests/${name}${rest}?${PIM}`;
}

describe('§1 the scope in an address', () => {
  it.each([
    ['the tenant root', '', '/'],
    ['a subscription', production, production],
    ['its alias', `/providers/Microsoft.Subscription/subscriptions/${subscription}`, production],
    ['a resource group', web, web],
    ['a resource', webServer, webServer],
    ['a management group', managementGroup, managementGroup],
    ['a leading double slash', `/${web}`, web],
    ['a triple slash', `//${web}`, web],
    ['slashes in the middle', web.replaceAll('/', '//'), web],
    ['lower case', web.toLowerCase(), web],
    ['upper case', web.toUpperCase(), web],
    ['`resourcegroups`', web.replace('resourceGroups', 'resourcegroups'), web],
  ])('is read as %s', async (_form, written, meant) => {
    const at = (scope: string, provider = PROVIDER) =>
      call('grace', 'GET', `${scope}/${provider}/roleEligibilitySchedules?${PIM}`);
    const plain = await at(meant === '/' ? '' : meant);
    expect(plain.status).toBe(200);
    for (const provider of [PROVIDER, PROVIDER.toLowerCase(), PROVIDER.toUpperCase()]) {
      const { status, body } = await at(written, provider);
      expect({ status, names: body.value?.map(nameOf) }).toEqual({ status: 200, names: plain.body.value.map(nameOf) });
    }
  });

  it('may have a slash at its end, before the query', async () => {
    const plain = await call('grace', 'GET', `${web}/${PROVIDER}/roleEligibilitySchedules?${PIM}`);
    const slashed = await call('grace', 'GET', `${web}/${PROVIDER}/roleEligibilitySchedules/?${PIM}`);
    expect(slashed).toMatchObject({ status: 200, body: plain.body });
  });

  // `..` never leaves this client; arm-surface.test.ts is about it
  it.each([
    `${production}%2fresourceGroups%2frg-web`,
    `${production}/resourceGroups/a%5cb`,
    `${production}%00`,
    '/x/y',
  ])('is refused as %s, and not read as another one', async (scope) => {
    const answer = await call('grace', 'GET', `${scope}/${PROVIDER}/roleEligibilitySchedules?${PIM}`);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'InvalidScope' } } });
  });

  it('is normalised in what a request answers: the alias is the subscription', async () => {
    const alias = `/providers/Microsoft.Subscription/subscriptions/${subscription}`;
    const name = randomUUID();
    const { status, body } = await call('alice', 'PUT', requestUrl(alias, name), activation());
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body.properties.scope).toBe(production);
    expect(body.id).toBe(`${production}/${PROVIDER}/RoleAssignmentScheduleRequests/${name}`);
  });
});

describe('§1 api-version', () => {
  it.each(['', 'api-version=', 'api-version=%20'])('is required; refused as %j', async (query) => {
    const answer = await call('grace', 'GET', `${web}/${PROVIDER}/roleAssignmentSchedules?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'MissingApiVersionParameter' } } });
  });

  it.each([
    ['roleAssignmentSchedules', '2020-10-01', 200],
    ['roleAssignmentSchedules', '2020-10-01-PREVIEW', 200],
    ['roleAssignmentSchedules', '2022-04-01-preview', 200],
    ['roleAssignmentSchedules', '2024-09-01-preview', 200],
    ['roleAssignmentSchedules', '2015-07-01', 400],
    ['roleAssignmentSchedules', 'latest', 400],
    ['roleAssignmentApprovals', '2021-01-01-preview', 200],
    ['roleAssignmentApprovals', '2020-10-01', 400],
    ['roleAssignments', '2015-07-01', 200],
    ['roleAssignments', '2018-01-01-preview', 200],
    ['roleAssignments', '2026-08-01', 200],
    ['roleDefinitions', '2018-07-01', 200],
    ['denyAssignments', '2026-09-01', 200],
    ['roleDefinitions', '22-04-01', 400],
  ])('of %s %s gives %i', async (type, version, status) => {
    const filter = type === 'roleAssignmentApprovals' ? '&$filter=asApprover()' : '';
    const answer = await call('grace', 'GET', `${web}/${PROVIDER}/${type}?API-Version=${version}${filter}`);
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body.error.code).toBe('InvalidApiVersionParameter');
  });
});

describe('§1 JSON in', () => {
  it('binds members, words and ids in any case', async () => {
    const { properties } = activation();
    const body = {
      Properties: {
        PRINCIPALID: properties.principalId.toUpperCase(),
        RoleDefinitionId: properties.roleDefinitionId.toUpperCase(),
        requesttype: 'SELFACTIVATE',
        ScheduleInfo: { Expiration: { Type: 'afterduration', Duration: 'PT2H' } },
        Justification: properties.justification,
        TicketInfo: { TicketNumber: 'IR-2026-0142', TICKETSYSTEM: 'Jira' },
      },
    };
    const { status, body: made } = await call('alice', 'PUT', requestUrl(), body);
    expect(status, JSON.stringify(made)).toBe(201);
    expect(made.properties).toMatchObject({ requestType: 'SelfActivate', principalId: demoIds.alice });
  });

  it('ignores members that are unknown or read-only', async () => {
    const body = activation({
      isValidationOnly: false,
      isActivativation: true,
      scope: '/subscriptions/other',
      status: 'Denied',
      principalType: 'Group',
      requestorId: demoIds.bob,
      createdOn: 'never',
      approvalId: 5,
      expandedProperties: null,
    });
    const { status, body: made } = await call('alice', 'PUT', requestUrl(), { ...body, id: 'x', name: 7, type: null });
    expect(status, JSON.stringify(made)).toBe(201);
    expect(made.properties).toMatchObject({ scope: production, status: 'Provisioned', requestorId: demoIds.alice });
    expect(made.properties.principalType).toBe('User');
  });

  it.each(['SelfDestruct', 'adminassign ', '', 'Self-Activate'])(
    '§4 refuses the request type %j',
    async (requestType) => {
      const { status, body } = await call('alice', 'PUT', requestUrl(), activation({ requestType }));
      expect([status, body.error.code]).toEqual([400, 'InvalidRequestContent']);
      expect(body.error.message).toContain('properties.requestType');
    },
  );

  it.each([
    '2026-11-24T09:00:00Z',
    '2026-11-24T09:00:00.1Z',
    '2026-11-24T09:00:00.1234567Z',
    '2026-11-24T10:00:00.123+01:00',
    '2026-11-24T09:00Z',
  ])('reads the date %s', async (startDateTime) => {
    const scheduleInfo = { startDateTime, expiration: { type: 'AfterDuration', duration: 'PT1H' } };
    const { status, body } = await call('alice', 'PUT', requestUrl(), activation({ scheduleInfo }));
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body.properties.scheduleInfo.startDateTime).toMatch(/^2026-11-24T09:00:00(\.1(23)?)?Z$/);
  });

  it.each(['PT30M', 'PT2H', 'pt2h', 'PT1H30M', 'PT0H45M'])('reads the duration %s', async (duration) => {
    const scheduleInfo = { startDateTime: null, expiration: { type: 'AfterDuration', endDateTime: null, duration } };
    expect((await call('alice', 'PUT', requestUrl(), activation({ scheduleInfo }))).status).toBe(201);
  });

  it.each([
    ['at the subscription', `${production}/${PROVIDER}/roleDefinitions/`],
    ['at the tenant', `/${PROVIDER}/roleDefinitions/`],
    ['without the first slash', `${production.slice(1)}/${PROVIDER}/roleDefinitions/`],
    ['bare', ''],
  ])('§12 compares the role definition id by its GUID: %s', async (_form, prefix) => {
    const roleDefinitionId = `${prefix}${demoRoles.contributor}`;
    const { status, body } = await call('alice', 'PUT', requestUrl(), activation({ roleDefinitionId }));
    expect(status, JSON.stringify(body)).toBe(201);
  });
});

describe('§1 JSON out', () => {
  it('shows what is unset as explicit null', async () => {
    const { body } = await call('alice', 'PUT', requestUrl(), activation());
    expect(body.properties).toMatchObject({
      approvalId: null,
      condition: null,
      conditionVersion: null,
      targetRoleAssignmentScheduleInstanceId: null,
      scheduleInfo: { expiration: { endDateTime: null } },
    });
  });

  it('§2 answers 201 to PUT, 200 without a body to cancel, 200 to validate, each as JSON', async () => {
    const name = randomUUID();
    const scheduleInfo = {
      startDateTime: '2026-11-25T08:00:00Z',
      expiration: { type: 'AfterDuration', duration: 'PT1H' },
    };
    const planned = activation({ scheduleInfo });
    const validated = await call('alice', 'POST', requestUrl(production, name, '/validate'), planned);
    expect([validated.status, validated.body.properties.status]).toEqual([200, 'Granted']);
    const made = await call('alice', 'PUT', requestUrl(production, name), planned);
    expect([made.status, made.body.properties.status]).toEqual([201, 'Granted']);
    const canceled = await call('alice', 'POST', requestUrl(production, name, '/cancel'));
    expect([canceled.status, canceled.body]).toEqual([200, null]);
    const read = await call('alice', 'GET', requestUrl(production, name));
    expect([read.status, read.body.properties.status]).toEqual([200, 'Canceled']);
  });

  it.each(['PUT', 'POST', 'DELETE', 'PATCH'])(
    '§2 schedules and instances are read-only: %s gives 405',
    async (method) => {
      for (const type of ['roleAssignmentSchedules', 'roleEligibilityScheduleInstances']) {
        const answer = await call('grace', method, `${web}/${PROVIDER}/${type}/${randomUUID()}?${PIM}`);
        expect(answer).toMatchObject({ status: 405, body: { error: { code: 'MethodNotAllowed' } } });
      }
    },
  );

  it('§2 PUT on a policy answers a bare text, as the service does', async () => {
    const path = `${web}/${PROVIDER}/roleManagementPolicies/${randomUUID()}?${PIM}`;
    expect(await call('grace', 'PUT', path, {})).toMatchObject({ status: 400, body: 'Not implemented exception' });
  });
});

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
