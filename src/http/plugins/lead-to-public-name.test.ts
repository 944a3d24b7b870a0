import Fastify from 'fastify';
import { afterEach, expect, it } from 'vitest';
import { leadToPublicName } from './lead-to-public-name.ts';

let app = Fastify();
afterEach(() => app.close());

const page = 'text/html,application/xhtml+xml,*/*;q=0.8';

/** Where a call is led; null: it is served. */
async function ledTo(publicUrl: string, host: string, { accept = page, method = 'GET' as 'GET' | 'POST' } = {}) {
  app = Fastify();
  leadToPublicName(app, () => publicUrl);
  app.all('/my-roles', async () => 'served');
  const { headers, body } = await app.inject({ method, url: '/my-roles?a=//b', headers: { host, accept } });
  return body === 'served' ? null : headers.location;
}

it.each([
  ['http://localhost:8400', '127.0.0.1:8400'],
  ['http://localhost:8400', '[::1]:8400'],
  ['http://127.0.0.1:8400', 'LOCALHOST:8400'],
  ['https://localhost', '127.0.0.1'],
])('leads a browser to %s that came to %s', async (publicUrl, host) => {
  expect(await ledTo(publicUrl, host)).toBe(`${publicUrl}/my-roles?a=//b`);
});

it.each([
  ['http://localhost:8400', 'localhost:8400'],
  // a proxy on this machine that does not hand the host on would be asked again and again
  ['http://localhost', '127.0.0.1:8400'],
  ['https://pim.example.org', '127.0.0.1:8400'],
  ['http://localhost:8400', 'evil.example:8400'],
  ['http://localhost:8400', '127.0.0.1.evil.example:8400'],
  ['http://localhost:8400', ''],
])('with the address %s serves who calls %j', async (publicUrl, host) => {
  expect(await ledTo(publicUrl, host)).toBeNull();
});

it('serves programs, and what changes something, under every name', async () => {
  const called = ['http://localhost:8400', '127.0.0.1:8400'] as const;
  expect(await ledTo(...called, { accept: 'application/json' })).toBeNull();
  expect(await ledTo(...called, { accept: '*/*' })).toBeNull();
  expect(await ledTo(...called, { method: 'POST' })).toBeNull();
});
