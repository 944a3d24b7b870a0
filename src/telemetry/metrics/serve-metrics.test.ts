import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { testAuthority } from '../../../test/support/certificates/test-authority.ts';
import { type MetricsServer, type MetricsServerOptions, serveMetrics } from './serve-metrics.ts';

const usual: MetricsServerOptions = {
  host: '127.0.0.1',
  port: 0,
  token: null,
  tls: null,
  read: async () => 'brevet_duties_held 1\n',
  onError: () => {},
};
let server: MetricsServer;
afterEach(() => server.close());

const get = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${server.port}${path}`, init);

it('serves the metrics to whoever reaches it where it has no token, and nothing else', async () => {
  server = await serveMetrics(usual);
  const answer = await get('/metrics');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await answer.text()).toBe('brevet_duties_held 1\n');
  expect((await get('/')).status).toBe(404);
  expect((await get('/metrics', { method: 'POST' })).status).toBe(405);
});

it('serves nobody without its token', async () => {
  server = await serveMetrics({ ...usual, token: 'sealed-and-long-enough' });
  const withToken = (authorization: string) => get('/metrics', { headers: { authorization } });
  for (const refused of ['', 'Bearer', 'Bearer sealed-and-long-enoug', 'Basic sealed-and-long-enough']) {
    const answer = await withToken(refused);
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain('brevet_');
  }
  expect((await withToken('Bearer sealed-and-long-enough')).status).toBe(200);
});

it('speaks TLS where it has a certificate, and nothing else', async () => {
  const authority = testAuthority();
  const { certPem: cert, keyPem: key } = authority.issue();
  server = await serveMetrics({ ...usual, tls: { cert, key } });
  await expect(get('/metrics')).rejects.toThrow();
  const answer = await new Promise<string>((resolve, reject) => {
    const options = { host: '127.0.0.1', servername: 'localhost', port: server.port, path: '/metrics' };
    request({ ...options, ca: authority.certPem }, (response) => resolve(text(response)))
      .on('error', reject)
      .end();
  });
  expect(answer).toBe('brevet_duties_held 1\n');
});

it('says nothing of why it cannot be read, and tells the log', async () => {
  const errors: unknown[] = [];
  const failure = new Error('select secret from table');
  server = await serveMetrics({
    ...usual,
    read: () => Promise.reject(failure),
    onError: (error) => void errors.push(error),
  });
  const answer = await get('/metrics');
  expect(answer.status).toBe(500);
  expect(await answer.text()).toBe('the metrics cannot be read\n');
  expect(errors).toEqual([failure]);
});
