import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { armCall } from '../../../../test/support/openapi/arm-call.ts';
import { publishedExample, shapeOf } from '../../../../test/support/openapi/published-examples.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';

const VERSION = 'api-version=2020-10-01';
const PROVIDER = 'providers/Microsoft.Authorization';
const { production, managementGroup, web } = demoScopes;
const erinsEligibility = 'e0000000-0000-4000-8000-000000000004';

let server: TestServer;
let call: TestServer['call'];
beforeEach(async () => {
  server = await testServer();
  call = armCall(server);
});
afterEach(() => server.close());

function url(scope: string, type: string, rest = '', query = ''): string {
  return `${scope === '/' ? '' : scope}/${PROVIDER}/${type}${rest === '' ? '' : `/${rest}`}?${VERSION}${query}`;
}

async function listed(person: string, scope: string, type: string, filter: string) {
  const { status, body } = await call(person, 'GET', url(scope, type, '', `&$filter=${filter}`));
  if (status !== 200) return body.error.code;
  return body.value;
}

async function activate(startDateTime: string | null = null): Promise<string> {
  const name = randomUUID();
  const properties = {
    principalId: demoIds.erin,
    roleDefinitionId: `${production}/${PROVIDER}/roleDefinitions/${demoRoles.storageBlobDataContributor}`,
    requestType: 'SelfActivate',
    scheduleInfo: { startDateTime, expiration: { type: 'AfterDuration', duration: 'PT2H' } },
  };
  const answer = await call('erin', 'PUT', url(production, 'roleAssignmentScheduleRequests', name), { properties });
  expect(answer.status).toBe(201);
  return name;
}

describe('a schedule', () => {
  it('has the shape of the published example, for assignments and eligibilities', async () => {
    const name = await activate();
    const assignment = await call('erin', 'GET', url(production, 'roleAssignmentSchedules', name));
    const assignmentExample = publishedExample('2020-10-01/GetRoleAssignmentScheduleByName').responses['200'];
    expect(shapeOf(assignment.body)).toEqual(shapeOf(assignmentExample?.body));
    expect(assignment.body.properties).toMatchObject({
      linkedRoleEligibilityScheduleId: erinsEligibility,
      assignmentType: 'Activated',
      status: 'Provisioned',
      roleAssignmentScheduleRequestId: `${production}/${PROVIDER}/RoleAssignmentScheduleRequests/${name}`,
      startDateTime: '2026-11-24T08:00:00Z',
      endDateTime: '2026-11-24T10:00:00Z',
      memberType: 'Direct',
    });
    const eligibility = await call('erin', 'GET', url(production, 'roleEligibilitySchedules', erinsEligibility));
    const eligibilityExample = publishedExample('2020-10-01/GetRoleEligibilityScheduleByName').responses['200'];
    expect(shapeOf(eligibility.body)).toEqual(shapeOf(eligibilityExample?.body));
  });

  it('is there before it starts, and gone when it has ended', async () => {
    const name = await activate('2026-11-24T09:00:00Z');
    const get = async () => {
      const { status, body } = await call('erin', 'GET', url(production, 'roleAssignmentSchedules', name));
      return status === 200 ? body.properties.status : body.error.code;
    };
    expect(await get()).toBe('Granted');
    expect(await listed('erin', '/', 'roleAssignmentSchedules', "asTarget() and status eq 'Granted'")).toHaveLength(1);
    expect(await listed('erin', '/', 'roleAssignmentSchedules', "asTarget() and status eq 'Denied'")).toEqual([]);
    server.demo.clock.advance('PT1H');
    expect(await get()).toBe('Provisioned');
    server.demo.clock.advance('PT2H');
    expect(await get()).toBe('RoleAssignmentScheduleNotFound');
    expect(await listed('erin', '/', 'roleAssignmentSchedules', 'asTarget()')).toEqual([]);
  });

  it('is hidden from strangers and from the address of another scope', async () => {
    const status = async (person: string, scope: string) =>
      (await call(person, 'GET', url(scope, 'roleEligibilitySchedules', erinsEligibility))).status;
    expect(await status('mallory', production)).toBe(404);
    expect(await status('erin', demoScopes.development)).toBe(404);
    // whether the group is above the subscription is for those who may know of the group (ADR 0016)
    expect(await status('erin', managementGroup)).toBe(404);
    expect(await status('oscar', managementGroup)).toBe(200);
    expect(await status('oscar', production)).toBe(200);
  });
});

