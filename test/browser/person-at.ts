import type { Browser, BrowserContext, Page } from 'playwright-core';
import { SESSION_COOKIE } from '../../src/http/plugins/session-cookie.ts';
import type { DemoPerson, PortalServer } from './portal-server.ts';

export interface PersonOptions {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  /** Whether the portal may install its worker; it may not if left out, so that a test has one thing less to start. */
  readonly hasWorker?: boolean;
}

export interface PersonAtBrowser {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained about, such as a broken rule of its content security policy. */
  readonly complaints: readonly string[];
}

/** A browser of its own for a demo person, who is signed in. */
export async function personAt(
  browser: Browser,
  server: PortalServer,
  name: DemoPerson,
  { width = 1440, scheme = 'light', hasWorker = false }: PersonOptions = {},
): Promise<PersonAtBrowser> {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
    serviceWorkers: hasWorker ? 'allow' : 'block',
  });
  await context.addCookies([
    {
      name: SESSION_COOKIE,
      value: await server.signIn(name),
      url: server.url.replace('http:', 'https:'),
      secure: true,
    },
  ]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, context, complaints };
}

/** What the page tells in its corner, as soon as it does. */
export async function newsOn(page: Page): Promise<string> {
  return (await page.locator('.fui-Toast').first().textContent()) ?? '';
}
