import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  activate,
  approvalBy,
  assign,
  introduce,
  mayDo,
  production,
  setRule,
} from '../../../../test/scenarios/story.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds, demoRoles } from '../../../demo/demo-organisation.ts';
import { groupScope } from '../../../domain/group/group-scope.ts';
import { ROOT } from '../../../domain/scope.ts';
import { rowsOf } from '../../../ledger/contract/rows-of.ts';

const BASE = '/api/security/pim/groups';

let server: TestServer;
let admin: string;
beforeEach(async () => {
  server = await testServer();
  admin = await introduce(server.demo.ledger, 'user', 'Uma Administrator');
  await assign(server.demo.ledger, { principalId: admin, roleDefinitionId: demoRoles.userAdministrator, scope: ROOT });
});
afterEach(() => server.close());

async function create(displayName: string, over: object = {}, by = admin): Promise<string> {
  const answer = await server.call(by, 'POST', BASE, { displayName, ...over });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id;
}

const add = (by: string, group: string, member: string) => server.call(by, 'PUT', `${BASE}/${group}/members/${member}`);
const remove = (by: string, group: string, member: string) =>
  server.call(by, 'DELETE', `${BASE}/${group}/members/${member}`);

async function membersOf(group: string): Promise<string[]> {
  const { body } = await server.call(admin, 'GET', `${BASE}/${group}/members`);
  return body.items.map(({ id }: { id: string }) => id).sort();
}

async function refused(by: string, method: string, path: string, body: object | undefined, expected: object) {
  const before = await rowsOf(server.demo.engine);
  const answer = await server.call(by, method, path, body);
  expect({ status: answer.status, ...answer.body }).toMatchObject(expected);
  expect(await rowsOf(server.demo.engine)).toEqual(before);
}

describe('an administrator of people', () => {
  it('creates, renames and deletes a group', async () => {
    const id = await create('Readers');
    const renamed = await server.call(admin, 'PATCH', `${BASE}/${id}`, { displayName: 'Guests' });
    expect(renamed.body).toMatchObject({
      id,
      displayName: 'Guests',
      isRoleAssignable: false,
      isProtected: false,
      owners: [],
    });
    expect((await server.call(admin, 'DELETE', `${BASE}/${id}`)).status).toBe(204);
    await refused(admin, 'GET', `${BASE}/${id}`, undefined, { status: 404, code: 'groupNotFound' });
    await refused(admin, 'DELETE', `${BASE}/${id}`, undefined, { status: 404, code: 'groupNotFound' });
    await refused(admin, 'PUT', `${BASE}/${demoIds.onCall}/members/${id}`, undefined, { status: 403 });
  });

  it('puts people, groups and service principals into groups and takes them out, repeatedly', async () => {
    const [outer, inner] = [await create('Outer'), await create('Inner')];
    const robot = await introduce(server.demo.ledger, 'servicePrincipal', 'Robot');
    for (const member of [inner, demoIds.mallory, robot, robot])
      expect((await add(admin, outer, member)).status).toBe(204);
    expect(await membersOf(outer)).toEqual([inner, demoIds.mallory, robot].sort());
    for (const _ of [1, 2]) expect((await remove(admin, outer, robot)).status).toBe(204);
    expect(await membersOf(outer)).toEqual([inner, demoIds.mallory].sort());
    const circle = await add(admin, inner, outer);
    expect([circle.status, circle.body.code]).toEqual([422, 'membershipCycle']);
    const nobody = await add(admin, inner, 'c0000000-0000-4000-8000-0000000000ff');
    expect([nobody.status, nobody.body.code]).toEqual([422, 'principalNotFound']);
  });

  it('does not make a group for roles, nor change one', async () => {
    await refused(
      admin,
      'POST',
      BASE,
      { displayName: 'Roles', isRoleAssignable: true },
      { status: 403, code: 'notPermitted' },
    );
    const id = await create('Roles', { isRoleAssignable: true }, 'grace');
    const detail = await server.call(admin, 'GET', `${BASE}/${id}`);
    expect(detail.body).toMatchObject({ isRoleAssignable: true, isProtected: true });
    const path = `${BASE}/${id}`;
    const expected = { status: 403, code: 'protectedPrincipal' };
    await refused(admin, 'PUT', `${path}/members/${demoIds.mallory}`, undefined, expected);
    await refused(admin, 'PUT', `${path}/owners/${admin}`, undefined, expected);
    await refused(admin, 'PATCH', path, { displayName: 'Mine' }, expected);
    await refused(admin, 'DELETE', path, undefined, expected);
    expect((await server.call('grace', 'DELETE', path)).status).toBe(204);
  });
});

