import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { personAt } from './person-at.ts';
import { type PortalServer, portalServer } from './portal-server.ts';
import { showScreensOfFailures } from './show-screens.ts';

describe.skipIf(whyNoChromium !== null)('what one has on record', () => {
  let browser: Browser;
  let server: PortalServer;
  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    [browser, server] = await Promise.all([startChromium(), portalServer()]);
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));

  it('is narrowed to what one asked for and decided, in a state and a time, and is exported as it is shown', async () => {
    const scope = demoScopes.production;
    const how = { duration: 'PT1H', justification: 'Triage of IR-2026-0142', ticket: { number: 'IR-2026-0142' } };
    const owner = { type: 'selfActivate', roleDefinitionId: demoRoles.owner, scope, ...how };
    const { id } = (await (await server.call('alice', 'POST', '/requests', owner)).json()) as { id: string };
    await server.call('bob', 'POST', `/approvals/${id}/deny`, { reason: 'not today' });
    const { page, context, complaints } = await personAt(browser, server, 'bob');
    await page.goto(`${server.url}/my-audit`);
    await page.getByText('Nothing was asked for you yet').waitFor();
    await page.getByLabel('What you have to do with it').selectOption('Decided by you');
    const list = page.getByRole('list', { name: 'My audit' });
    await list.getByText('Alice Meyer').waitFor();
    await page.getByLabel('Status').selectOption('Approved');
    await page.getByText('Nothing like this').waitFor();
    await page.getByLabel('Status').selectOption('Denied');
    await list.getByText('Alice Meyer').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export CSV' }).click(),
    ]);
    expect(file.url()).toContain('/requests/history/export?decidedBy=me&status=Denied');
    expect(file.suggestedFilename()).toBe('requests.csv');
    await page.getByLabel('Until').fill('2020-01-01T00:00');
    await page.getByText('Nothing like this').waitFor();
    expect(new URL(page.url()).search).toContain('to=2020-01-01');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