describe('an instance', () => {
  it('has the shape of the published example, for assignments and eligibilities', async () => {
    await activate();
    const [instance] = await listed('erin', production, 'roleAssignmentScheduleInstances', 'asTarget()');
    const example = publishedExample('2020-10-01/GetRoleAssignmentScheduleInstanceByName').responses['200'];
    expect(shapeOf(instance)).toEqual(shapeOf(example?.body));
    const origin = await call('erin', 'GET', `${instance.properties.originRoleAssignmentId}?api-version=2022-04-01`);
    expect(origin.body).toMatchObject({
      id: instance.properties.originRoleAssignmentId,
      properties: { scope: production },
    });
    expect(instance.properties.linkedRoleEligibilityScheduleId).toBe(
      `${production}/${PROVIDER}/RoleEligibilitySchedules/${erinsEligibility}`,
    );
    const [eligible] = await listed('erin', production, 'roleEligibilityScheduleInstances', 'asTarget()');
    const eligibleExample = publishedExample('2020-10-01/GetRoleEligibilityScheduleInstanceByName').responses['200'];
    expect(shapeOf(eligible)).toEqual(shapeOf(eligibleExample?.body));
    expect(instance.properties.linkedRoleEligibilityScheduleInstanceId).toBe(eligible.id);
  });

  it('is found by its name, which stays the same', async () => {
    await activate();
    const [instance] = await listed('erin', production, 'roleAssignmentScheduleInstances', 'asTarget()');
    const get = (person: string, scope: string) =>
      call(person, 'GET', url(scope, 'roleAssignmentScheduleInstances', instance.name.toUpperCase()));
    expect(await get('erin', production)).toMatchObject({ status: 200, body: instance });
    expect((await get('mallory', production)).status).toBe(404);
    expect((await get('erin', demoScopes.development)).status).toBe(404);
    server.demo.clock.advance('PT2H');
    expect((await get('erin', production)).status).toBe(404);
  });

  it('is there only while the role is held, to the millisecond', async () => {
    const name = await activate('2026-11-24T09:00:00Z');
    const list = () => listed('erin', '/', 'roleAssignmentScheduleInstances', 'asTarget()');
    expect(await list()).toEqual([]);
    server.demo.clock.advance('PT1H');
    const [instance] = await list();
    expect(instance.properties.roleAssignmentScheduleId).toContain(name);
    server.demo.clock.advance('PT1H59M59.999S');
    expect(await list()).toHaveLength(1);
    server.demo.clock.advance('PT0.001S');
    expect(await list()).toEqual([]);
  });

  it('is found by its schedule', async () => {
    const name = await activate();
    const id = `${production}/${PROVIDER}/RoleAssignmentSchedules/${name}`;
    const filter = (each: string) => `asTarget() and roleAssignmentScheduleId eq '${each}'`;
    expect(await listed('erin', '/', 'roleAssignmentScheduleInstances', filter(id))).toHaveLength(1);
    expect(await listed('erin', '/', 'roleAssignmentScheduleInstances', filter(randomUUID()))).toEqual([]);
    expect(await listed('erin', '/', 'roleEligibilityScheduleInstances', filter(id))).toBe('InvalidRequestContent');
    expect(await listed('erin', '/', 'roleAssignmentSchedules', filter(id))).toBe('InvalidRequestContent');
  });
});

