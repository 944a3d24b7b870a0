import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { newsOn, personAt } from './person-at.ts';
import { type PortalServer, portalServer } from './portal-server.ts';
import { showScreensOfFailures } from './show-screens.ts';

const DIST = fileURLToPath(new URL('../../web/dist/', import.meta.url));
const MOST_FIRST_PAGE = 350_000;
const REASON = 'Triage of IR-2026-0142';

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

/** Bytes over the wire, by gzip, of all JavaScript that the first page waits for. */
function firstPageBytes(): number {
  const manifest: Readonly<Record<string, Chunk>> = JSON.parse(readFileSync(`${DIST}.vite/manifest.json`, 'utf8'));
  const reached = new Set(Object.keys(manifest).filter((name) => manifest[name]?.isEntry));
  for (const name of reached) for (const imported of manifest[name]?.imports ?? []) reached.add(imported);
  const files = [...reached].map((name) => manifest[name]?.file ?? '');
  return files.reduce((sum, file) => sum + readFileSync(`${DIST}${file}.gz`).length, 0);
}

const told: string[] = [];
afterAll(() => {
  process.stdout.write(`\nbudgets of the portal\n${told.map((line) => `  ${line}\n`).join('')}`);
});

it('loads at most 350 kB of compressed JavaScript for the first page', () => {
  const bytes = firstPageBytes();
  told.push(`first page: ${(bytes / 1000).toFixed(0)} kB of JavaScript by gzip, at most ${MOST_FIRST_PAGE / 1000}`);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(MOST_FIRST_PAGE);
});

