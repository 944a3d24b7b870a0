import { randomUUID } from 'node:crypto';
import { builtInRoles } from '../../src/built-in-roles/built-in-roles.ts';
import { defineBuiltInRoles } from '../../src/commands/establish-organisation.ts';
import { createDemoOrganisation } from '../../src/demo/create-demo-organisation.ts';
import { type DemoIssuer, demoIssuer } from '../../src/demo/demo-issuer.ts';
import { demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { type ServerProcess, spawnServer } from '../support/spawn-server.ts';
import { serverStore } from '../support/stores/server-store.ts';

export const KILLS = 3;
const AUDIENCE = 'https://brevet.local';
const MOST_WAIT_MS = 20 * 60_000;
const API = '/api/security/pim';

/** What is looked at of an answer. */
export interface AnswerBody {
  readonly id?: string;
  readonly signingSecret?: string;
  readonly items?: readonly unknown[];
  readonly resent?: number;
}

export interface ChaosOptions {
  /** So many times as fast as the clock on the wall, so that waits between attempts need no patience. */
  readonly rate: number;
  readonly settings: Readonly<Record<string, string>>;
  /** What is written before the server starts. */
  readonly prepare?: (ledger: Ledger) => Promise<void>;
}

/** The whole server in a process of its own on the demo organisation, which is killed and started again. */
export interface ChaosServer {
  /** Calls the JSON API as a demo person; a call that was cut off is not ok. */
  send(name: string, method: string, path: string, body?: unknown): Promise<{ ok: boolean; body: AnswerBody }>;
  /** Alice is refused, asks for a role, and cancels: everybody who is told is told twice. */
  askAndCancel(): Promise<void>;
  /** Requests whose answer came. */
  readonly asked: ReadonlySet<string>;
  readonly canceled: ReadonlySet<string>;
  /** Asks and cancels so often, and kills three times on the way, each time when `beforeKill` is over. */
  play(rounds: number, random: () => number, beforeKill?: () => Promise<void>): Promise<void>;
  /** How often she was refused. */
  refused(): number;
  /** Until it is so, or for twenty minutes. */
  until(isSo: () => Promise<boolean>): Promise<void>;
  terminate(): Promise<number | null>;
  /** The data, while no server runs. */
  withLedger<Result>(work: (ledger: Ledger) => Promise<Result>): Promise<Result>;
  /** Removes the data. */
  remove(): Promise<void>;
}

export async function chaosServer({ rate, settings, prepare }: ChaosOptions): Promise<ChaosServer> {
  const store = await serverStore();
  const originMs = Date.now();
  const clock = () => Temporal.Instant.fromEpochMilliseconds(Math.floor(originMs + (Date.now() - originMs) * rate));

  async function withLedger<Result>(work: (ledger: Ledger) => Promise<Result>): Promise<Result> {
    const ledger = await openLedger({ engine: await store.openEngine(), clock });
    try {
      return await work(ledger);
    } finally {
      await ledger.close();
    }
  }

  const issuer: DemoIssuer = await demoIssuer({ dataDir: store.dataDir });
  await withLedger(async (ledger) => {
    await defineBuiltInRoles(ledger, builtInRoles);
    await createDemoOrganisation(ledger, randomUUID);
    await prepare?.(ledger);
  });
  const start = () =>
    spawnServer({
      ...store.settings,
      BREVET_PUBLIC_URL: 'https://brevet.nordwind.example',
      BREVET_AUDIENCE: AUDIENCE,
      TEST_CLOCK_RATE: String(rate),
      TEST_CLOCK_ORIGIN_MS: String(originMs),
      ...settings,
    });
  let server: ServerProcess = await start();
  const asked = new Set<string>();
  const canceled = new Set<string>();
  let open: string | null = null;
  let refused = 0;

  const chaos: ChaosServer = {
    asked,
    canceled,
    async send(name, method, path, body) {
      const token = await issuer.sign(name, { audience: AUDIENCE, clock });
      const response = await fetch(`${server.url}${API}${path}`, {
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
    },
    async askAndCancel() {
      if (open !== null) await chaos.send('alice', 'POST', `/requests/${open}/cancel`, {});
      const request = {
        type: 'selfActivate',
        roleDefinitionId: demoRoles.owner,
        scope: demoScopes.production,
        duration: 'PT2H',
        ticket: { number: 'IR-2026-0142' },
      };
      if (!(await chaos.send('alice', 'POST', '/requests', request)).ok) refused += 1;
      const complete = { ...request, justification: 'Triage of IR-2026-0142' };
      const answer = await chaos.send('alice', 'POST', '/requests', complete);
      if (answer.body.id === undefined) return;
      open = answer.body.id;
      asked.add(open);
      if (!(await chaos.send('alice', 'POST', `/requests/${open}/cancel`, {})).ok) return;
      canceled.add(open);
      open = null;
    },
    async play(rounds, random, beforeKill) {
      const killAfter = Array.from({ length: KILLS }, (_, kill) => Math.floor(((kill + random()) / KILLS) * rounds));
      for (let round = 0; round < rounds; round += 1) {
        await chaos.askAndCancel();
        if (!killAfter.includes(round)) continue;
        await beforeKill?.();
        await server.kill();
        server = await start();
      }
    },
    refused: () => refused,
    async until(isSo) {
      const endMs = Date.now() + MOST_WAIT_MS;
      while (!(await isSo()) && Date.now() < endMs) await new Promise((resolve) => setTimeout(resolve, 200));
    },
    terminate: () => server.terminate(),
    withLedger,
    remove: store.remove,
  };
  return chaos;
}
