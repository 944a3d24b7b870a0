import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '../config.ts';
import { CopyRefused, copyLedger } from '../ledger/copy-ledger.ts';
import { DatabaseUnavailable, type Engine } from '../ledger/engine.ts';
import { statement } from '../ledger/statement.ts';
import { openEngine, StartRefused } from '../open-engine.ts';

const USAGE = `usage: npm run migrate -- to-postgres | to-file
copies the ledger of BREVET_DATA_DIR into the empty database of BREVET_DATABASE_URL, or the other way; no server may run`;

/** Whoever serves shows itself within so long, or another one takes over and does, in milliseconds. */
const SHOWN_WITHIN_MS = 12_000;

const selectHeld = statement((db, _p: Record<never, never>) =>
  db.selectFrom('lease').select(['token', 'beat']).where('holder', 'is not', null).orderBy('name'),
);

async function run(): Promise<string> {
  const direction = process.argv[2];
  const named = Object.entries(process.env).filter(([name]) => /^BREVET_(DATA_DIR|DATABASE_.*)$/.test(name));
  const { dataDir, database } = loadConfig(Object.fromEntries(named));
  if (database === null || (direction !== 'to-postgres' && direction !== 'to-file')) throw new CopyRefused(USAGE);
  const path = join(dataDir, 'brevet.sqlite');
  if (direction === 'to-postgres' && !existsSync(path)) throw new CopyRefused(`there is no database at \`${path}\``);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = await openEngine({ dataDir, database: null });
  const postgres = await openEngine({ dataDir, database });
  try {
    await refuseWhileServed(postgres.engine);
    const [from, to] = direction === 'to-file' ? [postgres, file] : [file, postgres];
    const { entries, lastHash, problems } = await copyLedger(from.engine, to.engine);
    if (problems.length > 0) throw new CopyRefused(`the copy is not whole: ${problems[0]}`);
    return `copied, and the copy is whole: ${entries} entries, last hash ${lastHash}`;
  } finally {
    await Promise.all([file.engine.close(), postgres.engine.close()]);
    file.release();
  }
}

/** A server that was killed leaves its name; one that runs shows itself. */
async function refuseWhileServed(postgres: Engine): Promise<void> {
  const held = async () => JSON.stringify(await postgres.read((reader) => reader.all(selectHeld, {})));
  const before = await held();
  if (before === '[]') return;
  process.stderr.write('a server held the duties of that database; looking whether it still does\n');
  for (const until = performance.now() + SHOWN_WITHIN_MS; performance.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    if ((await held()) !== before) throw new CopyRefused('a server holds the duties of that database; stop it');
  }
}

try {
  process.stdout.write(`${await run()}\n`);
} catch (error) {
  const isForOperator = [CopyRefused, DatabaseUnavailable, StartRefused].some((kind) => error instanceof kind);
  process.stderr.write(`${isForOperator ? (error as Error).message : String(error)}\n`);
  process.exitCode = 2;
}
