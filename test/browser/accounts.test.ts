import { createServer } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { DEMO_PASSWORD, demoSeeds } from '../../src/demo/demo-accounts.ts';
import { codeAt } from '../../src/identity/accounts/one-time-codes.ts';
import { type Brevet, startBrevet } from '../../src/main.ts';
import { startChromium, whyNoChromium, withAuthenticator } from '../support/chromium.ts';
import { type ServerStore, serverStore } from '../support/stores/server-store.ts';
import { showScreensOfFailures } from './show-screens.ts';

const PASSWORD = 'four quiet words here';
const clock = () => Temporal.Now.instant();

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe.skipIf(whyNoChromium !== null)(`a person at a browser${whyNoChromium ? ` (${whyNoChromium})` : ''}`, () => {
  let store: ServerStore;
  let url: string;
  let brevet: Brevet;
  let browser: Browser;
  const complaints: string[] = [];

  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    store = await serverStore();
    const port = await freePort();
    url = `http://localhost:${port}`;
    const settings = {
      BREVET_PORT: String(port),
      ...store.settings,
      BREVET_LOG_LEVEL: 'fatal',
    };
    brevet = await startBrevet({ config: loadConfig(settings), clock });
    browser = await startChromium();
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await brevet.stop();
    await store.remove();
  });

  async function newPage(): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
    });
    return page;
  }

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

  it('follows the set-up link, enrols a password, an app and a passkey, signs out, and in again', async () => {
    const page = await newPage();
    await withAuthenticator(page);
    await page.goto((brevet.setUpUrl ?? '').replace('localhost', '127.0.0.1'));
    await heading(page, 'Set up Brevet');
    expect(page.url()).toBe(`${url}/enrol`);
    await page.getByLabel('Your name').fill('Olga Own');
    await page.getByLabel('Sign in as').fill('olga');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByLabel('The same again').fill(PASSWORD);
    await press(page, 'Go on');

    await heading(page, 'Sign in');
    expect(await page.getByLabel('Name').inputValue()).toBe('olga');
    await page.getByLabel('Password').fill(PASSWORD);
    await press(page, 'Sign in');

    await heading(page, 'Protect your account');
    await page.getByText('Enter the key by hand').click();
    const seed = ((await page.locator('details code').textContent()) ?? '').replaceAll(' ', '');
    await page.getByLabel('Code', { exact: true }).fill(codeAt(seed, clock()));
    await press(page, 'Add the app');
    await heading(page, 'Keep your recovery codes');
    expect(await page.getByRole('listitem').count()).toBe(10);
    await press(page, 'I have kept them');

    await heading(page, 'Your account');
    await page.getByText('Add a passkey').first().click();
    await page.getByLabel('Name of the passkey').fill('Laptop');
    await press(page, 'Add a passkey');
    await page.getByText('Laptop').waitFor();

    await press(page, 'Sign out');
    // the portal, at which this ends, leads to signing in by itself
    await heading(page, 'Sign in');
    await page.goto(`${url}/account`);
    await heading(page, 'Sign in');
    await press(page, 'Sign in with a passkey');
    await heading(page, 'Your account');

    await page.goto(brevet.setUpUrl ?? '');
    await heading(page, 'This link does not work');
    await page.context().close();
  });

  it('of the demo signs in with the printed password, and proves more where a role asks for it', async () => {
    const page = await newPage();
    await page.goto(`${url}/sign-in?returnTo=/account`);
    await page.getByLabel('Name').fill('alice');
    await page.getByLabel('Password').fill('not the password');
    await press(page, 'Sign in');
    await page.getByText('This did not work; check what you typed and try again.').waitFor();
    await page.getByLabel('Password').fill(DEMO_PASSWORD);
    await press(page, 'Sign in');
    await heading(page, 'Your account');
    await page.goto(`${url}/sign-in/step-up?returnTo=/account`);
    await heading(page, 'Confirm that it is you');
    await page.getByLabel('Code', { exact: true }).fill(codeAt(demoSeeds['alice'] ?? '', clock()));
    await press(page, 'Confirm');
    await heading(page, 'Your account');
    await page.context().close();
  });

  it('meets no page that its own security policy breaks', () => {
    expect(complaints).toEqual([]);
  });

  it('reads every page of signing in on a phone and on a wide screen, without scrolling sideways', async () => {
    const page = await newPage();
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      for (const path of ['/sign-in', '/enrol', '/account']) {
        await page.goto(`${url}${path}`);
        const scrollWidth = await page.evaluate('document.documentElement.scrollWidth');
        expect(scrollWidth, `${path} at ${width}`).toBeLessThanOrEqual(width);
      }
    }
    await page.context().close();
  });
});
