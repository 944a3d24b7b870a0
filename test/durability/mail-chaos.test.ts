import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtInRoles } from '../../src/built-in-roles/built-in-roles.ts';
import { defineBuiltInRoles } from '../../src/commands/establish-organisation.ts';
import { updateRoleManagementPolicy } from '../../src/commands/update-role-management-policy.ts';
import { createDemoOrganisation } from '../../src/demo/create-demo-organisation.ts';
import { demoIssuer } from '../../src/demo/demo-issuer.ts';
import { demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { parseScope } from '../../src/domain/scope.ts';
import { sqliteEngine } from '../../src/ledger/engines/sqlite.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { chaoticSmtp } from '../support/chaotic-smtp.ts';
import { as } from '../support/demo-ledger.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { type ServerProcess, spawnServer } from '../support/spawn-server.ts';

/** The full form is BREVET_CHAOS_MESSAGES=10000. */
const MESSAGES = Number(process.env['BREVET_CHAOS_MESSAGES'] ?? '480');
const IS_FULL = MESSAGES > 1000;
const SEED = Number(process.env['BREVET_CHAOS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** Six rounds at least: each kill has two of its own to strike in. */
const ADDRESSES = IS_FULL ? 100 : 40;
const KILLS = 3;
/** A second is ten minutes, so that back-off needs no patience. */
const RATE = 600;
const ORIGIN_MS = Date.now();
const AUDIENCE = 'https://brevet.local';
const api = '/api/security/pim';
const addresses = Array.from({ length: ADDRESSES }, (_, index) => `soc-${index}@nordwind.example`);

const clock = () => Temporal.Instant.fromEpochMilliseconds(Math.floor(ORIGIN_MS + (Date.now() - ORIGIN_MS) * RATE));

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'brevet-chaos-'));
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
  readonly items?: readonly unknown[];
  readonly resent?: number;
}

/** Whoever decides about owners of production is not alone in being told. */
async function prepare(ledger: Ledger): Promise<void> {
  await defineBuiltInRoles(ledger, builtInRoles);
  await createDemoOrganisation(ledger, randomUUID);
  const place = { scope: parseScope(demoScopes.production), roleDefinitionId: demoRoles.owner };
  const rule = { kind: 'notification', level: 'all', isDefaultRecipientsEnabled: true, recipients: addresses } as const;
  await updateRoleManagementPolicy(
    ledger,
    as('grace'),
    place,
    new Map([['Notification_Approver_EndUser_Assignment', rule]]),
  );
}

it(`${MESSAGES} messages arrive at a mail server that fails at random, through ${KILLS} kill -9 (seed ${SEED})`, {
  timeout: 1_800_000,
}, async () => {
  const random = seededRandom(SEED);
  const issuer = await demoIssuer({ dataDir });
  const mail = await chaoticSmtp(seededRandom(SEED + 1));
  await withLedger(prepare);
  const settings = {
    BREVET_DATA_DIR: dataDir,
    BREVET_SMTP_URL: mail.url,
    BREVET_MAIL_FROM: 'brevet@nordwind.example',
    // each message is to arrive for itself
    BREVET_FLOOD_LIMIT: '100000',
    BREVET_PUBLIC_URL: 'https://brevet.nordwind.example',
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

  /** Asked and cancelled: everybody is told twice. */
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

  const rounds = Math.ceil(MESSAGES / ADDRESSES / 2);
  const killAfter = Array.from({ length: KILLS }, (_, kill) => Math.floor(((kill + random()) / KILLS) * rounds));
  for (let round = 0; round < rounds; round += 1) {
    await askAndCancel();
    if (!killAfter.includes(round)) continue;
    // somewhere in the middle of what it has to hand over
    const before = mail.taken().length;
    const enough = before + Math.floor(random() * ADDRESSES);
    while (mail.taken().length < enough) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.kill();
    server = await spawnServer(settings);
  }

  /** Until nothing waits; what was given up is sent again by an administrator. */
  for (;;) {
    // the short form does not wait for the last of the unlucky
    if (!IS_FULL && mail.taken().length > MESSAGES * 0.8) mail.calm();
    const waiting = await send('grace', 'GET', '/notifications?state=waiting&limit=1');
    const { body } = await send('grace', 'POST', '/notifications/resend', { all: true });
    if (waiting.body.items?.length === 0 && body.resent === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  expect(await server.terminate()).toBe(0);
  const taken = mail.taken();
  await mail.close();

  const rows = await withLedger((ledger) =>
    ledger.read((reader) => reader.query((db) => db.selectFrom('notification').selectAll())),
  );
  const requests = await withLedger((ledger) =>
    ledger.read((reader) => reader.query((db) => db.selectFrom('schedule_request').select('id'))),
  );
  const known = new Set(requests.map(({ id }) => id));
  const idOf = (raw: string) => /requests\/([0-9a-f-]{36})/.exec(raw.replaceAll('=\r\n', ''))?.[1] ?? 'none';
  const arrived = Map.groupBy(taken, ({ to, raw }) => `${to} ${idOf(raw)}`);
  const distinct = (key: string) => new Set(arrived.get(key)?.map(({ messageId }) => messageId)).size;

  expect(refused).toBeGreaterThan(0);
  expect(asked.size * 2 * ADDRESSES).toBeGreaterThanOrEqual(MESSAGES * 0.8);
  const missing = addresses.flatMap((to) =>
    [...asked].filter((id) => distinct(`${to} ${id}`) < (canceled.has(id) ? 2 : 1)).map((id) => `${to} ${id}`),
  );
  expect(missing).toEqual([]);
  const intended = new Set(rows.map(({ message_id: id, recipient }) => `${recipient} ${id}`));
  const received = new Set(taken.map(({ to, messageId }) => `${to} ${messageId}`));
  expect([...intended].filter((each) => !received.has(each))).toEqual([]);
  expect([...received].filter((each) => !intended.has(each))).toEqual([]);
  expect(taken.filter(({ raw }) => idOf(raw) !== 'none' && !known.has(idOf(raw)))).toEqual([]);
  expect(rows.filter(({ delivered_at }) => delivered_at === null)).toEqual([]);
  expect(taken.length).toBeGreaterThan(received.size);
  process.stdout.write(
    `${received.size} messages, ${taken.length - received.size} repeats, troubles: ${JSON.stringify(mail.troubles())}\n`,
  );
});
