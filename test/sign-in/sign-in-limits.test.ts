import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_TENANT_ID } from '../../src/demo/demo-organisation.ts';
import { type SignInServer, signInServer } from './sign-in-server.ts';

let server: SignInServer;
beforeAll(async () => {
  server = await signInServer({ limits: { signInCallsPerAddress: 3, callsPerAddress: 1 } });
});
afterAll(() => server.close());

it('turns away an address that signs in too often: people by a page, programs by a code', async () => {
  const get = (path: string, init: RequestInit = {}) => fetch(server.url + path, { redirect: 'manual', ...init });
  for (let each = 0; each < 3; each++) expect((await get('/sign-in')).status).toBe(200);

  const page = await get('/sign-in');
  expect(page.status).toBe(429);
  expect(page.headers.get('retry-after')).toBe('20');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
  expect(await page.text()).toContain('Too many people sign in at present');

  const programs = [
    await get(`/${DEMO_TENANT_ID}/oauth2/v2.0/token`, { method: 'POST' }),
    await get('/adfs/.well-known/openid-configuration'),
    await get('/sign-in/backchannel-logout/one', { method: 'POST' }),
  ];
  for (const answer of programs) {
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('20');
    expect(await answer.json()).toEqual({
      error: 'temporarily_unavailable',
      error_description: 'too many calls; try again in 20 seconds',
    });
  }

  server.demo.clock.advance('PT20S');
  expect((await get('/sign-in')).status).toBe(200);
  expect((await get('/sign-in')).status).toBe(429);
  // other surfaces have buckets of their own
  expect((await get('/api/security/pim/my-requests')).status).toBe(401);
  expect((await get('/api/security/pim/my-requests')).status).toBe(429);
});
