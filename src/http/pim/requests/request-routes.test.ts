import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anAsk, lasting } from '../../../../test/support/builders.ts';
import { as } from '../../../../test/support/demo-ledger.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { cancelScheduleRequest } from '../../../commands/cancel-schedule-request.ts';
import { decideApprovalStage } from '../../../commands/decide-approval-stage.ts';
import { submitScheduleRequest } from '../../../commands/submit-schedule-request.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';
import type { AskedRequest } from '../../../domain/request/request.ts';
import { parseScope, ROOT } from '../../../domain/scope.ts';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

interface Item {
  readonly id: string;
  readonly status: string;
  readonly type: string;
  readonly principal: { readonly id: string };
}

type Name = 'alice' | 'frank' | 'ivan';

async function asks(name: Name, over: Partial<AskedRequest> = {}): Promise<string> {
  const ticket = { number: 'IR-2026-0142', system: 'Jira' };
  const asked = anAsk({ principalId: demoIds[name], ticket, ...over });
  return (await submitScheduleRequest(server.demo.ledger, as(name), asked, randomUUID)).id;
}

function decides(name: 'bob' | 'carol' | 'judy', id: string, result: 'approved' | 'denied') {
  const asked = { result, justification: 'known incident', duration: null, scope: null } as const;
  return decideApprovalStage(server.demo.ledger, as(name), id, asked);
}

function get(name: string | null, path: string) {
  return server.call(name, 'GET', `/api/security/pim/${path}`);
}

async function history(name: string, query = ''): Promise<readonly Item[]> {
  const answer = await get(name, `requests/history?${query}`);
  expect(answer.status).toBe(200);
  return answer.body.items;
}

/** The ids of self-service requests; the demo's own assignments are left out. */
async function seenBy(name: string, query = ''): Promise<readonly string[]> {
  return (await history(name, query)).filter(({ type }) => type !== 'adminAssign').map(({ id }) => id);
}

