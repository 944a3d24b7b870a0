import { sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { memoryEngine } from './sqlite.ts';

/** Every table of this version of the program, but for the list of its migrations. */
export async function tableNames(): Promise<readonly (keyof Schema)[]> {
  const engine = await memoryEngine();
  const select = sql<{ name: keyof Schema }>`select name from sqlite_schema
    where type = 'table' and name not like 'sqlite_%' and name <> 'migration' order by name`;
  const rows = await engine.read((reader) => reader.query((db) => ({ compile: () => select.compile(db) })));
  await engine.close();
  return rows.map(({ name }) => name);
}
