import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { DEMO_PASSWORD, demoSeeds } from '../../../src/demo/demo-accounts.ts';
import { codeAt } from '../../../src/identity/accounts/one-time-codes.ts';
import { browserOf, type Look, type PersonAtBrowser } from '../browser-of.ts';
import type { DemoPerson } from '../portal-server.ts';
import type { StoryServer } from './story-server.ts';

/** Somebody who plays in a story, at a browser of their own. */
export interface Player extends PersonAtBrowser {
  readonly name: DemoPerson;
}

/** Comes to an address without a session, such as by a link in a mail, and signs in at the page to which it leads. */
export async function comesTo(browser: Browser, name: DemoPerson, address: string, look: Look): Promise<Player> {
  const person = { ...(await browserOf(browser, look)), name };
  await person.page.goto(address);
  await signsIn(person);
  return person;
}

/** Closes the browser, and comes another day. */
export async function comesBack(person: Player, address: string): Promise<void> {
  await person.context.clearCookies();
  await person.page.goto(address);
  await signsIn(person);
}

export async function signsIn({ page, name }: Player): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(DEMO_PASSWORD);
  await press(page, 'Sign in');
}

/** Types the code that the person's app shows. */
export async function confirmsByApp({ page, name }: Player, server: StoryServer): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'Confirm that it is you' }).waitFor();
  await page.getByLabel('Code', { exact: true }).fill(codeAt(demoSeeds[name] ?? '', server.now()));
  await press(page, 'Confirm');
}

/** Goes to a page by the rail, or by what the phone has instead. */
export async function opens(page: Page, title: string): Promise<void> {
  const rail = page.getByRole('navigation', { name: 'Pages' });
  const named = new RegExp(`^${title}`);
  await rail.getByRole('link', { name: 'Home' }).waitFor();
  const link = rail.getByRole('link', { name: named });
  if (!(await link.isVisible())) {
    await rail.getByRole('link', { name: 'More' }).click();
    await page.getByRole('main').getByRole('link', { name: named }).click();
  } else await link.click();
  await page.getByRole('heading', { level: 1, name: named }).waitFor();
}

export const press = (where: Page | Locator, name: string | RegExp) =>
  where.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).click();

/** Is told in the corner of the page, and takes the message away. */
export async function isTold({ page }: Player, text: string): Promise<void> {
  await page.locator('.fui-Toast').filter({ hasText: text }).first().waitFor();
}

/** What a field for a day and time holds where the person is. */
export function asTyped(at: Temporal.Instant): string {
  return at.toZonedDateTimeISO('Europe/Berlin').toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/** A far day as the portal writes it. */
export function asDay(at: Temporal.Instant): string {
  const { epochMilliseconds } = at;
  return new Date(epochMilliseconds).toLocaleDateString('en-GB', {
    timeZone: 'Europe/Berlin',
    day: 'numeric',
    month: 'short',
  });
}

/** Notes what is on the page now; whether it is still the same, nobody having loaded it anew, can be asked later. */
export async function watches({ page }: Player): Promise<() => Promise<boolean>> {
  await page.evaluate('globalThis.isWatched = true');
  return async () => (await page.evaluate('globalThis.isWatched === true')) === true;
}

/** Neither the page nor a pane over it is wider than the screen. */
export async function fitsTheScreen({ page }: Player): Promise<void> {
  expect(await page.evaluate(TOO_WIDE)).toEqual([]);
}

const TOO_WIDE = `[document.documentElement, ...document.querySelectorAll('main, [role=dialog], [role=dialog] > div')]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
  .map(({ tagName, className, scrollWidth }) => tagName + ' ' + className + ' ' + scrollWidth)`;

/** Everybody who came goes. */
export async function leave(...people: readonly (Player | undefined)[]): Promise<void> {
  await Promise.all(people.map((person) => person?.context.close()));
}
