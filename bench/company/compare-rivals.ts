import { compareInTurns } from '../compare-in-turns.ts';
import type { Rate } from '../measurement.ts';
import { openCasbin } from './rivals/casbin-rival.ts';
import { openCedar } from './rivals/cedar-rival.ts';
import { type SliceOptions, tenantSlices } from './rivals/tenant-slices.ts';

export interface RivalOptions extends SliceOptions {
  readonly rounds: number;
  /** How long each is asked in a round, in milliseconds. */
  readonly forMs: number;
}

/** Asked between two looks at the clock. */
const AT_ONCE = 16;

/** Brevet beside other engines, which are asked the same questions about some tenants. Throws where they do not agree. */
export async function compareRivals(options: RivalOptions): Promise<readonly Rate[]> {
  const { index, atMs, assignments, rounds, forMs } = options;
  const slices = tenantSlices(options);
  const own = slices.questions.map(
    ({ request }) =>
      () =>
        index.decideAtMs(request, atMs).allowed,
  );
  const ruleCounts = [...slices.rules.values()].map((held) => held.length);
  const rulesEach = Math.round(ruleCounts.reduce((sum, count) => sum + count, 0) / ruleCounts.length);
  const rates: Rate[] = [];
  for (const open of [openCasbin, openCedar]) {
    const rival = await open(slices);
    const others = slices.questions.map((question) => rival.prepare(question));
    const different = own.findIndex((decide, number) => decide() !== others[number]?.());
    if (different !== -1) {
      throw new Error(`not both allow ${JSON.stringify(slices.questions[different]?.request)}: ${rival.name}`);
    }
    const allowed = own.filter((decide) => decide()).length;
    rates.push(
      await compareInTurns({
        name: `decisions with ${count(assignments)} assignments beside ${rival.name.split(',')[0]}`,
        aim: { of: 'ratio', atLeast: 100 },
        rounds,
        measured: async () => perSecond(own, forMs),
        baseline: { name: rival.name, measured: async () => perSecond(others, forMs) },
        note: () =>
          `${own.length} questions, ${Math.round((allowed / own.length) * 100)} % allowed by both; ` +
          `${rulesEach} rules in a subscription and above it`,
      }),
    );
  }
  return rates;
}

function perSecond(questions: readonly (() => boolean)[], forMs: number): number {
  const begun = performance.now();
  let done = 0;
  for (;;) {
    for (let each = 0; each < AT_ONCE; each += 1) questions[(done + each) % questions.length]?.();
    done += AT_ONCE;
    const lasted = performance.now() - begun;
    if (lasted >= forMs) return (done * 1000) / lasted;
  }
}

function count(value: number): string {
  return value.toLocaleString('en');
}
