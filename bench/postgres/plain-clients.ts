import { PostgresConnection, type PostgresTarget } from '../../src/ledger/engines/postgres-connection.ts';
import { type EqualInsert, insertCommands, newGuid } from './equal-rows.ts';

export interface PlainClients {
  /** So many transactions by all clients together, each as one text; answers how many were done per second. */
  run(transactions: number): Promise<number>;
  close(): Promise<void>;
}

/** Clients in this process with a connection each, that add the same rows and think nothing. */
export async function plainClients(
  target: PostgresTarget,
  inserts: readonly EqualInsert[],
  clients: number,
): Promise<PlainClients> {
  const connections = await Promise.all(Array.from({ length: clients }, () => PostgresConnection.open(target)));
  return {
    async run(transactions) {
      let begun = 0;
      const client = async (connection: PostgresConnection) => {
        while (begun < transactions) {
          begun += 1;
          await connection.command(['begin', ...insertCommands(inserts, newGuid), 'commit'].join('; '));
        }
      };
      const startedAt = performance.now();
      await Promise.all(connections.map(client));
      return (transactions * 1000) / (performance.now() - startedAt);
    },
    async close() {
      await Promise.all(connections.map((connection) => connection.close()));
    },
  };
}
