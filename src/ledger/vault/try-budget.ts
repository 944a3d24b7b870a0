import type { TryBudget } from '../../domain/account/try-budget.ts';
import type { Writer } from '../engine.ts';
import { statement } from '../statement.ts';

type Row = { key: string; failures: number; lastFailureAt: number };

const upsert = statement((db, p: Row) =>
  db
    .insertInto('try_budget')
    .values({ key: p.key, failures: p.failures, last_failure_at: p.lastFailureAt })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ failures: p.failures, last_failure_at: p.lastFailureAt }),
    ),
);
const selectBudget = statement((db, p: { key: string }) =>
  db.selectFrom('try_budget').selectAll().where('key', '=', p.key),
);
const deleteBudget = statement((db, p: { key: string }) => db.deleteFrom('try_budget').where('key', '=', p.key));

export async function tryBudget(tx: Writer, key: string): Promise<TryBudget | null> {
  const row = await tx.first(selectBudget, { key });
  return row === undefined ? null : { failures: row.failures, lastFailureAt: row.last_failure_at };
}

export function keepTryBudget(tx: Writer, key: string, budget: TryBudget): Promise<void> {
  return tx.run(upsert, { key, ...budget });
}

export function forgetTryBudget(tx: Writer, key: string): Promise<void> {
  return tx.run(deleteBudget, { key });
}
