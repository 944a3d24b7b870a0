import { DatabaseUnavailable, type Engine } from '../../../src/ledger/engine.ts';
import { postgresEngine } from '../../../src/ledger/engines/postgres.ts';
import type { PostgresTarget } from '../../../src/ledger/engines/postgres-connection.ts';

/** An engine whose connections outlive those who use it, one after the other. */
export interface KeptEngine {
  /** The engine for one of them, until it is closed; nobody else has it. */
  lend(): Engine;
}

/**
 * Keeps an engine for all tests of a process: to connect three times, and to prepare every statement again, costs more than
 * most tests. What closing and opening mean is asked by the contract, on engines of its own.
 */
export function keptEngine(target: PostgresTarget): KeptEngine {
  const engine = postgresEngine(target);
  let wake: readonly (() => void)[] = [];
  engine.onOtherWrites?.(() => {
    for (const listener of wake) listener();
  });

  return {
    lend() {
      const running = new Set<Promise<unknown>>();
      let isClosed = false;
      function guarded<Result>(run: () => Promise<Result>): Promise<Result> {
        if (isClosed) return Promise.reject(new DatabaseUnavailable('the engine is closed'));
        const result = run();
        running.add(result);
        const ended = () => running.delete(result);
        result.then(ended, ended);
        return result;
      }
      return {
        // it is what it was made from
        migrate: async () => {},
        write: (work) => guarded(() => engine.write(work)),
        read: (work) => guarded(() => engine.read(work)),
        snapshot: (work) => guarded(() => engine.snapshot(work)),
        scratch: engine.scratch,
        onOtherWrites(listener) {
          wake = [...wake, listener];
        },
        async close() {
          isClosed = true;
          wake = [];
          await Promise.allSettled(running);
        },
      };
    },
  };
}
