import type { TestProject } from 'vitest/node';
import { postgresEngine } from '../../../src/ledger/engines/postgres.ts';
import { PostgresConnection } from '../../../src/ledger/engines/postgres-connection.ts';
import { databaseUrl } from './database-url.ts';
import { postgresPrograms, privatePostgres } from './private-postgres.ts';

/** What tests on PostgreSQL know of the server of their run. */
export interface PostgresOfTests {
  /** Of its own database, where others are made. */
  readonly url: string;
  /** A migrated, empty database that is copied and never written to. */
  readonly template: string;
  readonly schema: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Where it is provided, tests work on PostgreSQL. */
    readonly postgres?: PostgresOfTests;
  }
}

/** One server for all tests of a run; all tables are made once. */
export default async function startPostgres({ provide }: TestProject): Promise<() => Promise<void>> {
  const programs = await postgresPrograms();
  if (programs === null) throw new Error('PostgreSQL 14 or later is not installed; Debian has it as `postgresql`');
  const { url, close } = await privatePostgres(programs);
  const [template, schema] = ['template_brevet', 'brevet'];
  const connection = await PostgresConnection.open({ url, schema });
  await connection.command(`create database ${template}`);
  await connection.close();
  const engine = postgresEngine({ url: databaseUrl(url, template), schema });
  await engine.migrate();
  await engine.close();
  provide('postgres', { url, template, schema });
  return close;
}
