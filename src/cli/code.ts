import { loadConfig } from '../config.ts';
import { demoSeeds } from '../demo/demo-accounts.ts';
import { codeAt } from '../identity/accounts/one-time-codes.ts';

/** The one-time code that a demo person's authenticator app shows now. */
function code(): string {
  const [name = '', ...others] = process.argv.slice(2);
  const seed = Object.hasOwn(demoSeeds, name) ? demoSeeds[name] : undefined;
  if (seed === undefined || others.length > 0) {
    throw new Error(`usage: npm run -s code -- NAME; NAME is one of ${Object.keys(demoSeeds).join(', ')}`);
  }
  if (!loadConfig(process.env).demo) throw new Error('codes are printed in demo mode only; use your authenticator app');
  return codeAt(seed, Temporal.Now.instant());
}

try {
  process.stdout.write(`${code()}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
