import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activate, approve, assign, production, setRule } from '../../../../test/scenarios/story.ts';
import { as } from '../../../../test/support/demo-ledger.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { registerScope } from '../../../commands/register-scope.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';
import { parseScope } from '../../../domain/scope.ts';
import { isDrawn } from '../../../domain/spot-audit/is-drawn.ts';
import { runSql } from '../../../ledger/contract/rows-of.ts';
import { verifyLedger } from '../../../ledger/verify-ledger.ts';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

const owner = { roleDefinitionId: demoRoles.owner } as const;

function share(oneIn: number | null): Promise<void> {
  const rule = { kind: 'spotAudit', oneIn } as const;
  return setRule(server.demo.ledger, demoRoles.owner, production, 'SpotAudit_EndUser_Assignment', rule);
}

async function approvedBy(person: 'bob' | 'carol', path: string = demoScopes.production): Promise<string> {
  const { id } = await activate(server.demo.ledger, { ...owner, scope: parseScope(path) });
  await approve(server.demo.ledger, as(person), id);
  return id;
}

const audits = (person: string | null, query = '') =>
  server.call(person, 'GET', `/api/security/pim/spot-audits${query}`);
const review = (person: string, id: string, body: object = { outcome: 'confirmed' }) =>
  server.call(person, 'POST', `/api/security/pim/spot-audits/${id}/review`, body);

it('draws nothing where the settings name no share', async () => {
  await approvedBy('bob');
  expect((await audits('grace')).body).toEqual({ items: [], nextCursor: null });
});

it('draws by the hash of the entry of the approval, as anybody can check', async () => {
  await share(3);
  const { ledger, engine } = server.demo;
  for (let number = 0; number < 30; number += 1) {
    const path = `${demoScopes.production}/resourceGroups/rg-${number}`;
    await registerScope(ledger, as('grace'), { path, displayName: `rg-${number}`, parent: null });
    await approvedBy('bob', path);
  }
  const approvals = (await ledger.entriesAfter(0, 10_000)).flatMap(({ event, sequence, hash }) =>
    event.type === 'approval.decided' ? [{ id: event.requestId, sequence, hash, oneIn: event.auditOneIn }] : [],
  );
  expect(approvals).toHaveLength(30);
  const drawn = approvals.filter(({ hash, oneIn }) => isDrawn(hash, oneIn ?? 0));
  const { body } = await audits('grace', '?limit=100');
  expect(drawn.length).toBeGreaterThan(0);
  expect(drawn.length).toBeLessThan(30);
  const shown = body.items.map(({ request, entry, oneIn }: (typeof body.items)[number]) => {
    return { id: request.id, ...entry, oneIn };
  });
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect(shown.sort(byId)).toEqual([...drawn].sort(byId));

  expect((await verifyLedger(engine)).problems).toEqual([]);
  await runSql(engine, sql`delete from spot_audit where sequence = ${drawn[0]?.sequence ?? 0}`);
  expect((await verifyLedger(engine)).problems).toEqual([
    `table spot_audit: row ${drawn[0]?.id} of the ledger is missing`,
  ]);
});

it('draws by the share at the approval, and only what gives the role', async () => {
  const { id } = await activate(server.demo.ledger, owner);
  await share(1);
  await approve(server.demo.ledger, as('carol'), id);
  const denied = await activate(server.demo.ledger, { ...owner, scope: parseScope(demoScopes.data) });
  await server.call('bob', 'POST', `/api/security/pim/approvals/${denied.id}/deny`, { reason: 'no' });
  expect((await audits('grace')).body.items).toMatchObject([
    { request: { id, decidedBy: { id: demoIds.carol } }, oneIn: 1, drawnAt: '2026-11-24T08:00:00Z', review: null },
  ]);
});

describe('a review', () => {
  let id: string;
  beforeEach(async () => {
    await share(1);
    id = await approvedBy('bob');
  });

  it('is given by an administrator at the scope, once, and is on record', async () => {
    server.demo.clock.advance('PT1H');
    const objection = { outcome: 'objected', justification: 'no incident was open' };
    const { status, body } = await review('grace', id.toUpperCase(), objection);
    expect(status).toBe(200);
    expect(body.review).toEqual({
      ...objection,
      reviewedBy: { id: demoIds.grace, displayName: 'Grace Hofmann' },
      reviewedAt: '2026-11-24T09:00:00Z',
    });
    const events = (await server.demo.ledger.entriesAfter(0, 10_000)).map(({ event }) => event);
    expect(events.at(-1)).toEqual({
      type: 'spotAudit.reviewed',
      requestId: id,
      reviewedById: demoIds.grace,
      ...objection,
    });
    expect((await review('grace', id)).body).toMatchObject({ status: 409, conflictsWith: demoIds.grace });
    expect((await audits('grace', '?state=open')).body.items).toEqual([]);
    expect((await audits('oscar', '?state=reviewed')).body.items).toHaveLength(1);
  });
  it('is refused to requestor and approver, administrators or not', async () => {
    for (const principalId of [demoIds.alice, demoIds.bob]) {
      await assign(server.demo.ledger, { principalId, roleDefinitionId: demoRoles.userAccessAdministrator });
    }
    expect((await review('alice', id)).body).toMatchObject({ status: 403, code: 'ownRequest' });
    expect((await review('bob', id)).body).toMatchObject({ status: 403, code: 'ownDecision' });
  });
  it('is refused to who reads alone, and hidden from others', async () => {
    expect((await review('oscar', id)).body).toMatchObject({ status: 403, code: 'notPermitted' });
    expect((await review('mallory', id)).body).toMatchObject({ status: 404, code: 'spotAuditNotFound' });
    expect((await review('mallory', randomUUID())).body).toMatchObject({ status: 404, code: 'spotAuditNotFound' });
    expect((await audits('mallory')).body.items).toEqual([]);
    expect((await audits('carol')).body.items).toEqual([]);
    expect((await audits(null)).status).toBe(401);
  });
  it.each([
    ['another outcome', { outcome: 'fine' }, 400, 'valueInvalid', 'outcome'],
    ['no outcome', {}, 400, 'valueInvalid', 'outcome'],
    ['an objection without a word', { outcome: 'objected' }, 422, 'justificationMissing', 'justification'],
  ])('is refused with %s', async (_, body, status, code, field) => {
    expect((await review('grace', id, body)).body).toMatchObject({ status, code, field });
    expect((await audits('grace', '?state=open')).body.items).toHaveLength(1);
  });
});
