import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoLedger } from '../../../test/support/demo-ledger.ts';
import { testAuthenticator } from '../../../test/support/test-server.ts';
import { tinyPortal as portal } from '../../../test/support/tiny-portal.ts';
import { buildApp } from '../app.ts';

let app: Awaited<ReturnType<typeof buildApp>>;
let close: () => Promise<void>;
beforeAll(async () => {
  const { ledger, accessIndex, clock } = await demoLedger();
  const authenticator = testAuthenticator(ledger);
  app = await buildApp({ services: { ledger, accessIndex, authenticator, clock, newId: randomUUID }, portal });
  close = async () => {
    await app.close();
    await ledger.close();
  };
});
afterAll(() => close());

const get = (url: string, encoding = 'identity') =>
  app.inject({ method: 'GET', url, headers: { 'accept-encoding': encoding } });

describe('the page', () => {
  it.each(['/', '/my-roles', '/my-roles?show=active', '/approvals/decided', '/overview/', `/requests/${randomUUID()}`])(
    'is at %s',
    async (url) => {
      const answer = await get(url);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['cache-control']).toBe('no-store');
    },
  );

  it.each(['/my-roles/x', '/requests/first', '/approvals/x/y', '/nothing', '/assets/none.js'])(
    'is not at %s',
    async (url) => {
      const answer = await get(url);
      expect(answer.statusCode).toBe(404);
      expect(answer.headers['content-type']).toContain('json');
    },
  );

  it('says to who typed an address that nothing is there, at whatever address', async () => {
    const headers = { 'sec-fetch-dest': 'document', accept: 'text/html' };
    for (const url of ['/nothing', '/my-roles/x', '/requests/first']) {
      const answer = await app.inject({ method: 'GET', url, headers });
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
      expect(answer.body).toBe(
        (await get('/')).body.replaceAll(/nonce="[^"]*"/g, /nonce="[^"]*"/.exec(answer.body)?.[0] ?? ''),
      );
    }
    const api = await app.inject({ method: 'GET', url: '/api/security/pim/nothing', headers });
    expect([api.statusCode, api.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  it('names at once what draws it, and nothing where the frame does', async () => {
    const link = '<link rel="modulepreload" crossorigin href="/assets/my-roles/my-roles.tsx.js"></head>';
    expect((await get('/my-roles/?show=active')).body).toContain(link);
    expect((await get('/')).body).not.toContain('modulepreload');
  });

  it('may run its own scripts and styles with the nonce of this answer alone', async () => {
    const [first, second] = await Promise.all([get('/'), get('/')]);
    const policy = String(first.headers['content-security-policy']);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(first.body).toContain(`nonce="${nonce}"`);
    expect(second.body).not.toContain(nonce);
  });
});

describe('its files', () => {
  it.each([
    ['br, gzip', 'br', 'brotli'],
    ['gzip', 'gzip', 'gzipped'],
    ['identity', undefined, 'plain'],
  ])('are sent in a form that is read: %s', async (accepted, encoding, body) => {
    const answer = await get('/assets/a-1.js', accepted);
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.vary).toBe('accept-encoding');
    expect(answer.body).toBe(body);
  });

  it('are asked for again where their name does not change with their content', async () => {
    expect((await get('/icon.svg')).headers['cache-control']).toBe('public, max-age=3600');
  });

  it('may ask this server alone where they run by themselves, and are looked for anew each time', async () => {
    const { headers } = await get('/service-worker.js');
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
  });
});
