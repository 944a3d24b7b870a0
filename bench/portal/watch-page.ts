import type { Page } from 'playwright-core';

/** What the browser measured of a page; times in milliseconds, sizes in bytes as they went over the wire. */
export interface Seen {
  /** When the largest part of the page was painted, after the beginning of its loading. */
  readonly paint: number;
  /** The slowest from what somebody did until it was painted. */
  readonly interaction: number;
  /** The longest time in which the page answered nothing. */
  readonly longest: number;
  readonly scriptBytes: number;
}

/** Runs in a page before anything of it does: notes what the browser measures. */
export const WATCH = `(() => {
  const seen = globalThis.seen = { paint: 0, interaction: 0, longest: 0 };
  const watch = (type, note, options) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...options });
  watch('largest-contentful-paint', ({ startTime }) => { seen.paint = Math.max(seen.paint, startTime); });
  watch('event', ({ duration, interactionId }) => { if (interactionId > 0) seen.interaction = Math.max(seen.interaction, duration); }, { durationThreshold: 16 });
  watch('longtask', ({ duration }) => { seen.longest = Math.max(seen.longest, duration); });
})()`;

const READ = `({
  ...seen,
  scriptBytes: performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
})`;

/** What was noted so far, once what was done last is painted. */
export async function seenOn(page: Page): Promise<Seen> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))');
  return (await page.evaluate(READ)) as Seen;
}

/** Everything that the page asks for first is there. */
export async function settled(page: Page): Promise<void> {
  await page.locator('[aria-label=Loading]').first().waitFor({ state: 'detached' });
  await page.locator('h1').first().waitFor();
}