describe.skipIf(whyNoChromium !== null)('what a person has to do', () => {
  let browser: Browser;
  let server: PortalServer;
  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    [browser, server] = await Promise.all([startChromium(), portalServer()]);
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));

  /** Clicks, and counts them. */
  function counting() {
    let clicks = 0;
    return {
      click: async (target: Locator) => {
        clicks += 1;
        await target.click();
      },
      clicks: () => clicks,
    };
  }

  it('says what is held, until when, and why something cannot be done, and activates again in ten seconds', async () => {
    const contributor = { roleDefinitionId: demoRoles.contributor, scope: demoScopes.production };
    const before = { type: 'selfActivate', ...contributor, duration: 'PT1H', justification: REASON };
    const { id } = (await (await server.call('frank', 'POST', '/requests', before)).json()) as { id: string };
    const { page, context } = await personAt(browser, server, 'frank');
    await page.goto(server.url);
    await page
      .getByRole('list', { name: 'You hold now' })
      .getByText(/min left$/)
      .waitFor();
    await page.getByRole('list', { name: 'You can activate' }).getByText('It is active already').waitFor();
    told.push('what is held and until when, and why something cannot be done: on Home, 0 clicks');

    server.advance('PT5M');
    await server.call('frank', 'POST', '/requests', { type: 'selfDeactivate', ...contributor, targetScheduleId: id });
    await page.getByText('You hold no role now').waitFor();
    const { click, clicks } = counting();
    const begun = performance.now();
    await click(page.getByRole('button', { name: 'Activate Contributor on Production' }));
    await page.getByRole('button', { name: `Same as last time: ${REASON}` }).waitFor();
    // typing is the person's own time; no click comes before it
    await page.keyboard.type(REASON);
    await page.getByText('Active at once', { exact: false }).waitFor();
    await click(page.getByRole('button', { name: 'Activate', exact: true }));
    await page.getByRole('list', { name: 'You hold now' }).getByText('Contributor').waitFor();
    const seconds = (performance.now() - begun) / 1000;
    told.push(
      `a role used before: ${clicks()} clicks and the reason, at most 2; ${seconds.toFixed(1)} s of the page, at most 10`,
    );
    expect(clicks()).toBe(2);
    expect(seconds).toBeLessThan(10);
    await context.close();
  });

  it('activates three roles at once by four clicks and a reason; one from the mail is approved by two', async () => {
    const { page, context } = await personAt(browser, server, 'alice');
    await page.goto(server.url);
    const { click, clicks } = counting();
    const pane = page.getByRole('dialog');
    await click(page.getByRole('button', { name: 'Activate Owner on Production' }));
    await click(pane.getByRole('button', { name: 'Contributor · Production' }));
    await click(pane.getByRole('button', { name: 'Reader · Nordwind' }));
    await pane.getByLabel('Reason').fill(REASON);
    await pane.getByRole('textbox', { name: 'Ticket', exact: true }).fill('IR-2026-0142');
    await pane.getByText('Owner: Will wait for approval by 3 people').waitFor();
    await click(pane.getByRole('button', { name: 'Activate 3 roles' }));
    await page.getByRole('list', { name: 'You hold now' }).getByText('Reader').waitFor();
    told.push(`three roles at once: ${clicks()} clicks and one reason, at most 4`);
    expect(clicks()).toBe(4);

    const bob = await personAt(browser, server, 'bob');
    await bob.page.goto(server.url);
    const approving = counting();
    await approving.click(bob.page.getByRole('link', { name: /^Alice Meyer/ }));
    await bob.page.getByLabel('Justification').fill('known incident');
    await approving.click(bob.page.getByRole('button', { name: 'Approve', exact: true }));
    expect(await newsOn(bob.page)).toContain('You approved the request of Alice Meyer.');
    told.push(`approving one: ${approving.clicks()} clicks and a justification, at most 2`);
    expect(approving.clicks()).toBe(2);
    await Promise.all([context.close(), bob.context.close()]);
  });

  it('approves all that is alike by three clicks and one justification', async () => {
    const scopes = [demoScopes.web, demoScopes.data, demoScopes.webServer, demoScopes.storage, demoScopes.vault];
    for (const scope of scopes) await server.call('alice', 'POST', '/requests', owner(scope));
    const { page, context } = await personAt(browser, server, 'carol');
    await page.goto(server.url);
    const { click, clicks } = counting();
    await click(page.getByRole('link', { name: /^Approvals/ }));
    await click(page.getByLabel('Select all'));
    await page.getByLabel('Justification').fill('all of one incident');
    await click(page.getByRole('button', { name: `Approve ${scopes.length}` }));
    expect(await newsOn(page)).toContain(`${scopes.length} of ${scopes.length} approved.`);
    told.push(`approving all that is alike: ${clicks()} clicks and one justification, at most 4`);
    expect(clicks()).toBeLessThanOrEqual(4);
    await context.close();
  });

  it('activates and approves by the keyboard alone', async () => {
    const ivan = await personAt(browser, server, 'ivan');
    await ivan.page.goto(server.url);
    await ivan.page.getByRole('button', { name: /^Activate Security Operator/ }).waitFor();
    await tabTo(ivan.page, /^Activate Security Operator/);
    await ivan.page.keyboard.press('Enter');
    await ivan.page.getByRole('dialog').waitFor();
    await tabTo(ivan.page, /^Reason/);
    await ivan.page.keyboard.type(REASON);
    await ivan.page.getByText('Will wait for approval by 2 people').waitFor();
    await tabTo(ivan.page, /^Activate$/);
    await ivan.page.keyboard.press('Enter');
    expect(await newsOn(ivan.page)).toContain('Security Operator waits for approval.');

    const judy = await personAt(browser, server, 'judy');
    await judy.page.goto(server.url);
    await judy.page.getByRole('link', { name: /^Ivan Petrov/ }).waitFor();
    await tabTo(judy.page, /^Ivan Petrov/);
    await judy.page.keyboard.press('Enter');
    await judy.page.getByRole('button', { name: 'Approve', exact: true }).waitFor();
    await tabTo(judy.page, /^Justification/);
    await judy.page.keyboard.type('on call tonight');
    await tabTo(judy.page, /^Approve$/);
    await judy.page.keyboard.press('Enter');
    expect(await newsOn(judy.page)).toContain('You approved the request of Ivan Petrov.');
    await ivan.page.getByRole('list', { name: 'You hold now' }).getByText('Security Operator').waitFor();
    expect([...ivan.complaints, ...judy.complaints]).toEqual([]);
    await Promise.all([ivan.context.close(), judy.context.close()]);
  });
});

const NAME_OF_FOCUS = `(() => {
  const at = document.activeElement;
  return at?.getAttribute('aria-label') ?? at?.labels?.[0]?.textContent ?? at?.textContent ?? '';
})()`;

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const now = String(await page.evaluate(NAME_OF_FOCUS));
    if (name.test(now)) return;
    passed.push(now.slice(0, 40));
  }
  throw new Error(`Tab does not lead to ${name}, but past ${passed.join(' | ')}`);
}

function owner(scope: string) {
  return {
    type: 'selfActivate',
    roleDefinitionId: demoRoles.owner,
    scope,
    duration: 'PT1H',
    justification: REASON,
    ticket: { number: 'IR-2026-0142' },
  };
}
