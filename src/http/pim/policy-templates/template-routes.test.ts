import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anAsk } from '../../../../test/support/builders.ts';
import { as } from '../../../../test/support/demo-ledger.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { deleteScope } from '../../../commands/delete-scope.ts';
import { submitScheduleRequest } from '../../../commands/submit-schedule-request.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';
import { parseScope } from '../../../domain/scope.ts';
import { verifyLedger } from '../../../ledger/verify-ledger.ts';

const BASE = '/api/security/pim/policy-templates';
const { production, development, web, webServer } = demoScopes;
const { owner, reader, contributor, securityOperator } = demoRoles;

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

const audit = (oneIn: number) => ({ SpotAudit_EndUser_Assignment: { oneIn } });
const lasting = (maximumDuration: string) => ({
  Expiration_EndUser_Assignment: { isExpirationRequired: true, maximumDuration },
});
const approvalBy = (...ids: readonly string[]) => ({
  Approval_EndUser_Assignment: {
    isRequired: true,
    isRequiredForExtension: false,
    isRequestorJustificationRequired: true,
    stages: [
      {
        window: 'PT24H',
        isApproverJustificationRequired: true,
        approvalsNeeded: 1,
        approvers: ids.map((id) => ({ kind: 'user', id })),
      },
    ],
  },
});
const guarded = { ...lasting('PT1H'), ...audit(10) };
const at = (roleDefinitionId: string, scope: string) => ({ roleDefinitionId, scope });

async function create(rules: object = guarded, name = 'Guarded'): Promise<string> {
  const { status, body } = await server.call('grace', 'POST', BASE, { name, rules });
  expect(status).toBe(201);
  return body.id;
}

const apply = (id: string, body: object, name = 'grace') => server.call(name, 'POST', `${BASE}/${id}/apply`, body);
const targetsOf = async (id: string, query = '', name = 'grace') =>
  (await server.call(name, 'GET', `${BASE}/${id}/targets${query}`)).body;
const settings = async (role: string, scope: string) =>
  (await server.call('grace', 'GET', `/api/security/pim/policies/${role}?scope=${encodeURIComponent(scope)}`)).body;
const writeByHand = (role: string, scope: string, rules: object, name = 'grace') =>
  server.call(name, 'PATCH', `/api/security/pim/policies/${role}?scope=${encodeURIComponent(scope)}`, { rules });

