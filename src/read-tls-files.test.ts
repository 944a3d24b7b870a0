import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testAuthority } from '../test/support/certificates/test-authority.ts';
import { ConfigError, loadConfig } from './config.ts';
import { startBrevet } from './main.ts';
import { readTlsFiles } from './read-tls-files.ts';

const authority = testAuthority();
const issued = authority.issue();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brevet-tls-'));
  await writeFile(path('cert.pem'), issued.certPem);
  await writeFile(path('key.pem'), issued.keyPem);
  await writeFile(path('other-key.pem'), authority.issue().keyPem);
  await writeFile(path('text.pem'), 'not PEM: hunter2');
});
afterAll(() => rm(folder, { recursive: true }));

const path = (name: string) => join(folder, name);

it.each([
  ['a certificate that is not there', 'missing.pem', 'key.pem', 'BREVET_TLS_CERT', 'cannot be read (ENOENT)'],
  ['a key that is a folder', 'cert.pem', '.', 'BREVET_TLS_KEY', 'cannot be read (EISDIR)'],
  ['a certificate that is none', 'text.pem', 'key.pem', 'BREVET_TLS_CERT', 'a certificate in PEM form'],
  ['a key that is none', 'cert.pem', 'text.pem', 'BREVET_TLS_KEY', 'a private key in PEM form'],
  ['the key of another certificate', 'cert.pem', 'other-key.pem', 'BREVET_TLS_KEY', 'is of another certificate'],
])('refuses %s, and shows nothing of it', async (_, cert, key, variable, message) => {
  const error = await readTlsFiles({ certPath: path(cert), keyPath: path(key) }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ConfigError);
  expect((error as ConfigError).problems[0]?.variable).toBe(variable);
  expect((error as ConfigError).message).toContain(message);
  expect((error as ConfigError).message).not.toContain('hunter2');
});

it('serves HTTPS, which a client that trusts the authority believes', async () => {
  const config = loadConfig({
    BREVET_PORT: '0',
    BREVET_DATA_DIR: path('data'),
    BREVET_LOG_LEVEL: 'silent',
    BREVET_TLS_CERT: path('cert.pem'),
    BREVET_TLS_KEY: path('key.pem'),
  });
  const brevet = await startBrevet({ config, clock: () => Temporal.Instant.from('2026-11-24T08:00:00Z') });
  try {
    expect(brevet.url).toMatch(/^https:/);
    const answer = await new Promise<string>((resolve, reject) => {
      get(`${brevet.url}/livez`, { ca: authority.certPem }, (response) => resolve(text(response))).on('error', reject);
    });
    expect(JSON.parse(answer)).toEqual({ status: 'ok' });
    const stranger = testAuthority().certPem;
    const distrusted = new Promise((resolve, reject) => {
      get(`${brevet.url}/livez`, { ca: stranger }, resolve).on('error', reject);
    });
    await expect(distrusted).rejects.toThrow(/certificate|verify|signature/i);
  } finally {
    await brevet.stop();
  }
});
