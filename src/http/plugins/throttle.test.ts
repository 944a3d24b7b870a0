import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { armCall } from '../../../test/support/openapi/arm-call.ts';
import { scimDirectory } from '../../../test/support/scim-directory.ts';
import { type TestServer, type TestServerOptions, testServer } from '../../../test/support/test-server.ts';
import { tinyPortal } from '../../../test/support/tiny-portal.ts';
import { demoIds, demoRoles, demoScopes } from '../../demo/demo-organisation.ts';

let server: TestServer;
afterEach(() => server.close());

const ARM = `${demoScopes.production}/providers/Microsoft.Authorization`;
const VERSION = 'api-version=2020-10-01';
const anArmList = `${ARM}/roleAssignmentSchedules?${VERSION}&$filter=asTarget()`;
const GRAPH = "/v1.0/users?$filter=userPrincipalName eq 'nobody'";
const anApiList = '/api/security/pim/my-requests';

async function limited(limits: NonNullable<TestServerOptions['limits']>, more: TestServerOptions = {}) {
  server = await testServer({ ...more, limits });
}

/** The statuses of so many calls, one after the other. */
async function statuses(times: number, call: () => ReturnType<TestServer['call']>): Promise<readonly number[]> {
  const found: number[] = [];
  for (let each = 0; each < times; each++) found.push((await call()).status);
  return found;
}

const question = {
  subject: { type: 'principal', id: demoIds.alice },
  action: { name: 'Microsoft.Compute/virtualMachines/read' },
  resource: { type: 'scope', id: demoScopes.web },
};

function requestBody(requestType: string) {
  const roleDefinitionId = `${ARM}/roleDefinitions/${demoRoles.owner}`;
  return { properties: { principalId: demoIds.alice, roleDefinitionId, requestType } };
}

function requestUrl(): string {
  return `${ARM}/roleAssignmentScheduleRequests/${randomUUID()}?${VERSION}`;
}

describe('a caller', () => {
  it('has the calls of a minute on all surfaces together, and each tells it in its own shape', async () => {
    await limited({ callsPerCaller: 4 });
    const { call } = server;
    const arm = armCall(server);
    expect(
      await Promise.all([
        arm('alice', 'GET', anArmList),
        call('alice', 'GET', '/subscriptions?api-version=2019-11-01'),
        call('alice', 'GET', anApiList),
        call('alice', 'GET', GRAPH),
      ]).then((answers) => answers.map(({ status }) => status)),
    ).toEqual([200, 200, 200, 200]);

    const onArm = await arm('alice', 'GET', anArmList);
    expect(onArm).toMatchObject({ status: 429, body: { error: { code: 'TooManyRequests' } } });
    const onHierarchy = await call('alice', 'GET', '/subscriptions?api-version=2019-11-01');
    expect(onHierarchy).toMatchObject({ status: 429, body: { error: { code: 'TooManyRequests' } } });
    const onApi = await call('alice', 'GET', anApiList);
    expect(onApi).toMatchObject({
      status: 429,
      body: { status: 429, code: 'tooManyCalls', title: 'Too many calls', correlationId: expect.any(String) },
    });
    expect(onApi.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const onGraph = await call('alice', 'GET', GRAPH);
    expect(onGraph).toMatchObject({
      status: 429,
      body: { error: { code: 'TooManyRequests', innerError: { 'request-id': expect.any(String) } } },
    });
    for (const { headers } of [onArm, onHierarchy, onApi, onGraph]) expect(headers.get('retry-after')).toBe('15');
  });

  it('is served again after the seconds that Retry-After says, and not before', async () => {
    await limited({ callsPerCaller: 6 });
    const ask = () => server.call('alice', 'GET', anArmList);
    expect(await statuses(7, ask)).toEqual([200, 200, 200, 200, 200, 200, 429]);
    const seconds = Number((await ask()).headers.get('retry-after'));
    expect(seconds).toBe(10);
    server.demo.clock.advance('PT9.9S');
    expect((await ask()).status).toBe(429);
    server.demo.clock.advance('PT0.1S');
    expect(await statuses(2, ask)).toEqual([200, 429]);
  });

  it('takes nothing from another one', async () => {
    await limited({ callsPerCaller: 2 });
    expect(await statuses(3, () => server.call('alice', 'GET', anApiList))).toEqual([200, 200, 429]);
    expect((await server.call('bob', 'GET', anApiList)).status).toBe(200);
  });

  it('still approves, cancels, deactivates and removes after any number of other calls', async () => {
    await limited({ callsPerCaller: 2 });
    const { call } = server;
    for (const name of ['alice', 'bob', 'grace']) {
      expect((await statuses(9, () => call(name, 'GET', anArmList))).at(-1)).toBe(429);
    }
    const unknown = randomUUID();
    const approvals = '/providers/Microsoft.Authorization/roleAssignmentApprovals';
    const stage = `${approvals}/${unknown}/stages/${unknown}?api-version=2021-01-01-preview`;
    const approve = { properties: { reviewResult: 'Approve', justification: 'known' } };
    const answers = await Promise.all([
      call('bob', 'GET', `${approvals}?api-version=2021-01-01-preview&$filter=asApprover()`),
      call('bob', 'PUT', stage, approve),
      call('bob', 'PATCH', stage, approve),
      call('alice', 'PUT', requestUrl(), requestBody('SelfDeactivate')),
      call('alice', 'PUT', requestUrl(), { Properties: { RequestType: 'selfdeactivate' } }),
      call('grace', 'PUT', requestUrl(), requestBody('AdminRemove')),
      call('alice', 'POST', requestUrl().replace('?', '/cancel?')),
      call('grace', 'DELETE', `${ARM}/roleAssignments/${unknown}?api-version=2022-04-01`),
      call('bob', 'GET', '/api/security/pim/pending-approvals'),
      call('bob', 'GET', `/api/security/pim/approvals/${unknown}`),
      call('bob', 'POST', `/api/security/pim/approvals/${unknown}/approve`, { justification: 'known' }),
      call('bob', 'POST', `/api/security/pim/approvals/${unknown}/deny`, { reason: 'unknown' }),
      call('bob', 'POST', '/api/security/pim/approvals/approve', { ids: [unknown], justification: 'known' }),
      call('grace', 'POST', `/api/security/pim/extension-requests/${unknown}/approve`, {}),
      call('alice', 'POST', `/api/security/pim/requests/${unknown}/cancel`),
      call('alice', 'POST', '/api/security/pim/requests', { type: 'selfDeactivate' }),
    ]);
    expect(answers.map(({ status }) => status)).not.toContain(429);
  });

  it('has a limit for those too, which an activation does not count towards', async () => {
    await limited({ callsPerCaller: 3, decisionsPerCaller: 2 });
    const put = (type: string) => server.call('alice', 'PUT', requestUrl(), requestBody(type));
    expect(await statuses(4, () => put('SelfActivate'))).toEqual([400, 400, 400, 429]);
    expect(await statuses(3, () => put('SelfDeactivate'))).toEqual([400, 400, 429]);
    const post = (type: string) => server.call('bob', 'POST', '/api/security/pim/requests', { type });
    expect(await statuses(4, () => post('selfActivate'))).toEqual([400, 400, 400, 429]);
    expect(await statuses(3, () => post('adminRemove'))).toEqual([400, 400, 429]);
  });

  it('asks any number of access questions, unless there is a limit for those', async () => {
    await limited({ callsPerCaller: 1, decisionsPerCaller: 1, callsPerAddress: 1 });
    const ask = () => server.call('alice', 'POST', '/access/v1/evaluation', question);
    expect(new Set(await statuses(50, ask))).toEqual(new Set([200]));
    await server.close();
    await limited({ accessQuestionsPerCaller: 2 });
    expect(await statuses(3, ask)).toEqual([200, 200, 429]);
    const refused = await ask();
    expect(refused.body).toEqual({ error: { status: 429, message: 'too many calls; try again in 30 seconds' } });
    expect(refused.headers.get('retry-after')).toBe('30');
  });

  it('counts each of many questions in one call', async () => {
    await limited({ accessQuestionsPerCaller: 5 });
    const ask = (count: number) =>
      server.call('alice', 'POST', '/access/v1/evaluations', { ...question, evaluations: Array(count).fill({}) });
    expect((await ask(3)).status).toBe(200);
    expect((await ask(3)).status).toBe(429);
  });
});

it('holds a directory to it that provisions, which still changes and removes people', async () => {
  await limited({ callsPerCaller: 3 });
  const { call, user } = await scimDirectory(server);
  const [first, second] = [await user(), await user()];
  expect((await call('GET', `/Users/${first.id}`)).status).toBe(200);
  const refused = await call('GET', `/Users/${first.id}`);
  expect(refused).toMatchObject({
    status: 429,
    body: { status: '429', detail: 'too many calls; try again in 20 seconds' },
  });
  expect(refused.headers.get('retry-after')).toBe('20');
  const off = { op: 'replace', path: 'active', value: false };
  const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [off] };
  expect((await call('PATCH', `/Users/${first.id}`, body)).status).toBe(200);
  expect((await call('DELETE', `/Users/${second.id}`)).status).toBe(204);
});

