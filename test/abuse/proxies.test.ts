import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpBrowser } from '../support/http-browser.ts';
import { type AbuseServer, abuseServer } from './abuse-server.ts';
import type { RawRequest } from './raw-request.ts';

const LIST = '/providers/Microsoft.Authorization/providerOperations?api-version=2022-04-01';
const forwarded = [
  ['X-Forwarded-For', '203.0.113.99, 198.51.100.7'],
  ['X-Forwarded-Proto', 'https'],
  ['X-Forwarded-Host', 'pim.example.org'],
  ['X-Forwarded-Port', '1'],
  ['Forwarded', 'for=203.0.113.98;host=evil.example;proto=https'],
  ['X-Real-IP', '203.0.113.97'],
  ['X-Original-URL', '/livez'],
  ['X-Rewrite-URL', '/livez'],
] as const;

/** The address from which the last refusal on record came. */
async function recordedOrigin(server: AbuseServer): Promise<string> {
  return String((await server.state.tables()).get('ledger_entry')?.at(-1)?.['origin']);
}

/** Is refused by a command, which is recorded with where it came from. */
function refused(server: AbuseServer): RawRequest {
  const authorization = ['Authorization', `Bearer ${server.token('mallory')}`] as const;
  const body = { displayName: 'robot' };
  return { method: 'POST', path: '/api/security/pim/service-principals', headers: [authorization, ...forwarded], body };
}

async function nextLink(server: AbuseServer, headers: RawRequest['headers'] = forwarded): Promise<string> {
  const authorization = ['Authorization', `Bearer ${server.token('grace')}`] as const;
  const { status, text } = await server.send({ path: LIST, headers: [authorization, ...headers] });
  expect(status, text).toBe(200);
  return JSON.parse(text).nextLink;
}

/** What the session of a person shows of where it was begun; each step of the sign-in says that it was forwarded. */
async function addressOfSession(server: AbuseServer): Promise<string> {
  server.one.nextAccount({ subject: 'zoe' });
  const browser = httpBrowser();
  const said = { 'x-forwarded-for': '203.0.113.99, 198.51.100.7', 'x-forwarded-proto': 'https' };
  let next = `${server.url}/sign-in/start/one`;
  for (;;) {
    const isHere = next.startsWith(server.url);
    const { headers } = await browser.visit(next, { isManual: true, ...(isHere ? { headers: said } : {}) });
    const location = headers.get('location');
    if (isHere && next.includes('/callback/')) break;
    next = new URL(location ?? '', next).href;
  }
  const { body } = await browser.visit(`${server.url}/api/security/pim/sessions`);
  return JSON.parse(body).items[0].address;
}

describe('behind a proxy that is trusted', () => {
  let server: AbuseServer;
  beforeAll(async () => {
    server = await abuseServer({ settings: { BREVET_TRUSTED_PROXIES: '127.0.0.0/8, ::1' } });
    await server.person(server.one.issuer, 'zoe');
  });
  afterAll(() => server.close());

  it('the record shows the client that it names, and not what the client wrote before', async () => {
    expect((await server.send(refused(server))).status).toBe(403);
    expect(await recordedOrigin(server)).toContain('pim 198.51.100.7 ');
  });

  it('links lead where it was called', async () => {
    expect(await nextLink(server)).toMatch(/^https:\/\/pim\.example\.org\/providers\//);
  });

  it('sessions show the client', async () => {
    expect(await addressOfSession(server)).toBe('198.51.100.7');
  });

  it('a host that is none is not believed', async () => {
    expect(await nextLink(server, [['X-Forwarded-Host', 'evil.example/path?']])).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\//,
    );
  });
});

describe('from anybody else', () => {
  let server: AbuseServer;
  beforeAll(async () => {
    server = await abuseServer({ settings: { BREVET_TRUSTED_PROXIES: '10.0.0.0/8' } });
    await server.person(server.one.issuer, 'zoe');
  });
  afterAll(() => server.close());

  it('forwarded headers are no part of the record', async () => {
    expect((await server.send(refused(server))).status).toBe(403);
    expect(await recordedOrigin(server)).toContain('pim 127.0.0.1 ');
  });

  it('they lead no link away', async () => {
    expect(await nextLink(server)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/providers\//);
  });

  it('they are no part of a session', async () => {
    expect(await addressOfSession(server)).toBe('127.0.0.1');
  });

  it('they make no answer one over HTTPS', async () => {
    const { headers } = await server.send({ path: '/', headers: forwarded });
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('they lead to no other route', async () => {
    const { status } = await server.send({ path: '/api/security/pim/my-requests', headers: forwarded });
    expect(status).toBe(401);
  });
});
