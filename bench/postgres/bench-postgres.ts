import { postgresEngine } from '../../src/ledger/engines/postgres.ts';
import { PostgresConnection, type PostgresTarget } from '../../src/ledger/engines/postgres-connection.ts';
import { databaseUrl } from '../../test/support/postgres/database-url.ts';
import { postgresPrograms, privatePostgres } from '../../test/support/postgres/private-postgres.ts';

/** A PostgreSQL of the run's own, that flushes each commit. */
export interface BenchPostgres {
  /** Where its programs are. */
  readonly programs: string;
  /** A new database with Brevet's tables and nothing in them. */
  newDatabase(name: string): Promise<PostgresTarget>;
  close(): Promise<void>;
}

/** null where PostgreSQL is not installed. */
export async function benchPostgres(): Promise<BenchPostgres | null> {
  const programs = await postgresPrograms();
  if (programs === null) return null;
  const server = await privatePostgres(programs, { isDurable: true });
  return {
    programs,
    async newDatabase(name) {
      const schema = 'brevet';
      const connection = await PostgresConnection.open({ url: server.url, schema });
      await connection.command(`create database ${name}`).finally(() => connection.close());
      const target = { url: databaseUrl(server.url, name), schema };
      const engine = postgresEngine(target);
      await engine.migrate();
      await engine.close();
      return target;
    },
    close: server.close,
  };
}