describe('an owner', () => {
  it('administers the group while it has no power, and sees who is in it', async () => {
    const id = await create('Readers');
    await refused('mallory', 'PUT', `${BASE}/${id}/members/${demoIds.oscar}`, undefined, {
      status: 403,
      code: 'notPermitted',
    });
    expect((await server.call(admin, 'PUT', `${BASE}/${id}/owners/${demoIds.mallory}`)).status).toBe(204);
    expect((await add('mallory', id, demoIds.oscar)).status).toBe(204);
    const seen = await server.call('mallory', 'GET', `${BASE}/${id}/members`);
    expect(seen.body.items).toMatchObject([{ id: demoIds.oscar, displayName: 'Oscar Bianchi', kind: 'user' }]);
    expect((await server.call('mallory', 'GET', `${BASE}/${id}`)).body.owners).toMatchObject([{ id: demoIds.mallory }]);

    await assign(server.demo.ledger, { kind: 'eligible', principalId: id });
    await refused('mallory', 'PUT', `${BASE}/${id}/members/${demoIds.mallory}`, undefined, { status: 403 });
    await refused('mallory', 'PUT', `${BASE}/${id}/owners/${demoIds.oscar}`, undefined, { status: 403 });
  });

  it('finds people to put in, and does not see who is in other groups', async () => {
    const people = `${BASE.replace('/groups', '/people')}/${demoIds.oscar}`;
    await refused('mallory', 'GET', people, undefined, { status: 404, code: 'personNotFound' });
    const id = await create('Readers');
    const other = await create('Writers');
    await server.call(admin, 'PUT', `${BASE}/${id}/owners/${demoIds.mallory}`);
    expect((await server.call('mallory', 'GET', people)).body).toMatchObject({ displayName: 'Oscar Bianchi' });
    await refused('mallory', 'GET', `${BASE}/${other}/members`, undefined, { status: 403, code: 'notPermitted' });
    expect((await server.call('mallory', 'GET', `${BASE}/${other}`)).body.owners).toBeNull();
  });

  it('is no owner any more once taken off', async () => {
    const id = await create('Readers');
    await server.call(admin, 'PUT', `${BASE}/${id}/owners/${demoIds.mallory}`);
    expect((await server.call(admin, 'DELETE', `${BASE}/${id}/owners/${demoIds.mallory}`)).status).toBe(204);
    await refused('mallory', 'PUT', `${BASE}/${id}/members/${demoIds.oscar}`, undefined, {
      status: 403,
      code: 'notPermitted',
    });
    expect((await server.call('mallory', 'GET', `${BASE}/${id}`)).status).toBe(404);
  });
});

describe('a group that is named', () => {
  it.each([
    [
      'an eligibility',
      'an assignment of `Contributor` at `/subscriptions/',
      (id: string) => assign(server.demo.ledger, { kind: 'eligible', principalId: id }),
    ],
    [
      'approvers',
      'the approvers of a role',
      (id: string) =>
        setRule(
          server.demo.ledger,
          demoRoles.reader,
          production,
          'Approval_EndUser_Assignment',
          approvalBy({ kind: 'group', id }, { kind: 'user', id: demoIds.bob }),
        ),
    ],
  ])('by %s is not deleted, and it says by what', async (_, words, name) => {
    const id = await create('Named');
    await add('grace', id, demoIds.carol);
    await name(id);
    await refused('grace', 'DELETE', `${BASE}/${id}`, undefined, {
      status: 409,
      code: 'groupInUse',
      detail: expect.stringContaining(words),
    });
  });

  it('does not say where to who may not read there', async () => {
    const role = { roleDefinitionId: demoRoles.privilegedRoleAdministrator, scope: ROOT };
    await assign(server.demo.ledger, { principalId: demoIds.judy, ...role });
    const answer = await server.call('judy', 'DELETE', `${BASE}/${demoIds.onCall}`);
    expect(answer.status, 'not named itself').toBe(204);
    const named = await server.call('judy', 'DELETE', `${BASE}/${demoIds.platformEngineers}`);
    expect(named).toMatchObject({ status: 409, body: { code: 'groupInUse' } });
    expect(named.body.detail).not.toContain('/subscriptions/');
  });

  it('around it takes what it gave when it is deleted', async () => {
    await activate(server.demo.ledger, { principalId: demoIds.frank });
    expect(await mayDo(server.demo, demoIds.frank)).toBe(true);
    expect((await server.call('grace', 'DELETE', `${BASE}/${demoIds.onCall}`)).status).toBe(204);
    expect(await mayDo(server.demo, demoIds.frank)).toBe(false);
  });
});

it('keeps the last administrator, who is one by a group in a group', async () => {
  const [outer, inner] = [await create('Outer', {}, 'grace'), await create('Inner', {}, 'grace')];
  await add('grace', outer, inner);
  await add('grace', inner, demoIds.mallory);
  const schedule = { startAt: null, expiration: { type: 'noExpiration' } } as const;
  const policy = { kind: 'expiration', isExpirationRequired: false, maximumDuration: 'P180D' } as const;
  for (const roleDefinitionId of [demoRoles.globalAdministrator, demoRoles.owner]) {
    await setRule(server.demo.ledger, roleDefinitionId, ROOT, 'Expiration_Admin_Assignment', policy);
    await assign(server.demo.ledger, { principalId: outer, roleDefinitionId, scope: ROOT, schedule });
  }
  for (const id of [demoIds.heidi, demoIds.grace]) {
    expect((await server.call('mallory', 'POST', `/api/security/pim/people/${id}/disable`)).status).toBe(204);
  }
  for (const path of [
    `${BASE}/${inner}/members/${demoIds.mallory}`,
    `${BASE}/${outer}/members/${inner}`,
    `${BASE}/${inner}`,
  ]) {
    await refused('mallory', 'DELETE', path, undefined, { status: 422, code: 'lastAdministrator' });
  }
  const own = `/api/security/pim/people/${demoIds.mallory}/disable`;
  await refused('mallory', 'POST', own, undefined, { status: 422, code: 'lastAdministrator' });
});

