import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { newsOn, personAt } from './person-at.ts';
import { type DemoPerson, type PortalServer, portalServer } from './portal-server.ts';
import { showScreensOfFailures } from './show-screens.ts';

const REASON = 'Triage of IR-2026-0142';
const API = '/api/security/pim';

interface Asked {
  readonly id: string;
}

describe.skipIf(whyNoChromium !== null)('what goes wrong at a browser', () => {
  let browser: Browser;
  let server: PortalServer;
  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    [browser, server] = await Promise.all([startChromium(), portalServer()]);
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));

  async function ask(name: DemoPerson, scope: string): Promise<string> {
    const body = {
      type: 'selfActivate',
      roleDefinitionId: demoRoles.owner,
      scope,
      duration: 'PT1H',
      justification: REASON,
      ticket: { number: 'IR-2026-0142' },
    };
    return ((await (await server.call(name, 'POST', '/requests', body)).json()) as Asked).id;
  }

  async function close(context: BrowserContext, complaints: readonly string[]) {
    expect(complaints).toEqual([]);
    await context.close();
  }

  it('asks, decides, cancels, gives and takes once, however often somebody clicks', async () => {
    const alice = await personAt(browser, server, 'alice');
    const sent = changesOf(alice.page);
    await alice.page.goto(server.url);
    await alice.page.getByRole('button', { name: 'Activate Contributor on Production' }).click();
    await alice.page.getByLabel('Reason').fill(REASON);
    await alice.page.getByText('Active at once', { exact: false }).waitFor();
    await clickTwice(alice.page.getByRole('button', { name: 'Activate', exact: true }));
    expect(await newsOn(alice.page)).toContain('Contributor is active.');
    expect(sent).toEqual([`POST ${API}/requests`]);

    const id = await ask('alice', demoScopes.web);
    await alice.page.goto(`${server.url}/requests/${id}`);
    await clickTwice(alice.page.getByRole('button', { name: 'Cancel the request' }));
    await alice.page.getByText('Canceled', { exact: true }).first().waitFor();
    expect(sent.slice(1)).toEqual([`POST ${API}/requests/${id}/cancel`]);

    server.advance('PT5M');
    await alice.page.goto(server.url);
    await clickTwice(alice.page.getByRole('button', { name: 'Deactivate Contributor on Production' }));
    await alice.page.getByText('You hold no role now').waitFor();
    expect(sent.slice(2)).toEqual([`POST ${API}/requests`]);

    const next = await ask('alice', demoScopes.web);
    const bob = await personAt(browser, server, 'bob');
    const decided = changesOf(bob.page);
    await bob.page.goto(`${server.url}/requests/${next}`);
    await bob.page.getByLabel('Justification').fill('known incident');
    await clickTwice(bob.page.getByRole('button', { name: 'Approve', exact: true }));
    expect(await newsOn(bob.page)).toContain('You approved the request of Alice Meyer.');
    expect(await bob.page.locator('.fui-Toast').count()).toBe(1);
    expect(decided).toEqual([`POST ${API}/approvals/${next}/approve`]);
    await Promise.all([close(alice.context, alice.complaints), close(bob.context, bob.complaints)]);
  });

  it('does nothing twice between the answer to a change and its being shown, however slow the page is to draw', async () => {
    const id = await ask('alice', demoScopes.vault);
    const { page, context, complaints } = await personAt(browser, server, 'alice');
    // what the page does next is late, as where a device has much to do
    await page.addInitScript(
      'const soon = setTimeout; globalThis.setTimeout = (run, ms = 0, ...rest) => soon(run, ms === 0 ? 100 : ms, ...rest)',
    );
    await page.goto(`${server.url}/requests/${id}`);
    const sent = changesOf(page);
    await clickAllTheTime(page.getByRole('button', { name: 'Cancel the request' }));
    await page.getByText('Canceled', { exact: true }).first().waitFor();
    expect(sent).toEqual([`POST ${API}/requests/${id}/cancel`]);
    await close(context, complaints);
  });

  it('shows what became of a change that was faster than the first answer to a question', async () => {
    const role = { roleDefinitionId: demoRoles.contributor, scope: demoScopes.production };
    const body = { type: 'selfActivate', ...role, duration: 'PT1H', justification: REASON };
    expect((await server.call('alice', 'POST', '/requests', body)).status).toBe(201);
    server.advance('PT6M');
    const { page, context, complaints } = await personAt(browser, server, 'alice');
    const change = Promise.withResolvers<void>();
    await page.route('**/my-roles/eligible?*', async (route) => {
      const response = await route.fetch();
      await change.promise;
      await route.fulfill({ response });
    });
    // nothing else says that something changed
    await page.route('**/pim/changes', () => {});
    await page.goto(server.url);
    const deactivate = page.getByRole('button', { name: 'Deactivate Contributor on Production' });
    await deactivate.click();
    await deactivate.waitFor({ state: 'detached' });
    change.resolve();
    await page.getByRole('button', { name: 'Activate Contributor on Production', disabled: false }).waitFor();
    await close(context, complaints);
  });

  it('goes back out of a pane and forward into it with what was typed, and not back into what was sent', async () => {
    const { page, context, complaints } = await personAt(browser, server, 'alice');
    await page.goto(server.url);
    await page.getByRole('link', { name: 'My roles' }).click();
    await page.getByRole('button', { name: 'Activate Reader on Nordwind' }).click();
    await page.getByLabel('Reason').fill(REASON);
    await page.goBack();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe('/my-roles');
    await page.goForward();
    expect(await page.getByLabel('Reason').inputValue()).toBe(REASON);
    await page.getByText('Active at once', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Activate', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.goBack();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(new URL(page.url()).search).toBe('');
    await close(context, complaints);
  });

  it('goes where somebody clicked, though what they typed just before is still to be looked for', async () => {
    const { page, context, complaints } = await personAt(browser, server, 'grace');
    await page.clock.install();
    const arrival = Promise.withResolvers<void>();
    await page.route('**/assets/role-settings-*.js', async (route) => {
      await arrival.promise;
      await route.continue();
    });
    await page.goto(`${server.url}/roles`);
    await page.getByRole('link', { name: 'Settings of Owner' }).waitFor();
    await page.getByLabel('Search roles').fill('own');
    await page.getByRole('link', { name: 'Settings of Owner' }).click();
    await page.clock.runFor(1000);
    arrival.resolve();
    await page.getByRole('heading', { name: 'Settings of Owner' }).waitFor();
    await close(context, complaints);
  });

  it('leaves nothing hidden from screen readers when a pane closes with which the page was opened', async () => {
    const { page, context, complaints } = await personAt(browser, server, 'alice');
    // what waits until the browser has nothing to do does not come
    await page.addInitScript('globalThis.requestIdleCallback = () => 0');
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Activate Contributor on Production' }).click();
    await page.reload();
    const root = page.locator('#root');
    await page.locator('#root[aria-hidden=true]').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    expect(await root.getAttribute('aria-hidden')).toBeNull();
    await close(context, complaints);
  });

  it('goes back through the steps of giving a role, and forward again, with what was chosen', async () => {
    const { page, context, complaints } = await personAt(browser, server, 'grace');
    const sent = changesOf(page);
    await page.goto(`${server.url}/assignments/add`);
    await page.getByLabel('Search scopes').first().fill('development');
    await page.getByRole('button', { name: 'Development Subscription' }).click();
    await page.getByRole('button', { name: /^Reader/ }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: /^Mallory Reyes/ }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Reason').fill('joined the platform team');
    await page.goBack();
    await page
      .getByRole('button', { name: /Mallory Reyes/ })
      .first()
      .waitFor();
    await page.goBack();
    await page.getByText('Development').first().waitFor();
    await page.goForward();
    await page.goForward();
    expect(await page.getByLabel('Reason').inputValue()).toBe('joined the platform team');
    await page.getByRole('button', { name: 'Next' }).click();
    await clickTwice(page.getByRole('button', { name: 'Assign', exact: true }));
    await page.getByRole('row', { name: /Mallory Reyes.*Reader/ }).waitFor();
    expect(sent).toEqual([`POST ${API}/requests`]);
    // what is behind is empty: nobody gives the same twice by the back button
    await page.goBack();
    await page.getByLabel('Search scopes').first().waitFor();
    await close(context, complaints);
  });

  it('shows in every tab what was decided, held and ended in another', async () => {
    const id = await ask('alice', demoScopes.data);
    const { page, context, complaints } = await personAt(browser, server, 'carol');
    await page.goto(`${server.url}/approvals`);
    await page.getByRole('link', { name: 'Alice Meyer' }).waitFor();
    const other = await context.newPage();
    await other.goto(`${server.url}/requests/${id}`);
    await other.getByLabel('Justification').fill('known incident');
    await other.getByRole('button', { name: 'Approve', exact: true }).click();
    // nobody touched the first tab
    await page.getByText('Nothing waits for your decision').waitFor();
    // a session that was ended elsewhere is known at once, and so is that somebody signed in again
    const sessions = (await (await server.call('carol', 'GET', '/sessions')).json()) as { items: readonly Asked[] };
    for (const session of sessions.items) await server.call('carol', 'DELETE', `/sessions/${session.id}`);
    await page.getByText('Your session ended').waitFor();
    const again = await personAt(browser, server, 'carol');
    await context.addCookies(await again.context.cookies());
    await page.bringToFront();
    await page.evaluate('dispatchEvent(new Event("visibilitychange"))');
    await page.getByText('Your session ended').waitFor({ state: 'detached' });
    await again.context.close();
    await close(context, complaints);
  });

  it('shows nothing of who used the tab before to who signs in after them', async () => {
    const { page, context, complaints } = await personAt(browser, server, 'alice');
    await page.goto(`${server.url}/?activate=e0000000-0000-4000-8000-000000000003`);
    await page.getByLabel('Reason').fill(REASON);
    const bob = await personAt(browser, server, 'bob');
    await context.addCookies(await bob.context.cookies());
    // the page may be on its way by itself already, as it hears of changes; it does so once
    await page.goto(server.url).catch(() => page.goto(server.url));
    await page.getByRole('button', { name: 'Bob Okafor' }).waitFor();
    const drafts = 'Object.keys(sessionStorage).filter((key) => key.startsWith("brevet.draft."))';
    await expect.poll(() => page.evaluate(drafts)).toEqual([]);
    await bob.context.close();
    await close(context, complaints);
  });

  it('says who decided a second ago, where the page could not know yet', async () => {
    const id = await ask('alice', demoScopes.webServer);
    const { page, context, complaints } = await personAt(browser, server, 'carol');
    await page.route(`**${API}/changes`, (route) => route.fulfill({ status: 204 }));
    await page.goto(`${server.url}/requests/${id}`);
    await page.getByLabel('Justification').fill('looks right');
    await server.call('dave', 'POST', `/approvals/${id}/deny`, { reason: 'not today' });
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    expect(await newsOn(page)).toContain('Dave Novak denied this before you');
    await page.getByText('Dave Novak denied', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Approve', exact: true }).waitFor({ state: 'detached' });
    await close(context, complaints);
  });

  it('says who of several were decided before, and decides the others', async () => {
    const [first] = await Promise.all([ask('alice', demoScopes.storage), ask('alice', demoScopes.vault)]);
    const { page, context, complaints } = await personAt(browser, server, 'carol');
    await page.route(`**${API}/changes`, (route) => route.fulfill({ status: 204 }));
    await page.goto(`${server.url}/approvals`);
    await page.getByLabel('Select all').check();
    await page.getByLabel('Justification').fill('all of one incident');
    await server.call('dave', 'POST', `/approvals/${first}/deny`, { reason: 'not today' });
    await page.getByRole('button', { name: 'Approve 2' }).click();
    expect(await newsOn(page)).toContain('1 of 2 approved.Somebody else decided the others before you.');
    await close(context, complaints);
  });

  it('tells while the server is away that what is seen may be old, and sends nothing later by itself', async () => {
    const { page, context } = await personAt(browser, server, 'ivan', { width: 390 });
    const sent = changesOf(page);
    await page.goto(server.url);
    await page.getByRole('button', { name: /^Activate Security Operator/ }).click();
    await page.getByLabel('Reason').fill(REASON);
    await page.getByText('Will wait for approval by 2 people').waitFor();
    await server.stop();
    const pane = page.getByRole('dialog');
    await pane.getByText('The server cannot be reached', { exact: true }).waitFor();
    await pane.getByText(/You see what was known today \d\d:\d\d/).waitFor();
    await page.getByRole('button', { name: 'Activate', exact: true }).click();
    await page.locator('.fui-Toast').getByText('The server cannot be reached', { exact: false }).waitFor();
    expect(await page.getByLabel('Reason').inputValue()).toBe(REASON);
    const tried = sent.length;
    await server.beginAgain();
    // it connects by itself, and then knows what happened meanwhile
    await pane.getByText('The server cannot be reached', { exact: true }).waitFor({ state: 'detached' });
    await pane.getByText('Will wait for approval by 2 people').waitFor();
    expect(sent.length).toBe(tried);
    await page.getByRole('button', { name: 'Activate', exact: true }).click();
    await page
      .getByRole('link', { name: /Security Operator/ })
      .first()
      .waitFor();
    await server.call('judy', 'POST', `/approvals/${await waitingOf('ivan')}/approve`, { justification: 'on call' });
    await page.getByRole('list', { name: 'You hold now' }).getByText('Security Operator').waitFor();
    await context.close();
  });

  it('asks again at once for what did not get through, though the page is still being brought up to date', async () => {
    const { page, context } = await personAt(browser, server, 'alice');
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Activate Contributor on Production' }).click();
    await page.getByLabel('Reason').fill(REASON);
    await page.getByText('Active at once', { exact: false }).waitFor();
    await page.route(`**${API}/requests`, (route) => route.abort());
    const answer = Promise.withResolvers<void>();
    await page.route('**/my-roles/eligible?*', async (route) => {
      await answer.promise;
      await route.continue();
    });
    const activate = page.getByRole('button', { name: 'Activate', exact: true });
    await activate.click();
    await page.locator('.fui-Toast').getByText('The server cannot be reached', { exact: false }).waitFor();
    await page.unroute(`**${API}/requests`);
    const sent = page.waitForRequest(`**${API}/requests`);
    await activate.click();
    await sent;
    answer.resolve();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await context.close();
  });

  it('begins by itself where the server comes back after the page', async () => {
    const { page, context } = await personAt(browser, server, 'ivan');
    await page.route(`**${API}/me`, (route) => route.abort());
    await page.goto(server.url);
    await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
    await page.unroute(`**${API}/me`);
    await page.getByRole('button', { name: 'Ivan Petrov' }).waitFor();
    await context.close();
  });

  it.each([
    ['an hour behind', -1],
    ['an hour ahead', 1],
  ])('counts and opens by the server’s clock where that of the browser is %s', async (_, hours) => {
    const { page, context, complaints } = await personAt(browser, server, 'erin');
    // the server's clock is some minutes ahead by now; nothing here depends on how many
    const real = Date.now();
    await page.clock.install({ time: real + hours * 3_600_000 });
    const serverTime = Date.parse((await server.call('erin', 'GET', '/me')).headers.get('brevet-time') ?? '');
    await page.goto(`${server.url}/?activate=e0000000-0000-4000-8000-000000000004`);
    await page.clock.resume();
    const pane = page.getByRole('dialog');
    await pane.getByLabel('Start later').check();
    const start = await pane.getByLabel('Start', { exact: true }).inputValue();
    const inBerlin = new Date(serverTime + 3_600_000).toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' });
    const minutesOff =
      (Date.parse(`${start}:00Z`) - Date.parse(`${inBerlin.slice(0, 16).replace(' ', 'T')}:00Z`)) / 60_000;
    expect(minutesOff).toBeGreaterThanOrEqual(0);
    expect(minutesOff).toBeLessThan(3);
    await close(context, complaints);
  });

  async function waitingOf(name: keyof typeof demoIds): Promise<string> {
    const answer = await server.call(name, 'GET', '/my-requests');
    return ((await answer.json()) as { items: readonly Asked[] }).items[0]?.id ?? '';
  }
});

/** What a page asked the API to change, as it is sent. */
function changesOf(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    const isRead = request.method() === 'GET' || /\/(validate|advice|proofs)$/.test(pathname);
    if (pathname.startsWith(API) && !isRead) sent.push(`${request.method()} ${pathname}`);
  });
  return sent;
}

/** From now on, until it is gone. */
async function clickAllTheTime(button: Locator): Promise<void> {
  await button.evaluate((element: unknown) => {
    const clicked = element as { readonly isConnected: boolean; click(): void };
    const timer = setInterval(() => (clicked.isConnected ? clicked.click() : clearInterval(timer)), 5);
  });
}

/** Faster than the page can show that the first click did something, and then again as a hand does. */
async function clickTwice(button: Locator): Promise<void> {
  await button.waitFor();
  await button.evaluate((element: unknown) => {
    (element as { click(): void }).click();
    (element as { click(): void }).click();
  });
  await button.click({ timeout: 300 }).catch(() => {});
}
