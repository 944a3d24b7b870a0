// `npm run soak [-- --minutes 10] [--people 40] [--rate 60] [--clock 30] [--json FILE] [--dir FOLDER]`: people live on a real
// server; fails where its memory grows or an answer is not what it has to be.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { presentSoak } from './present-soak.ts';
import { soak } from './soak.ts';

const besidePackages = fileURLToPath(new URL('../../node_modules/.cache/brevet-bench', import.meta.url));
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    people: { type: 'string', default: '40' },
    rate: { type: 'string', default: '60' },
    clock: { type: 'string', default: '30' },
    json: { type: 'string' },
    dir: { type: 'string', default: besidePackages },
  },
});
const seconds = Number(values.minutes) * 60;
const result = await soak({
  seconds,
  warmUpSeconds: Math.min(60, seconds / 5),
  people: Number(values.people),
  callsPerSecond: Number(values.rate),
  clockRate: Number(values.clock),
  parentFolder: values.dir,
  onProgress: (what) => console.error(`${what} ...`),
});
console.log(presentSoak(result));
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`);
if (result.problems.length > 0) process.exitCode = 1;
