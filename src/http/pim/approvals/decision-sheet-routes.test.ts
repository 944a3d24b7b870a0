import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approvalBy, setRule } from '../../../../test/scenarios/story.ts';
import { anAsk, lasting } from '../../../../test/support/builders.ts';
import { as } from '../../../../test/support/demo-ledger.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { submitScheduleRequest } from '../../../commands/submit-schedule-request.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';
import type { ApprovalRule } from '../../../domain/policy/policy.ts';
import type { AskedRequest } from '../../../domain/request/request.ts';
import { parseScope } from '../../../domain/scope.ts';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

async function aliceAsks(over: Partial<AskedRequest> = {}): Promise<string> {
  const ticket = { number: 'IR-2026-0142', system: 'Jira' };
  const asked = anAsk({ principalId: demoIds.alice, ticket, ...over });
  return (await submitScheduleRequest(server.demo.ledger, as('alice'), asked, randomUUID)).id;
}

const sheet = (person: string | null, id: string) => server.call(person, 'GET', `/api/security/pim/approvals/${id}`);
const approve = (person: string, id: string, body: object = { justification: 'known incident' }) =>
  server.call(person, 'POST', `/api/security/pim/approvals/${id}/approve`, body);

async function twoStages(): Promise<void> {
  const rule = approvalBy() as ApprovalRule;
  const by = (id: string, over: object) => ({
    ...rule.stages[0],
    approvers: [{ kind: 'group', id, description: null } as const],
    ...over,
  });
  const first = by(demoIds.accessApprovers, { approvalsNeeded: 2 });
  const stages = [first, by(demoIds.deskApprovers, { window: 'PT2H' })] as const;
  const production = parseScope(demoScopes.production);
  const { ledger } = server.demo;
  await setRule(ledger, demoRoles.owner, production, 'Approval_EndUser_Assignment', { ...rule, stages });
}

const people = (list: readonly { displayName: string }[]) => list.map(({ displayName }) => displayName);

it('names the scopes that can be granted to who may decide, and to nobody else', async () => {
  const id = await aliceAsks();
  const scopes = (person: string, query = '') =>
    server.call(person, 'GET', `/api/security/pim/approvals/${id}/scopes${query}`);
  const found = await scopes('bob');
  expect(found.status).toBe(200);
  const paths = (found.body.items as readonly { path: string }[]).map(({ path }) => path);
  expect(paths[0]).toBe(demoScopes.production);
  expect(paths.length).toBeGreaterThan(1);
  expect(paths.every((path) => path === demoScopes.production || path.startsWith(`${demoScopes.production}/`))).toBe(
    true,
  );
  expect((await scopes('bob', '?search=nothing-is-named-so')).body).toEqual({ items: [], hasMore: false });
  // the requestor sees the request, and decides nothing of it; others do not know of it
  expect((await scopes('alice')).status).toBeGreaterThanOrEqual(403);
  expect(await scopes('mallory')).toMatchObject({ status: 404, body: { code: 'approvalNotFound' } });
});

it('shows an approver who asks for what and why, who else can decide, and how much time is left', async () => {
  const id = await aliceAsks();
  server.demo.clock.advance('PT1H');
  const { status, body } = await sheet('bob', id);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    request: {
      id,
      status: 'Pending',
      requestor: { displayName: 'Alice Meyer' },
      role: { name: 'Owner', risk: 'high' },
      scope: { displayName: 'Production' },
      duration: 'PT2H',
      justification: 'Triage of IR-2026-0142',
      ticket: { number: 'IR-2026-0142' },
    },
    roleDescription: '*',
    requestorGroups: ['Platform engineers'],
    mayDecide: true,
    whyNot: null,
    asOf: '2026-11-24T09:00:00Z',
  });
  expect(body.stages).toMatchObject([
    {
      state: 'open',
      approvalsNeeded: 1,
      approvalsMissing: 1,
      justificationRequired: true,
      window: 'PT24H',
      openedAt: '2026-11-24T08:00:00Z',
      expiresAt: '2026-11-25T08:00:00Z',
      secondsLeft: 23 * 3600,
      decisions: [],
      canDecideCount: 3,
    },
  ]);
  expect(people(body.stages[0].canDecide)).toEqual(['Bob Okafor', 'Carol Lindqvist', 'Dave Novak']);
});

it('warns, and shows how the person used the role before', async () => {
  const { clock } = server.demo;
  const first = await aliceAsks();
  expect((await sheet('bob', first)).body).toMatchObject({ warnings: [{ code: 'firstUse' }], lastActivations: [] });
  await approve('bob', first, { justification: 'fine', duration: 'PT1H' });
  clock.set('2026-11-25T02:00:00Z');
  await aliceAsks({ scope: parseScope(demoScopes.data) });
  const asked = { justification: 'need admin access', schedule: { startAt: null, expiration: lasting('PT8H') } };
  const { body } = await sheet('bob', await aliceAsks(asked));
  expect(body.warnings.map(({ code }: { code: string }) => code)).toEqual([
    'vagueJustification',
    'maximumDuration',
    'unusualHour',
    'askedOften',
  ]);
  expect(body.lastActivations).toEqual([
    {
      requestId: first,
      scope: { path: demoScopes.production, displayName: 'Production' },
      startedAt: '2026-11-24T08:00:00Z',
      endsAt: '2026-11-24T09:00:00Z',
      justification: 'Triage of IR-2026-0142',
    },
  ]);
});

