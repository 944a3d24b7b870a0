import type { ConnectionPool } from '../engine.ts';
import { PostgresConnection, type PostgresTarget } from './postgres-connection.ts';

/** One connection writes and one listens; no read ever takes them, so that ends and revocations go on under any load. */
const RESERVED = 2;
const MOST_CONNECTIONS = 6;

export interface PostgresReaders {
  /** Lends a connection for the time of the work. */
  use<Result>(work: (connection: PostgresConnection) => Promise<Result>): Promise<Result>;
  pool(): ConnectionPool;
  close(): Promise<void>;
}

/** The connections for reading; each is made when it is first needed, and made anew when it was lost. */
export function postgresReaders(target: PostgresTarget): PostgresReaders {
  const most = (target.connections ?? MOST_CONNECTIONS) - RESERVED;
  const idle: PostgresConnection[] = [];
  const waiting: (() => void)[] = [];
  let lent = 0;

  async function take(): Promise<PostgresConnection> {
    if (lent >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else lent += 1;
    try {
      for (;;) {
        const connection = idle.pop();
        if (connection === undefined) return await PostgresConnection.open(target);
        if (!connection.isBroken) return connection;
      }
    } catch (error) {
      passOn();
      throw error;
    }
  }

  /** Whoever waits longest has the place next. */
  function passOn(): void {
    const next = waiting.shift();
    if (next === undefined) lent -= 1;
    else next();
  }

  return {
    async use(work) {
      const connection = await take();
      try {
        return await work(connection);
      } finally {
        if (!connection.isBroken) idle.push(connection);
        passOn();
      }
    },
    pool: () => ({ most, total: lent + idle.length, idle: idle.length, waiting: waiting.length }),
    async close() {
      await Promise.all(idle.splice(0).map((connection) => connection.close()));
    },
  };
}
