import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { builtInRoles } from '../../src/built-in-roles/built-in-roles.ts';
import { clockwork } from '../../src/clockwork/clockwork.ts';
import { type DemoIssuer, demoIssuer } from '../../src/demo/demo-issuer.ts';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { mailChannel } from '../../src/notifications/channels/mail.ts';
import { startNotifications } from '../../src/notifications/notifications.ts';
import { dueWork } from '../../src/queries/due-work.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { type SmtpReceiver, smtpReceiver } from '../support/smtp-receiver.ts';
import { type ServerProcess, spawnServer } from '../support/spawn-server.ts';
import { type ServerStore, serverStore } from '../support/stores/server-store.ts';

/** On PostgreSQL `test/replicas` kills as well, and the database itself. */
const ROUNDS = Number(process.env['BREVET_CRASH_ROUNDS'] ?? (inject('postgres') === undefined ? '50' : '10'));
const SEED = Number(process.env['BREVET_CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** Later than any approval window, so that each restart finds work that became due. */
const HOURS_BETWEEN_ROUNDS = 25;
const CLIENTS = 8;
const AUDIENCE = 'https://brevet.local';

const resourceRoles = builtInRoles.filter(({ family }) => family === 'resource');
const ownerScopes = [
  demoScopes.production,
  demoScopes.web,
  demoScopes.data,
  demoScopes.webServer,
  demoScopes.storage,
  demoScopes.vault,
];

let store: ServerStore;
let mail: SmtpReceiver;
let issuer: DemoIssuer;

beforeAll(async () => {
  store = await serverStore();
  mail = await smtpReceiver();
  issuer = await demoIssuer({ dataDir: store.dataDir });
});
afterAll(async () => {
  await mail.close();
  await store.remove();
});

function clockOf(round: number): () => Temporal.Instant {
  return () => Temporal.Now.instant().add({ hours: round * HOURS_BETWEEN_ROUNDS });
}

function schedulePath(kind: 'Eligibility' | 'Assignment', scope: string, id: string): string {
  return `${scope}/providers/Microsoft.Authorization/role${kind}ScheduleRequests/${id}?api-version=2020-10-01`;
}

function body(scope: string, principalId: string, role: string, requestType: string, duration: string) {
  return {
    properties: {
      principalId,
      roleDefinitionId: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      requestType,
      scheduleInfo: { expiration: { type: 'AfterDuration', duration } },
      justification: 'durability',
      ticketInfo: { ticketNumber: 'D-1', ticketSystem: 'Jira' },
    },
  };
}

/** A stream of commands against one server until `enough` were answered with success; then the power goes. */
async function streamUntilKilled(server: ServerProcess, round: number, enough: number, acknowledged: Set<string>) {
  const sign = (name: 'grace' | 'alice' | 'bob') => issuer.sign(name, { audience: AUDIENCE, clock: clockOf(round) });
  const tokens = { grace: await sign('grace'), alice: await sign('alice'), bob: await sign('bob') };
  const owners = [...ownerScopes];
  let next = round * 60;
  let answered = 0;
  let isDead = false;

  async function send(name: keyof typeof tokens, method: string, path: string, json: unknown): Promise<boolean> {
    const response = await fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${tokens[name]}`, 'content-type': 'application/json' },
      body: JSON.stringify(json),
    }).catch(() => null);
    return response?.ok ?? false;
  }

  async function oneCommand(): Promise<void> {
    const id = randomUUID();
    const scope = owners.pop();
    if (scope !== undefined) {
      const asked = body(scope, demoIds.alice, demoRoles.owner, 'SelfActivate', 'PT1H');
      if (!(await send('alice', 'PUT', schedulePath('Assignment', scope, id), asked))) return;
      acknowledged.add(id);
      answered += 1;
      const isApproved = await send('bob', 'POST', `/api/security/pim/approvals/${id}/approve`, { comment: 'yes' });
      if (isApproved) acknowledged.add(`approved ${id}`);
    } else {
      const role = resourceRoles[next++ % resourceRoles.length]?.id ?? '';
      const asked = body(demoScopes.sandbox, demoIds.mallory, role, 'AdminAssign', 'P15D');
      if (await send('grace', 'PUT', schedulePath('Eligibility', demoScopes.sandbox, id), asked)) acknowledged.add(id);
    }
    answered += 1;
  }

  const clients = Array.from({ length: CLIENTS }, async () => {
    while (!isDead) {
      await oneCommand();
      if (answered >= enough && !isDead) {
        isDead = true;
        await server.kill();
      }
    }
  });
  await Promise.all(clients);
}

it(`loses nothing that was acknowledged in ${ROUNDS} rounds of kill -9 (seed ${SEED})`, {
  timeout: 600_000,
}, async () => {
  const random = seededRandom(SEED);
  const acknowledged = new Set<string>();
  const settings = {
    ...store.settings,
    BREVET_SMTP_URL: mail.url,
    // each message is to arrive for itself
    BREVET_FLOOD_LIMIT: '100000',
    BREVET_MAIL_FROM: 'brevet@nordwind.example',
    BREVET_AUDIENCE: AUDIENCE,
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const offset = String(round * HOURS_BETWEEN_ROUNDS * 3_600_000);
    const server = await spawnServer({ ...settings, TEST_CLOCK_OFFSET_MS: offset });
    await streamUntilKilled(server, round, 3 + Math.floor(random() * 40), acknowledged);
  }

  const clock = clockOf(ROUNDS);
  const engine = await store.openEngine();
  const ledger = await openLedger({ engine, clock });
  const fail = (error: unknown) => {
    throw error;
  };

  const requests = await ledger.read((reader) =>
    reader.query((db) =>
      db
        .selectFrom('schedule_request')
        .leftJoin('approval_stage', 'approval_stage.request_id', 'schedule_request.id')
        .select(['schedule_request.id', 'approval_stage.result']),
    ),
  );
  const found = new Set(requests.flatMap(({ id, result }) => (result === 'approved' ? [id, `approved ${id}`] : [id])));
  expect(acknowledged.size).toBeGreaterThan(ROUNDS * 3);
  expect([...acknowledged].filter((each) => !found.has(each))).toEqual([]);

  // what became due while nothing ran is found and recorded after the restart, once
  await clockwork({ ledger, clock, onError: fail, everyMs: 1000 }).tick();
  expect(await ledger.read((reader) => dueWork(reader, clock(), 1000))).toEqual({
    toStart: [],
    toEnd: [],
    toTimeOut: [],
    toTimeOutExtension: [],
    toRemind: [],
    toRemindApprovers: [],
  });
  expect((await verifyLedger(engine)).problems).toEqual([]);

  const channel = mailChannel({ url: mail.url, from: 'brevet@nordwind.example' });
  const notifications = startNotifications({
    ledger,
    clock,
    channel,
    floodLimit: 100_000,
    publicUrl: 'http://127.0.0.1:8400',
    onError: fail,
  });
  await notifications.settle();
  await notifications.stop();
  const received = new Set(mail.messages().map(({ messageId }) => messageId));
  const intended = await ledger.read((reader) =>
    reader.query((db) => db.selectFrom('notification').select(['message_id', 'recipient', 'request_id', 'event'])),
  );
  expect(intended.filter(({ message_id }) => !received.has(message_id))).toEqual([]);
  expect([...received].filter((id) => !intended.some(({ message_id }) => message_id === id))).toEqual([]);
  const pending = await ledger.read((reader) =>
    reader.query((db) => db.selectFrom('approval_stage').select('request_id')),
  );
  for (const { request_id } of pending) {
    const told = intended.filter((row) => row.request_id === request_id && row.event === 'approval.requested');
    const people = ['alice', 'bob', 'carol', 'dave'].map((name) => `${name}@nordwind.example`);
    expect(told.map(({ recipient }) => recipient).sort()).toEqual(people);
  }
  await ledger.close();
});
