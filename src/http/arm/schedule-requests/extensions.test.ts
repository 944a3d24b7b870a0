import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { armCall } from '../../../../test/support/openapi/arm-call.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';

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

type Family = 'Assignment' | 'Eligibility';
const families: readonly Family[] = ['Eligibility', 'Assignment'];

function url(family: Family, rest: string, query = ''): string {
  return `${production}/${PROVIDER}/role${family}ScheduleRequests${rest}?${VERSION}${query}`;
}

function body(requestType: string, over: object = {}) {
  return {
    properties: {
      principalId: demoIds.mallory,
      roleDefinitionId: `${production}/${PROVIDER}/roleDefinitions/${demoRoles.contributor}`,
      requestType,
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'P30D' } },
      justification: 'IR-2026-0142 goes on',
      ...over,
    },
  };
}

/** Sends a request after its dry run, which must answer the same. */
async function put(person: string, family: Family, properties: ReturnType<typeof body>) {
  const name = randomUUID();
  const dry = await call(person, 'POST', url(family, `/${name}/validate`), properties);
  const real = await call(person, 'PUT', url(family, `/${name}`), properties);
  if (real.status === 201) expect(dry.body).toEqual(real.body);
  else expect([dry.status, dry.body]).toEqual([real.status, real.body]);
  return { ...real, name };
}

async function assigned(family: Family): Promise<string> {
  const answer = await put('grace', family, body('AdminAssign'));
  expect(answer.status).toBe(201);
  return answer.name;
}

async function endOf(family: Family, name: string): Promise<string> {
  const path = `${production}/${PROVIDER}/role${family}Schedules/${name}?${VERSION}`;
  return (await call('grace', 'GET', path)).body.properties?.endDateTime;
}

