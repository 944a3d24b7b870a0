import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { WATCH } from './watch-page.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const DEMO_PASSWORD = 'nordwind demo 2026';

/** Debian's Chromium, or the one that `CHROMIUM` names, without a window. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/** A way to open browsers for a demo person, with nothing kept but the session. */
export async function personOf(browser: Browser, url: string, name: string): Promise<() => Promise<BrowserContext>> {
  const first = await browser.newContext();
  const page = await first.newPage();
  await page.goto(`${url}/sign-in`);
  await page.locator('input[autocomplete^=username]').fill(name);
  await page.locator('input[type=password]').fill(DEMO_PASSWORD);
  await page.locator('input[type=password]').press('Enter');
  await page.getByRole('navigation').waitFor();
  const storageState = await first.storageState();
  await first.close();
  return async () => {
    const viewport = { width: 1440, height: 900 };
    const context = await browser.newContext({ viewport, storageState, serviceWorkers: 'block' });
    await context.addInitScript(WATCH);
    return context;
  };
}
