import type { Kysely } from 'kysely';
import type { Migration } from '../migrations/migration.ts';
import { needsToNote, type StepTaken, stepsToTake } from '../migrations/steps-to-take.ts';
import { type PostgresConnection, quoted } from './postgres-connection.ts';
import { inPostgres, postgresBuilder } from './postgres-dialect.ts';

/** No entry is changed or removed, not even by whoever empties the table; the next one follows the last one. */
const APPEND_ONLY = `
create function ledger_entry_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only';
end $$;
create function ledger_entry_next() returns trigger language plpgsql as $$
begin
  if new.sequence <> (select coalesce(max(sequence), 0) + 1 from ledger_entry) then
    raise exception 'the ledger is append-only';
  end if;
  return new;
end $$;
create trigger ledger_entry_no_update before update or delete on ledger_entry
  for each row execute function ledger_entry_append_only();
create trigger ledger_entry_no_truncate before truncate on ledger_entry
  for each statement execute function ledger_entry_append_only();
create trigger ledger_entry_no_gap before insert on ledger_entry
  for each row execute function ledger_entry_next();
`;

/** What belongs to this engine alone: whether a commit was done whose answer was lost; servers that are gone leave a row. */
const OWN_TABLES = `
create table if not exists commit_mark (server text primary key, mark bigint not null, at timestamptz not null);
delete from commit_mark where at < current_timestamp - interval '7 days';
`;

export interface MigrateOptions {
  readonly schema: string;
  /** Servers that start together take turns by it. */
  readonly lock: bigint;
  /** The steps that the program knows. */
  readonly steps: readonly Migration[];
}

/**
 * Brings the schema up to this version of the program, one step in one transaction. Servers that start together take
 * turns. Throws `DatabaseTooNew` where a newer program has been here that this one cannot work beside.
 */
export async function migratePostgres(
  connection: PostgresConnection,
  { schema, lock, steps: known }: MigrateOptions,
): Promise<void> {
  const taken = [lock.toString()];
  await connection.command('select pg_advisory_lock($1)', taken);
  try {
    await connection.command(`create schema if not exists ${quoted(schema)}`);
    await connection.command(
      inPostgres('create table if not exists migration (name text primary key, applied_at bigint not null)'),
    );
    await connection.command(OWN_TABLES);
    const [found] = await connection.command('select * from migration');
    for (const migration of stepsToTake((found?.rows ?? []) as readonly StepTaken[], known)) {
      const steps = migration.statements(postgresBuilder as Kysely<unknown>).map((each) => each.compile().sql);
      const seal = migration.name === '0001_create_ledger' ? [APPEND_ONLY] : [];
      await connection.command(['begin', ...steps.map(inPostgres), ...seal].join(';\n'));
      await connection.command('insert into migration (name, applied_at) values ($1, $2)', [
        migration.name,
        Date.now(),
      ]);
      await connection.command('commit');
    }
    const [done] = await connection.command('select * from migration');
    for (const { name, needs } of needsToNote((done?.rows ?? []) as readonly StepTaken[], known)) {
      await connection.command('update migration set needs = $1 where name = $2', [needs, name]);
    }
  } catch (error) {
    await connection.command('rollback').catch(() => undefined);
    throw error;
  } finally {
    await connection.command('select pg_advisory_unlock($1)', taken).catch(() => undefined);
  }
}
