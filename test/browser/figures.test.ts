import { availableParallelism, loadavg } from 'node:os';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { personAt } from './person-at.ts';
import { type DemoPerson, type PortalServer, portalServer } from './portal-server.ts';

const MOST_SCRIPT_BYTES = 350_000;
const MOST_PAINT_MS = 1500;
const MOST_INTERACTION_MS = 100;
/** A page that answers nothing for so long is one that a person takes for frozen. */
const FREEZE_MS = 200;
/** What is measured is the least of so many tries, and no more where it is within already. */
const TRIES = 3;
const ROWS = 100_000;
const ROWS_EACH = 10_000;

/** Notes in the page what the browser measures of it. */
const WATCH = `(() => {
  const seen = globalThis.seen = { paint: 0, interaction: 0, longest: 0, long: 0 };
  const watch = (type, note, options) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...options });
  watch('largest-contentful-paint', ({ startTime }) => { seen.paint = Math.max(seen.paint, startTime); });
  watch('event', ({ duration, interactionId }) => { if (interactionId > 0) seen.interaction = Math.max(seen.interaction, duration); }, { durationThreshold: 16 });
  watch('longtask', ({ duration }) => { seen.longest = Math.max(seen.longest, duration); seen.long += 1; });
})()`;

const SCRIPT_BYTES = `performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

interface Seen {
  readonly paint: number;
  readonly interaction: number;
  readonly longest: number;
  readonly long: number;
}

/** How many others want each core at this moment; what is promised is for a machine that does nothing else. */
const crowd = () => Math.max(1, (loadavg()[0] ?? 1) / availableParallelism());

const figures: string[] = [];
afterAll(() => {
  process.stdout.write(
    `\nfigures of the portal (${crowd().toFixed(1)} wait for each core)\n${figures.map((line) => `  ${line}\n`).join('')}`,
  );
});

describe.skipIf(whyNoChromium !== null)('the portal, by what the browser measures', () => {
  let browser: Browser;
  let server: PortalServer;
  beforeAll(async () => {
    [browser, server] = await Promise.all([startChromium(), portalServer()]);
    const scope = '/subscriptions/c0000000-0000-4000-8000-000000000001';
    await server.call('alice', 'POST', '/requests', {
      type: 'selfActivate',
      roleDefinitionId: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
      scope,
      duration: 'PT8H',
      justification: 'Triage of IR-2026-0142',
      ticket: { number: 'IR-2026-0142' },
    });
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));

  const seenOn = async (page: Page) => (await page.evaluate('globalThis.seen')) as Seen;

  /** A page with nothing kept from before, painted, and then used. */
  async function visit(name: DemoPerson, path: string, use: (page: Page) => Promise<void>) {
    const { page, context } = await personAt(browser, server, name);
    await page.addInitScript(WATCH);
    await page.goto(`${server.url}${path}`);
    await page.locator('[aria-label=Loading]').first().waitFor({ state: 'detached' });
    await page.locator('h1').first().waitFor();
    const bytes = Number(await page.evaluate(SCRIPT_BYTES));
    await use(page);
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))');
    const { paint, interaction } = await seenOn(page);
    await context.close();
    return { bytes, paint, interaction };
  }

  const openPane = async (page: Page) => {
    await page.getByRole('button', { name: 'Activate Contributor on Production' }).click();
    await page.getByLabel('Reason').pressSequentially('Triage of IR-2026-0142');
    await page.getByRole('button', { name: '30 min' }).click();
  };

  it.each([
    ['Home', 'alice', '/', openPane],
    ['My roles', 'alice', '/my-roles', openPane],
    [
      'Approvals',
      'bob',
      '/approvals',
      async (page: Page) => {
        await page.getByLabel('Select the request of Alice Meyer for Owner').check();
        await page.getByLabel('Justification').pressSequentially('known incident');
      },
    ],
    [
      'Assignments',
      'grace',
      '/assignments',
      async (page: Page) => {
        await page.getByRole('tab', { name: 'Active' }).click();
        await page.getByLabel('Search people, roles, scopes').pressSequentially('oscar');
        await page.getByRole('row', { name: /Oscar Bianchi/ }).waitFor();
      },
    ],
  ] as const)('%s is light, is painted soon, and answers at once', async (title, name, path, use) => {
    const least = {
      bytes: Number.POSITIVE_INFINITY,
      paint: Number.POSITIVE_INFINITY,
      interaction: Number.POSITIVE_INFINITY,
    };
    for (let tries = 0; tries < TRIES; tries += 1) {
      const found = await visit(name, path, use);
      for (const key of ['bytes', 'paint', 'interaction'] as const) least[key] = Math.min(least[key], found[key]);
      if (least.paint <= MOST_PAINT_MS * crowd() && least.interaction <= MOST_INTERACTION_MS * crowd()) break;
    }
    const { bytes, paint, interaction } = least;
    figures.push(
      `${title}: ${(bytes / 1000).toFixed(0)} kB of JavaScript, largest paint after ${paint.toFixed(0)} ms, slowest interaction ${interaction.toFixed(0)} ms`,
    );
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
    expect(paint).toBeGreaterThan(0);
    expect(paint).toBeLessThanOrEqual(MOST_PAINT_MS * crowd());
    expect(interaction).toBeLessThanOrEqual(MOST_INTERACTION_MS * crowd());
  });

  it.each([
    ['Assignments', '/assignments', '/api/security/pim/assignments?'],
    ['Audit', '/audit', '/api/security/pim/audit?'],
  ])(
    '%s scrolls through 100,000 rows without freezing',
    async (title, path, api) => {
      const { page, context } = await personAt(browser, server, 'grace');
      await page.addInitScript(manyRows(api));
      await page.route('**/api/security/pim/changes', (route) => route.fulfill({ status: 204 }));
      await page.addInitScript(WATCH);
      await page.goto(`${server.url}${path}`);
      const table = page.getByRole('table');
      await table.waitFor();
      // to the end, which is further away each time another page is there
      const known = () => table.getAttribute('aria-rowcount');
      while ((await known()) !== String(ROWS + 1)) await page.evaluate('scrollTo(0, document.body.scrollHeight)');
      let longest = Number.POSITIVE_INFINITY;
      let slowestFrames = Number.POSITIVE_INFINITY;
      const isSlow = () => Math.max(longest, slowestFrames) > FREEZE_MS * crowd();
      for (let tries = 0; tries < TRIES && isSlow(); tries += 1) {
        await page.evaluate('seen.longest = 0; seen.long = 0');
        const frames = (await page.evaluate(SCROLL)) as readonly number[];
        const sorted = [...frames].sort((a, b) => a - b);
        slowestFrames = Math.min(slowestFrames, sorted[Math.floor(sorted.length * 0.95)] ?? 0);
        longest = Math.min(longest, (await seenOn(page)).longest);
      }
      const rows = await page.getByRole('row').count();
      figures.push(
        `${title} with ${ROWS} rows: ${rows} drawn; while scrolling 95 of 100 frames within ${slowestFrames.toFixed(0)} ms, longest task ${longest.toFixed(0)} ms`,
      );
      expect(rows).toBeLessThan(60);
      expect(rows).toBeGreaterThan(10);
      expect(slowestFrames).toBeLessThanOrEqual(FREEZE_MS * crowd());
      expect(longest).toBeLessThanOrEqual(FREEZE_MS * crowd());
      await context.close();
    },
    120_000,
  );
});

/** Answers a list in the page, each row like one that the server told: as many as a large organisation has. */
function manyRows(api: string): string {
  return `(() => {
    const ask = globalThis.fetch;
    let told = null;
    let pages = 0;
    globalThis.fetch = async (address, options) => {
      if (!String(address).startsWith('${api}')) return ask(address, options);
      told ??= (await (await ask(address, options)).json()).items;
      const first = pages * ${ROWS_EACH};
      pages += 1;
      const row = (_, index) => ({ ...told[index % told.length], id: 'many-' + (first + index), sequence: ${ROWS} - first - index });
      const items = Array.from({ length: ${ROWS_EACH} }, row);
      const nextCursor = pages * ${ROWS_EACH} < ${ROWS} ? 'page-' + pages : null;
      return { ok: true, status: 200, headers: new Headers(), json: async () => ({ items, nextCursor }) };
    };
  })()`;
}

/** Scrolls through all of it, now by a row and now by thousands; the times from one frame to the next. */
const SCROLL = `new Promise((done) => {
  const times = [];
  const end = document.body.scrollHeight;
  let last = performance.now();
  let step = 0;
  const next = () => {
    const now = performance.now();
    times.push(now - last);
    last = now;
    step += 1;
    if (step > 120) return done(times);
    scrollTo(0, step % 3 === 0 ? (end * step) / 120 : scrollY + 60);
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})`;
