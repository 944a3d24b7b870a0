import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runProgram } from '../../test/support/run-program.ts';
import { demoIssuer } from '../demo/demo-issuer.ts';
import { tokenVerifier } from '../identity/token-verifier.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brevet-token-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function token(args: readonly string[], env: Record<string, string> = {}) {
  return runProgram('src/cli/token.ts', args, { BREVET_DATA_DIR: join(folder, 'data'), ...env });
}

async function verify(stdout: string, audience: string) {
  const { trusted } = await demoIssuer({ dataDir: join(folder, 'data') });
  const verifier = tokenVerifier({ issuers: [trusted], audiences: [audience], clock: Temporal.Now.instant });
  return verifier.verify(stdout.trimEnd());
}

it('prints a token and a newline and nothing else, also before the server ever ran', async () => {
  const { code, stdout, stderr } = await token(['alice']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  const { subject, claims } = await verify(stdout, 'https://brevet.local');
  expect([subject, claims['amr'], claims['aud']]).toEqual(['alice', ['pwd'], 'https://brevet.local']);
});

it('says that a second factor was used when asked to', async () => {
  const { claims } = await verify((await token(['bob', '--mfa'])).stdout, 'https://brevet.local');
  expect(claims['amr']).toEqual(['pwd', 'mfa']);
});

it('takes the audience from the argument, else from the settings', async () => {
  const env = { BREVET_AUDIENCE: 'api://set' };
  expect((await verify((await token(['bob'], env)).stdout, 'api://set')).subject).toBe('bob');
  const { stdout } = await token(['bob', '--audience', 'api://one,api://two'], env);
  expect((await verify(stdout, 'api://two')).claims['aud']).toEqual(['api://one', 'api://two']);
});

it.each<[string, string[], Record<string, string>, string]>([
  ['nobody is named', [], {}, 'usage: npm run -s token -- NAME'],
  ['two are named', ['alice', 'bob'], {}, 'usage: '],
  ['the name is unknown', ['eve'], {}, 'there is nobody called `eve`'],
  ['an option is unknown', ['alice', '--admin'], {}, '--admin'],
  ['the audience is empty', ['alice', '--audience', ''], {}, 'BREVET_AUDIENCE is ``'],
  ['the demo is off', ['alice'], { BREVET_DEMO: 'off' }, 'tokens are printed in demo mode only'],
  [
    'the demo is off and all is set up',
    ['alice'],
    { BREVET_DEMO: 'off', BREVET_AUDIENCE: 'api://a', BREVET_ISSUERS: 'https://a.example' },
    'tokens are printed in demo mode only',
  ],
  ['the settings are wrong', ['alice'], { BREVET_PORT: 'x' }, 'BREVET_PORT is `x`'],
])('prints nothing to stdout and ends with 2 when %s', async (_title, args, env, message) => {
  const { code, stdout, stderr } = await token(args, env);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^\s+at /m);
});
