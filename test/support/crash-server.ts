// Serves like `npm start`, with a clock that is moved by TEST_CLOCK_OFFSET_MS, so that a test need not wait for days.
import { loadConfig } from '../../src/config.ts';
import { startBrevet } from '../../src/main.ts';

const offset = { milliseconds: Number(process.env['TEST_CLOCK_OFFSET_MS'] ?? '0') };
const brevet = await startBrevet({
  config: loadConfig(process.env),
  clock: () => Temporal.Now.instant().add(offset),
});
process.stdout.write(`ready ${brevet.url}\n`);
process.on('SIGTERM', () => {
  brevet.stop().then(() => process.exit(0));
});
