import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '../config.ts';
import { CopyRefused, copyLedger } from '../ledger/copy-ledger.ts';
import { DatabaseUnavailable } from '../ledger/engine.ts';
import { openEngine, StartRefused } from '../open-engine.ts';
import { refuseWhileServed } from './refuse-while-served.ts';

const USAGE = `usage: npm run migrate -- to-postgres | to-file
copies the ledger of BREVET_DATA_DIR into the empty database of BREVET_DATABASE_URL, or the other way; no server may run`;

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

try {
  process.stdout.write(`${await run()}\n`);
} catch (error) {
  const isForOperator = [CopyRefused, DatabaseUnavailable, StartRefused].some((kind) => error instanceof kind);
  process.stderr.write(`${isForOperator ? (error as Error).message : String(error)}\n`);
  process.exitCode = 2;
}
