import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtInRoles } from '../../src/built-in-roles/built-in-roles.ts';
import { defineBuiltInRoles } from '../../src/commands/establish-organisation.ts';
import { createDemoOrganisation } from '../../src/demo/create-demo-organisation.ts';
import { demoIssuer } from '../../src/demo/demo-issuer.ts';
import { demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { sqliteEngine } from '../../src/ledger/engines/sqlite.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { chaoticHttp, type TakenCall } from '../support/chaotic-http.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { type ServerProcess, spawnServer } from '../support/spawn-server.ts';

/** The full form is BREVET_CHAOS_WEBHOOKS=10000. */
const MESSAGES = Number(process.env['BREVET_CHAOS_WEBHOOKS'] ?? '400');
const IS_FULL = MESSAGES > 400;
const SEED = Number(process.env['BREVET_CHAOS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const KILLS = 3;
/** A second is forty minutes, so that the schedule of attempts needs no patience. */
const RATE = 2400;
const ORIGIN_MS = Date.now();
const AUDIENCE = 'https://brevet.local';
const api = '/api/security/pim';
const hooks = ['/one', '/two'];
const topics = ['approval.requested', 'request.canceled'];

const clock = () => Temporal.Instant.fromEpochMilliseconds(Math.floor(ORIGIN_MS + (Date.now() - ORIGIN_MS) * RATE));

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'brevet-webhooks-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function withLedger<Result>(work: (ledger: Ledger) => Promise<Result>): Promise<Result> {
  const engine = sqliteEngine({ path: join(dataDir, 'brevet.sqlite') });
  await engine.migrate();
  const ledger = await openLedger({ engine, clock });
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

/** What is looked at of an answer. */
interface AnswerBody {
  readonly id?: string;
  readonly signingSecret?: string;
  readonly items?: readonly unknown[];
}

it(`${MESSAGES} messages arrive at webhooks that fail at random, through ${KILLS} kill -9 (seed ${SEED})`, {
  timeout: 1_800_000,
}, async () => {
  const random = seededRandom(SEED);
  const issuer = await demoIssuer({ dataDir });
  const receiver = await chaoticHttp(seededRandom(SEED + 1));
  await withLedger(async (ledger) => {
    await defineBuiltInRoles(ledger, builtInRoles);
    await createDemoOrganisation(ledger, randomUUID);
  });
  const settings = {
    BREVET_DATA_DIR: dataDir,
    BREVET_PUBLIC_URL: 'https://brevet.nordwind.example',
    BREVET_PRIVATE_ENDPOINTS: '127.0.0.1',
    BREVET_AUDIENCE: AUDIENCE,
    TEST_CLOCK_RATE: String(RATE),
    TEST_CLOCK_ORIGIN_MS: String(ORIGIN_MS),
  };
  let server: ServerProcess = await spawnServer(settings);

  async function send(name: string, method: string, path: string, body?: unknown) {
    const token = await issuer.sign(name, { audience: AUDIENCE, clock });
    const response = await fetch(`${server.url}${api}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => null);
    return {
      ok: response?.ok ?? false,
      body: response?.ok ? ((await response.json().catch(() => ({}))) as AnswerBody) : {},
    };
  }

  const endpoints = new Map<string, { readonly id: string; readonly secret: string }>();
  for (const path of hooks) {
    const asked = { kind: 'webhook', displayName: path.slice(1), url: receiver.url + path, topics };
    const { id = '', signingSecret = '' } = (await send('grace', 'POST', '/notification-endpoints', asked)).body;
    endpoints.set(path, { id, secret: signingSecret });
  }

  /** Asked and cancelled: each endpoint is told twice. */
  const asked = new Set<string>();
  const canceled = new Set<string>();
  let open: string | null = null;
  let refused = 0;
  async function askAndCancel(): Promise<void> {
    if (open !== null) await send('alice', 'POST', `/requests/${open}/cancel`, {});
    const request = {
      type: 'selfActivate',
      roleDefinitionId: demoRoles.owner,
      scope: demoScopes.production,
      duration: 'PT2H',
      ticket: { number: 'IR-2026-0142' },
    };
    if (!(await send('alice', 'POST', '/requests', request)).ok) refused += 1;
    const answer = await send('alice', 'POST', '/requests', { ...request, justification: 'Triage of IR-2026-0142' });
    if (answer.body.id === undefined) return;
    open = answer.body.id;
    asked.add(open);
    if (!(await send('alice', 'POST', `/requests/${open}/cancel`, {})).ok) return;
    canceled.add(open);
    open = null;
  }

  const rounds = Math.ceil(MESSAGES / hooks.length / topics.length);
  const killAfter = Array.from({ length: KILLS }, (_, kill) => Math.floor(((kill + random()) / KILLS) * rounds));
  for (let round = 0; round < rounds; round += 1) {
    await askAndCancel();
    if (!killAfter.includes(round)) continue;
    await server.kill();
    server = await spawnServer(settings);
  }

  /** Until nothing waits. */
  const isWaiting = async ({ id }: { readonly id: string }) => {
    const { ok, body } = await send('grace', 'GET', `/notification-endpoints/${id}/messages?state=waiting&limit=1`);
    return !ok || body.items?.length !== 0;
  };
  for (;;) {
    // the short form does not wait for the last of the unlucky
    if (!IS_FULL && receiver.taken().length > MESSAGES * 0.8) receiver.calm();
    const waiting = await Promise.all([...endpoints.values()].map(isWaiting));
    if (!waiting.includes(true)) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  expect(await server.terminate()).toBe(0);
  const taken = receiver.taken();
  await receiver.close();

  const rows = await withLedger((ledger) =>
    ledger.read((reader) => reader.query((db) => db.selectFrom('endpoint_message').selectAll())),
  );
  const requests = await withLedger((ledger) =>
    ledger.read((reader) => reader.query((db) => db.selectFrom('schedule_request').select('id'))),
  );
  const known = new Set(requests.map(({ id }) => id));
  const idOf = ({ headers }: TakenCall) => String(headers['webhook-id']);
  const told = new Set(
    taken.map(({ path, body }) => {
      const { type, data } = JSON.parse(body);
      expect(known.has(data.request.id)).toBe(true);
      return `${path} ${type} ${data.request.id}`;
    }),
  );

  expect(refused).toBeGreaterThan(0);
  expect(asked.size * hooks.length * topics.length).toBeGreaterThanOrEqual(MESSAGES * 0.8);
  const owed = hooks.flatMap((path) => [
    ...[...asked].map((id) => `${path} approval.requested ${id}`),
    ...[...canceled].map((id) => `${path} request.canceled ${id}`),
  ]);
  expect(owed.filter((each) => !told.has(each))).toEqual([]);
  const pathOf = new Map([...endpoints].map(([path, { id }]) => [id, path]));
  const intended = new Map(rows.map(({ id, endpoint_id, body }) => [`${pathOf.get(endpoint_id)} ${id}`, body]));
  const received = new Map(taken.map((call) => [`${call.path} ${idOf(call)}`, call.body]));
  expect([...intended.keys()].filter((each) => !received.has(each))).toEqual([]);
  // repeats too: the same id says the same
  expect(taken.filter((call) => intended.get(`${call.path} ${idOf(call)}`) !== call.body)).toEqual([]);
  expect(rows.filter(({ delivered_at }) => delivered_at === null)).toEqual([]);
  expect(taken.length).toBeGreaterThan(received.size);
  const unsigned = taken.filter((call) => {
    const at = new Date(Number(call.headers['webhook-timestamp']) * 1000);
    const verifier = new Webhook(endpoints.get(call.path)?.secret ?? '');
    return verifier.sign(idOf(call), at, call.body) !== call.headers['webhook-signature'];
  });
  expect(unsigned).toEqual([]);
  process.stdout.write(
    `${received.size} messages, ${taken.length - received.size} repeats, troubles: ${JSON.stringify(receiver.troubles())}\n`,
  );
});
