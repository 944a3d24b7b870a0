import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { type AbuseServer, abuseServer } from './abuse-server.ts';
import { type AbuseCase, playAbuse } from './play-abuse.ts';
import { API } from './signed-in.ts';

const ARM = `${demoScopes.production}/providers/Microsoft.Authorization`;
const VERSION = 'api-version=2020-10-01';

let server: AbuseServer;
beforeAll(async () => {
  server = await abuseServer();
});
afterAll(() => server.close());

const bearer = (name: string) => [['Authorization', `Bearer ${server.token(name, { amr: ['pwd', 'mfa'] })}`]] as const;

type Schema = Readonly<Record<string, unknown>>;

/** Where a schema takes members that it does not name. */
function openPlaces(schema: unknown, path: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, additionalProperties, properties, items, anyOf, oneOf, allOf } = schema as Schema;
  const isOpen = type === 'object' && additionalProperties !== false;
  const below = Object.entries((properties ?? {}) as Schema).flatMap(([name, each]) =>
    openPlaces(each, `${path}.${name}`),
  );
  const others = [items, ...[anyOf, oneOf, allOf].flat()].flatMap((each) => openPlaces(each, path));
  return [...(isOpen ? [path] : []), ...below, ...others];
}

it('no body of the JSON API takes a member that it does not name', async () => {
  const { paths } = JSON.parse((await server.send({ path: `${API}/openapi.json` })).text);
  const bodies = Object.entries(paths as Record<string, Record<string, Schema>>).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) => {
      const schema = (requestBody as { content?: Record<string, { schema: unknown }> } | undefined)?.content?.[
        'application/json'
      ]?.schema;
      return schema === undefined ? [] : [[`${method.toUpperCase()} ${path}`, schema] as const];
    }),
  );
  expect(bodies.length).toBeGreaterThan(25);
  // a question of AuthZEN may carry properties that the gateway knows and this server does not (AuthZEN 1.0 §5)
  const ofOthers = bodies.filter(([name]) => !name.includes('/access/v1/'));
  expect(ofOthers.flatMap(([name, schema]) => openPlaces(schema, name))).toEqual([]);
});

describe('what a body adds is refused', () => {
  const extra = [
    'isAdmin',
    'requestorId',
    'status',
    'approved',
    'createdOn',
    'isEnabled',
    'principalType',
    '__proto__',
    'constructor',
  ];
  const bodies: readonly [by: string, method: string, path: string, body: object][] = [
    ['grace', 'POST', `${API}/service-principals`, { displayName: 'robot' }],
    ['grace', 'POST', `${API}/people`, { displayName: 'Zoe' }],
    [
      'alice',
      'POST',
      `${API}/requests`,
      {
        type: 'selfActivate',
        roleDefinitionId: demoRoles.owner,
        scope: demoScopes.production,
        duration: 'PT2H',
        justification: 'x',
      },
    ],
    ['bob', 'POST', `${API}/approvals/${randomUUID()}/approve`, { justification: 'known' }],
    ['grace', 'POST', `${API}/groups`, { displayName: 'Friends' }],
  ];
  playAbuse(
    () => server,
    bodies.flatMap(([by, method, path, body]) =>
      extra.map(
        (name): AbuseCase => ({
          title: `\`${name}\` in ${method} ${path.replace(/[0-9a-f-]{36}/, 'ID')}`,
          // put together as text: an own `__proto__` is what a parser sees
          request: () => ({
            method,
            path,
            headers: bearer(by),
            body: `${JSON.stringify(body).slice(0, -1)},"${name}":true}`,
          }),
          expected: name === '__proto__' ? '400 bodyInvalid' : '400 valueInvalid',
        }),
      ),
    ),
  );
});

describe('what a body of ARM adds changes nothing of what is decided', () => {
  const asked = (over: object, beside: object = {}) => ({
    properties: {
      principalId: demoIds.alice,
      roleDefinitionId: `${ARM}/roleDefinitions/${demoRoles.owner}`,
      requestType: 'SelfActivate',
      scheduleInfo: { expiration: { type: 'AfterDuration', duration: 'PT2H' } },
      justification: 'Triage of IR-2026-0142',
      ticketInfo: { ticketNumber: 'IR-2026-0142', ticketSystem: 'Jira' },
      ...over,
    },
    ...beside,
  });

  playAbuse(
    () => server,
    [
      {
        title: 'somebody else as the one who activates',
        request: () => ({
          method: 'PUT',
          path: `${ARM}/roleAssignmentScheduleRequests/${randomUUID()}?${VERSION}`,
          headers: bearer('mallory'),
          body: asked({}),
        }),
        expected: '403 AuthorizationFailed',
      },
      {
        title: 'an assignment by who may not assign, called an activation beside',
        request: () => ({
          method: 'PUT',
          path: `${ARM}/roleAssignmentScheduleRequests/${randomUUID()}?${VERSION}`,
          headers: bearer('mallory'),
          body: asked({ requestType: 'AdminAssign', principalId: demoIds.mallory, requestorId: demoIds.grace }),
        }),
        expected: '403 AuthorizationFailed',
      },
    ],
  );

  it('of a request: it waits, and is of who asked', async () => {
    const name = randomUUID();
    const claimed = {
      status: 'Provisioned',
      requestorId: demoIds.grace,
      createdOn: '2020-01-01T00:00:00Z',
      approvalId: null,
      principalType: 'ServicePrincipal',
      isValidationOnly: false,
      targetRoleAssignmentScheduleId: randomUUID(),
    };
    const path = `${ARM}/roleAssignmentScheduleRequests/${name}?${VERSION}`;
    const body = asked(claimed, { name: randomUUID(), id: '/x', type: 'y', isAdmin: true });
    const { status, text } = await server.send({ method: 'PUT', path, headers: bearer('alice'), body });
    expect(status, text).toBe(201);
    const { properties, ...resource } = JSON.parse(text);
    expect(resource.name).toBe(name);
    expect(properties).toMatchObject({
      status: 'PendingApproval',
      requestorId: demoIds.alice,
      principalType: 'User',
    });
    expect(properties.createdOn).not.toContain('2020');
    await server.settled();
  });
});

