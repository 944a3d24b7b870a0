import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activate, mayDo } from '../../../../test/scenarios/story.ts';
import { armCall } from '../../../../test/support/openapi/arm-call.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds, demoScopes } from '../../../demo/demo-organisation.ts';
import { EVERYONE } from '../../../domain/access/deny-assignment.ts';

const { production, web, webServer, sandbox } = demoScopes;
const BASE = '/api/security/pim/deny-assignments';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

function body(over: object = {}) {
  return {
    name: 'Freeze',
    scope: production,
    permissions: [{ actions: ['*'], notActions: ['*/read'] }],
    principals: [{ id: EVERYONE, kind: 'everyone' }],
    ...over,
  };
}

async function deny(over: object = {}) {
  const answer = await server.call('grace', 'POST', BASE, body(over));
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

function evaluate(person: string) {
  return server.call(person, 'POST', '/access/v1/evaluation?explain=true', {
    subject: { type: 'user', id: demoIds[person as 'alice'] },
    action: { name: 'Microsoft.Compute/virtualMachines/restart/action' },
    resource: { type: 'scope', id: webServer },
  });
}

function arm(person: string, scope: string, rest = '', filter = '') {
  const query = filter === '' ? '' : `&$filter=${encodeURIComponent(filter)}`;
  const path = `${scope}/providers/Microsoft.Authorization/denyAssignments${rest}?api-version=2022-04-01${query}`;
  return armCall(server)(person, 'GET', path);
}

describe('a deny assignment over the JSON API', () => {
  it('is made, has effect at once, names itself in decisions, and is lifted', async () => {
    await activate(server.demo.ledger);
    const made = await deny({ excludePrincipals: [{ id: demoIds.grace.toUpperCase(), kind: 'user' }] });
    expect(made).toMatchObject({
      name: 'Freeze',
      scope: { path: production, displayName: 'Production', kind: 'subscription' },
      doNotApplyToChildScopes: false,
      permissions: [{ actions: ['*'], notActions: ['*/read'], dataActions: [], notDataActions: [], condition: null }],
      principals: [{ id: EVERYONE, kind: 'everyone', displayName: 'everyone' }],
      excludePrincipals: [{ id: demoIds.grace, kind: 'user', displayName: 'Grace Hofmann' }],
      createdBy: { id: demoIds.grace, displayName: 'Grace Hofmann' },
    });
    expect(await mayDo(server.demo, demoIds.alice)).toBe(false);
    expect(await mayDo(server.demo, demoIds.grace)).toBe(true);
    expect((await evaluate('alice')).body).toMatchObject({
      decision: false,
      context: { reason: 'denied', denyAssignment: { id: made.id, name: 'Freeze' } },
    });
    const answered = await server.call('heidi', 'GET', `${BASE}/${made.id}`);
    expect(answered).toMatchObject({ status: 200, body: made });
    expect((await server.call('heidi', 'DELETE', `${BASE}/${made.id}`)).status).toBe(204);
    expect(await mayDo(server.demo, demoIds.alice)).toBe(true);
    expect((await server.call('heidi', 'DELETE', `${BASE}/${made.id}`)).status).toBe(404);
  });

  it('is listed at its scope, above and below, page by page', async () => {
    const { id: first } = await deny();
    server.demo.clock.advance('PT1H');
    const { id: second } = await deny({ name: 'Other', scope: web });
    const page = await server.call('oscar', 'GET', `${BASE}?limit=1&scope=${webServer}`);
    expect(page.body.items.map(({ id }: { id: string }) => id)).toEqual([second]);
    const cursor = encodeURIComponent(page.body.nextCursor);
    const next = await server.call('oscar', 'GET', `${BASE}?limit=1&scope=${webServer}&cursor=${cursor}`);
    expect(next.body).toMatchObject({ items: [{ id: first }], nextCursor: null });
    expect((await server.call('oscar', 'GET', `${BASE}?scope=${sandbox}`)).body.items).toEqual([]);
    expect((await server.call('grace', 'GET', BASE)).body.items).toHaveLength(2);
    expect((await server.call('mallory', 'GET', BASE)).status).toBe(403);
    expect((await server.call('mallory', 'GET', `${BASE}/${first}`)).status).toBe(404);
  });

  it.each<[string, object, number, string]>([
    ['without a name', { name: ' ' }, 400, 'valueInvalid'],
    ['with an unknown member', { surprise: 1 }, 400, 'valueInvalid'],
    ['with an operation that is none', { permissions: [{ actions: ['a b'] }] }, 400, 'valueInvalid'],
    ['with an unknown kind', { principals: [{ id: EVERYONE, kind: 'all' }] }, 400, 'valueInvalid'],
    ['for nobody', { principals: [] }, 400, 'valueInvalid'],
    ['for somebody unknown', { principals: [{ id: randomUUID(), kind: 'user' }] }, 422, 'principalNotFound'],
    ['with a condition that cannot be read', { condition: { text: '(' } }, 400, 'conditionInvalid'],
    ['at an unknown scope', { scope: `${production}/resourceGroups/x` }, 404, 'scopeNotFound'],
    ['at a scope that is none', { scope: '/x/../y' }, 400, 'scopeInvalid'],
  ])('is refused %s', async (_, over, status, code) => {
    expect(await server.call('grace', 'POST', BASE, body(over))).toMatchObject({ status, body: { code } });
  });

  it('is refused to who is no directory administrator, and twice under one id', async () => {
    expect((await server.call('oscar', 'POST', BASE, body())).status).toBe(403);
    const { id } = await deny({ id: randomUUID() });
    expect(await server.call('grace', 'POST', BASE, body({ id }))).toMatchObject({ status: 409 });
    expect((await server.call('oscar', 'DELETE', `${BASE}/${id}`)).status).toBe(403);
  });
});

describe('over the wire of ARM', () => {
  it('is read in the shape of the official client', async () => {
    const condition = { text: "@Resource[a:b] StringEquals 'c'" };
    const { id } = await deny({
      description: 'incident',
      condition,
      excludePrincipals: [{ id: demoIds.alice, kind: 'user' }],
    });
    const path = `${production}/providers/Microsoft.Authorization/denyAssignments/${id}`;
    const { body: shown } = await armCall(server)('oscar', 'GET', `${path}?api-version=2022-04-01`);
    expect(shown).toEqual({
      id: path,
      type: 'Microsoft.Authorization/denyAssignments',
      name: id,
      properties: {
        denyAssignmentName: 'Freeze',
        description: 'incident',
        permissions: [
          {
            actions: ['*'],
            notActions: ['*/read'],
            dataActions: [],
            notDataActions: [],
            condition: null,
            conditionVersion: null,
          },
        ],
        scope: production,
        doNotApplyToChildScopes: false,
        principals: [{ id: EVERYONE, displayName: 'All Principals', type: 'SystemDefined', email: null }],
        excludePrincipals: [
          { id: demoIds.alice, displayName: 'Alice Meyer', type: 'User', email: 'alice@nordwind.example' },
        ],
        isSystemProtected: false,
        condition: condition.text,
        conditionVersion: '2.0',
        createdOn: '2026-11-24T08:00:00Z',
        updatedOn: '2026-11-24T08:00:00Z',
        createdBy: demoIds.grace,
        updatedBy: demoIds.grace,
      },
    });
  });

  it('is listed by scope, name and principal', async () => {
    const { id: all } = await deny();
    const group = [{ id: demoIds.platformEngineers, kind: 'group' }];
    const { id: ofGroup } = await deny({ name: 'Group', scope: web, principals: group });
    const names = async (scope: string, filter = '', person = 'oscar') => {
      const { status, body: list } = await arm(person, scope, '', filter);
      return status === 200 ? list.value.map(({ name }: { name: string }) => name).sort() : list.error.code;
    };
    const both = [all, ofGroup].sort();
    expect(await names(production)).toEqual(both);
    expect(await names(production, 'atScope()')).toEqual([all]);
    expect(await names(webServer, 'atScope()')).toEqual(both);
    expect(await names(sandbox)).toEqual([]);
    expect(await names(production, "denyAssignmentName eq 'Group'")).toEqual([ofGroup]);
    expect(await names(production, `principalId eq '${demoIds.platformEngineers}'`)).toEqual([ofGroup]);
    expect(await names(production, `assignedTo('${demoIds.frank}')`)).toEqual(both);
    expect(await names(production, `assignedTo('${demoIds.mallory}')`)).toEqual([all]);
    expect(await names(production, `gdprExportPrincipalId eq '${demoIds.mallory}'`)).toEqual([]);
    expect(await names(production, 'asTarget()')).toBe('InvalidRequestContent');
    expect(await names(production, '', 'mallory')).toBe('AuthorizationFailed');
    expect((await arm('oscar', web, `/${all}`)).status).toBe(200);
    expect((await arm('oscar', sandbox, `/${all}`)).status).toBe(404);
    expect((await arm('mallory', production, `/${all}`)).status).toBe(404);
    expect((await arm('oscar', production, '/name')).status).toBe(404);
  });

  it('shows what the caller may still do, as permissions', async () => {
    const permissions = (person: string, scope: string) =>
      armCall(server)(person, 'GET', `${scope}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`);
    expect((await permissions('oscar', web)).body.value).toEqual([
      { actions: ['*/read'], notActions: [], dataActions: [], notDataActions: [] },
    ]);
    expect((await permissions('mallory', web)).body.value).toEqual([]);
    expect((await permissions('alice', web)).body.value).toEqual([]);
    await activate(server.demo.ledger);
    expect((await permissions('alice', web)).body.value).toHaveLength(1);
    expect((await permissions('alice', sandbox)).body.value).toEqual([]);
    await deny();
    const [left, excepted] = (await permissions('alice', web)).body.value;
    expect(left.notActions).toContain('*');
    expect(excepted.actions).toEqual(['*/read']);
    server.demo.clock.advance('PT2H');
    expect((await permissions('alice', web)).body.value).toEqual([]);
  });
});
