// `npm run bench [-- --only NAME,NAME] [--large] [--json FILE] [--dir FOLDER]`: measures, prints, and writes the same as
// JSON where it is asked to.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fullPlan, largePlan } from './benchmark-plan.ts';
import { chooseBenchmarks } from './choose-benchmarks.ts';
import { presentRun } from './present-run.ts';
import { runBenchmarks } from './run-benchmarks.ts';

/** On the disk of the checkout: a temporary folder is often kept in memory, where nothing is ever flushed. */
const besidePackages = fileURLToPath(new URL('../node_modules/.cache/brevet-bench', import.meta.url));

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    large: { type: 'boolean', default: false },
    json: { type: 'string' },
    dir: { type: 'string', default: besidePackages },
  },
});
const run = await runBenchmarks({
  benchmarks: chooseBenchmarks(values.only),
  plan: values.large ? largePlan : fullPlan,
  parentFolder: values.dir,
  onProgress: (what) => console.error(`${what} ...`),
});
console.log(presentRun(run));
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(run, null, 2)}\n`);
