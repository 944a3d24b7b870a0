import type { AskedBodies } from './asked-bodies.ts';
import { startChild } from './child.ts';
import type { EvaluationServerOrder } from './evaluation-server.ts';
import { gatewayToken } from './gateway-token.ts';
import type { LoadOrder, LoadResult, TimedLoad } from './load-client.ts';

export interface ServersOptions {
  readonly folder: string;
  /** Who asks. */
  readonly gatewayId: string;
  readonly remembersTokens: boolean;
  readonly connections: number;
}

/** Brevet, the bare server beside it and the client of both, each a process of its own. */
export interface Servers {
  /** So many calls to one of the two; nothing else is asked meanwhile. */
  load(server: 'bare' | 'brevet', asked: AskedBodies, calls: number): Promise<LoadResult>;
  stop(): Promise<void>;
}

export async function startServers(options: ServersOptions): Promise<Servers> {
  const { folder, gatewayId, remembersTokens, connections } = options;
  const { token, ...trusted } = await gatewayToken(gatewayId);
  const client = startChild('./load-client.ts');
  const servers = { bare: startChild('./bare-server.ts'), brevet: startChild('./evaluation-server.ts') };
  const stop = async () => {
    await Promise.all([client, servers.bare, servers.brevet].map((child) => child.stop()));
  };
  try {
    const order: EvaluationServerOrder = { folder, ...trusted, remembersTokens };
    const ports = { bare: await servers.bare.ask<number>({}), brevet: await servers.brevet.ask<number>(order) };
    return {
      async load(server, asked, count) {
        const microseconds = () => servers[server].ask<number>('processorMicroseconds');
        const before = await microseconds();
        const order: LoadOrder = { port: ports[server], connections, count, token, asked };
        const result = await client.ask<TimedLoad>(order);
        const spent = (await microseconds()) - before;
        return { ...result, serverMicroseconds: spent / (count * asked.questionsPerCall) };
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
