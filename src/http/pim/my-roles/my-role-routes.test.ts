import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

const api = '/api/security/pim';
const eligible = (person: string) => server.call(person, 'GET', `${api}/my-roles/eligible`);
const active = (person: string) => server.call(person, 'GET', `${api}/my-roles/active`);
const submit = (person: string, body: object) =>
  server.call(person, 'POST', `${api}/requests`, { justification: 'Triage of IR-2026-0142', ...body });
const contributor = {
  type: 'selfActivate',
  roleDefinitionId: demoRoles.contributor,
  scope: demoScopes.production,
  duration: 'PT2H',
};
const named = (body: { items: readonly { role: { name: string } }[] }, name: string) =>
  body.items.find(({ role }) => role.name === name);

describe('eligible roles', () => {
  it('shows what each asks for, and through which group it comes', async () => {
    const { status, body } = await eligible('alice');
    expect(status).toBe(200);
    expect(named(body, 'Owner')).toMatchObject({
      role: { risk: 'high', family: 'resource' },
      scope: { displayName: 'Production' },
      through: null,
      whyNotActivate: null,
      lastUse: null,
      terms: {
        maximumDuration: 'PT8H',
        justification: true,
        ticket: true,
        multiFactor: false,
        stages: [{ approvers: ['Access approvers'], people: 3, approvalsNeeded: 1, window: 'PT24H' }],
      },
    });
    expect(named(body, 'Contributor')).toMatchObject({
      through: { displayName: 'Platform engineers' },
      terms: { stages: [] },
    });
  });

  it('finds what comes through nested groups, and nothing for who is eligible for nothing', async () => {
    expect((await eligible('frank')).body.items).toHaveLength(2);
    expect((await eligible('mallory')).body.items).toEqual([]);
  });

  it('says why it cannot be activated while it waits and while it is active', async () => {
    const asked = { ...contributor, roleDefinitionId: demoRoles.owner, ticket: { number: 'IR-1' } };
    const { body: request } = await submit('alice', asked);
    await submit('alice', contributor);
    const { body } = await eligible('alice');
    expect(named(body, 'Owner')).toMatchObject({
      whyNotActivate: { code: 'pendingRequestExists', requestId: request.id },
      lastUse: { justification: 'Triage of IR-2026-0142', duration: 'PT2H', ticket: { number: 'IR-1' } },
    });
    expect(named(body, 'Contributor')).toMatchObject({ whyNotActivate: { code: 'assignmentExists' } });
  });

  it('says when extending opens, and that a group’s assignment is not its members’ to extend', async () => {
    const { body } = await eligible('alice');
    const owner = named(body, 'Owner') as unknown as { end: string };
    const opensAt = Temporal.Instant.from(owner.end)
      .subtract({ hours: 14 * 24 })
      .toString();
    expect(owner).toMatchObject({ extension: { opensAt, whyNot: { code: 'extensionNotOpen', opensAt } } });
    expect(named(body, 'Contributor')).toMatchObject({
      extension: { opensAt: null, whyNot: { code: 'extensionNotPossible', opensAt: null } },
    });
    server.demo.clock.set(opensAt);
    expect(named((await eligible('alice')).body, 'Owner')).toMatchObject({ extension: { whyNot: null } });
  });

  it('pages', async () => {
    const first = await server.call('alice', 'GET', `${api}/my-roles/eligible?limit=2`);
    const second = await server.call(
      'alice',
      'GET',
      `${api}/my-roles/eligible?limit=2&cursor=${first.body.nextCursor}`,
    );
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(second.body.nextCursor).toBeNull();
  });
});

describe('active roles', () => {
  it('counts five minutes until an activation can be ended, by the clock that decides', async () => {
    await submit('alice', contributor);
    const started = server.demo.clock();
    const opensAt = started.add({ minutes: 5 }).toString();
    const { body, headers } = await active('alice');
    expect(headers.get('brevet-time')).toBe(started.toString());
    expect(named(body, 'Contributor')).toMatchObject({
      assignmentType: 'activated',
      isPlanned: false,
      end: started.add({ hours: 2 }).toString(),
      deactivatableFrom: opensAt,
      whyNotDeactivate: { code: 'activeDurationTooShort', opensAt },
      extension: null,
    });
    server.demo.clock.set(opensAt);
    expect(named((await active('alice')).body, 'Contributor')).toMatchObject({ whyNotDeactivate: null });
    expect((await submit('alice', { ...contributor, type: 'selfDeactivate', duration: undefined })).status).toBe(201);
    expect((await active('alice')).body.items).toEqual([]);
  });

  it('shows what was assigned without a way to end it, and what is planned as planned', async () => {
    const { body } = await active('oscar');
    expect(named(body, 'Reader')).toMatchObject({
      assignmentType: 'assigned',
      deactivatableFrom: null,
      whyNotDeactivate: { code: 'assignmentDoesNotExist' },
      extension: { whyNot: { code: 'extensionNotOpen' } },
    });
    const start = server.demo.clock().add({ hours: 1 }).toString();
    await submit('alice', { ...contributor, start });
    expect((await active('alice')).body.items).toMatchObject([{ isPlanned: true, start }]);
  });
});

describe('scopes of an eligibility', () => {
  const scopes = async (person: string, id: string, query = '') =>
    server.call(person, 'GET', `${api}/my-roles/eligible/${id}/scopes${query}`);
  const ownerId = 'e0000000-0000-4000-8000-000000000001';

  it('are its own and those below, and found by name', async () => {
    const { body } = await scopes('alice', ownerId);
    expect(body.items.map(({ displayName }: { displayName: string }) => displayName)).toEqual([
      'Production',
      'rg-data',
      'kv-nordwind',
      'stnordwinddata',
      'rg-web',
      'vm-web-01',
    ]);
    expect((await scopes('alice', ownerId, '?search=VM-')).body.items).toMatchObject([{ displayName: 'vm-web-01' }]);
    expect((await scopes('alice', ownerId, '?search=%25')).body.items).toEqual([]);
    expect((await scopes('alice', ownerId, '?limit=2')).body).toMatchObject({ hasMore: true });
  });

  it('of a directory role are none of resources', async () => {
    const items = (await eligible('ivan')).body.items as readonly { id: string; role: { name: string } }[];
    const found = items.find(({ role }) => role.name === 'Security Operator');
    expect((await scopes('ivan', found?.id ?? '')).body).toMatchObject({ items: [{ kind: 'root' }], hasMore: false });
  });

  it('are not told to who has no such eligibility', async () => {
    const others = await scopes('bob', ownerId);
    const none = await scopes('bob', randomUUID());
    expect(others.status).toBe(404);
    expect(none.body.code).toBe(others.body.code);
  });
});

describe('me', () => {
  it('says who calls, and whether there is more than one’s own to see', async () => {
    const me = (person: string | null) => server.call(person, 'GET', `${api}/me`);
    expect((await me('alice')).body).toMatchObject({
      id: demoIds.alice,
      displayName: 'Alice Meyer',
      organisation: 'Nordwind Logistics',
      seesOthers: false,
    });
    expect((await me('grace')).body).toMatchObject({ seesOthers: true });
    expect((await me(null)).status).toBe(401);
  });
});
