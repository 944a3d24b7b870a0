import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDesktopChromium, whyNoChromium } from '../support/chromium.ts';
import { personAt } from './person-at.ts';
import { type PortalServer, portalServer } from './portal-server.ts';
import { showScreensOfFailures } from './show-screens.ts';

const DIST = fileURLToPath(new URL('../../web/dist/', import.meta.url));

interface Icon {
  readonly src: string;
  readonly sizes: string;
  readonly purpose?: string;
}

/** Width and height of a picture, as its head says. */
function sizeOf(png: Buffer): string {
  return `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
}

it('has the icons that its manifest names, in the sizes that it says', () => {
  const { icons } = JSON.parse(readFileSync(`${DIST}manifest.webmanifest`, 'utf8')) as { icons: readonly Icon[] };
  const pictures = icons.filter(({ src }) => src.endsWith('.png'));
  expect(pictures.map(({ sizes, purpose }) => `${sizes} ${purpose ?? 'any'}`)).toEqual([
    '192x192 any',
    '512x512 any',
    '512x512 maskable',
  ]);
  for (const { src, sizes } of pictures) expect(sizeOf(readFileSync(`${DIST}${src.slice(1)}`)), src).toBe(sizes);
});

it('names its worker by what it was built from, so that a newer one takes its place', () => {
  expect(readFileSync(`${DIST}service-worker.js`, 'utf8')).toMatch(/'brevet-offline-[0-9a-f]{16}'/);
});

describe.skipIf(whyNoChromium !== null)('the installed portal', () => {
  let browser: Browser;
  let server: PortalServer;
  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    [browser, server] = await Promise.all([startDesktopChromium(), portalServer()]);
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));

  it('can be installed, says so where the server is away, and comes back by itself', async () => {
    const { page, context, complaints } = await personAt(browser, server, 'alice', { width: 390, hasWorker: true });
    await page.goto(server.url);
    await page.evaluate('navigator.serviceWorker.ready');
    const chromium = await context.newCDPSession(page);
    const { installabilityErrors } = await chromium.send('Page.getInstallabilityErrors');
    // what it opens without a trace cannot be installed, whatever it is
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
    await page.getByRole('button', { name: 'Activate Owner on Production' }).click();
    await page.getByLabel('Reason').fill('Triage of IR-2026-0142');
    const address = page.url();

    await server.stop();
    await page.reload();
    await page.getByRole('heading', { name: 'Brevet cannot be reached' }).waitFor();
    expect(page.url()).toBe(address);
    await server.beginAgain();
    await page.getByRole('dialog').getByLabel('Reason').waitFor();
    expect(await page.getByLabel('Reason').inputValue()).toBe('Triage of IR-2026-0142');

    const kept = await page.evaluate(
      'caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys())))).then((found) => found.flat().map(({ url }) => new URL(url).pathname))',
    );
    expect(kept).toEqual(['/offline.html', '/offline.css', '/offline.js', '/icon.svg']);
    expect(complaints.filter((text) => !/Failed to load resource|ERR_CONNECTION_REFUSED/.test(text))).toEqual([]);
    await context.close();
  });

  it('loads itself anew where a part of it is gone after an upgrade, with what was typed', async () => {
    const { page, context } = await personAt(browser, server, 'alice');
    await page.goto(`${server.url}/?activate=e0000000-0000-4000-8000-000000000001`);
    await page.getByLabel('Reason').fill('Triage of IR-2026-0142');
    await page.keyboard.press('Escape');
    await page.route('**/assets/bell-popover-*.js', (route) => route.fulfill({ status: 404, body: '' }), { times: 1 });
    const loaded = page.waitForEvent('load');
    const bell = page.getByRole('button', { name: /^Notifications/ });
    await bell.click();
    await loaded;
    await bell.click();
    await page.getByRole('button', { name: 'Mark all as read' }).waitFor();
    await page.goto(`${server.url}/?activate=e0000000-0000-4000-8000-000000000001`);
    expect(await page.getByLabel('Reason').inputValue()).toBe('Triage of IR-2026-0142');
    await context.close();
  });
});
