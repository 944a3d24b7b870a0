import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config.ts';
import { restingDatabase } from '../ledger/engines/sqlite.ts';
import { backUpSqlite } from '../ledger/engines/sqlite-backup.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';

const USAGE = 'usage: npm run backup -- FILE';
const ON_POSTGRES =
  'the database of BREVET_DATABASE_URL is backed up with `pg_dump`, or with what else PostgreSQL offers; see docs/operations';

const OF_OLDER =
  'it is of an older version, which can be started on it again; its tables were left to that version to compare';

/** Why there is no backup, in a sentence for the operator. */
class NoBackup extends Error {}

/** Backs up the database of the data folder, also while a server serves it, and verifies the copy. */
async function run(): Promise<string> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [to] = positionals;
  if (to === undefined || positionals.length > 1) throw new NoBackup(USAGE);
  const named = Object.entries(process.env).filter(([name]) => /^BREVET_(DATA_DIR|DATABASE_.*)$/.test(name));
  const { dataDir, database } = loadConfig(Object.fromEntries(named));
  if (database !== null) throw new NoBackup(ON_POSTGRES);
  const from = join(dataDir, 'brevet.sqlite');
  if (!existsSync(from)) throw new NoBackup(`there is no database at \`${from}\`; set BREVET_DATA_DIR to its folder`);
  const path = resolve(to);
  const { entries, lastHash, isOlder } = await backUpSqlite(from, path, requireWhole);
  const whole = `backed up to \`${path}\`, and the copy is whole: ${entries} entries, last hash ${lastHash}`;
  return isOlder ? `${whole}; ${OF_OLDER}` : whole;
}

/** The copy stays what it is: it is what the version that made it can go back to. */
async function requireWhole(copy: string) {
  const database = restingDatabase(copy);
  try {
    const { isOlder } = database;
    const result = await verifyLedger(database, { ofTables: !isOlder });
    const [problem] = result.problems;
    if (problem !== undefined) throw new NoBackup(`the copy is not whole and stays at \`${copy}\`: ${problem}`);
    return { ...result, isOlder };
  } finally {
    await database.close();
  }
}

try {
  process.stdout.write(`${await run()}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
