import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CallFigures, soakCalls } from './soak-calls.ts';
import { soakClock } from './soak-clock.ts';
import { live } from './soak-life.ts';
import { hirePeople, tokensOf } from './soak-people.ts';
import type { Health, StartSoakServer } from './soak-server.ts';

export interface SoakPlan {
  readonly seconds: number;
  /** What is done in them counts for nothing: code is compiled, memories are filled. */
  readonly warmUpSeconds: number;
  readonly people: number;
  readonly callsPerSecond: number;
  /** How many times as fast the clock of the server runs: activations of five minutes end within seconds. */
  readonly clockRate: number;
  /** Where a folder for the run is made and removed. */
  readonly parentFolder: string;
  readonly onProgress: (what: string) => void;
}

export interface SoakResult {
  readonly plan: Pick<SoakPlan, 'seconds' | 'warmUpSeconds' | 'people' | 'callsPerSecond' | 'clockRate'>;
  readonly atStart: Health;
  readonly afterWarmUp: Health;
  readonly atEnd: Health;
  /** Of memory in use, from after the warm-up to the end, in bytes a minute. */
  readonly growthPerMinute: number;
  readonly calls: readonly CallFigures[];
  readonly unexpected: { readonly count: number; readonly first: readonly string[] };
  /** Why it has failed; empty: it has not. */
  readonly problems: readonly string[];
}

/** More than this a minute is a leak: a call that is remembered for ever is 100 bytes and more, a hundred of them a second. */
export const MOST_GROWTH_PER_MINUTE = 512 * 1024;
/** What memory goes up and down by from one look to the next, and what a slow machine warms up only later. */
const NOISE = 8 * 1024 * 1024;

/** Compiled code is kept from one start to the next, as `npm start` does it. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/node', import.meta.url));

/** Lets people live on a real server for so long, and says how the server was. */
export async function soak(plan: SoakPlan): Promise<SoakResult> {
  await mkdir(plan.parentFolder, { recursive: true });
  const dataDir = await mkdtemp(join(plan.parentFolder, 'soak-'));
  const server = startServer();
  try {
    return await soakOn(server, dataDir, plan);
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function soakOn(server: SoakServer, dataDir: string, plan: SoakPlan): Promise<SoakResult> {
  const { seconds, warmUpSeconds, people: count, callsPerSecond, clockRate, onProgress } = plan;
  const originMs = Date.now();
  const { url } = await server.ask<{ readonly url: string }>({ dataDir, originMs, rate: clockRate });
  const clock = soakClock(originMs, clockRate);
  const tokenOf = await tokensOf(dataDir, clock);
  const atStart = await server.ask<Health>('health');
  const hiring = soakCalls(url, Number.POSITIVE_INFINITY);
  const people = await hirePeople(hiring, tokenOf, count);
  let isOver = false;
  const calls = soakCalls(url, callsPerSecond);
  onProgress(`${count} people live on ${url} for ${warmUpSeconds} + ${seconds} s, at ${clockRate} times the pace`);
  const lives = people.map((person) => live(person, { calls, tokenOf, clock, isOver: () => isOver }));
  await wait(warmUpSeconds);
  const afterWarmUp = await server.ask<Health>('health');
  await wait(seconds);
  isOver = true;
  await Promise.all(lives);
  const atEnd = await server.ask<Health>('health');
  const early = hiring.unexpected();
  const late = calls.unexpected();
  const unexpected = { count: early.count + late.count, first: [...early.first, ...late.first] };
  const grown = atEnd.heap - afterWarmUp.heap;
  return {
    plan: { seconds, warmUpSeconds, people: count, callsPerSecond, clockRate },
    atStart,
    afterWarmUp,
    atEnd,
    growthPerMinute: Math.round((grown / seconds) * 60),
    calls: calls.figures(),
    unexpected,
    problems: [...whyGrown(grown, seconds), ...unexpected.first],
  };
}

/** A sentence where memory has grown by more than it may. */
export function whyGrown(grown: number, seconds: number): readonly string[] {
  const most = NOISE + (MOST_GROWTH_PER_MINUTE * seconds) / 60;
  if (grown <= most) return [];
  const inMb = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
  return [`memory in use has grown by ${inMb(grown)} MB in ${seconds} s; allowed: ${inMb(most)} MB`];
}

function wait(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

interface SoakServer {
  ask<Answer>(message: StartSoakServer | 'health'): Promise<Answer>;
  stop(): Promise<void>;
}

function startServer(): SoakServer {
  const file = fileURLToPath(new URL('./soak-server.ts', import.meta.url));
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache };
  const child = fork(file, { execArgv: ['--expose-gc'], env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const gone = once(child, 'exit');
  return {
    async ask<Answer>(message: StartSoakServer | 'health') {
      child.send(message);
      const answer = await Promise.race([once(child, 'message'), gone.then(() => null)]);
      if (answer === null) throw new Error('the server ended before it answered');
      return answer[0] as Answer;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}