describe('the way to a role', () => {
  const memberTypes = async (person: string, scope: string, filter: string) => {
    const found = await listed(person, scope, 'roleEligibilityScheduleInstances', filter);
    return Object.fromEntries(
      found.map(({ properties }: { properties: Record<string, string> }) => [
        (properties['expandedProperties'] as never as { roleDefinition: { displayName: string } }).roleDefinition
          .displayName,
        properties['memberType'],
      ]),
    );
  };

  it('is a group for what somebody has through one, however deep', async () => {
    expect(await memberTypes('frank', '/', 'asTarget()')).toEqual({ Contributor: 'Group', Reader: 'Group' });
    expect(await memberTypes('alice', '/', 'asTarget()')).toMatchObject({ Owner: 'Direct', Contributor: 'Group' });
    expect(await memberTypes('grace', '/', `assignedTo('${demoIds.frank}')`)).toMatchObject({ Reader: 'Group' });
  });

  it('is inherited below the scope of the assignment, and not shown above it', async () => {
    expect(await memberTypes('oscar', web, 'atScope()')).toMatchObject({ Reader: 'Inherited', Owner: 'Inherited' });
    expect(await memberTypes('oscar', production, 'atScope()')).toMatchObject({ Reader: 'Inherited', Owner: 'Direct' });
    expect(await memberTypes('oscar', managementGroup, 'atScope()')).toEqual({ Reader: 'Direct' });
  });
});

describe('a list', () => {
  it('asks for the right to read at the scope, and says how to go without', async () => {
    const { status, body } = await call('erin', 'GET', url(production, 'roleAssignmentScheduleInstances'));
    expect(status).toBe(400);
    expect(body.error).toEqual({
      code: 'InsufficientPermissions',
      message: `The requestor ${demoIds.erin} does not have permissions for this request. Please use $filter=asTarget() to filter on the requestor's assignments.`,
    });
    expect((await call('oscar', 'GET', url(production, 'roleAssignmentScheduleInstances'))).status).toBe(200);
    expect((await call('oscar', 'GET', url('/', 'roleAssignmentScheduleInstances'))).status).toBe(400);
  });

  it('comes in pages that together hold everything once, by links on the host that was called', async () => {
    const { body: before } = await call('grace', 'GET', url(web, 'roleEligibilitySchedules', '', '&$filter=atScope()'));
    const assigned: string[] = [];
    const roles = [demoRoles.reader, demoRoles.contributor, demoRoles.owner];
    for (let index = 0; index < 108; index += 1) {
      const role = roles[index % 3];
      const principalId = Object.values(demoIds)[Math.floor(index / 3) % 18];
      const properties = {
        principalId,
        roleDefinitionId: `${production}/${PROVIDER}/roleDefinitions/${role}`,
        requestType: 'AdminAssign',
        scheduleInfo: {
          startDateTime: `2026-12-${String(1 + Math.floor(index / 54) * 10).padStart(2, '0')}T00:00:00Z`,
          expiration: { type: 'AfterDuration', duration: 'P5D' },
        },
      };
      const name = randomUUID();
      const put = await server.call('grace', 'PUT', url(web, 'roleEligibilityScheduleRequests', name), {
        properties,
      });
      if (put.status !== 201) throw new Error(JSON.stringify(put.body));
      assigned.push(name);
    }
    const first = await call('grace', 'GET', url(web, 'roleEligibilitySchedules', '', '&%24filter=atScope%28%29'));
    expect(first.body.value).toHaveLength(100);
    expect(first.body.nextLink).toMatch(
      new RegExp(`^${server.url}${web}/${PROVIDER}/roleEligibilitySchedules\\?`, 'i'),
    );
    const next = await call('grace', 'GET', first.body.nextLink.slice(server.url.length));
    expect(next.body.nextLink).toBeUndefined();
    const all = [...first.body.value, ...next.body.value].map(({ name }: { name: string }) => name);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(assigned.length + before.value.length);
    expect(all).toEqual(expect.arrayContaining(assigned));
  });

  it.each(['x', '', 'AAAA', Buffer.from('1.x').toString('base64url'), '%00', "1' or '1'='1"])(
    'refuses the token %j, which is none of its own',
    async (token) => {
      const { status, body } = await call(
        'grace',
        'GET',
        url('/', 'roleAssignmentSchedules', '', `&$skiptoken=${token}`),
      );
      expect([status, body.error.code]).toEqual([400, 'InvalidSkipToken']);
    },
  );
});
