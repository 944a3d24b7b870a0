import type { BenchmarkPlan } from '../benchmark-plan.ts';
import { compareInTurns, median } from '../compare-in-turns.ts';
import { questions } from '../decisions/questions.ts';
import type { Organisation } from '../fixture/organisation.ts';
import type { Measurement } from '../measurement.ts';
import { startChild } from './child.ts';
import type { EvaluationServerOrder } from './evaluation-server.ts';
import { gatewayToken } from './gateway-token.ts';
import type { LoadOrder, LoadResult } from './load-client.ts';

export interface EvaluationOptions {
  readonly plan: BenchmarkPlan;
  readonly folder: string;
  readonly organisation: Organisation;
  readonly remembersTokens: boolean;
  readonly aimRatio: number | null;
}

/** Access questions over HTTP per second, of a server and a client that are processes of their own, against bare Node. */
export async function measureEvaluations(options: EvaluationOptions): Promise<Measurement> {
  const { plan, folder, organisation, remembersTokens, aimRatio } = options;
  const { token, ...trusted } = await gatewayToken(organisation.gatewayId);
  const bodies = questions(organisation, plan.evaluationsPerRound).map(({ principalId, action, scope }) =>
    JSON.stringify({
      subject: { type: 'user', id: principalId },
      action: { name: action },
      resource: { type: 'scope', id: scope },
    }),
  );
  const client = startChild('./load-client.ts');
  const bare = startChild('./bare-server.ts');
  const brevet = startChild('./evaluation-server.ts');
  const order: EvaluationServerOrder = { folder, ...trusted, remembersTokens };
  const load = async (port: number, count: number) => {
    const loadOrder: LoadOrder = { port, connections: plan.connections, count, token, bodies };
    return client.ask<LoadResult>(loadOrder);
  };
  const busy: number[] = [];
  let permitted = 0;

  try {
    const barePort = await bare.ask<number>({});
    const brevetPort = await brevet.ask<number>(order);
    await load(barePort, plan.evaluationsToWarmUp);
    await load(brevetPort, plan.evaluationsToWarmUp);
    return await compareInTurns({
      name: `access questions over HTTP, ${remembersTokens ? 'the same token each time' : 'each token verified anew'}`,
      aim: aimRatio === null ? null : { of: 'ratio', atLeast: aimRatio },
      rounds: plan.rounds,
      async measured() {
        const result = await load(brevetPort, plan.evaluationsPerRound);
        permitted = result.permitted / plan.evaluationsPerRound;
        return result.perSecond;
      },
      baseline: {
        name: 'bare `node:http` that parses the body and says yes',
        async measured() {
          const result = await load(barePort, plan.evaluationsPerRound);
          busy.push(result.busy);
          return result.perSecond;
        },
      },
      note: () =>
        `${plan.connections} connections, ${percent(permitted)} permitted; ` +
        `the client computes for ${percent(median(busy))} of the baseline's time`,
    });
  } finally {
    await Promise.all([client, bare, brevet].map((child) => child.stop()));
  }
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}
