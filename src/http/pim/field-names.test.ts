import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../demo/demo-organisation.ts';

const API = '/api/security/pim';
const UNKNOWN = 'e0000000-0000-4000-8000-000000000001';
const PAST = '2026-11-24T07:00:00Z';
const ADMIN = 'a0000000-0000-4000-8000-0000000000d1';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const activation = {
  type: 'selfActivate',
  roleDefinitionId: demoRoles.owner,
  scope: demoScopes.production,
  duration: 'PT2H',
  justification: 'Triage of IR-2026-0142',
  ticket: { number: 'IR-2026-0142', system: 'Jira' },
};
const { duration: _, ...timeless } = activation;
const assignment = { ...timeless, type: 'adminAssign', principalId: demoIds.mallory };
const denial = {
  name: 'No deletes',
  scope: demoScopes.web,
  permissions: [{ actions: ['Microsoft.Compute/virtualMachines/delete'] }],
  principals: [{ id: demoIds.mallory, kind: 'user' }],
};
const window = { window: 'P1D', isApproverJustificationRequired: true, approvalsNeeded: 1 };
const settings = `${API}/policies/${demoRoles.owner}?scope=${demoScopes.production}`;
const approval = {
  isRequired: true,
  isRequiredForExtension: false,
  isRequestorJustificationRequired: true,
  stages: [{ ...window, approvers: [{ kind: 'user', id: demoIds.bob }] }],
};
const rules = { Approval_EndUser_Assignment: approval };

const endpoint = { kind: 'webhook', displayName: 'SIEM', url: 'https://siem.example.org/' };

interface Case {
  readonly by?: string;
  readonly path: string;
  readonly method?: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly field: string;
}

const asked = (over: object, field: string, by = 'alice'): Case => ({
  by,
  path: `${API}/requests`,
  body: { ...activation, ...over },
  field,
});
const timed = (over: object, field: string): Case => ({ ...asked({}, field), body: { ...timeless, ...over } });
const assigned = (over: object, field: string): Case => ({
  path: `${API}/requests`,
  body: { ...assignment, ...over },
  field,
});
const denied = (over: object, field: string): Case => ({
  path: `${API}/deny-assignments`,
  body: { ...denial, ...over },
  field,
});

const requests: readonly Case[] = [
  asked({ id: 'mine' }, 'id'),
  asked({ type: 'selfDestruct' }, 'type'),
  asked({ kind: 'maybe' }, 'kind'),
  asked({ kind: 'eligible' }, 'type'),
  asked({ principalId: 'alice' }, 'principalId'),
  asked({ principalId: demoIds.bob }, 'principalId'),
  asked({ roleDefinitionId: UNKNOWN }, 'roleDefinitionId'),
  asked({ scope: 'production' }, 'scope'),
  asked({ scope: `${demoScopes.production}/resourceGroups/none` }, 'scope'),
  asked({ start: 'tomorrow' }, 'start'),
  asked({ start: '1999-12-31T23:59:59Z' }, 'start'),
  asked({ start: '2027-11-24T08:00:00Z' }, 'start'),
  asked({ duration: 'P1M' }, 'duration'),
  asked({ duration: 'PT1M' }, 'duration'),
  asked({ duration: 'PT0S' }, 'duration'),
  asked({ end: '2026-11-24T10:00:00Z' }, 'end'),
  asked({ permanent: true }, 'permanent'),
  timed({ end: 'tonight' }, 'end'),
  timed({ end: PAST }, 'end'),
  timed({ end: '2026-11-24T10:00:00Z', permanent: true }, 'permanent'),
  asked({ justification: 'a\u0000b' }, 'justification'),
  asked({ ticket: { number: 5 } }, 'ticket.number'),
  asked({ condition: '@Resource[' }, 'condition'),
  asked({ linkedEligibilityId: 'that one' }, 'linkedEligibilityId'),
  asked({ targetScheduleId: 'that one' }, 'targetScheduleId'),
  assigned({ principalId: UNKNOWN, duration: 'P30D' }, 'principalId'),
  assigned({ start: '2026-11-25T08:00:00Z', end: '2026-11-25T08:01:00Z' }, 'end'),
  assigned({ start: '2026-11-23T08:00:00Z', end: PAST }, 'end'),
  assigned({ duration: 'P100Y' }, 'duration'),
  assigned({ duration: 'P30D', condition: "@Nobody[x] StringEquals 'y'" }, 'condition'),
];

const denials: readonly Case[] = [
  denied({ id: 'mine' }, 'id'),
  denied({ name: ' ' }, 'name'),
  denied({ description: 'x'.repeat(3000) }, 'description'),
  denied({ scope: '/subscriptions/c0000000-0000-4000-8000-00000000000f' }, 'scope'),
  denied({ scope: 'web' }, 'scope'),
  denied({ permissions: [] }, 'permissions'),
  denied({ permissions: [{ actions: ['*'], notActions: ['bad operation!'] }] }, 'permissions.0.notActions'),
  denied({ permissions: [{ notActions: ['*'] }] }, 'permissions.0.actions'),
  denied({ permissions: [{ actions: ['*'], condition: { text: '@' } }] }, 'permissions.0.condition'),
  denied(
    { permissions: [{ actions: ['*'], condition: { text: '@', version: '3.0' } }] },
    'permissions.0.condition.version',
  ),
  denied({ condition: { text: '@' } }, 'condition'),
  denied({ condition: { text: '@', version: '9' } }, 'condition.version'),
  denied({ principals: [] }, 'principals'),
  denied({ principals: [{ id: UNKNOWN, kind: 'user' }] }, 'principals'),
  denied({ excludePrincipals: [{ id: UNKNOWN, kind: 'group' }] }, 'excludePrincipals'),
];

