import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { personAt } from './person-at.ts';
import { type PortalServer, portalServer } from './portal-server.ts';
import { showScreensOfFailures } from './show-screens.ts';

const OPENER = 'Activate Contributor on Production';
/** On a screen of 1440 by 420 pixels. */
const [BESIDE, HEAD, BODY, FOOTER] = [
  [200, 200],
  [1300, 30],
  [1300, 200],
  [1300, 400],
] as const;

describe.skipIf(whyNoChromium !== null)('a pane over a page', () => {
  let browser: Browser;
  let server: PortalServer;
  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    [browser, server] = await Promise.all([startChromium(), portalServer()]);
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));

  /** Alice's first page on a screen that is too low for it, with what she activates opened by keyboard. */
  async function opened() {
    const alice = await personAt(browser, server, 'alice');
    const { page } = alice;
    await page.setViewportSize({ width: 1440, height: 420 });
    await page.goto(server.url);
    await page.getByRole('button', { name: OPENER }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    return alice;
  }

  it('keeps the focus as long as it is there, and gives it back', async () => {
    const { page, context, complaints } = await opened();
    await expect.poll(() => hasFocus(page)).toBe(true);
    for (let press = 0; press < 40; press += 1) {
      await page.keyboard.press(press % 5 === 4 ? 'Shift+Tab' : 'Tab');
      expect(await hasFocus(page)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(OPENER);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('like the palette gives the focus back to where it was', async () => {
    const { page, context, complaints } = await personAt(browser, server, 'alice');
    await page.goto(server.url);
    const opener = page.getByRole('button', { name: OPENER });
    await opener.focus();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Search or type a command' });
    await palette.getByRole('combobox').waitFor();
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
    await expect.poll(() => opener.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('takes what is typed at once into the first field that has to be filled', async () => {
    const { page, context, complaints } = await opened();
    await page.keyboard.type('Triage of IR-2026-0142');
    expect(await page.getByLabel('Reason').inputValue()).toBe('Triage of IR-2026-0142');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('offers the reason of the last time, to be taken by one click', async () => {
    const reader = {
      roleDefinitionId: demoRoles.reader,
      scope: demoScopes.managementGroup,
      justification: 'Weekly report',
    };
    await server.call('alice', 'POST', '/requests', { type: 'selfActivate', duration: 'PT5M', ...reader });
    server.advance('PT5M');
    const { page, context, complaints } = await personAt(browser, server, 'alice');
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Activate Reader on Nordwind' }).click();
    await page.getByRole('button', { name: 'Same as last time: Weekly report' }).click();
    expect(await page.getByLabel('Reason').inputValue()).toBe('Weekly report');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('holds the page beneath still, until it is closed by a click beside it', async () => {
    const { page, context, complaints } = await opened();
    const before = await page.evaluate('scrollY');
    for (const [x, y] of [BESIDE, HEAD, BODY, FOOTER]) {
      await page.mouse.move(x, y);
      // the first may still scroll the pane itself, to its end
      for (let turn = 0; turn < 5; turn += 1) {
        await page.mouse.wheel(0, 2_000);
        await twoFrames(page);
      }
      expect(await page.evaluate('scrollY'), `turned at ${x}, ${y}`).toBe(before);
    }
    await page.mouse.click(...BESIDE);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.mouse.wheel(0, 300);
    await expect.poll(() => page.evaluate('scrollY')).not.toBe(before);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

function hasFocus(page: Page): Promise<unknown> {
  return page.evaluate('document.querySelector("[role=dialog]").contains(document.activeElement)');
}

function twoFrames(page: Page): Promise<unknown> {
  return page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}
