import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerScope } from '../../src/commands/register-scope.ts';
import { demoIssuer } from '../../src/demo/demo-issuer.ts';
import { demoScopes } from '../../src/demo/demo-organisation.ts';
import { as } from '../support/demo-ledger.ts';
import { type HttpReceiver, httpReceiver } from '../support/http-receiver.ts';
import { whyNoNginx } from '../support/nginx.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { type SmtpReceiver, smtpReceiver } from '../support/smtp-receiver.ts';
import { expectPromisesKept, withLedger } from './expect-promises-kept.ts';
import { AUDIENCE, type Fleet, startFleet } from './fleet.ts';
import { startClients } from './many-clients.ts';

/** `npm run test:replicas` is the full form. */
const TROUBLES = Number(process.env['BREVET_REPLICA_TROUBLES'] ?? 2);
const CRASHES = Number(process.env['BREVET_DATABASE_CRASHES'] ?? 2);
const IS_FULL = TROUBLES > 2;
const EVERY_MS = IS_FULL ? 5_000 : 2_500;
const CLIENTS = IS_FULL ? 50 : 14;
const SCOPES = IS_FULL ? 1_500 : 200;
/** What is promised (BEHAVIOUR §9) where the servers have the machine for themselves; in `npm test` other tests run meanwhile. */
const LATEST_MS = IS_FULL ? 15_000 : 60_000;
const SEED = Number(process.env['BREVET_CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const random = seededRandom(SEED);

let fleet: Fleet;
let mail: SmtpReceiver;
let hook: HttpReceiver;
let scopes: readonly string[];

const settled = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const newScopes = (round: string) =>
  Array.from(
    { length: SCOPES },
    (_, number) => `${demoScopes.production}/resourceGroups/rg-${round.replaceAll(' ', '-')}-${number}`,
  );

async function tellTheHook(): Promise<void> {
  const { sign } = await demoIssuer({ dataDir: fleet.dataDir });
  const token = await sign('grace', { audience: AUDIENCE, clock: fleet.clock, amr: ['pwd', 'mfa'] });
  const answer = await fetch(`${fleet.url}/api/security/pim/notification-endpoints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'webhook', displayName: 'Hook', url: hook.url, topics: ['approval.requested'] }),
  });
  expect(answer.status).toBe(201);
}

/** Many clients, meanwhile what `trouble` does, and then what was promised. */
async function survive(what: string, trouble: () => Promise<void>, outageMs = 0): Promise<void> {
  scopes = newScopes(what);
  await withLedger(fleet, (ledger) =>
    Promise.all(scopes.map((path) => registerScope(ledger, as('grace'), { path, displayName: path, parent: null }))),
  );
  const { told, stop } = await startClients(fleet, scopes, CLIENTS);
  const startedAt = performance.now();
  await trouble();
  await stop();
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  await fleet.ready();
  const { requests, decisions, groups, ends, questions, statuses } = told;
  const counts = { requests: requests.size, decisions: decisions.size, groups: groups.size, ends: ends.size };
  process.stdout.write(
    `${what}, ${seconds} s: ${JSON.stringify({ ...counts, questions, ...Object.fromEntries(statuses) })}\n`,
  );
  // on a busy machine there is time for little
  expect(Math.min(counts.requests, counts.ends)).toBeGreaterThan(0);
  const figures = await expectPromisesKept(fleet, told, { mail, hook }, LATEST_MS + outageMs);
  process.stdout.write(`${what}: ${JSON.stringify(figures)}\n`);
}

describe.skipIf(whyNoNginx !== null)(`three servers behind nginx and ${CLIENTS} clients (seed ${SEED})`, () => {
  beforeAll(async () => {
    [mail, hook] = await Promise.all([smtpReceiver(), httpReceiver()]);
    fleet = await startFleet({
      BREVET_SMTP_URL: mail.url,
      BREVET_MAIL_FROM: 'brevet@nordwind.example',
      // each message is to arrive for itself
      BREVET_FLOOD_LIMIT: '100000',
      BREVET_PRIVATE_ENDPOINTS: '127.0.0.1',
      BREVET_CALLS_PER_CALLER: 'off',
      BREVET_DECISIONS_PER_CALLER: 'off',
      BREVET_CALLS_PER_ADDRESS: 'off',
    });
    await tellTheHook();
  }, 300_000);
  afterAll(async () => {
    await fleet?.close();
    await Promise.all([mail.close(), hook.close()]);
  });

  it(`keep what they promised while one after the other is killed or paused, ${TROUBLES} times`, async () => {
    await survive('killed and paused', async () => {
      for (let number = 0; number < TROUBLES; number += 1) {
        const until = settled(EVERY_MS);
        const which = Math.floor(random() * 3);
        // now and then so long that another one takes the duties over
        const forMs = number % 4 === 3 ? 11_000 : EVERY_MS / 2;
        if (number % 2 === 0) await fleet.kill(which);
        else await fleet.pause(which, forMs);
        await until;
      }
    });
  }, 600_000);

  it(`keep what they promised while PostgreSQL is stopped at once, ${CRASHES} times`, async () => {
    await survive(
      'database stopped',
      async () => {
        for (let number = 0; number < CRASHES; number += 1) {
          await settled(1_000 + random() * 1_000);
          await fleet.postgres.crash();
          await settled(random() * 500);
          await fleet.postgres.start();
          await fleet.ready();
        }
      },
      10_000,
    );
    expect(await fleet.terminate()).toEqual([0, 0, 0]);
  }, 600_000);
});
