import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { personAt } from './person-at.ts';
import { type PortalServer, portalServer } from './portal-server.ts';
import { showScreensOfFailures } from './show-screens.ts';

/** Of the page, where it is called. */
declare function getComputedStyle(element: unknown): { getPropertyValue(name: string): string };

/** What a thing is drawn with, as the browser has it. */
function drawn(thing: Locator, property: string): Promise<string> {
  return thing.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
}

describe.skipIf(whyNoChromium !== null)('the portal in high contrast', () => {
  let browser: Browser;
  let server: PortalServer;
  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    [browser, server] = await Promise.all([startChromium(), portalServer()]);
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));

  it('shows what was counted, the row that is pointed at and the choice that Enter would take', async () => {
    const { page, context } = await personAt(browser, server, 'grace');
    await page.addInitScript('localStorage.setItem("brevet.preferences", JSON.stringify({ theme: "contrast" }))');
    await page.goto(`${server.url}/assignments`);
    const count = page.getByRole('button', { name: /^Notifications/ }).getByText(/^\d+\+?$/);
    await count.waitFor();
    expect(await drawn(count, 'color')).not.toBe(await drawn(count, 'background-color'));
    const row = page.getByRole('row').nth(1);
    await row.hover();
    expect(await drawn(row, 'background-color')).toBe('rgb(0, 0, 0)');
    await page.keyboard.press('Control+k');
    const chosen = page.getByRole('dialog').getByRole('option', { selected: true });
    expect(await drawn(chosen, 'outline-style')).toBe('solid');
    expect(await drawn(chosen, 'outline-color')).toBe('rgb(255, 255, 255)');
    await context.close();
  });

  it('shows in the colours that a device forces where one is, and what Enter would take', async () => {
    const { page, context } = await personAt(browser, server, 'grace');
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto(server.url);
    const here = page.getByRole('navigation').getByRole('link', { name: 'Home' });
    await here.waitFor();
    expect(await drawn(here, 'outline-style')).toBe('solid');
    await page.keyboard.press('Control+k');
    expect(await drawn(page.getByRole('option', { selected: true }), 'outline-style')).toBe('solid');
    await context.close();
  });
});
