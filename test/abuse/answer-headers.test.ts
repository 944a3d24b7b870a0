import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_TENANT_ID } from '../../src/demo/demo-organisation.ts';
import { type AbuseServer, abuseServer } from './abuse-server.ts';

const GUID = '00000000-0000-4000-8000-0000000000ff';
const tenant = `/${DEMO_TENANT_ID}`;

let server: AbuseServer;
beforeAll(async () => {
  server = await abuseServer({ settings: { BREVET_TRUSTED_PROXIES: '127.0.0.1' } });
});
afterAll(() => server.close());

/** What a browser can be led to without credentials, or with them. */
const pages: readonly string[] = [
  '/',
  `/requests/${GUID}`,
  '/sign-in',
  '/sign-in/callback/one?code=x&state=y',
  '/mailbox',
  `${tenant}/interaction/${GUID}`,
  `${tenant}/oauth2/v2.0/authorize?client_id=nobody`,
  `${tenant}/oauth2/v2.0/deviceauth`,
  `${tenant}/oauth2/v2.0/deviceauth?user_code=AAAA`,
  `${tenant}/oauth2/v2.0/logout`,
  `${tenant}/oauth2/v2.0/logout?post_logout_redirect_uri=https://evil.example/`,
];

const answers: readonly string[] = [
  '/livez',
  '/nothing',
  '/%',
  '/%ff/providers/Microsoft.Authorization/roleAssignments',
  '/metadata/endpoints',
  '/mailbox.json',
  '/api/security/pim/openapi.json',
  '/api/security/pim/my-requests',
  '/api/security/pim/nothing',
  '/providers/Microsoft.Authorization/roleAssignmentSchedules?api-version=2020-10-01',
  '/providers/Microsoft.Authorization/nothing?api-version=2020-10-01',
  '/subscriptions?api-version=2022-12-01',
  '/v1.0/users',
  '/access/v1/evaluation',
  '/sign-in/start/nobody',
  '/sign-in/frontchannel-logout/one?sid=x',
  `${tenant}/v2.0/.well-known/openid-configuration`,
  `${tenant}/discovery/v2.0/keys`,
  `${tenant}/oauth2/v2.0/nothing`,
  '/adfs/.well-known/openid-configuration',
];

describe.each([...pages, ...answers])('%s', (path) => {
  it('is kept nowhere, is read as what it is, tells no other site where it was, and not by what it was made', async () => {
    const signedIn = [['Authorization', `Bearer ${server.token('grace')}`]] as const;
    for (const headers of [[], signedIn]) {
      const answer = await server.send({ path, headers });
      expect(answer.status).toBeLessThan(500);
      expect(answer.headers).toMatchObject({
        'cache-control': expect.stringContaining('no-store'),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'/),
      });
      for (const name of ['server', 'x-powered-by', 'strict-transport-security']) {
        expect(answer.headers).not.toHaveProperty(name);
      }
    }
  });

  it('is asked for by HTTPS alone from then on, where a trusted proxy says that it was', async () => {
    const answer = await server.send({ path, headers: [['X-Forwarded-Proto', 'https']] });
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
  });
});

it.each(pages)('the page %s runs and shows nothing that is written into it', async (path) => {
  const answer = await server.send({ path });
  const isPage = /^text\/html/.test(String(answer.headers['content-type']));
  if (answer.status < 300 || answer.status > 399) expect(isPage, answer.text).toBe(true);
  const policy = String(answer.headers['content-security-policy']);
  expect(policy.replace(/form-action[^;]*/, '')).not.toMatch(/unsafe-|https?:|\*|data:/);
  expect(policy).toContain("base-uri 'none'");
  expect(policy).toContain('form-action');
  expect(answer.text).not.toMatch(/\son\w+=|\sstyle=|javascript:/i);
  for (const [, attributes = '', script = ''] of answer.text.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
    const isOwn = / src="\/((sign-in\/)?assets\/|early\.js")/.test(attributes);
    if (!isOwn) expect(policy).toContain(`'sha256-${hash('sha256', script, 'base64')}'`);
  }
});

it('says nothing of a page in a body that is too large, or in headers that are', async () => {
  const large = await server.send({ method: 'POST', path: '/api/security/pim/requests', body: 'x'.repeat(1_100_000) });
  expect(large.status).toBe(401);
  const { status, text } = await server.send({ path: '/', headers: [['X-Long', 'canary'.repeat(4000)]] });
  expect(status).toBe(431);
  expect(text).not.toContain('canary');
});
