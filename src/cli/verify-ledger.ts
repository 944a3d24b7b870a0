import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, loadConfig } from '../config.ts';
import type { Engine } from '../ledger/engine.ts';
import { sqliteEngine } from '../ledger/engines/sqlite.ts';
import { rebuildTables } from '../ledger/rebuild-tables.ts';
import { type VerificationResult, verifyLedger } from '../ledger/verify-ledger.ts';
import { postgresEngineOf } from '../open-engine.ts';

/** Ends as 0 when the ledger is whole, as 1 when it is not, as 2 when it cannot be looked at. */
async function run(): Promise<0 | 1> {
  const { values } = parseArgs({ options: { rebuild: { type: 'boolean' } } });
  const engine = await open(theDatabase());
  try {
    const result = await verify(engine);
    if (!values.rebuild) return report(result);
    return report(result.isChainWhole ? await rebuild(engine) : result);
  } finally {
    await engine.close();
  }
}

/** Of the settings only those of the database matter: a copy can be checked where nothing else is set up. */
function theDatabase(): Pick<Config, 'dataDir' | 'database'> {
  const named = Object.entries(process.env).filter(([name]) => /^BREVET_(DATA_DIR|DATABASE_.*)$/.test(name));
  return loadConfig(Object.fromEntries(named));
}

async function open({ dataDir, database }: ReturnType<typeof theDatabase>): Promise<Engine> {
  const path = join(dataDir, 'brevet.sqlite');
  if (database === null && !existsSync(path)) {
    throw new Error(`there is no database at \`${path}\`; start the server once, or set BREVET_DATA_DIR to its folder`);
  }
  const name = database === null ? `\`${path}\`` : 'the database of BREVET_DATABASE_URL';
  try {
    const engine = database === null ? sqliteEngine({ path }) : postgresEngineOf(database);
    await engine.migrate();
    return engine;
  } catch (error) {
    throw new Error(`${name} cannot be opened as a ledger: ${messageOf(error)}`);
  }
}

/** An entry that cannot be replayed at all is a problem of the ledger, not of this program. */
async function verify(engine: Engine): Promise<VerificationResult> {
  try {
    return await verifyLedger(engine);
  } catch (error) {
    const problem = `the ledger cannot be replayed: ${messageOf(error)}`;
    return { entries: 0, lastHash: '', isChainWhole: false, problems: [problem] };
  }
}

/** Only from a chain that is whole: tables made from a changed one would look right. */
async function rebuild(engine: Engine): Promise<VerificationResult> {
  const entries = await rebuildTables(engine);
  process.stdout.write(`tables rebuilt from ${entries} entries; restart a server that runs, so that it reads them\n`);
  return verify(engine);
}

function report({ entries, lastHash, isChainWhole, problems }: VerificationResult): 0 | 1 {
  if (problems.length === 0) {
    process.stdout.write(`ledger is whole: ${entries} entries, last hash ${lastHash}\n`);
    return 0;
  }
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.stderr.write(
    isChainWhole
      ? 'ledger is whole, but its tables are not what it says; `npm run ledger:verify -- --rebuild` makes them again\n'
      : 'ledger is not whole; its tables are left as they are\n',
  );
  return 1;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 2;
}
