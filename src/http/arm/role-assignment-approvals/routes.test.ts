import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approvalBy, setRule } from '../../../../test/scenarios/story.ts';
import { armCall } from '../../../../test/support/openapi/arm-call.ts';
import { publishedExample, shapeOf } from '../../../../test/support/openapi/published-examples.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../../demo/demo-organisation.ts';
import type { ApprovalRule } from '../../../domain/policy/policy.ts';
import { parseScope } from '../../../domain/scope.ts';

const VERSION = 'api-version=2021-01-01-preview';
const PROVIDER = 'providers/Microsoft.Authorization';
const { production } = demoScopes;

let server: TestServer;
let call: TestServer['call'];
let approvalId: string;
beforeEach(async () => {
  server = await testServer();
  call = armCall(server);
  approvalId = await ask();
});
afterEach(() => server.close());

/** Alice asks for Owner on production; the id of the approval that must decide. */
async function ask(): Promise<string> {
  const path = `${production}/${PROVIDER}/roleAssignmentScheduleRequests/${randomUUID()}?api-version=2020-10-01`;
  const { body } = await call('alice', 'PUT', path, {
    properties: {
      principalId: demoIds.alice,
      roleDefinitionId: `${production}/${PROVIDER}/roleDefinitions/${demoRoles.owner}`,
      requestType: 'SelfActivate',
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT2H' } },
      justification: 'Triage of IR-2026-0142',
      ticketInfo: { ticketNumber: 'IR-2026-0142' },
    },
  });
  return body.properties.approvalId;
}

/** The first open stage, found as clients find it. */
async function openStage(person: string, segment = 'stages') {
  const { body } = await call(person, 'GET', `${approvalId}/${segment}?${VERSION}`);
  return body.value.find((each: { properties: { status: string } }) => each.properties.status === 'InProgress');
}

const decision = { reviewResult: 'Approve', justification: 'known incident' };

