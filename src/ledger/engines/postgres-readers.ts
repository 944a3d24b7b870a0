import { PostgresConnection, type PostgresTarget } from './postgres-connection.ts';

/** So many reads go on at once; more wait for their turn. They never use the connection that writes. */
const MOST_READERS = 4;

export interface PostgresReaders {
  /** Lends a connection for the time of the work. */
  use<Result>(work: (connection: PostgresConnection) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** The connections for reading; each is made when it is first needed, and made anew when it was lost. */
export function postgresReaders(target: PostgresTarget): PostgresReaders {
  const idle: PostgresConnection[] = [];
  const waiting: (() => void)[] = [];
  let lent = 0;

  async function take(): Promise<PostgresConnection> {
    if (lent >= MOST_READERS) await new Promise<void>((resolve) => waiting.push(resolve));
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
    async close() {
      await Promise.all(idle.splice(0).map((connection) => connection.close()));
    },
  };
}
