import { CommitUncertain } from '../engine.ts';
import type { PostgresConnection } from './postgres-connection.ts';

/** How often the fate of a commit is asked for before it counts as unknown, and how long apart, in milliseconds. */
const MOST_ENQUIRIES = 20;
const PAUSE_MS = 500;

export interface Enquiry {
  readonly connected: () => Promise<PostgresConnection>;
  readonly lock: bigint;
  readonly cause: unknown;
}

/** Tells a commit that was done from one that was not, where the answer was lost on its way. */
export interface CommitMarks {
  next(): number;
  /** SQL that leaves the mark as part of the transaction. */
  write(mark: number): string;
  /** Whether the transaction with the newest mark is there; never guessed. Throws `CommitUncertain` where nobody says. */
  isCommitted(mark: number, enquiry: Enquiry): Promise<boolean>;
}

/**
 * Each transaction of a server leaves a number of its own in the row of that server. PostgreSQL's own transaction ids do
 * not do: one that was never flushed is given to another transaction after a crash.
 */
export function commitMarks(server: string): CommitMarks {
  let last = 0;
  return {
    next() {
      last += 1;
      return last;
    },
    write: (mark) =>
      `insert into commit_mark values ('${server}', ${mark}, current_timestamp)
        on conflict (server) do update set mark = excluded.mark, at = excluded.at`,
    async isCommitted(mark, { connected, lock, cause }) {
      for (let enquiry = 0; enquiry < MOST_ENQUIRIES; enquiry += 1) {
        try {
          const connection = await connected();
          // whoever still works on the transaction holds the lock
          const results = await connection.command(
            `begin; select pg_advisory_xact_lock(${lock}); select mark from commit_mark where server = '${server}'; commit`,
          );
          return results[2]?.rows[0]?.mark === mark;
        } catch {
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        }
      }
      throw new CommitUncertain('the database did not say whether it has kept the change', { cause });
    },
  };
}
