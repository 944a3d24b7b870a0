import type { SoakResult } from './soak.ts';
import type { Health } from './soak-server.ts';

/** What a person reads of a soak. */
export function presentSoak(result: SoakResult): string {
  const { plan, atStart, afterWarmUp, atEnd, growthPerMinute, calls, unexpected, problems } = result;
  const health = ([name, { rss, heap, delay }]: readonly [string, Health]) =>
    `  ${name.padEnd(16)} ${megabytes(heap).padStart(9)} ${megabytes(rss).padStart(9)}   ${delay.p50} / ${delay.p99} / ${delay.max} ms`;
  const moments = [
    ['at the start', atStart],
    ['after warm-up', afterWarmUp],
    ['at the end', atEnd],
  ] as const;
  return [
    `Soak: ${plan.people} people, ${plan.seconds} s after ${plan.warmUpSeconds} s of warm-up, clock ${plan.clockRate} times as fast`,
    '',
    '                      in use   process   event loop delay until then, p50 / p99 / max',
    ...moments.map(health),
    `  growth of memory in use: ${megabytes(growthPerMinute)} a minute`,
    '',
    '  calls                                 count   a second   p50 / p99 / max',
    ...calls.map(
      ({ kind, count, perSecond, p50, p99, max }) =>
        `  ${kind.padEnd(34)} ${String(count).padStart(8)} ${String(perSecond).padStart(10)}   ${p50} / ${p99} / ${max} ms`,
    ),
    '',
    `  unexpected answers: ${unexpected.count}`,
    ...problems.map((problem) => `  FAILED: ${problem}`),
  ].join('\n');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
