import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config.ts';
import { demoIssuer } from '../../../src/demo/demo-issuer.ts';
import { DEMO_TENANT_ID, demoIds } from '../../../src/demo/demo-organisation.ts';
import { type Brevet, startBrevet } from '../../../src/main.ts';
import { testAuthority } from '../../support/certificates/test-authority.ts';
import { runProgram } from '../../support/run-program.ts';
import { type ServerStore, serverStore } from '../../support/stores/server-store.ts';

const AUDIENCE = 'https://brevet.local';
const clock = () => Temporal.Now.instant();

let folder: string;
let store: ServerStore;
let brevet: Brevet;
// biome-ignore lint/suspicious/noExplicitAny: what the program printed
let seen: any;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brevet-identity-'));
  store = await serverStore();
  const authority = testAuthority();
  const { certPem, keyPem } = authority.issue();
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem'), ca: join(folder, 'ca.pem') };
  await writeFile(files.cert, certPem);
  await writeFile(files.key, keyPem);
  await writeFile(files.ca, authority.certPem);
  const settings = {
    BREVET_PORT: '0',
    ...store.settings,
    BREVET_TLS_CERT: files.cert,
    BREVET_TLS_KEY: files.key,
    BREVET_LOG_LEVEL: 'fatal',
  };
  brevet = await startBrevet({ config: loadConfig(settings), clock });
  const issuer = await demoIssuer({ dataDir: store.dataDir });
  const { code, stdout, stderr } = await runProgram('test/conformance/identity/identity-clients.ts', [], {
    NODE_EXTRA_CA_CERTS: files.ca,
    TEST_URL: brevet.publicUrl,
    TEST_TENANT_ID: DEMO_TENANT_ID,
    TEST_TOKEN: await issuer.sign('grace', { audience: AUDIENCE, clock }),
  });
  if (code !== 0) throw new Error(stderr);
  seen = JSON.parse(stdout);
}, 120_000);
afterAll(async () => {
  await brevet.stop();
  await store.remove();
  await rm(folder, { recursive: true, force: true });
});

it('lets service principals in by secret and by key, through both libraries', () => {
  expect(seen).toMatchObject({ bySecret: 200, byMsal: 200, byKey: 200 });
});

it('lets a person in by a code typed into a browser, and goes on without one', () => {
  expect(seen.pages).toEqual(['Done', 'Done']);
  expect(seen).toMatchObject({ byDevice: 200, byDeviceAgain: 200, byMsalDevice: 200, silent: 200 });
  expect(seen.username).toBe('alice@nordwind.example');
  expect(decodeJwt(seen.deviceToken)).toMatchObject({ oid: demoIds.alice, aud: AUDIENCE, acr: 'pwd' });
});

it('issues access tokens that say whose they are', () => {
  expect(decodeProtectedHeader(seen.token)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
  const claims = decodeJwt(seen.token);
  expect(claims).toMatchObject({
    iss: `${brevet.publicUrl}/${DEMO_TENANT_ID}/v2.0`,
    aud: AUDIENCE,
    sub: seen.clientId,
    oid: seen.clientId,
    tid: DEMO_TENANT_ID,
  });
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3600);
});

it('refuses a wrong secret, an unknown client, and a key that the assertion brings along', () => {
  expect(seen).toMatchObject({
    wrongSecret: 'invalid_client',
    digestAsSecret: 'invalid_client',
    unknownClient: 'invalid_client',
    embeddedKey: 'invalid_client',
  });
});

it('lets nobody in by what was removed, and goes on with what is left', () => {
  expect(seen).toMatchObject({ removed: 204, removedSecret: 'invalid_client', keyAfterwards: 'accepted' });
});

it('shows a secret once, takes the public part of a key, and keeps no secret that can be read', async () => {
  expect(seen.added).toMatchObject({ status: 201, secret: null });
  expect(JSON.stringify(seen.added.listed)).not.toContain(seen.secret);
  expect(seen.privateKey).toBe(400);
  const database = await store.openRaw();
  for (const table of await database.tableNames()) {
    const content = JSON.stringify(await database.run(`select * from ${table}`));
    expect(content.includes(seen.secret), table).toBe(false);
    expect(content.includes(seen.token), table).toBe(false);
  }
  await database.close();
  for (const name of await readdir(store.dataDir)) {
    const content = await readFile(join(store.dataDir, name), 'latin1');
    expect(content.includes(seen.secret), name).toBe(false);
    expect(content.includes(seen.token), name).toBe(false);
  }
});
