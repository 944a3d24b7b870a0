import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../config.ts';
import { exchangeSecrets } from '../identity/exchange-secrets.ts';
import { DatabaseUnavailable } from '../ledger/engine.ts';
import { openEngine, StartRefused } from '../open-engine.ts';
import { refuseWhileServed } from './refuse-while-served.ts';

/** Exchanges what this installation keeps secret, while no server runs. */
async function run(): Promise<string> {
  const named = Object.entries(process.env).filter(([name]) => /^BREVET_(DATA_DIR|DATABASE_.*)$/.test(name));
  const { dataDir, database } = loadConfig(Object.fromEntries(named));
  const path = join(dataDir, 'brevet.sqlite');
  if (database === null && !existsSync(path)) {
    throw new StartRefused(`there is no database at \`${path}\`; set BREVET_DATA_DIR to its folder`);
  }
  const { engine, release } = await openEngine({ dataDir, database });
  try {
    if (database !== null) await refuseWhileServed(engine);
    const count = await exchangeSecrets(engine);
    return `exchanged; ${count} kept secrets were sealed anew, and keys that sign are made at the next start`;
  } finally {
    await engine.close();
    release();
  }
}

try {
  process.stdout.write(`${await run()}\n`);
} catch (error) {
  const isForOperator = [DatabaseUnavailable, StartRefused].some((kind) => error instanceof kind);
  process.stderr.write(`${isForOperator ? (error as Error).message : String(error)}\n`);
  process.exitCode = 2;
}
