// Serves like `npm start`, with a clock that is moved by TEST_CLOCK_OFFSET_MS, so that a test need not wait for days, and
// that since TEST_CLOCK_ORIGIN_MS runs TEST_CLOCK_RATE times as fast.
import { flushCompileCache } from 'node:module';
import { loadConfig } from '../../src/config.ts';
import { startBrevet } from '../../src/main.ts';

const origin = Number(process.env['TEST_CLOCK_ORIGIN_MS'] ?? '0');
const rate = Number(process.env['TEST_CLOCK_RATE'] ?? '1');
const offset = { milliseconds: Number(process.env['TEST_CLOCK_OFFSET_MS'] ?? '0') };
const brevet = await startBrevet({
  config: loadConfig(process.env),
  clock: () => fast().add(offset),
});
// a killed process leaves no compiled code behind for the next one
flushCompileCache();
process.stdout.write(`ready ${brevet.url}\n`);
process.on('SIGTERM', () => {
  brevet.stop().then(() => process.exit(0));
});

function fast(): Temporal.Instant {
  const now = Temporal.Now.instant().epochMilliseconds;
  return Temporal.Instant.fromEpochMilliseconds(origin + (now - origin) * rate);
}
