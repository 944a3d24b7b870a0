import { parseArgs } from 'node:util';
import { loadConfig } from '../config.ts';
import { demoIssuer } from '../demo/demo-issuer.ts';

const USAGE = 'usage: npm run -s token -- NAME [--mfa] [--audience AUDIENCE[,AUDIENCE]]';
const NOT_THE_DEMO =
  'tokens are printed in demo mode only; here (BREVET_DEMO=off) callers get theirs from their provider';

/** A token for the demo person that the arguments name. */
async function token(): Promise<string> {
  const { values, positionals } = parseArgs({
    options: { mfa: { type: 'boolean' }, audience: { type: 'string' } },
    allowPositionals: true,
  });
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) throw new Error(USAGE);
  // said before the rest is read: what else real operation needs would lead no further here
  if (process.env['BREVET_DEMO'] === 'off') throw new Error(NOT_THE_DEMO);
  const asked = values.audience === undefined ? {} : { BREVET_AUDIENCE: values.audience };
  const { demo, dataDir, audiences } = loadConfig({ ...process.env, ...asked });
  if (!demo) throw new Error(NOT_THE_DEMO);
  const { sign } = await demoIssuer({ dataDir });
  return sign(name, {
    audience: audiences.length === 1 ? audiences.join() : audiences,
    clock: Temporal.Now.instant,
    amr: values.mfa ? ['pwd', 'mfa'] : ['pwd'],
  });
}

try {
  process.stdout.write(`${await token()}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
