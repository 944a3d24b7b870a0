import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface Look {
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

/** A browser of one person, who is not signed in yet; without a width one at a desk. */
export async function browserOf(
  browser: Browser,
  { width = 1440, scheme = 'light', hasWorker = false }: Look = {},
): Promise<PersonAtBrowser> {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
    serviceWorkers: hasWorker ? 'allow' : 'block',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, context, complaints };
}