describe('a header changes nothing', () => {
  const path = `${API}/service-principals`;
  playAbuse(
    () => server,
    [
      ...(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'] as const).map(
        (name): AbuseCase => ({
          title: `of what is asked: ${name}`,
          request: () => ({ path, headers: [...bearer('grace'), [name, 'POST']] }),
          expected: '404 notFound',
        }),
      ),
      ...(['X-Original-URL', 'X-Rewrite-URL', 'X-Forwarded-Prefix'] as const).map(
        (name): AbuseCase => ({
          title: `of where: ${name}`,
          request: () => ({ path: `${API}/nothing`, headers: [...bearer('grace'), [name, `${API}/my-requests`]] }),
          expected: '404 notFound',
        }),
      ),
      ...(['X-Forwarded-User', 'X-MS-CLIENT-PRINCIPAL-ID', 'X-Ms-Client-Principal-Name', 'Remote-User'] as const).map(
        (name): AbuseCase => ({
          title: `of who asks: ${name}`,
          request: () => ({
            method: 'POST',
            path,
            headers: [...bearer('mallory'), [name, demoIds.grace]],
            body: { displayName: 'robot' },
          }),
          expected: '403 notPermitted',
        }),
      ),
      {
        title: 'of who asks: a host that is another',
        request: () => ({
          path: `/providers/Microsoft.Authorization/roleAssignments?${VERSION}`,
          headers: [['Host', 'evil.example/x?']],
        }),
        expected: '401 AuthenticationFailed',
      },
      {
        title: 'by an address in absolute form, which is that of another server',
        request: () => ({ path: 'http://evil.example/api/security/pim/my-requests' }),
        expected: '401 unauthenticated',
      },
    ],
  );

  it('of the addresses by which people and programs sign in, wherever they say that they are', async () => {
    const host = [['Host', 'evil.example']] as const;
    const discovery = await server.send({ path: '/adfs/.well-known/openid-configuration', headers: host });
    expect(discovery.text).not.toContain('evil.example');
    const start = await server.send({ path: '/sign-in/start/one', headers: host });
    expect(decodeURIComponent(String(start.headers['location']))).not.toContain('evil.example');
  });
});

describe('nothing tells who or what there is', () => {
  it.each([
    ['sessions', (id: string) => ['GET', `${API}/sessions?principalId=${id}`]],
    ['requests', (id: string) => ['POST', `${API}/requests/${id}/cancel`]],
    ['approvals', (id: string) => ['GET', `${API}/approvals/${id}`]],
    ['credentials', (id: string) => ['GET', `${API}/service-principals/${id}/credentials`]],
    ['the life of a request', (id: string) => ['GET', `${API}/requests/${id}`]],
  ] as const)('%s', async (_title, address) => {
    const answers = [];
    for (const id of [demoIds.grace, demoIds.alice, randomUUID(), randomUUID()]) {
      const [method = '', path = ''] = address(id);
      const { status, text } = await server.send({ method, path, headers: bearer('mallory') });
      answers.push(`${status} ${text.replaceAll(/[0-9a-f-]{36}/g, 'ID')}`);
    }
    expect(new Set(answers).size, answers.join('\n')).toBe(1);
  });

  it('a token of nobody, an expired one and a wrong one are told apart by who is trusted alone', async () => {
    const past = Math.floor(Date.now() / 1000) - 1;
    const tokens = [server.token('grace', { exp: past }), server.token('nobody', { exp: past }), 'a.b.c', 'x'];
    const texts = [];
    for (const token of tokens) {
      const { text } = await server.send({
        path: `${API}/my-requests`,
        headers: [['Authorization', `Bearer ${token}`]],
      });
      texts.push(text.replaceAll(/[0-9a-f-]{36}/g, 'ID'));
    }
    expect(new Set(texts).size).toBe(1);
  });
});
