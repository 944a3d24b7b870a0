import { createHash } from 'node:crypto';
import { PostgresConnection, type PostgresTarget } from './postgres-connection.ts';

/** It is looked this often whether others have written, whatever was told. */
const LOOK_EVERY_MS = 500;

/** On which the servers of one schema wake each other; a name of any schema is short enough this way. */
function wakeChannel(schema: string): string {
  return `brevet_${createHash('sha256').update(schema).digest('hex').slice(0, 16)}`;
}

export interface PostgresListener {
  /** SQL that wakes the others when its transaction is committed. */
  readonly wakeOthers: string;
  /** Calls when somebody has written, and twice a second besides: a word that is lost delays and loses nothing. */
  onWake(listener: () => void): void;
  close(): Promise<void>;
}

/** Listens on a connection of its own, from the first listener on; it is made anew when it was lost. */
export function postgresListener(target: PostgresTarget, server: string): PostgresListener {
  const channel = wakeChannel(target.schema);
  const listeners: (() => void)[] = [];
  let connection: Promise<PostgresConnection> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  function wake(): void {
    for (const listener of listeners) listener();
  }

  async function connect(): Promise<PostgresConnection> {
    const opened = await PostgresConnection.open(target);
    opened.onBroken(() => {
      connection = null;
    });
    await opened.listen(channel, (teller) => {
      if (teller !== server) wake();
    });
    return opened;
  }

  function look(): void {
    if (isClosed) return;
    connection ??= connect().catch((error: unknown) => {
      connection = null;
      throw error;
    });
    // until it is back, looking is all there is
    connection.catch(() => undefined);
    wake();
  }

  return {
    wakeOthers: `notify ${channel}, '${server}'`,
    onWake(listener) {
      listeners.push(listener);
      if (timer !== null) return;
      timer = setInterval(look, LOOK_EVERY_MS);
      timer.unref();
      look();
    },
    async close() {
      isClosed = true;
      if (timer !== null) clearInterval(timer);
      await connection?.then(
        (opened) => opened.close(),
        () => undefined,
      );
    },
  };
}