describe('who sees what', () => {
  it('shows a resource role request to requestor, approvers and readers of the scope, and to nobody else', async () => {
    const id = await asks('alice');
    for (const name of ['alice', 'bob', 'carol', 'dave', 'oscar', 'grace']) expect(await seenBy(name)).toEqual([id]);
    for (const name of ['mallory', 'frank', 'heidi', 'judy', 'ivan']) expect(await seenBy(name)).toEqual([]);
    expect(await history('mallory')).toEqual([]);
  });

  it('shows a directory role request to role administrators and not to readers of resources', async () => {
    const id = await asks('ivan', { roleDefinitionId: demoRoles.securityOperator, scope: ROOT });
    for (const name of ['ivan', 'judy', 'heidi', 'grace']) expect(await seenBy(name)).toEqual([id]);
    for (const name of ['oscar', 'bob', 'alice', 'mallory']) expect(await seenBy(name)).toEqual([]);
  });

  it('shows the target what an administrator assigned', async () => {
    const [item, ...others] = await history('ivan');
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      type: 'adminAssign',
      status: 'Approved',
      requestor: { id: demoIds.grace },
      principal: { id: demoIds.ivan },
      duration: 'P365D',
      decidedBy: null,
      decidedAt: null,
      comment: null,
      expiresAt: null,
    });
  });

  it('shows a person what was asked for them, whoever asked, and nothing that they asked for others', async () => {
    const own = await asks('ivan', { roleDefinitionId: demoRoles.securityOperator, scope: ROOT });
    const mine = await history('ivan', 'principal=me');
    expect(mine.map(({ id, type }) => [id === own, type]).sort()).toEqual([
      [false, 'adminAssign'],
      [true, 'selfActivate'],
    ]);
    expect(await seenBy('ivan', 'principal=me&status=Denied')).toEqual([]);
    // what the first administrator gave others is not for her
    const given = await history('grace', 'principal=me');
    expect(given.map(({ principal }) => principal.id)).toEqual([demoIds.grace, demoIds.grace]);
    expect((await history('grace', 'requestor=me')).length).toBeGreaterThan(given.length);
    expect(await history('mallory', 'principal=me')).toEqual([]);
  });

  it('is exported as CSV that no spreadsheet runs, as far as it is read', async () => {
    const id = await asks('alice', { justification: '=cmd of IR-2026-0142' });
    await decides('bob', id, 'denied');
    const csv = await get('alice', 'requests/history/export?principal=me');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [names = '', ...lines]: readonly string[] = csv.body.trimEnd().split('\r\n');
    expect(names).toMatch(/^id,requestedAt,type,status,/);
    expect(lines).toHaveLength((await history('alice', 'principal=me')).length);
    expect(lines.find((line) => line.startsWith(id))).toContain(',selfActivate,Denied,Alice Meyer,');
    expect(csv.body).not.toMatch(/(^|,)[=+\-@]/m);
    expect((await get('bob', 'requests/history/export?decidedBy=me')).body).toContain(id);
    expect((await get('mallory', 'requests/history/export')).body.trimEnd()).toBe(names);
    expect((await get('alice', 'requests/history/export?from=yesterday')).body).toMatchObject({ field: 'from' });
    expect((await get(null, 'requests/history/export')).status).toBe(401);
  });

  it('shows a reader only what is below the own scope', async () => {
    const reader = anAsk({
      kind: 'active',
      type: 'adminAssign',
      principalId: demoIds.mallory,
      roleDefinitionId: demoRoles.reader,
      scope: parseScope(demoScopes.web),
      schedule: { startAt: null, expiration: lasting('P1D') },
    });
    await submitScheduleRequest(server.demo.ledger, as('grace'), reader, randomUUID);
    const below = await asks('alice', { scope: parseScope(demoScopes.webServer) });
    await asks('alice', { scope: parseScope(demoScopes.data) });
    await asks('alice');
    expect(await seenBy('mallory')).toEqual([below]);
    server.demo.clock.advance('PT24H');
    expect(await seenBy('mallory')).toEqual([]);
  });

  it('counts in the overview what the caller may see, and nothing else', async () => {
    const { clock } = server.demo;
    const counts = async (name: string) => (await get(name, 'overview')).body;
    await asks('alice', { scope: parseScope(demoScopes.data) });
    const denied = await asks('alice', { scope: parseScope(demoScopes.web) });
    const approved = await asks('alice', { scope: parseScope(demoScopes.storage) });
    await decides('bob', denied, 'denied');
    await decides('carol', approved, 'approved');
    const asOf = '2026-11-24T08:00:00Z';
    const now = { pendingNow: 1, approvedIn7Days: 1, deniedIn7Days: 1, expiredIn7Days: 0, asOf };
    for (const name of ['alice', 'dave', 'oscar', 'grace']) expect(await counts(name)).toEqual(now);
    const nothing = { pendingNow: 0, approvedIn7Days: 0, deniedIn7Days: 0, expiredIn7Days: 0 };
    expect(await counts('mallory')).toEqual({ ...nothing, asOf });
    clock.set('2026-11-25T08:00:00Z');
    const expired = {
      pendingNow: 0,
      approvedIn7Days: 1,
      deniedIn7Days: 1,
      expiredIn7Days: 1,
      asOf: clock().toString(),
    };
    expect(await counts('bob')).toEqual(expired);
    clock.set('2026-12-01T08:00:00Z');
    expect(await counts('bob')).toEqual({ ...nothing, expiredIn7Days: 1, asOf: clock().toString() });
    clock.set('2026-12-02T08:00:00Z');
    expect(await counts('bob')).toEqual({ ...nothing, asOf: clock().toString() });
  });
});

