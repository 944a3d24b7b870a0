import { request as httpRequest } from 'node:http';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { armCall } from '../../../test/support/openapi/arm-call.ts';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { demoIds, demoScopes } from '../../demo/demo-organisation.ts';

const VERSION = 'api-version=2020-10-01';
const LIST = 'providers/Microsoft.Authorization/roleAssignmentSchedules';
const { production } = demoScopes;

let server: TestServer;
let call: TestServer['call'];
beforeAll(async () => {
  server = await testServer();
  call = armCall(server);
});
afterAll(() => server.close());

/** Sends a path as it is: `fetch` would mend it first. */
function rawGet(path: string): Promise<{ status: number; code: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const headers = { authorization: 'Bearer test:grace' };
    const sent = httpRequest({ hostname, port, path, headers }, async (response) => {
      let text = '';
      for await (const part of response) text += part;
      resolve({ status: response.statusCode ?? 0, code: JSON.parse(text).error?.code });
    });
    sent.on('error', reject).end();
  });
}

describe('the address', () => {
  it.each([
    ['of a subscription', production],
    ['with the slashes that an SDK adds', `//${production}/`],
    ['in capitals', production.toUpperCase()],
    ['by the alias of a subscription', `/providers/Microsoft.Subscription${production}`],
    ['of a management group', demoScopes.managementGroup],
    ['of a resource', demoScopes.webServer],
    ['of a resource group, with an escaped letter', `${production}/resourceGroups/rg%2Dweb`],
    ['of the root', ''],
  ])('%s is served', async (_condition, scope) => {
    expect(await rawGet(`${scope}/${LIST}?${VERSION}`)).toMatchObject({ status: 200 });
  });

  it.each([
    ['that climbs', `${production}/resourceGroups/../x`],
    ['that climbs in escapes', `${production}/resourceGroups/%2e%2e/x`],
    ['with an escaped slash', `${production}/resourceGroups/a%2Fb`],
    ['with a slash that is escaped twice', `${production}/resourceGroups/a%252fb`],
    ['with a backslash', `${production}\\x`],
    ['with an escaped backslash', `${production}%5Cx`],
    ['with NUL', `${production}/resourceGroups/a%00`],
    ['with a broken escape', `${production}/resourceGroups/a%zz`],
    ['of no scope', '/subscriptions/mine'],
    ['that is very long', `${production}/resourceGroups/${'a'.repeat(3000)}`],
  ])('%s is refused, not mended', async (_condition, scope) => {
    expect(await rawGet(`${scope}/${LIST}?${VERSION}`)).toEqual({ status: 400, code: 'InvalidScope' });
  });

  it('that is written as the router has it gains nothing', async () => {
    expect(await rawGet(`/arm/%2F..%2Fx/roleAssignmentSchedules?${VERSION}`)).toMatchObject({ status: 400 });
    const stranger = await call(null, 'GET', `/arm/%2F/roleAssignmentSchedules?${VERSION}`);
    expect(stranger.status).toBe(401);
  });

  it('of nothing answers in this wire', async () => {
    expect(await rawGet(`${production}/providers/Microsoft.Authorization/nothing?${VERSION}`)).toEqual({
      status: 404,
      code: 'InvalidResourceType',
    });
    expect(await rawGet(`${production}/providers/Microsoft.Authorization/a%zz?${VERSION}`)).toMatchObject({
      status: 404,
    });
  });
});

describe('a method', () => {
  const request = `${production}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests/${demoIds.alice}`;

  it.each([
    ['POST', `${production}/${LIST}`, 'GET, HEAD, OPTIONS'],
    ['PUT', `${production}/${LIST}/${demoIds.alice}`, 'GET, HEAD, OPTIONS'],
    ['DELETE', request, 'PUT, GET, HEAD, OPTIONS'],
    ['GET', `${request}/cancel`, 'POST, OPTIONS'],
  ])('%s that %s does not serve is refused with those that it does', async (method, path, allow) => {
    const { status, body, headers } = await call('grace', method, `${path}?${VERSION}`);
    expect([status, body.error.code, headers.get('allow')]).toEqual([405, 'MethodNotAllowed', allow]);
    expect(body.error.message).toBe(`The requested resource does not support http method '${method}'.`);
  });

  it('OPTIONS tells what is served, to whoever is signed in', async () => {
    const { status, headers, body } = await call('grace', 'OPTIONS', `${request}?${VERSION}`);
    expect([status, headers.get('allow'), body]).toEqual([204, 'PUT, GET, HEAD, OPTIONS', null]);
    expect((await call(null, 'OPTIONS', `${request}?${VERSION}`)).status).toBe(401);
  });

  it('HEAD answers like GET, without a body', async () => {
    const { status, headers, body } = await call('grace', 'HEAD', `${production}/${LIST}?${VERSION}`);
    expect([status, body]).toEqual([200, null]);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
  });
});

describe('the version', () => {
  it.each(['2020-10-01', '2020-10-01-preview', '2022-04-01-preview', '2024-09-01-preview'])(
    '%s is served',
    async (version) => {
      expect((await call('grace', 'GET', `${production}/${LIST}?api-version=${version}`)).status).toBe(200);
    },
  );

  it('is asked for, in any case', async () => {
    const { status, body } = await call('grace', 'GET', `${production}/${LIST}`);
    expect([status, body.error.code]).toEqual([400, 'MissingApiVersionParameter']);
    expect((await call('grace', 'GET', `${production}/${LIST}?API-Version=2020-10-01`)).status).toBe(200);
  });

  it.each(['api-version=2019-01-01', 'api-version=x&api-version=2020-10-01'])('is refused as %s', async (query) => {
    expect((await call('grace', 'GET', `${production}/${LIST}?${query}`)).status).toBe(400);
  });
});

describe('a caller', () => {
  it('who is not known is told to sign in', async () => {
    for (const person of [null, 'nobody', 'a0000000-0000-4000-8000-999999999999']) {
      const { status, headers, body } = await call(person, 'GET', `${production}/${LIST}?${VERSION}`);
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Bearer');
      expect(body.error.code).toMatch(/^(AuthenticationFailed|InvalidAuthenticationToken)$/);
    }
  });

  it('of nothing that is there is told to sign in first', async () => {
    const { status } = await call(null, 'GET', `/providers/Microsoft.Authorization/nothing?${VERSION}`);
    expect(status).toBe(401);
  });
});

it('tells a caller nothing of what went wrong inside, and logs it', async () => {
  const logged: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => logged.push(line) });
  const broken = await testServer({ logger });
  try {
    const { ledger } = broken.demo;
    const read = ledger.read;
    let reads = 0;
    // the first read signs the caller in
    ledger.read = (work) => (++reads > 1 ? Promise.reject(new Error('disk I/O error at /var/lib')) : read(work));
    const { status, body } = await broken.call('grace', 'GET', `${production}/${LIST}?${VERSION}`);
    ledger.read = read;
    expect(status).toBe(500);
    expect(body).toEqual({ error: { code: 'InternalServerError', message: 'An error has occurred.' } });
    expect(logged.join()).toContain('disk I/O error');
  } finally {
    await broken.close();
  }
});
