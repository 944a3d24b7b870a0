import { FORGOTTEN_AFTER_MS } from '../../domain/account/try-budget.ts';
import type { Reader, Writer } from '../engine.ts';
import { statement } from '../statement.ts';
import { CALL_KEPT_MS } from './idempotent-call.ts';
import type { VaultSchema } from './vault-schema.ts';

/** Rows that are of no use from some instant on: `keptMs` after the one in a column of theirs. */
type Running = {
  [Table in keyof VaultSchema]: {
    readonly table: Table;
    readonly key: keyof VaultSchema[Table];
    readonly at: keyof VaultSchema[Table];
    readonly keptMs: number;
  };
}[keyof VaultSchema];

const runningOut = [
  { table: 'sign_in_session', key: 'id', at: 'expires_at', keptMs: 0 },
  { table: 'sign_in_attempt', key: 'key', at: 'expires_at', keptMs: 0 },
  { table: 'passkey_challenge', key: 'key', at: 'expires_at', keptMs: 0 },
  { table: 'request_proof', key: 'id', at: 'expires_at', keptMs: 0 },
  { table: 'spent_token', key: 'key', at: 'expires_at', keptMs: 0 },
  { table: 'oidc_artifact', key: 'key', at: 'expires_at', keptMs: 0 },
  { table: 'idempotent_call', key: 'key', at: 'created_at', keptMs: CALL_KEPT_MS },
  { table: 'try_budget', key: 'key', at: 'last_failure_at', keptMs: FORGOTTEN_AFTER_MS },
] as const satisfies readonly Running[];

/** Deletes what it was made for. */
type Forget = (tx: Writer) => Promise<void>;

/** One kind of rows that run out. */
export interface ExpiringRows {
  readonly table: (typeof runningOut)[number]['table'];
  /** Up to so many that have run out by an instant, in milliseconds since the epoch. */
  find(reader: Reader, nowMs: number, limit: number): Promise<readonly Forget[]>;
}

/**
 * What is kept of sign-ins and calls until it runs out. Nobody who asks finds what has, whether or not it is deleted; so that is done
 * beside the commands of people, in portions.
 */
export const expiringRows: readonly ExpiringRows[] = runningOut.map((kind) => {
  // statements are typed by one of the tables; the list above says that each has its columns
  const { table, key, at } = kind as { table: 'spent_token'; key: 'key'; at: 'expires_at' };
  const select = statement((db, p: { until: number; limit: number }) =>
    db.selectFrom(table).select(`${key} as key`).where(at, '<=', p.until).orderBy(at).limit(p.limit),
  );
  // what was used again meanwhile has not run out any more
  const remove = statement((db, p: { key: string; until: number }) =>
    db.deleteFrom(table).where(key, '=', p.key).where(at, '<=', p.until),
  );
  return {
    table: kind.table,
    async find(reader, nowMs, limit) {
      const until = nowMs - kind.keptMs;
      const rows = await reader.all(select, { until, limit });
      return rows.map((row) => (tx) => tx.run(remove, { key: row.key, until }));
    },
  };
});
