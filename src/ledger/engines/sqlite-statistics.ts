import { DatabaseSync } from 'node:sqlite';

/**
 * Drops what `ANALYZE` or `PRAGMA optimize` has left. The questions of this program are written for what SQLite does without statistics,
 * and tested so; by what it had counted once it chose to read whole tables. A connection that has read statistics goes by them to its end,
 * so this is one of its own.
 */
export function dropStatistics(path: string): void {
  const database = new DatabaseSync(path, { timeout: 5000 });
  try {
    const tables = database.prepare(
      String.raw`select name from sqlite_schema where name like 'sqlite\_stat_' escape '\'`,
    );
    for (const { name } of tables.all()) database.exec(`drop table ${name}`);
  } finally {
    database.close();
  }
}