describe('the list of groups', () => {
  it('shows everybody the groups that they are in, and the members to those who know everybody', async () => {
    const own = await server.call('frank', 'GET', BASE);
    expect(own.body.items.map(({ displayName }: { displayName: string }) => displayName).sort()).toEqual([
      'On-call',
      'Platform engineers',
    ]);
    expect((await server.call('frank', 'GET', `${BASE}/${demoIds.onCall}/members`)).status).toBe(403);
    expect((await server.call('frank', 'GET', `${BASE}/${demoIds.deskApprovers}/members`)).status).toBe(404);
    expect((await server.call('oscar', 'GET', `${BASE}/${demoIds.onCall}/members`)).body.items).toHaveLength(1);
    expect((await server.call(admin, 'GET', `${BASE}?search=approvers`)).body.items).toHaveLength(2);
  });
});

describe('a membership for a time', () => {
  const API = '/api/security/pim';
  async function eligibleIn(
    group: string,
    principalId: string,
    by = admin,
  ): Promise<{ status: number; code?: string }> {
    const asked = { type: 'adminAssign', kind: 'eligible', principalId, roleDefinitionId: demoRoles.groupMember };
    const { status, body } = await server.call(by, 'POST', `${API}/requests`, {
      ...asked,
      scope: groupScope(group),
      duration: 'P10D',
      justification: 'Stands in',
    });
    return { status, code: body.code };
  }

  it('is asked for among the roles of its holder, and is shown in the group until its end', async () => {
    const group = await create('Operators');
    await add(admin, group, demoIds.bob);
    expect((await eligibleIn(group, demoIds.mallory)).status).toBe(201);
    const { body: roles } = await server.call('mallory', 'GET', `${API}/my-roles/eligible`);
    expect(roles.items).toMatchObject([
      {
        role: { name: 'Group Member', family: 'group' },
        scope: { kind: 'group', displayName: 'Operators', path: groupScope(group) },
      },
    ]);
    const asked = { type: 'selfActivate', roleDefinitionId: demoRoles.groupMember, scope: groupScope(group) };
    const how = { duration: 'PT1H', justification: 'Triage of IR-2026-0142' };
    expect((await server.call('mallory', 'POST', `${API}/requests`, { ...asked, ...how })).status).toBe(201);
    const until = server.demo.clock().add({ hours: 1 }).toString();
    const { body } = await server.call(admin, 'GET', `${BASE}/${group}/members`);
    expect(body.items.map(({ id, ...rest }: { id: string; until: unknown; isLasting: unknown }) => [id, rest])).toEqual(
      expect.arrayContaining([
        [demoIds.mallory, expect.objectContaining({ isLasting: false, until })],
        [demoIds.bob, expect.objectContaining({ isLasting: true, until: null })],
      ]),
    );
    server.demo.clock.advance('PT1H');
    expect(await membersOf(group)).toEqual([demoIds.bob]);
  });

  it('is seen and given by the owners of the group and by nobody else, and by no owner once it has power', async () => {
    const group = await create('Operators');
    await server.call(admin, 'PUT', `${BASE}/${group}/owners/${demoIds.judy}`);
    expect(await eligibleIn(group, demoIds.mallory, 'judy')).toMatchObject({ status: 201 });
    const list = `${API}/assignments?state=eligible&scope=${encodeURIComponent(groupScope(group))}`;
    expect((await server.call('judy', 'GET', list)).body.items).toHaveLength(1);
    expect((await server.call('bob', 'GET', list)).body.items).toEqual([]);
    expect(await eligibleIn(group, demoIds.bob, 'bob')).toMatchObject({ status: 403, code: 'notPermitted' });
    await assign(server.demo.ledger, { principalId: group, kind: 'eligible' });
    expect(await eligibleIn(group, demoIds.bob, 'judy')).toMatchObject({ status: 403, code: 'notPermitted' });
  });

  it('is nothing that the ARM surface takes or shows', async () => {
    const group = await create('Operators');
    await eligibleIn(group, demoIds.mallory);
    const provider = 'providers/Microsoft.Authorization';
    const version = 'api-version=2020-10-01';
    const mine = `/${provider}/roleEligibilitySchedules?$filter=asTarget()&${version}`;
    const { status, body } = await server.call('mallory', 'GET', mine);
    expect([status, body.value]).toEqual([200, []]);
    const there = await server.call(
      'grace',
      'GET',
      `${groupScope(group)}/${provider}/roleEligibilitySchedules?${version}`,
    );
    expect(there.status).toBe(400);
  });
});
