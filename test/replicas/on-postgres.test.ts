import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { demoIssuer } from '../../src/demo/demo-issuer.ts';
import { demoIds } from '../../src/demo/demo-organisation.ts';
import { type Brevet, startBrevet } from '../../src/main.ts';
import { type PrivatePostgres, postgresPrograms, privatePostgres } from '../support/postgres/private-postgres.ts';
import { runProgram } from '../support/run-program.ts';

let folder: string;
let postgres: PrivatePostgres;
let brevet: Brevet;
let settings: Readonly<Record<string, string>>;
const clock = () => Temporal.Now.instant();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brevet-test-'));
  postgres = await privatePostgres((await postgresPrograms()) ?? '', { isDurable: true });
  settings = {
    BREVET_PORT: '0',
    BREVET_LOG_LEVEL: 'silent',
    BREVET_DATA_DIR: folder,
    BREVET_DATABASE_URL: postgres.url,
    BREVET_DATABASE_SCHEMA: 'rank',
  };
  brevet = await startBrevet({ config: loadConfig(settings), clock });
});
afterAll(async () => {
  await brevet.stop();
  await postgres.close();
  await rm(folder, { recursive: true, force: true });
});

async function call(path: string, body?: object): Promise<Response> {
  const { sign } = await demoIssuer({ dataDir: folder });
  const token = await sign('alice', { audience: 'https://brevet.local', clock, amr: ['pwd', 'mfa'] });
  return fetch(`${brevet.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const question = {
  subject: { type: 'user', id: demoIds.alice },
  resource: { type: 'scope', id: '/' },
  action: { name: 'Microsoft.Storage/storageAccounts/read' },
};
const arm = '/providers/Microsoft.Authorization/roleAssignmentSchedules?api-version=2020-10-01&$filter=asTarget()';
const asked: readonly (readonly [string, object?])[] = [
  ['/api/security/pim/my-roles/active'],
  [arm],
  [`/v1.0/users?$filter=${encodeURIComponent("userPrincipalName eq 'alice@nordwind.example'")}`],
  ['/access/v1/evaluation', question],
];

async function statuses(): Promise<readonly number[]> {
  return Promise.all(asked.map(async ([path, body]) => (await call(path, body)).status));
}

it('serves every surface, and the ledger in the database is whole', async () => {
  expect(await statuses()).toEqual([200, 200, 200, 200]);
  const { code, stdout, stderr } = await runProgram('src/cli/verify-ledger.ts', [], settings);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^ledger is whole: [1-9]\d+ entries/);
});

it('answers 503 while the database is away, and goes on by itself when it is back', async () => {
  await postgres.crash();
  const answer = await call('/api/security/pim/my-roles/active');
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await answer.json()).toMatchObject({ code: 'databaseUnavailable', title: 'Not now' });
  const onArm = await call(arm);
  expect([onArm.status, (await onArm.json()) as unknown]).toMatchObject([
    503,
    { error: { code: 'ServiceUnavailable' } },
  ]);
  // what is in memory is believed for a while, and no longer
  await expect.poll(async () => (await call('/access/v1/evaluation', question)).status, { timeout: 20_000 }).toBe(503);
  expect(await statuses()).toEqual([503, 503, 503, 503]);

  await postgres.start();
  await expect.poll(statuses, { timeout: 20_000 }).toEqual([200, 200, 200, 200]);
});

it('does not start where the database is not there, and says so without its password', async () => {
  const config = loadConfig({ ...settings, BREVET_DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/none' });
  const refused = await startBrevet({ config, clock }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Error);
  expect((refused as Error).message).toMatch(/^the database cannot be used now: .*ECONNREFUSED/);
  expect((refused as Error).message).not.toContain('hunter2');
});