describe.each(families)('Role%sScheduleRequests', (family) => {
  const target = `targetRole${family}ScheduleId`;

  it('updates an assignment, which keeps its name', async () => {
    const name = await assigned(family);
    const until = '2027-01-31T00:00:00Z';
    const scheduleInfo = { expiration: { type: 'AfterDateTime', endDateTime: until } };
    const answer = await put('grace', family, body('AdminUpdate', { scheduleInfo, [target]: name }));
    expect([answer.status, answer.body.properties.status]).toEqual([201, 'Provisioned']);
    expect(answer.body.properties[target]).toBe(name);
    expect(await endOf(family, name)).toBe(until);
  });

  it('converts an assignment of the other family by naming it', async () => {
    const other = family === 'Assignment' ? 'Eligibility' : 'Assignment';
    const name = await assigned(other);
    const properties = body('AdminUpdate', { scheduleInfo: null, [target]: name });
    const answer = await put('grace', family, properties);
    expect(answer.status).toBe(201);
    expect(answer.body.properties[target]).toBe(answer.name);
    expect(await endOf(family, answer.name)).toBe('2026-12-24T08:00:00Z');
    expect(await endOf(other, name)).toBeUndefined();
  });

  it('says when extend opens, and takes it in the last 14 days', async () => {
    const name = await assigned(family);
    const early = await put('mallory', family, body('SelfExtend'));
    expect([early.status, early.body.error.code]).toEqual([400, 'RoleAssignmentExtensionNotOpen']);
    expect(early.body.error.message).toBe(
      'extend opens at `2026-12-10T08:00:00Z`, 14 days before the end of the assignment',
    );
    server.demo.clock.set('2026-12-10T08:00:00Z');
    const answer = await put('mallory', family, body('SelfExtend'));
    expect(answer.status).toBe(201);
    expect(answer.body.properties).toMatchObject({
      status: 'PendingAdminDecision',
      approvalId: null,
      [target]: name,
      scheduleInfo: { startDateTime: '2026-12-24T08:00:00Z', expiration: { duration: 'P30D' } },
    });
    const listed = await call(
      'mallory',
      'GET',
      url(family, '', "&$filter=asTarget() and status eq 'PendingAdminDecision'"),
    );
    expect(listed.body.value.map((each: { name: string }) => each.name)).toEqual([answer.name]);
    const again = await put('mallory', family, body('SelfExtend'));
    expect(again.body.error.code).toBe('PendingRoleAssignmentRequest');
  });

  it('answers that an extension is not decided here, and hides it from strangers', async () => {
    await assigned(family);
    server.demo.clock.set('2026-12-20T08:00:00Z');
    const { name } = await put('mallory', family, body('SelfExtend'));
    const stage = `/${PROVIDER}/roleAssignmentApprovals/${name}/stages/${randomUUID()}?api-version=2021-01-01-preview`;
    const decision = { properties: { reviewResult: 'Approve', justification: 'x' } };
    for (const method of ['PATCH', 'PUT']) {
      const answer = await call('grace', method, stage, decision);
      expect([answer.status, answer.body.error.code]).toEqual([400, 'RequestTypeNotSupported']);
      expect(answer.body.error.message).toContain('JSON API');
      expect((await call('alice', method, stage, decision)).status).toBe(404);
    }
    expect((await call('bob', 'GET', url(family, '', '&$filter=asApprover()'))).body.value).toEqual([]);
  });

  it('is extended and renewed by an administrator', async () => {
    const name = await assigned(family);
    server.demo.clock.set('2026-12-20T08:00:00Z');
    const extended = await put('grace', family, body('AdminExtend', { [target]: name }));
    expect(extended.body.properties.status).toBe('Provisioned');
    expect(await endOf(family, name)).toBe('2027-01-23T08:00:00Z');
    server.demo.clock.set('2027-01-23T08:00:00Z');
    const renewed = await put('grace', family, body('AdminRenew', { [target]: name }));
    expect(renewed.body.properties).toMatchObject({ status: 'Provisioned', [target]: renewed.name });
    expect(await endOf(family, renewed.name)).toBe('2027-02-22T08:00:00Z');
  });

  it('is withdrawn, and reads as timed out once its time is over', async () => {
    await assigned(family);
    server.demo.clock.set('2026-12-20T08:00:00Z');
    const { name } = await put('mallory', family, body('SelfExtend'));
    expect((await call('mallory', 'POST', url(family, `/${name}/cancel`))).status).toBe(200);
    const second = await put('mallory', family, body('SelfExtend'));
    server.demo.clock.set('2026-12-24T08:00:00Z');
    const read = await call('mallory', 'GET', url(family, `/${second.name}`));
    expect(read.body.properties.status).toBe('TimedOut');
    const late = await put('mallory', family, body('SelfExtend'));
    expect([late.status, late.body.error.code]).toEqual([400, 'RoleAssignmentDoesNotExist']);
    const renewal = await put('mallory', family, body('SelfRenew'));
    expect(renewal.body.properties.status).toBe('PendingAdminDecision');
  });
});

it('extends a running activation, which keeps its name', async () => {
  await assigned('Eligibility');
  const hours = (duration: string) => ({ scheduleInfo: { expiration: { type: 'AfterDuration', duration } } });
  const { name } = await put('mallory', 'Assignment', body('SelfActivate', hours('PT2H')));
  const answer = await put('mallory', 'Assignment', body('SelfExtend', hours('PT1H')));
  expect(answer.body.properties).toMatchObject({
    status: 'Provisioned',
    targetRoleAssignmentScheduleId: name,
    scheduleInfo: { startDateTime: '2026-11-24T10:00:00Z', expiration: { duration: 'PT1H' } },
  });
  expect(await endOf('Assignment', name)).toBe('2026-11-24T11:00:00Z');
  const tooMuch = await put('mallory', 'Assignment', body('SelfExtend', hours('PT6H')));
  expect(tooMuch.body.error.message).toContain('["ExpirationRule"]');
});

it('extends directory roles alike', async () => {
  const about = {
    principalId: demoIds.mallory,
    roleDefinitionId: `/${PROVIDER}/roleDefinitions/${demoRoles.securityOperator}`,
  };
  const at = (name: string) => `/${PROVIDER}/roleEligibilityScheduleRequests/${name}?${VERSION}`;
  const send = (person: string, type: string) => call(person, 'PUT', at(randomUUID()), body(type, about));
  expect((await send('grace', 'AdminAssign')).status).toBe(201);
  server.demo.clock.set('2026-12-20T08:00:00Z');
  expect((await send('mallory', 'SelfExtend')).body.properties.status).toBe('PendingAdminDecision');
  expect((await send('heidi', 'AdminExtend')).body.properties.status).toBe('Provisioned');
});