describe('history', () => {
  it('reads an undecided request as Expired at the end of its window, in the filter too, with no timer running', async () => {
    const id = await asks('alice');
    expect(await seenBy('bob', 'status=Pending')).toEqual([id]);
    expect(await seenBy('bob', 'status=Expired')).toEqual([]);
    server.demo.clock.set('2026-11-25T08:00:00Z');
    expect(await seenBy('bob', 'status=Pending')).toEqual([]);
    expect(await seenBy('bob', 'status=Expired')).toEqual([id]);
    expect(await history('bob', 'status=Expired')).toMatchObject([{ status: 'Expired', decidedBy: null }]);
  });

  it('filters by every word, by decider, requestor, role, scope and time', async () => {
    const denied = await asks('alice', { scope: parseScope(demoScopes.web) });
    await decides('bob', denied, 'denied');
    server.demo.clock.advance('PT1H');
    const approved = await asks('alice', { scope: parseScope(demoScopes.data) });
    await decides('carol', approved, 'approved');
    const canceled = await asks('alice', { scope: parseScope(demoScopes.vault) });
    await cancelScheduleRequest(server.demo.ledger, as('alice'), canceled);
    server.demo.clock.advance('PT1H');
    const other = await asks('frank', { roleDefinitionId: demoRoles.contributor });

    expect(await seenBy('oscar')).toHaveLength(4);
    expect(await seenBy('oscar', 'status=Denied')).toEqual([denied]);
    expect(await seenBy('oscar', 'status=Canceled')).toEqual([canceled]);
    expect([...(await seenBy('oscar', 'status=Approved'))].sort()).toEqual([approved, other].sort());
    expect(await seenBy('bob', 'decidedBy=me')).toEqual([denied]);
    expect(await seenBy('frank', 'requestor=me')).toEqual([other]);
    expect(await seenBy('oscar', `requestor=${demoIds.frank.toUpperCase()}`)).toEqual([other]);
    expect(await seenBy('oscar', `roleDefinitionId=${demoRoles.contributor}`)).toEqual([other]);
    expect(await seenBy('oscar', `scope=${demoScopes.web.toUpperCase()}`)).toEqual([denied]);
    expect(await seenBy('oscar', 'from=2026-11-24T10:00:00Z')).toEqual([other]);
    expect(await seenBy('oscar', 'to=2026-11-24T09:00:00Z')).toEqual([denied]);
    expect(await seenBy('mallory', `requestor=${demoIds.frank}`)).toEqual([]);
    expect(await history('oscar', 'status=Canceled')).toMatchObject([{ decidedBy: null, decidedAt: null }]);
  });

  it('pages through 120 requests, each exactly once and the newest first', async () => {
    const { ledger, clock } = server.demo;
    const made: string[] = [];
    for (let count = 0; count < 120; count += 1) {
      const id = await asks('alice');
      await cancelScheduleRequest(ledger, as('alice'), id);
      made.push(id);
      // three share each instant, so that a page may end between equals
      if (count % 3 === 2) clock.advance('PT1S');
    }
    for (const [name, path] of [
      ['oscar', 'requests/history?status=Canceled&limit=7'],
      ['alice', 'my-requests?limit=50'],
    ] as const) {
      const seen: { id: string; requestedAt: string }[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const answer = await get(name, `${path}${cursor === '' ? '' : `&cursor=${cursor}`}`);
        seen.push(...answer.body.items);
        cursor = answer.body.nextCursor;
      }
      expect(seen.map(({ id }) => id).sort()).toEqual([...made].sort());
      const times = seen.map(({ requestedAt }) => Temporal.Instant.from(requestedAt).epochMilliseconds);
      expect(times).toEqual([...times].sort((a, b) => b - a));
    }
    expect((await get('oscar', 'requests/history')).body.items).toHaveLength(50);
  });

  it.each([
    ['an unknown word', 'status=Open', 'status'],
    ['unknown parameters', 'state=x&foo=1', 'state, foo'],
    ['another decider', `decidedBy=${demoIds.bob}`, 'decidedBy'],
    ['a requestor that is no id', 'requestor=alice', 'requestor'],
    ['a role that is no id', 'roleDefinitionId=owner', 'roleDefinitionId'],
    ['a scope with an encoded slash', 'scope=/subscriptions%252f', 'scope'],
    ['a time without zone', 'from=2026-11-24T10:00:00', 'from'],
    ['no rows', 'limit=0', 'limit'],
    ['too many rows', 'limit=101', 'limit'],
    ['a limit in words', 'limit=ten', 'limit'],
    ['a limit twice', 'limit=1&limit=2', 'limit'],
    ['a cursor from elsewhere', 'cursor=MTIz', 'cursor'],
    ['a padded cursor', `cursor=${Buffer.from('1 a').toString('base64url')}%3D`, 'cursor'],
  ])('refuses %s as malformed', async (_, query, field) => {
    const answer = await get('oscar', `requests/history?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ title: 'Malformed request', status: 400, field });
    expect(answer.body.detail).not.toBe('');
  });
});

describe('my requests', () => {
  it('tells when the role really started and ended, with no timer running', async () => {
    const { clock } = server.demo;
    const mine = async () => (await get('alice', 'my-requests')).body.items;
    const id = await asks('alice');
    expect(await mine()).toMatchObject([{ id, status: 'Pending', activatedAt: null, deactivatedAt: null }]);
    clock.advance('PT10M');
    await decides('bob', id, 'approved');
    expect(await mine()).toMatchObject([
      { id, status: 'Approved', activatedAt: '2026-11-24T08:10:00Z', deactivatedAt: null },
    ]);
    clock.set('2026-11-24T10:09:59.999Z');
    expect((await mine())[0].deactivatedAt).toBeNull();
    clock.set('2026-11-24T10:10:00Z');
    expect(await mine()).toMatchObject([
      { activatedAt: '2026-11-24T08:10:00Z', deactivatedAt: '2026-11-24T10:10:00Z' },
    ]);
  });

  it('tells nothing of a planned activation before its start, or of one that was withdrawn before it', async () => {
    const { clock, ledger } = server.demo;
    const contributor = { roleDefinitionId: demoRoles.contributor, ticket: null };
    const startAt = Temporal.Instant.from('2026-11-24T12:00:00Z');
    const planned = { ...contributor, schedule: { startAt, expiration: lasting('PT1H') } };
    const kept = await asks('frank', { ...planned, scope: parseScope(demoScopes.web) });
    const withdrawn = await asks('frank', { ...planned, scope: parseScope(demoScopes.data) });
    await cancelScheduleRequest(ledger, as('frank'), withdrawn);
    const mine = async (id: string) =>
      (await get('frank', 'my-requests')).body.items.find((item: Item) => item.id === id);
    expect(await mine(kept)).toMatchObject({ status: 'Approved', start: '2026-11-24T12:00:00Z', activatedAt: null });
    clock.set('2026-11-24T12:00:00Z');
    expect(await mine(kept)).toMatchObject({ activatedAt: '2026-11-24T12:00:00Z', deactivatedAt: null });
    expect(await mine(withdrawn)).toMatchObject({ status: 'Canceled', activatedAt: null, deactivatedAt: null });
  });

  it('tells the end of an activation that its holder ended early', async () => {
    const id = await asks('frank', { roleDefinitionId: demoRoles.contributor, ticket: null });
    server.demo.clock.advance('PT30M');
    await asks('frank', {
      type: 'selfDeactivate',
      roleDefinitionId: demoRoles.contributor,
      schedule: { startAt: null, expiration: null },
      targetScheduleId: id,
    });
    const { items } = (await get('frank', 'my-requests')).body;
    expect(items.map(({ type }: Item) => type)).toEqual(['selfDeactivate', 'selfActivate']);
    expect(items[1]).toMatchObject({
      id,
      status: 'Approved',
      activatedAt: '2026-11-24T08:00:00Z',
      deactivatedAt: '2026-11-24T08:30:00Z',
    });
    expect(items[0]).toMatchObject({ duration: null, activatedAt: null, deactivatedAt: null });
  });

  it('shows only what the caller asked for', async () => {
    await asks('alice');
    for (const name of ['bob', 'oscar', 'mallory']) expect((await get(name, 'my-requests')).body.items).toEqual([]);
    expect((await get('alice', 'my-requests')).body.items).toHaveLength(1);
  });
});