describe('who sees it', () => {
  it('is the approvers, the requestor and those who read at the scope, and nobody else', async () => {
    const id = await aliceAsks();
    const seen = async (person: string) => {
      const { status, body } = await sheet(person, id);
      return [status, body.mayDecide ?? body.code, body.whyNot?.code];
    };
    expect(await seen('dave')).toEqual([200, true, undefined]);
    expect(await seen('alice')).toEqual([200, false, 'ownRequest']);
    expect(await seen('grace')).toEqual([200, false, 'notAnApprover']);
    expect(await seen('oscar')).toEqual([200, false, 'notAnApprover']);
    for (const other of ['mallory', 'frank', 'judy', 'ivan']) {
      expect(await seen(other)).toEqual([404, 'approvalNotFound', undefined]);
    }
    expect((await sheet(null, id)).status).toBe(401);
  });
  it('is told of one that is hidden what is told of one that is not there', async () => {
    const id = await aliceAsks();
    const unknown = randomUUID();
    const [hidden, absent] = [await sheet('mallory', id), await sheet('mallory', unknown)];
    const same = (body: object, asked: string) => JSON.stringify({ ...body, correlationId: '' }).replace(asked, 'ID');
    expect(same(hidden.body, id)).toBe(same(absent.body, unknown));
  });
  it('does not get one of a request that needs no approval', async () => {
    const asked = anAsk({ principalId: demoIds.alice, roleDefinitionId: demoRoles.contributor });
    const { id } = await submitScheduleRequest(server.demo.ledger, as('alice'), asked, randomUUID);
    expect((await sheet('alice', id)).body.code).toBe('approvalNotFound');
  });
});

describe('several people and stages', () => {
  beforeEach(twoStages);

  it('shows the decisions so far, how many are missing, and who decides next', async () => {
    const id = await aliceAsks();
    await approve('bob', id, { justification: 'an hour will do', duration: 'PT1H', scope: demoScopes.web });
    const { body } = await sheet('judy', id);
    expect(body).toMatchObject({ request: { status: 'Pending', decidedBy: null }, mayDecide: false });
    expect(body.stages).toMatchObject([
      {
        state: 'open',
        approvalsNeeded: 2,
        approvalsMissing: 1,
        decisions: [
          {
            result: 'approved',
            decidedBy: { id: demoIds.bob, displayName: 'Bob Okafor' },
            decidedAt: '2026-11-24T08:00:00Z',
            justification: 'an hour will do',
            grantedDuration: 'PT1H',
            grantedScope: demoScopes.web,
          },
        ],
      },
      { state: 'notOpened', approvalsMissing: 1, openedAt: null, expiresAt: null, secondsLeft: null, window: 'PT2H' },
    ]);
    expect(people(body.stages[0].canDecide)).toEqual(['Carol Lindqvist', 'Dave Novak']);
    expect(people(body.stages[1].canDecide)).toEqual(['Heidi Tanaka', 'Judy Ansah']);
    expect((await sheet('bob', id)).body.whyNot).toMatchObject({ code: 'alreadyDecided' });
  });
  it('opens the second to its own approvers, with its own window', async () => {
    const id = await aliceAsks();
    const pending = async (person: string) =>
      (await server.call(person, 'GET', '/api/security/pim/pending-approvals')).body.items.length;
    expect([await pending('bob'), await pending('judy')]).toEqual([1, 0]);
    await approve('bob', id);
    expect([await pending('bob'), await pending('carol')]).toEqual([0, 1]);
    await approve('carol', id);
    expect([await pending('dave'), await pending('judy')]).toEqual([0, 1]);
    const { body } = await sheet('judy', id);
    expect(body.stages).toMatchObject([
      { state: 'approved', approvalsMissing: 0, canDecide: [] },
      { state: 'open', expiresAt: '2026-11-24T10:00:00Z', secondsLeft: 7200 },
    ]);
    expect(body.mayDecide).toBe(true);
    expect((await approve('judy', id)).body).toMatchObject({ status: 'Approved', decidedBy: { id: demoIds.judy } });
    expect((await sheet('bob', id)).body.stages).toMatchObject([{ state: 'approved' }, { state: 'approved' }]);
  });
  it('takes a decision for the stage that is meant, and no other', async () => {
    const id = await aliceAsks();
    const [first, second] = (await sheet('bob', id)).body.stages;
    const decided = { justification: 'fine', stageId: first.id };
    await approve('bob', id, decided);
    await approve('carol', id, decided);
    const late = await approve('dave', id, decided);
    expect(late.body).toMatchObject({ status: 409, code: 'alreadyDecided', conflictsWith: demoIds.carol });
    expect((await approve('judy', id, { ...decided, stageId: second.id.toUpperCase() })).status).toBe(200);
  });
  it('tells nobody else that a stage is still to open', async () => {
    const id = await aliceAsks();
    const [, second] = (await sheet('bob', id)).body.stages;
    const decided = { justification: 'fine', stageId: second.id };
    expect((await approve('judy', id, decided)).body).toMatchObject({ status: 409, code: 'approvalClosed' });
    expect((await approve('mallory', id, decided)).body).toMatchObject({ status: 404, code: 'approvalNotFound' });
  });
  it('refuses scopes that have nothing in common', async () => {
    const id = await aliceAsks();
    await approve('bob', id, { justification: 'web', scope: demoScopes.web });
    const { body } = await approve('carol', id, { justification: 'data', scope: demoScopes.data });
    expect(body).toMatchObject({ status: 422, code: 'grantsDisjoint', field: 'scope' });
    expect(body.allowed).toContain(demoScopes.web.toLowerCase());
  });
  it('shows what never opened as closed', async () => {
    const id = await aliceAsks();
    server.demo.clock.advance('PT24H');
    expect((await sheet('bob', id)).body.stages).toMatchObject([
      { state: 'expired', secondsLeft: null, canDecide: [] },
      { state: 'closed', canDecide: [] },
    ]);
  });
});
