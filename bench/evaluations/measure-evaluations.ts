import type { BenchmarkContext } from '../benchmark.ts';
import { compareInTurns } from '../compare-in-turns.ts';
import type { Rate } from '../measurement.ts';
import { median } from '../median.ts';
import { type AskedBodies, batches, singleQuestions } from './asked-bodies.ts';
import type { LoadResult } from './load-client.ts';
import { type Servers, startServers } from './servers.ts';

interface AskedWay {
  readonly name: string;
  readonly asked: AskedBodies;
  readonly aimRatio: number | null;
}

/** Access questions over HTTP per second, each kind of asking by itself. */
export async function measureEvaluations(context: BenchmarkContext): Promise<readonly Rate[]> {
  const { plan } = context;
  const { organisation } = await context.filledLedger();
  const single = singleQuestions(organisation, plan);
  const batch = batches(organisation, plan);
  const remembering: readonly AskedWay[] = [
    { name: 'the same token each time', asked: single, aimRatio: 0.7 },
    { name: `in batches of ${plan.evaluationsPerBatch}`, asked: batch, aimRatio: 0.5 },
  ];
  const verifying: readonly AskedWay[] = [{ name: 'each token verified anew', asked: single, aimRatio: null }];
  return [
    ...(await measureWays(context, organisation.gatewayId, remembering, true)),
    ...(await measureWays(context, organisation.gatewayId, verifying, false)),
  ];
}

async function measureWays(
  { plan, folder }: BenchmarkContext,
  gatewayId: string,
  ways: readonly AskedWay[],
  remembersTokens: boolean,
): Promise<readonly Rate[]> {
  const servers = await startServers({ folder, gatewayId, remembersTokens, connections: plan.connections });
  try {
    const measured: Rate[] = [];
    for (const way of ways) measured.push(await measureWay(servers, way, plan.evaluationRounds));
    return measured;
  } finally {
    await servers.stop();
  }
}

async function measureWay(servers: Servers, { name, asked, aimRatio }: AskedWay, rounds: number): Promise<Rate> {
  const own: LoadResult[] = [];
  const bare: LoadResult[] = [];
  await servers.load('bare', asked, asked.callsToWarmUp);
  await servers.load('brevet', asked, asked.callsToWarmUp);
  const round = (server: 'bare' | 'brevet', results: LoadResult[]) => async () => {
    const result = await servers.load(server, asked, asked.callsPerRound);
    results.push(result);
    return result.perSecond;
  };
  return compareInTurns({
    name: `access questions over HTTP, ${name}`,
    aim: aimRatio === null ? null : { of: 'ratio', atLeast: aimRatio },
    rounds,
    measured: round('brevet', own),
    baseline: {
      name: 'bare `node:http` that parses the body and says yes to each question',
      measured: round('bare', bare),
    },
    note: () => describe(own, bare),
  });
}

/** With the time of the processors, which says more than the clock where the machine does something else too. */
function describe(own: readonly LoadResult[], bare: readonly LoadResult[]): string {
  const costs = (results: readonly LoadResult[]) => median(results.map(({ serverMicroseconds }) => serverMicroseconds));
  const byProcessor = median(
    own.map(({ serverMicroseconds }, index) => (bare[index]?.serverMicroseconds ?? Number.NaN) / serverMicroseconds),
  );
  return (
    `${percent(median(own.map(({ permitted }) => permitted)))} permitted; ` +
    `the client computes for ${percent(median(bare.map(({ busy }) => busy)))} of the baseline's time; ` +
    `a question costs the server's processor ${costs(own).toFixed(1)} µs, the baseline's ${costs(bare).toFixed(1)} µs: ` +
    `ratio ${byProcessor.toFixed(2)}`
  );
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}