const others: readonly Case[] = [
  { path: `${API}/policy-templates`, body: { name: ' ', rules }, field: 'name' },
  { path: `${API}/policy-templates`, body: { name: 'Strict', rules: {} }, field: 'rules' },
  {
    path: `${API}/policy-templates/${UNKNOWN}/apply`,
    body: { targets: [{ roleDefinitionId: demoRoles.owner, scope: 'x' }] },
    field: 'targets.0.scope',
  },
  { path: settings, method: 'PATCH', body: { rules: {} }, field: 'rules' },
  {
    path: settings,
    method: 'PATCH',
    body: { rules: { Approval_EndUser_Assignment: { ...approval, stages: [{ ...window, approvers: [{}] }] } } },
    field: 'rules.Approval_EndUser_Assignment.stages.0.approvers.0.kind',
  },
  { path: `${API}/notification-endpoints`, body: { ...endpoint, displayName: ' ' }, field: 'displayName' },
  { path: `${API}/notification-endpoints`, body: { ...endpoint, url: 'http://10.0.0.1/' }, field: 'url' },
  { path: `${API}/notification-endpoints`, body: { ...endpoint, topics: ['x'] }, field: 'topics.0' },
  { path: `${API}/service-principals`, body: { displayName: '' }, field: 'displayName' },
  {
    path: `${API}/service-principals/${ADMIN}/credentials`,
    body: { displayName: 'deploy', expiresAt: 'never' },
    field: 'expiresAt',
  },
  { path: `${API}/approvals/${UNKNOWN}/approve`, by: 'bob', body: { stageId: 'last' }, field: 'stageId' },
  {
    path: `${API}/approvals/${UNKNOWN}/approve`,
    by: 'bob',
    body: { justification: 'a', comment: 'b' },
    field: 'comment',
  },
  { path: `${API}/approvals/${UNKNOWN}/deny`, by: 'bob', body: { reason: ' ' }, field: 'reason' },
  { path: `${API}/extension-requests/${UNKNOWN}/approve`, body: { start: 'soon' }, field: 'start' },
  { path: `${API}/extension-requests/${UNKNOWN}/approve`, body: { end: 'late' }, field: 'end' },
  {
    path: `${API}/extension-requests/${UNKNOWN}/approve`,
    body: { duration: 'P1D', permanent: true },
    field: 'permanent',
  },
  { path: `${API}/extension-requests/${UNKNOWN}/deny`, body: { reason: '' }, field: 'reason' },
  { path: `${API}/spot-audits/${UNKNOWN}/review`, body: { outcome: 'fine' }, field: 'outcome' },
];

interface Described {
  readonly properties?: Readonly<Record<string, Described>>;
  readonly items?: Described;
  readonly anyOf?: readonly Described[];
}

/** What the published description has at a path of members; undefined: no such member. */
function memberAt(described: Described | undefined, [name, ...rest]: readonly string[]): Described | undefined {
  if (described === undefined || name === undefined) return described;
  const options = described.anyOf ?? [described];
  return options.map((each) => memberAt(each.properties?.[name] ?? each.items, rest)).find((each) => each);
}

async function bodyOf(path: string, method: string): Promise<Described> {
  const { paths } = (await server.call(null, 'GET', `${API}/openapi.json`)).body;
  const pattern = path.split('?')[0]?.split('/') ?? [];
  const found = Object.keys(paths).find((each) => {
    const parts = each.split('/');
    return parts.length === pattern.length && parts.every((part, at) => part.startsWith('{') || part === pattern[at]);
  });
  return paths[found ?? ''][method.toLowerCase()].requestBody.content['application/json'].schema;
}

it.each([...requests, ...denials, ...others])('names `$field` of $path as the body does', async (given) => {
  const { by = 'grace', path, method = 'POST', body, field } = given;
  const answer = await server.call(by, method, path, body);
  expect({ status: answer.status, field: answer.body.field }, JSON.stringify(answer.body)).toEqual({
    status: expect.toSatisfy((status: number) => [400, 403, 404, 422].includes(status)),
    field,
  });
  // the sentence names no member that the body has not
  expect(answer.body.detail).not.toMatch(/DateTime|startAt|endAt|requestType|conditionVersion|properties\./);
  expect(memberAt(await bodyOf(path, method), field.split('.')), field).toBeDefined();
});

it('names the end of an extension that adds too little, and a start that leaves a gap, as the body does', async () => {
  const assigned = await server.call('grace', 'POST', `${API}/requests`, {
    ...assignment,
    id: randomUUID(),
    scope: demoScopes.web,
    roleDefinitionId: demoRoles.reader,
    duration: 'P10D',
  });
  expect(assigned.status, JSON.stringify(assigned.body)).toBe(201);
  const extension = {
    ...assignment,
    type: 'adminExtend',
    scope: demoScopes.web,
    roleDefinitionId: demoRoles.reader,
    targetScheduleId: assigned.body.scheduleId,
  };
  const short = await server.call('grace', 'POST', `${API}/requests`, {
    ...extension,
    end: '2026-12-04T08:04:00Z',
    start: '2026-12-04T07:00:00Z',
  });
  expect(short.body).toMatchObject({ code: 'scheduleInvalid', field: 'end' });
  const late = { ...extension, start: '2026-12-05T08:00:00Z', end: '2026-12-09T08:00:00Z' };
  const gap = await server.call('grace', 'POST', `${API}/requests`, late);
  expect(gap.body).toMatchObject({ code: 'scheduleInvalid', field: 'start' });
});