describe('an address', () => {
  it('has so many calls before anybody is known', async () => {
    await limited({ callsPerAddress: 3 }, { portal: tinyPortal });
    const ask = () => server.call(null, 'GET', anArmList);
    expect(await statuses(4, ask)).toEqual([401, 401, 401, 429]);
    expect((await ask()).headers.get('retry-after')).toBe('20');
    for (const path of [anApiList, GRAPH, '/', '/metadata/endpoints', '/api/security/pim/openapi.json']) {
      expect([path, (await server.call(null, 'GET', path)).status]).toEqual([path, 429]);
    }
    expect((await server.call(null, 'GET', '/livez')).status).toBe(200);
  });

  it('from which a flood comes still approves, deactivates and removes', async () => {
    await limited({ callsPerAddress: 2 });
    await statuses(5, () => server.call(null, 'GET', anArmList));
    expect((await server.call('bob', 'GET', anApiList)).status).toBe(429);
    expect((await server.call('bob', 'GET', '/api/security/pim/pending-approvals')).status).toBe(200);
    expect((await server.call('alice', 'PUT', requestUrl(), requestBody('SelfDeactivate'))).status).toBe(400);
    expect((await server.call('grace', 'PUT', requestUrl(), requestBody('AdminRemove'))).status).toBe(400);
  });

  it('is the one that a trusted proxy names, and nobody else’s word', async () => {
    const from = (address: string) =>
      fetch(`${server.url}${GRAPH}`, { headers: { 'x-forwarded-for': address } }).then(({ status }) => status);
    await limited({ callsPerAddress: 1 }, { trustedProxies: ['127.0.0.1'] });
    expect([await from('192.0.2.1'), await from('192.0.2.2'), await from('192.0.2.1')]).toEqual([401, 401, 429]);
    expect([await from('2001:db8::1'), await from('2001:db8::ffff'), await from('2001:db9::1')]).toEqual([
      401, 429, 401,
    ]);
    await server.close();
    await limited({ callsPerAddress: 1 });
    expect([await from('192.0.2.1'), await from('192.0.2.2')]).toEqual([401, 429]);
  });
});
