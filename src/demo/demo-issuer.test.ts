import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testClock } from '../../test/support/test-clock.ts';
import { tokenVerifier } from '../identity/token-verifier.ts';
import { demoIssuer } from './demo-issuer.ts';
import { DEMO_ISSUER, demoPeople } from './demo-organisation.ts';

const AUDIENCE = 'https://brevet.local';
const KEY_FILE = 'demo-issuer-key.json';
const clock = testClock();
let folder: string;
let dataDir: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brevet-issuer-'));
  dataDir = join(folder, 'data');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function verifierOf(dir: string) {
  const { trusted } = await demoIssuer({ dataDir: dir });
  return tokenVerifier({ issuers: [trusted], audiences: [AUDIENCE], clock });
}

describe('the demo issuer', () => {
  it('signs for each demo person, for an hour, with what they signed in by', async () => {
    const { sign } = await demoIssuer({ dataDir });
    const { verify } = await verifierOf(dataDir);
    for (const { name } of demoPeople) {
      const { issuer, subject, claims } = await verify(await sign(name, { audience: AUDIENCE, clock }));
      expect([issuer, subject, claims['amr']]).toEqual([DEMO_ISSUER, name, ['pwd']]);
      expect(Number(claims['exp']) * 1000).toBe(clock().epochMilliseconds + 3_600_000);
    }
    const token = await sign('alice', {
      audience: ['api://a', AUDIENCE],
      clock,
      lifetimeSeconds: 60,
      amr: ['pwd', 'mfa'],
    });
    expect(decodeJwt(token)).toMatchObject({ aud: ['api://a', AUDIENCE], amr: ['pwd', 'mfa'] });
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
  });

  it.each(['', 'Alice', 'eve', '__proto__', 'group:b0000000-0000-4000-8000-000000000001'])(
    'refuses to sign for `%s` and names who there is',
    async (name) => {
      const { sign } = await demoIssuer({ dataDir });
      await expect(sign(name, { audience: AUDIENCE, clock })).rejects.toThrow(
        /nobody called .* allowed: `grace`, `alice`/,
      );
    },
  );

  it('is not believed where another key is trusted', async () => {
    const { sign } = await demoIssuer({ dataDir: join(folder, 'other') });
    const { verify } = await verifierOf(dataDir);
    const token = await sign('grace', { audience: AUDIENCE, clock });
    await expect(verify(token)).rejects.toMatchObject({ refusal: 'signature' });
  });

  it('gives away no private part', async () => {
    const { jwks } = await demoIssuer({ dataDir });
    expect(Object.keys(jwks.keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });
});

describe('its key', () => {
  it('stays, for the owner only, and leaves no draft behind', async () => {
    const first = await demoIssuer({ dataDir });
    const second = await demoIssuer({ dataDir });
    expect(second.jwks).toEqual(first.jwks);
    expect(await readdir(dataDir)).toEqual([KEY_FILE]);
    expect((await stat(join(dataDir, KEY_FILE))).mode & 0o777).toBe(0o600);
  });

  it('is one key for all who ask at nearly the same time', async () => {
    for (let round = 0; round < 10; round += 1) {
      const dir = join(dataDir, String(round));
      const asked: ReturnType<typeof demoIssuer>[] = [];
      for (let index = 0; index < 8; index += 1) {
        asked.push(demoIssuer({ dataDir: dir }));
        await new Promise(setImmediate);
      }
      const issuers = [...(await Promise.all(asked)), await demoIssuer({ dataDir: dir })];
      expect(new Set(issuers.map(({ jwks }) => jwks.keys[0]?.kid)).size).toBe(1);
      expect(await readdir(dir)).toEqual([KEY_FILE]);
    }
  });

  it('is one key when several processes start at the same time', async () => {
    const program = `import { demoIssuer } from ${JSON.stringify(new URL('./demo-issuer.ts', import.meta.url).href)};
      process.stdout.write((await demoIssuer({ dataDir: process.argv[1] })).jwks.keys[0].kid);`;
    const start = () => promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program, dataDir]);
    const kids = await Promise.all([start(), start(), start()]);
    expect(new Set(kids.map(({ stdout }) => stdout)).size).toBe(1);
    expect(kids[0]?.stdout).toBe((await demoIssuer({ dataDir })).jwks.keys[0]?.kid);
  });

  it.each(['', '{}', '{"kty":"RSA"}', 'null'])(
    'is refused when its file holds `%s`, which stays as it is',
    async (text) => {
      await demoIssuer({ dataDir });
      await writeFile(join(dataDir, KEY_FILE), text);
      await expect(demoIssuer({ dataDir })).rejects.toThrow('is not a key that the demo can sign with; remove it');
      expect(await readFile(join(dataDir, KEY_FILE), 'utf8')).toBe(text);
    },
  );
});