describe('an approval', () => {
  it('has the shape of the published example, and its stages too', async () => {
    const { body } = await call('dave', 'GET', `${approvalId}?${VERSION}`);
    const example = publishedExample('2021-01-01-preview/GetRoleAssignmentApprovalById').responses['200']?.body;
    expect(shapeOf(body)).toEqual(shapeOf(example));
    const [stage] = body.properties.stages;
    expect(stage).toMatchObject({
      id: `${approvalId}/stages/${stage.name}`,
      properties: { status: 'InProgress', assignedToMe: true, reviewResult: 'NotReviewed', justification: '' },
    });
    const stages = await call('dave', 'GET', `${approvalId}/stages?${VERSION}`);
    expect(stages.body.value).toEqual([stage]);
    expect((await call('dave', 'GET', `${stage.id}?${VERSION}`)).body).toEqual(stage);
  });

  it('is told whose it is to decide', async () => {
    const isMine = async (person: string) => (await openStage(person)).properties.assignedToMe;
    expect(await Promise.all(['bob', 'dave', 'alice', 'oscar', 'grace'].map(isMine))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect((await call('mallory', 'GET', `${approvalId}?${VERSION}`)).status).toBe(404);
  });

  it('is listed for its approvers, its requestor and readers', async () => {
    const ids = async (person: string, filter: string, scope = '') => {
      const query = filter === '' ? '' : `&$filter=${filter}`;
      const { status, body } = await call(
        person,
        'GET',
        `${scope}/${PROVIDER}/roleAssignmentApprovals?${VERSION}${query}`,
      );
      return status === 200 ? body.value.map(({ id }: { id: string }) => id) : body.error.code;
    };
    expect(await ids('bob', 'asApprover()')).toEqual([approvalId]);
    expect(await ids('alice', 'asApprover()')).toEqual([]);
    expect(await ids('alice', 'asCreatedBy()')).toEqual([approvalId]);
    expect(await ids('alice', 'asTarget()')).toEqual([approvalId]);
    expect(await ids('bob', 'asTarget()')).toEqual([]);
    expect(await ids('bob', '')).toBe('InsufficientPermissions');
    expect(await ids('grace', '')).toEqual([approvalId]);
    expect(await ids('bob', 'asApprover()', production)).toEqual([`${production}${approvalId}`]);
    expect(await ids('bob', 'asApprover()', demoScopes.development)).toEqual([]);
    expect(await ids('bob', 'atScope()')).toBe('InvalidRequestContent');
  });

  it('needs its own version', async () => {
    const { body } = await call('bob', 'GET', `${approvalId}?api-version=2020-10-01`);
    expect(body.error.code).toBe('InvalidApiVersionParameter');
  });
});

describe('a decision', () => {
  it('by PATCH answers 200 without a body, and gives the role at once', async () => {
    const stage = await openStage('dave');
    expect(await call('dave', 'PATCH', `${stage.id}/?${VERSION}`, decision)).toMatchObject({ status: 200, body: null });
    const { body } = await call('alice', 'GET', `${stage.id}?${VERSION}`);
    expect(body.properties).toEqual({
      displayName: 'Approval',
      status: 'Completed',
      assignedToMe: false,
      reviewedBy: {
        principalId: demoIds.dave,
        principalType: 'user',
        principalName: 'Dave Novak',
        userPrincipalName: 'dave@nordwind.example',
      },
      reviewedDateTime: '2026-11-24T08:00:00Z',
      reviewResult: 'Approve',
      justification: 'known incident',
    });
    const held = `/${PROVIDER}/roleAssignmentScheduleInstances?api-version=2020-10-01&$filter=asTarget()`;
    expect((await call('alice', 'GET', held)).body.value).toHaveLength(1);
  });

  it('by PUT answers 200 with the stage, wrapped or bare, by the older segment and by scope', async () => {
    const stage = await openStage('bob', 'steps');
    const path = `${production}${stage.id.replace('/stages/', '/steps/')}?${VERSION}`;
    const { status, body } = await call('bob', 'PUT', path, {
      Properties: { ReviewResult: 'deny', Justification: 'not during the freeze' },
    });
    expect(status).toBe(200);
    const example = publishedExample('2021-01-01-preview/ScopePatchRoleAssignmentApprovalStepById');
    expect(shapeOf(body)).toEqual(shapeOf(example.responses['200']?.body));
    expect(body.properties).toMatchObject({ status: 'Completed', reviewResult: 'Deny' });
    expect(body.id).toBe(`${production}${stage.id}`);
  });

  it('is refused to the requestor, to who is no approver, and to who sees nothing of it', async () => {
    const stage = await openStage('dave');
    const decide = async (person: string) => {
      const { status, body } = await call(person, 'PATCH', `${stage.id}?${VERSION}`, decision);
      return [status, body.error.code];
    };
    expect(await decide('alice')).toEqual([403, 'AuthorizationFailed']);
    expect(await decide('grace')).toEqual([403, 'AuthorizationFailed']);
    expect(await decide('mallory')).toEqual([404, 'RoleAssignmentApprovalNotFound']);
    const entries = await server.demo.ledger.entriesAfter(0, 1000);
    const refused = entries.flatMap(({ event }) => (event.type === 'command.refused' ? [event.code] : []));
    expect(refused).toEqual(['ownRequest', 'notAnApprover', 'notAnApprover']);
  });

  it('comes too late after another one, which it names', async () => {
    const stage = await openStage('dave');
    await call('dave', 'PATCH', `${stage.id}?${VERSION}`, decision);
    const { status, body } = await call('bob', 'PATCH', `${stage.id}?${VERSION}`, decision);
    expect(status).toBe(409);
    expect(body.error.message).toContain(demoIds.dave);
  });

  it('comes too late after the window, though no timer ran', async () => {
    const stage = await openStage('dave');
    server.demo.clock.advance('PT24H');
    const { status } = await call('dave', 'PATCH', `${stage.id}?${VERSION}`, decision);
    expect(status).toBe(409);
    const { body } = await call('dave', 'GET', `${stage.id}?${VERSION}`);
    expect(body.properties).toMatchObject({ status: 'Expired', reviewResult: 'NotReviewed', reviewedBy: null });
  });

  it('is told apart from the end of a request that was withdrawn', async () => {
    const stage = await openStage('dave');
    const name = approvalId.slice(approvalId.lastIndexOf('/') + 1);
    const cancel = `${production}/${PROVIDER}/roleAssignmentScheduleRequests/${name}/cancel?api-version=2020-10-01`;
    await call('alice', 'POST', cancel);
    const { body } = await call('dave', 'GET', `${stage.id}?${VERSION}`);
    expect(body.properties).toMatchObject({ status: 'Completed', reviewResult: 'NotReviewed' });
  });

  it.each([
    ['without a justification', { reviewResult: 'Approve' }, 400, 'RoleAssignmentRequestPolicyValidationFailed'],
    ['without a result', { justification: 'x' }, 400, 'InvalidRequestContent'],
    ['that decides nothing', { reviewResult: 'NotReviewed', justification: 'x' }, 400, 'InvalidRequestContent'],
    ['without a body', undefined, 400, 'InvalidRequestContent'],
  ])('is refused %s', async (_condition, body, status, code) => {
    const stage = await openStage('dave');
    const answer = await call('dave', 'PATCH', `${stage.id}?${VERSION}`, body);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect((await openStage('dave')).name).toBe(stage.name);
  });

  it('does not reach an approval through the address of another scope or stage', async () => {
    const stage = await openStage('dave');
    const elsewhere = await call('dave', 'PATCH', `${demoScopes.development}${stage.id}?${VERSION}`, decision);
    expect(elsewhere.status).toBe(404);
    const other = await call('dave', 'PATCH', `${approvalId}/stages/${randomUUID()}?${VERSION}`, decision);
    expect(other.status).toBe(404);
    expect((await openStage('dave')).name).toBe(stage.name);
  });
});

describe('an approval of two stages', () => {
  const rule = approvalBy() as ApprovalRule;
  const by = (id: string) => ({ ...rule.stages[0], approvers: [{ kind: 'group', id, description: null } as const] });
  const stages = [{ ...by(demoIds.accessApprovers), approvalsNeeded: 2 }, by(demoIds.deskApprovers)] as const;
  beforeEach(async () => {
    await call(
      'alice',
      'POST',
      `${production}/${PROVIDER}/roleAssignmentScheduleRequests/${nameOf(approvalId)}/cancel?api-version=2020-10-01`,
    );
    const { ledger } = server.demo;
    const scope = parseScope(production);
    await setRule(ledger, demoRoles.owner, scope, 'Approval_EndUser_Assignment', { ...rule, stages });
    approvalId = await ask();
  });

  const nameOf = (id: string) => id.slice(id.lastIndexOf('/') + 1);
  const read = async (person: string) => (await call(person, 'GET', `${approvalId}/stages?${VERSION}`)).body.value;
  const decide = (person: string, stage: { id: string }, body: object = decision) =>
    call(person, 'PATCH', `${stage.id}?${VERSION}`, body);

  it('shows both, the second as not started, and each with its own result', async () => {
    const [first, second] = await read('bob');
    expect([first, second]).toMatchObject([
      { properties: { displayName: 'Approval, stage 1', status: 'InProgress', assignedToMe: true } },
      { properties: { displayName: 'Approval, stage 2', status: 'NotStarted', assignedToMe: false } },
    ]);
    expect((await call('bob', 'GET', `${second.id}?${VERSION}`)).body).toEqual(second);
    expect((await decide('bob', first)).status).toBe(200);
    expect(await read('bob')).toMatchObject([
      { properties: { status: 'InProgress', assignedToMe: false, reviewResult: 'NotReviewed' } },
      { properties: { status: 'NotStarted' } },
    ]);
    await decide('carol', first);
    expect(await read('judy')).toMatchObject([
      { properties: { status: 'Completed', reviewResult: 'Approve', reviewedBy: { principalId: demoIds.carol } } },
      { properties: { status: 'InProgress', assignedToMe: true, reviewResult: 'NotReviewed' } },
    ]);
    await decide('judy', second);
    const held = `/${PROVIDER}/roleAssignmentScheduleInstances?api-version=2020-10-01&$filter=asTarget()`;
    expect((await call('alice', 'GET', held)).body.value).toHaveLength(1);
  });
  it('takes no decision for a stage that is not open', async () => {
    const [first, second] = await read('bob');
    expect((await decide('judy', second)).body.error.code).toBe('RoleAssignmentApprovalClosed');
    await decide('bob', first);
    expect(await decide('bob', first)).toMatchObject({ status: 409 });
    await decide('carol', first);
    expect((await decide('dave', first)).body.error.message).toContain(demoIds.carol);
  });
  it('never starts the second after a denial', async () => {
    const [first] = await read('bob');
    await decide('bob', first, { reviewResult: 'Deny', justification: 'not now' });
    expect(await read('bob')).toMatchObject([
      { properties: { status: 'Completed', reviewResult: 'Deny' } },
      { properties: { status: 'Completed', reviewResult: 'NotReviewed' } },
    ]);
  });
});
