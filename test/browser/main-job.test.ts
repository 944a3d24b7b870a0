import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoIds } from '../../src/demo/demo-organisation.ts';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { newsOn, personAt } from './person-at.ts';
import { type PortalServer, portalServer } from './portal-server.ts';
import { showScreensOfFailures } from './show-screens.ts';

const OWNER = 'e0000000-0000-4000-8000-000000000001';
const REASON = 'Triage of IR-2026-0142';

// where there is no Chromium, they are skipped by name
describe.skipIf(whyNoChromium !== null)('the main job in browsers', () => {
  let browser: Browser;
  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());

  describe.each([
    { width: 1440, scheme: 'light' },
    { width: 390, scheme: 'dark' },
  ] as const)('at $width px', (look) => {
    let server: PortalServer;
    beforeAll(async () => {
      server = await portalServer();
    });
    afterAll(() => server.close());

    it('asks, is approved with less by who follows the mail, sees it live, and deactivates', async () => {
      const alice = await personAt(browser, server, 'alice', look);
      await alice.page.goto(`${server.url}/my-roles`);
      await alice.page.getByRole('button', { name: 'Favourite: Reader on Nordwind' }).click();
      await alice.page.goto(server.url);
      await alice.page.getByRole('listitem').filter({ hasText: 'Activate' }).first().getByText('Reader').waitFor();
      await alice.page.getByRole('button', { name: 'Activate Owner on Production' }).click();
      await alice.page.getByLabel('Reason').fill(REASON);
      await alice.page.getByText('A ticket is required', { exact: false }).waitFor();
      await alice.page.getByRole('textbox', { name: 'Ticket', exact: true }).fill('IR-2026-0142');
      await alice.page.getByText('Will wait for approval by 3 people').waitFor();
      await alice.page.getByRole('button', { name: 'Activate', exact: true }).click();
      expect(await newsOn(alice.page)).toContain('Owner waits for approval.');

      const bob = await personAt(browser, server, 'bob', look);
      await bob.page.goto(await linkFromMail(server, 'bob'));
      await bob.page.getByRole('heading', { name: 'Alice Meyer asks for Owner' }).waitFor();
      await bob.page.getByText('This person never activated this role.').waitFor();
      await bob.page.getByLabel('Justification').fill('known incident');
      await bob.page.getByRole('button', { name: 'Approve less ...' }).click();
      await bob.page.getByRole('button', { name: '30 min' }).click();
      await bob.page.getByRole('button', { name: /^Production/, pressed: true }).waitFor();
      await bob.page.getByRole('button', { name: 'Approve', exact: true }).click();
      expect(await newsOn(bob.page)).toContain('You approved the request of Alice Meyer.');

      // nobody touched this page since
      const held = alice.page.getByRole('list', { name: 'You hold now' });
      await held.getByText(/^29 min left$/).waitFor();
      const deactivate = held.getByRole('button', { name: /^Deactivate in 4:\d\d$/ });
      await deactivate.waitFor();
      server.advance('PT5M');
      await alice.page.reload();
      await held.getByRole('button', { name: 'Deactivate Owner on Production' }).click();
      await alice.page.getByText('You hold no role now').waitFor();
      expect([...alice.complaints, ...bob.complaints]).toEqual([]);
      await Promise.all([alice.context.close(), bob.context.close()]);
    });

    it('tells who comes too late who decided before', async () => {
      const ask = await server.call('alice', 'POST', '/requests', ownerFor('PT1H'));
      const { id } = (await ask.json()) as { id: string };
      const carol = await personAt(browser, server, 'carol', look);
      await carol.page.goto(`${server.url}/requests/${id}`);
      await carol.page.getByLabel('Justification').fill('looks right');
      await server.call('dave', 'POST', `/approvals/${id}/deny`, { reason: 'not today' });
      await carol.page.getByText('Dave Novak denied').waitFor();
      await carol.page.getByRole('button', { name: 'Approve', exact: true }).waitFor({ state: 'detached' });
      expect(carol.complaints).toEqual([]);
      await carol.context.close();
    });
  });

  it('keeps what was typed when the session ends in the middle, and through a reload', async () => {
    const server = await portalServer();
    const { page, context } = await personAt(browser, server, 'alice');
    await page.goto(`${server.url}/?activate=${OWNER}`);
    await page.getByLabel('Reason').fill(REASON);
    await context.clearCookies();
    await page.getByRole('textbox', { name: 'Ticket', exact: true }).fill('IR-2026-0142');
    await page.getByRole('dialog').getByText('Your session ended').waitFor();
    const again = await personAt(browser, server, 'alice');
    await context.addCookies(await again.context.cookies());
    await page.reload();
    expect(await page.getByLabel('Reason').inputValue()).toBe(REASON);
    expect(await page.getByRole('textbox', { name: 'Ticket', exact: true }).inputValue()).toBe('IR-2026-0142');
    await page.getByText('Will wait for approval by 3 people').waitFor();
    await Promise.all([context.close(), again.context.close()]);
    await server.close();
  });

  it('counts down by the server’s clock where that of the browser is an hour off', async () => {
    const server = await portalServer();
    server.advance('PT1H');
    await server.call('erin', 'POST', '/requests', {
      type: 'selfActivate',
      roleDefinitionId: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
      scope: '/subscriptions/c0000000-0000-4000-8000-000000000001',
      duration: 'PT2H',
      condition:
        "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:ContainerName] StringEqualsIgnoreCase 'foo_storage_container'",
    });
    const { page, context } = await personAt(browser, server, 'erin');
    await page.goto(server.url);
    await page.getByText('1 h 59 min left').waitFor();
    await context.close();
    await server.close();
  });
});

function ownerFor(duration: string) {
  return {
    type: 'selfActivate',
    roleDefinitionId: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
    scope: '/subscriptions/c0000000-0000-4000-8000-000000000001',
    duration,
    justification: REASON,
    ticket: { number: 'IR-2026-0142' },
  };
}

/** Where the link in a person's newest mail leads. */
async function linkFromMail({ demo, url }: PortalServer, name: 'bob'): Promise<string> {
  for (;;) {
    const rows = await demo.ledger.read((reader) =>
      reader.query((db) =>
        db
          .selectFrom('notification')
          .select('text')
          .where('principal_id', '=', demoIds[name])
          .orderBy('sequence', 'desc')
          .limit(1),
      ),
    );
    const link = /https?:\/\/\S+\/requests\/\S+/.exec(rows[0]?.text ?? '')?.[0];
    if (link !== undefined) return link.replace(new URL(link).origin, url);
    await new Promise(setImmediate);
  }
}
