import type { Browser, Page } from 'playwright-core';
import { SESSION_COOKIE } from '../../src/http/plugins/session-cookie.ts';
import { browserOf, type Look, type PersonAtBrowser } from './browser-of.ts';
import type { DemoPerson, PortalServer } from './portal-server.ts';

/** A browser of its own for a demo person, who is signed in. */
export async function personAt(
  browser: Browser,
  server: PortalServer,
  name: DemoPerson,
  look: Look = {},
): Promise<PersonAtBrowser> {
  const person = await browserOf(browser, look);
  await person.context.addCookies([
    {
      name: SESSION_COOKIE,
      value: await server.signIn(name),
      url: server.url.replace('http:', 'https:'),
      secure: true,
    },
  ]);
  return person;
}

/** What the page tells in its corner, as soon as it does. */
export async function newsOn(page: Page): Promise<string> {
  return (await page.locator('.fui-Toast').first().textContent()) ?? '';
}
