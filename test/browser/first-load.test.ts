import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPortal } from '../../src/http/portal/portal-files.ts';
import { moduleOfPage, pageModules } from '../../src/http/portal/portal-paths.ts';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { personAt } from './person-at.ts';
import { type PortalServer, portalServer } from './portal-server.ts';
import { showScreensOfFailures } from './show-screens.ts';

const MOST_SCRIPT_BYTES = 350_000;
/** Each further file waits for one before it. */
const MOST_SCRIPTS = 6;

const SCRIPTS = `performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).map(({ encodedBodySize }) => encodedBodySize)`;

const NAMED = `[...document.querySelectorAll('link[rel=modulepreload]')].map((link) => link.getAttribute('href'))`;
const DIST = fileURLToPath(new URL('../../web/dist', import.meta.url));

describe('the pages', () => {
  it('name scripts that were built', async () => {
    const { files, scriptsOf } = await readPortal(DIST);
    expect(pageModules.length).toBeGreaterThan(20);
    const scripts = pageModules.map(scriptsOf);
    expect(pageModules.filter((_, index) => scripts[index]?.length === 0)).toEqual([]);
    expect(scripts.flat().filter((path) => !files.has(path))).toEqual([]);
  });
});

// how soon it is painted depends on what else the machine does: `npm run bench:portal` measures it
describe.skipIf(whyNoChromium !== null)('the first load of a page', () => {
  let browser: Browser;
  let server: PortalServer;
  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    [browser, server] = await Promise.all([startChromium(), portalServer()]);
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));

  it.each([
    ['alice', '/'],
    ['alice', '/my-roles'],
    ['alice', '/requests'],
    ['bob', '/approvals'],
    ['grace', '/assignments'],
    ['grace', '/audit'],
    ['grace', '/roles/8e3af657-a8ff-443c-a75c-2fe8c4bcb635'],
  ] as const)('is light for %s at %s, and asks for each thing once', async (name, path) => {
    const { page, context, complaints } = await personAt(browser, server, name);
    // told of its own sign-in, the record is asked for again: here it is told nothing
    await page.route('**/changes', () => {});
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.startsWith('/api/')) asked.push(pathname + search);
    });
    await page.goto(`${server.url}${path}`);
    await page.locator('[aria-label=Loading]').first().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Notifications/ }).waitFor();
    const sizes = (await page.evaluate(SCRIPTS)) as readonly number[];
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
    expect(sizes.length).toBeLessThanOrEqual(MOST_SCRIPTS);
    // what was asked for early is what the page wanted to know
    await expect.poll(() => page.evaluate('[...earlyAnswers.keys()]')).toEqual([]);
    expect(asked.filter((each, index) => asked.indexOf(each) !== index)).toEqual([]);
    // nor does the page wait until its own code tells it what else it needs
    const named = (await page.evaluate(NAMED)) as readonly string[];
    const draws = moduleOfPage(path) ?? null;
    expect(named.filter((each) => each.startsWith('/assets/'))).toEqual(
      draws === null ? [] : expect.arrayContaining([...(await readPortal(DIST)).scriptsOf(draws)]),
    );
    expect(complaints).toEqual([]);
    await context.close();
  });
});
