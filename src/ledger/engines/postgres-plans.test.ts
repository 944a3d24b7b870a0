import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { postgresDatabase } from '../../../test/support/postgres/postgres-database.ts';
import type { Reader } from '../engine.ts';
import { postgresEngine } from './postgres.ts';
import { postgresBuilder } from './postgres-dialect.ts';

async function planOf(reader: Reader): Promise<string> {
  const id = 'c0000000-0000-4000-8000-000000000001';
  const explained = sql<Record<string, string>>`explain select * from schedule_request where id = ${id}`;
  const lines = await reader.query(() => ({ compile: () => explained.compile(postgresBuilder) }));
  return lines.flatMap((line) => Object.values(line)).join('\n');
}

it('has a command find its rows by an index in tables that were counted while they were empty', async () => {
  const { target, command, release } = await postgresDatabase();
  const engine = postgresEngine(target);
  await command('analyze');
  expect(await engine.write(planOf)).toContain('Index Scan');
  await engine.close();
  await release();
});
