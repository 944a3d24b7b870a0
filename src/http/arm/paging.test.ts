import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEligibility } from '../../../test/support/builders.ts';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { demoIds, demoRoles, demoScopes } from '../../demo/demo-organisation.ts';
import { parseScope } from '../../domain/scope.ts';
import { buildApp } from '../app.ts';

const VERSION = 'api-version=2020-10-01';
const LIST = 'providers/Microsoft.Authorization/roleEligibilitySchedules';
const { production, web } = demoScopes;
const COUNT = 120;

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  const events = Array.from({ length: COUNT }, () => ({
    type: 'schedule.created' as const,
    schedule: anEligibility({
      id: randomUUID(),
      principalId: demoIds.mallory,
      roleDefinitionId: demoRoles.reader,
      scope: parseScope(web),
    }),
  }));
  const context = { actorId: null, command: 'test', correlationId: 'test', origin: null };
  await server.demo.ledger.execute(context, ({ append }) => append(events));
});
afterAll(() => server.close());

/** The address of the second page of a list, with the host as it came. */
async function nextLink(query = '', caller = 'grace', headers: Readonly<Record<string, string>> = {}) {
  const { body } = await get(`${web}/${LIST}?${VERSION}${query}`, caller, headers);
  expect(body.value).toHaveLength(100);
  return new URL(body.nextLink);
}

/** Like `fetch`, which does not let the `Host` header be set. */
function get(path: string, caller: string, headers: Readonly<Record<string, string>> = {}) {
  return new Promise<{ status: number; body: { value: unknown[]; nextLink: string; error?: { code: string } } }>(
    (resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      const sent = { authorization: `Bearer test:${caller}`, ...headers };
      httpRequest({ hostname, port, path, headers: sent }, async (response) => {
        let text = '';
        for await (const part of response) text += part;
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
      })
        .on('error', reject)
        .end();
    },
  );
}

describe('the link to the next page', () => {
  it('is on the host that was called, whatever a proxy is said to have forwarded', async () => {
    const forwarded = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil' };
    const link = await nextLink('', 'grace', { host: 'brevet.example:8443', ...forwarded });
    expect(link.origin).toBe('http://brevet.example:8443');
    expect(link.pathname).toBe(`${web}/${LIST}`);
  });

  it('has the scheme of the public address where that is what was called, as a proxy may end TLS', async () => {
    const { ledger, accessIndex, clock } = server.demo;
    const app = await buildApp({
      services: { ledger, accessIndex, clock, newId: randomUUID, authenticator: server.authenticator },
      publicUrl: 'https://brevet.example',
    });
    const headers = { authorization: 'Bearer test:grace', host: 'Brevet.example' };
    const answer = await app.inject({ path: `${web}/${LIST}?${VERSION}`, headers });
    expect(answer.json().nextLink).toMatch(/^https:\/\/Brevet\.example\/subscriptions\//);
    const elsewhere = await app.inject({ path: `${web}/${LIST}?${VERSION}`, headers: { ...headers, host: 'other' } });
    expect(elsewhere.json().nextLink).toMatch(/^http:\/\/other\/subscriptions\//);
    await app.close();
  });

  it.each(['a/b', 'a?b', 'user@host', 'a b', 'host:port', '[::1'])('is not made on the host %j', async (host) => {
    const { status, body } = await get(`${web}/${LIST}?${VERSION}`, 'grace', { host });
    expect([status, body.error?.code]).toEqual([400, 'InvalidRequestContent']);
  });

  it('leads to the rest, once, with its filter and version', async () => {
    const link = await nextLink(`&$filter=principalId eq '${demoIds.mallory}'`.replaceAll(' ', '%20'));
    expect(link.searchParams.get('api-version')).toBe('2020-10-01');
    const { status, body } = await get(link.pathname + link.search, 'grace');
    expect(status).toBe(200);
    expect(body.value).toHaveLength(COUNT - 100);
    expect(body.nextLink).toBeUndefined();
  });

  it('may come back with the version of another resource type, and not without one', async () => {
    const link = await nextLink();
    link.searchParams.set('api-version', '2018-01-01-preview');
    expect((await get(link.pathname + link.search, 'grace')).status).toBe(200);
    link.searchParams.delete('api-version');
    expect((await get(link.pathname + link.search, 'grace')).body.error?.code).toBe('MissingApiVersionParameter');
  });

  it('works after a restart', async () => {
    const link = await nextLink();
    const { ledger, accessIndex, clock } = server.demo;
    const restarted = await buildApp({
      services: { ledger, accessIndex, clock, newId: randomUUID, authenticator: server.authenticator },
    });
    const headers = { authorization: 'Bearer test:grace' };
    const answer = await restarted.inject({ path: link.pathname + link.search, headers });
    expect(answer.json().value).toHaveLength((await get(link.pathname + link.search, 'grace')).body.value.length);
    await restarted.close();
  });
});

describe('a token is refused', () => {
  const refusal = async (link: URL, caller = 'grace') => {
    const { status, body } = await get(link.pathname + link.search, caller);
    return [status, body.error?.code];
  };

  it('of another caller, who reads the same list', async () => {
    const link = await nextLink('', 'grace');
    expect((await get(`${web}/${LIST}?${VERSION}`, 'oscar')).status).toBe(200);
    expect(await refusal(link, 'oscar')).toEqual([400, 'InvalidSkipToken']);
  });

  it('with another filter, at another scope, or of another type', async () => {
    const filtered = await nextLink();
    filtered.searchParams.set('$filter', 'atScope()');
    const elsewhere = await nextLink();
    elsewhere.pathname = `${production}/${LIST}`;
    const other = await nextLink();
    other.pathname = other.pathname.replace('roleEligibilitySchedules', 'roleAssignmentSchedules');
    for (const link of [filtered, elsewhere, other]) {
      expect(await refusal(link)).toEqual([400, 'InvalidSkipToken']);
    }
  });

  it('after a day', async () => {
    const link = await nextLink();
    server.demo.clock.advance('PT24H');
    expect(await refusal(link)).toEqual([400, 'InvalidSkipToken']);
  });
});