describe('a template', () => {
  it('is made, read, listed, changed and deleted', async () => {
    const made = await server.call('grace', 'POST', BASE, {
      name: 'Guarded',
      description: 'for owners',
      rules: guarded,
    });
    const grace = { id: demoIds.grace, displayName: 'Grace Hofmann' };
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Guarded',
      description: 'for owners',
      version: 1,
      rules: guarded,
      createdAt: '2026-11-24T08:00:00Z',
      createdBy: grace,
      lastModifiedAt: '2026-11-24T08:00:00Z',
      lastModifiedBy: grace,
    });
    const path = `${BASE}/${made.body.id}`;
    expect((await server.call('grace', 'GET', path.toUpperCase())).body).toEqual(made.body);
    server.demo.clock.advance('PT1H');
    const changed = await server.call('heidi', 'PUT', path, { name: 'Guarded', rules: lasting('PT2H') });
    expect(changed.body).toMatchObject({ version: 2, description: '', rules: lasting('PT2H') });
    expect(changed.body.lastModifiedBy.id).toBe(demoIds.heidi);
    const second = await create(audit(5), 'Audited');
    const { items } = (await server.call('grace', 'GET', BASE)).body;
    expect(items.map(({ id }: { id: string }) => id)).toEqual([second, made.body.id]);
    const first = (await server.call('grace', 'GET', `${BASE}?limit=1`)).body;
    const rest = (await server.call('grace', 'GET', `${BASE}?limit=1&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...rest.items]).toEqual(items);
    expect((await server.call('grace', 'DELETE', path)).status).toBe(204);
    expect((await server.call('grace', 'GET', path)).body).toMatchObject({ status: 404, code: 'templateNotFound' });
    expect((await server.call('grace', 'DELETE', path)).status).toBe(404);
  });

  it('has a name of its own, in whatever case', async () => {
    const id = await create();
    const again = await server.call('grace', 'POST', BASE, { name: ' GUARDED', rules: audit(5) });
    expect(again.body).toMatchObject({ status: 409, code: 'alreadyExists', conflictsWith: id });
    expect((await server.call('grace', 'PUT', `${BASE}/${id}`, { name: 'guarded', rules: guarded })).status).toBe(200);
  });

  it.each<readonly [string, object, number, string]>([
    ['no rule', { name: 'x', rules: {} }, 400, 'valueInvalid'],
    ['no name', { rules: guarded }, 400, 'valueInvalid'],
    ['a rule against the limits', { name: 'x', rules: lasting('PT25H') }, 422, 'policyInvalid'],
  ])('is refused with %s', async (_, body, status, code) => {
    expect((await server.call('grace', 'POST', BASE, body)).body).toMatchObject({ status, code });
  });

  it('is managed by role administrators, and shown to those who read settings somewhere', async () => {
    const id = await create();
    for (const name of ['oscar', 'alice', 'mallory', 'ivan']) {
      for (const [method, path, body] of [
        ['POST', BASE, { name: 'Mine', rules: guarded }],
        ['PUT', `${BASE}/${id}`, { name: 'Mine', rules: guarded }],
        ['DELETE', `${BASE}/${id}`, undefined],
      ] as const) {
        expect((await server.call(name, method, path, body)).body).toMatchObject({ status: 403, code: 'notPermitted' });
      }
    }
    for (const path of [BASE, `${BASE}/${id}`, `${BASE}/${id}/targets`]) {
      expect((await server.call('oscar', 'GET', path)).status).toBe(200);
      expect((await server.call('heidi', 'GET', path)).status).toBe(200);
      expect((await server.call('mallory', 'GET', path)).status).toBe(403);
    }
  });
});

describe('applying a template', () => {
  it('writes its rules at many places in one go, and keeps the others', async () => {
    const before = await settings(owner, production);
    const id = await create();
    const places = [at(owner.toUpperCase(), production), at(reader, web), at(securityOperator, '/')];
    const last = server.demo.ledger.lastSequence();
    const { status, body } = await apply(id, { targets: [...places, at(reader, web)] });
    expect(status).toBe(200);
    expect(body.targets).toEqual([
      { ...at(owner, production), warnings: [] },
      { ...at(reader, web.toLowerCase()), warnings: [] },
      { ...at(securityOperator, '/'), warnings: [] },
    ]);
    const after = await settings(owner, production);
    expect(after.rules).toEqual({ ...before.rules, ...guarded });
    expect((await settings(reader, web)).rules).toMatchObject(guarded);
    expect((await settings(securityOperator, '/')).rules).toMatchObject(guarded);
    const entries = await server.demo.ledger.entriesAfter(last, 100);
    expect(new Set(entries.map(({ at: when }) => when.epochMilliseconds)).size).toBe(1);
    expect(entries.map(({ event }) => event.type)).toEqual(
      Array(3).fill(['roleManagementPolicy.updated', 'policyTemplate.applied']).flat(),
    );
    const { items } = await targetsOf(id);
    expect(items).toHaveLength(3);
    expect(items[2]).toEqual({
      role: { id: owner, name: 'Owner', family: 'resource', risk: 'high' },
      scope: { path: production, displayName: 'Production', kind: 'subscription' },
      appliedVersion: 1,
      appliedAt: '2026-11-24T08:00:00Z',
      appliedBy: { id: demoIds.grace, displayName: 'Grace Hofmann' },
      isOutdated: false,
      isRemoved: false,
      drift: [],
    });
  });

  it('refuses all because of one, and names each problem', async () => {
    const id = await create(approvalBy(demoIds.alice));
    const before = await settings(reader, web);
    const absent = `${production}/resourceGroups/absent`;
    const missing = await apply(id, { targets: [at(reader, web), at(owner, absent), at(securityOperator, web)] });
    expect(missing.body).toMatchObject({ status: 422, code: 'templateNotApplicable' });
    expect(missing.body.targets.map(({ code, scope }: { code: string; scope: string }) => [code, scope])).toEqual([
      ['scopeNotFound', absent.toLowerCase()],
      ['scopeDoesNotMatchRoleDefinition', web.toLowerCase()],
    ]);
    // alice is the only one who is eligible for owner, and one of two for reader
    const { body } = await apply(id, { targets: [at(reader, web), at(owner, production)] });
    expect(body.targets).toEqual([
      { ...at(owner, production), code: 'policyWithoutApprover', message: expect.stringContaining('requestor alone') },
    ]);
    expect(await settings(reader, web)).toEqual(before);
    expect((await targetsOf(id)).items).toEqual([]);
  });

  it('needs the right to write settings at every target, and tells nothing else where it is missing', async () => {
    const id = await create();
    const absent = `${production}/resourceGroups/absent`;
    const { body } = await apply(id, { targets: [at(reader, web), at(reader, absent)] }, 'oscar');
    expect(body).toMatchObject({ status: 403, code: 'notPermitted' });
    expect(body.targets.map(({ code }: { code: string }) => code)).toEqual(['notPermitted', 'notPermitted']);
    // a directory administrator without a role on resources
    const half = await apply(id, { targets: [at(securityOperator, '/'), at(reader, web)] }, 'heidi');
    expect(half.body.targets).toMatchObject([{ ...at(reader, web.toLowerCase()), code: 'notPermitted' }]);
    expect((await apply(id, { targets: [at(securityOperator, '/')] }, 'heidi')).status).toBe(200);
  });

  it('closes what waits where the settings became stricter', async () => {
    const asked = anAsk({ principalId: demoIds.alice, ticket: { number: 'IR-2026-0142', system: 'Jira' } });
    const { id: requestId } = await submitScheduleRequest(server.demo.ledger, as('alice'), asked, randomUUID);
    await apply(await create(), { targets: [at(owner, production)] });
    const { items } = (await server.call('alice', 'GET', '/api/security/pim/my-requests')).body;
    expect(items.find((item: { id: string }) => item.id === requestId).status).toBe('Canceled');
  });

  it.each<readonly [string, object]>([
    ['no target', { targets: [] }],
    ['nothing at all', {}],
    ['both', { targets: [at(owner, production)], members: true }],
    ['a scope that is none', { targets: [at(owner, '/subscriptions/x/..')] }],
    ['201 targets', { targets: Array.from({ length: 201 }, () => at(randomUUID(), '/')) }],
  ])('refuses %s', async (_, body) => {
    expect((await apply(await create(), body)).status).toBe(400);
  });

  it('is not there for a template that is not there', async () => {
    const answer = await apply(randomUUID(), { targets: [at(owner, production)] });
    expect(answer.body).toMatchObject({ status: 404, code: 'templateNotFound' });
  });
});

describe('drift', () => {
  it('shows which rules somebody changed since, who and when', async () => {
    const id = await create();
    await apply(id, { targets: [at(owner, production), at(reader, production)] });
    server.demo.clock.advance('PT1H');
    await writeByHand(owner, production, lasting('PT2H'));
    server.demo.clock.advance('PT1H');
    await writeByHand(owner, production, { ProofAge_EndUser_Assignment: { maximumAge: 'PT1H' } });
    const { items } = await targetsOf(id, '?state=drifted');
    expect(items).toHaveLength(1);
    expect(items[0].role.id).toBe(owner);
    expect(items[0].drift).toEqual([
      {
        rule: 'Expiration_EndUser_Assignment',
        stated: { isExpirationRequired: true, maximumDuration: 'PT1H' },
        now: { isExpirationRequired: true, maximumDuration: 'PT2H' },
        changedBy: { id: demoIds.grace, displayName: 'Grace Hofmann' },
        changedAt: '2026-11-24T09:00:00Z',
      },
    ]);
    await writeByHand(owner, production, lasting('PT60M'));
    expect((await targetsOf(id, '?state=drifted')).items).toEqual([]);
  });

  it('shows a policy that was removed', async () => {
    const id = await create();
    await apply(id, { targets: [at(owner, web)] });
    server.demo.clock.advance('PT1H');
    await server.call('grace', 'DELETE', `/api/security/pim/policies/${owner}?scope=${encodeURIComponent(web)}`);
    const [target] = (await targetsOf(id, '?state=drifted')).items;
    expect(target).toMatchObject({ isRemoved: true });
    expect(target.drift.map(({ rule, changedAt }: { rule: string; changedAt: string }) => [rule, changedAt])).toEqual([
      ['Expiration_EndUser_Assignment', '2026-11-24T09:00:00Z'],
      ['SpotAudit_EndUser_Assignment', '2026-11-24T09:00:00Z'],
    ]);
  });

  it('is not what the template changed itself: that is out of date, until it is applied again', async () => {
    const id = await create();
    await apply(id, { targets: [at(owner, production), at(reader, web)] });
    await server.call('grace', 'PUT', `${BASE}/${id}`, { name: 'Guarded', rules: lasting('PT3H') });
    expect((await targetsOf(id, '?state=drifted')).items).toEqual([]);
    expect((await targetsOf(id, '?state=outdated')).items).toHaveLength(2);
    expect((await settings(owner, production)).rules).toMatchObject(lasting('PT1H'));
    expect((await apply(id, { members: true })).body.targets).toHaveLength(2);
    expect((await targetsOf(id, '?state=outdated')).items).toEqual([]);
    expect((await settings(owner, production)).rules).toMatchObject(lasting('PT3H'));
    expect((await settings(reader, web)).rules).toMatchObject(lasting('PT3H'));
  });

  it('is mended by applying again', async () => {
    const id = await create();
    await apply(id, { targets: [at(owner, production)] });
    await writeByHand(owner, production, audit(3));
    expect((await targetsOf(id, '?state=drifted')).items).toHaveLength(1);
    await apply(id, { members: true });
    expect((await targetsOf(id)).items[0]).toMatchObject({ drift: [] });
    expect((await settings(owner, production)).rules).toMatchObject(audit(10));
  });

  it('comes to one template when another is applied over it', async () => {
    const first = await create(guarded);
    const second = await create(audit(3), 'Audited');
    await apply(first, { targets: [at(owner, production)] });
    await apply(second, { targets: [at(owner, production)] });
    expect((await targetsOf(first)).items[0].drift).toMatchObject([{ rule: 'SpotAudit_EndUser_Assignment' }]);
    expect((await targetsOf(second)).items[0].drift).toEqual([]);
  });
});

describe('what follows a template', () => {
  it('is let go without a change of settings', async () => {
    const id = await create();
    await apply(id, { targets: [at(owner, production), at(reader, web)] });
    const detach = (targets: object, name = 'grace') => server.call(name, 'POST', `${BASE}/${id}/detach`, { targets });
    expect((await detach([at(reader, web)], 'oscar')).body).toMatchObject({ status: 403, code: 'notPermitted' });
    const stranger = await detach([at(reader, web), at(contributor, web)]);
    expect(stranger.body).toMatchObject({ status: 422, targets: [{ roleDefinitionId: contributor }] });
    expect((await detach([at(reader, web)])).status).toBe(204);
    expect((await targetsOf(id)).items).toHaveLength(1);
    expect((await settings(reader, web)).rules).toMatchObject(guarded);
  });

  it('is shown to who may read the settings there, a page at a time', async () => {
    const id = await create();
    await apply(id, { targets: [at(owner, production), at(securityOperator, '/'), at(reader, development)] });
    const places = (items: readonly { role: { id: string } }[]) => items.map(({ role }) => role.id);
    expect(places((await targetsOf(id, '', 'oscar')).items)).toEqual([reader, owner]);
    expect(places((await targetsOf(id, '', 'heidi')).items)).toEqual([securityOperator]);
    const first = await targetsOf(id, '?limit=2');
    const second = await targetsOf(id, `?limit=2&cursor=${first.nextCursor}`);
    expect(places([...first.items, ...second.items])).toEqual([reader, securityOperator, owner]);
    expect(second.nextCursor).toBeNull();
  });

  it('is forgotten with the template, with the scope, and found again by a replay of the ledger', async () => {
    const { ledger, engine } = server.demo;
    const id = await create();
    await apply(id, { targets: [at(owner, webServer), at(owner, production)] });
    await writeByHand(owner, production, audit(2));
    await deleteScope(ledger, as('grace'), parseScope(webServer));
    expect((await targetsOf(id)).items).toHaveLength(1);
    const gone = await create(audit(7), 'Gone');
    await apply(gone, { targets: [at(reader, production)] });
    await server.call('grace', 'DELETE', `${BASE}/${gone}`);
    expect((await settings(reader, production)).rules).toMatchObject(audit(7));
    expect((await verifyLedger(engine)).problems).toEqual([]);
  });
});
