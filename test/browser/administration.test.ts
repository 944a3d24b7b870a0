import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { newsOn, personAt } from './person-at.ts';
import { type PortalServer, portalServer } from './portal-server.ts';
import { showScreensOfFailures } from './show-screens.ts';

describe.skipIf(whyNoChromium !== null)('administration in a browser', () => {
  let browser: Browser;
  let server: PortalServer;
  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    [browser, server] = await Promise.all([startChromium(), portalServer()]);
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));

  it('assigns a role to several people, finds one of them, is told why extending must wait, and removes', async () => {
    const { page, context, complaints } = await personAt(browser, server, 'grace');
    await page.goto(`${server.url}/assignments/add`);
    await page.getByLabel('Search scopes').first().fill('production');
    await page.getByRole('button', { name: 'Production Subscription' }).click();
    await page.getByRole('button', { name: /^Reader/ }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: /^Mallory Reyes/ }).click();
    await page.getByRole('button', { name: /^Judy Ansah/ }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Reason').fill('joined the platform team');
    // what was chosen is still there after a reload in the middle
    await page.reload();
    expect(await page.getByLabel('Reason').inputValue()).toBe('joined the platform team');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Assign to 2' }).click();
    expect(await newsOn(page)).toContain('2 of 2 assigned.');

    await page.getByRole('row', { name: /Mallory Reyes.*Reader/ }).waitFor();
    await page.getByLabel('Search people, roles, scopes').fill('mallory');
    await page.getByRole('row', { name: /Judy Ansah/ }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?q=mallory');
    await page.getByRole('button', { name: 'Change Reader of Mallory Reyes' }).click();
    await page.getByRole('menuitem', { name: 'Extend' }).click();
    // the rules of the server say why not, and nothing in the browser does
    await page.getByText('extend opens at', { exact: false }).waitFor();
    // the pane is an address: it opens by a link, and the back button closes it
    const pane = page.url();
    expect(new URL(pane).searchParams.get('change')).toBe('extend');
    await page.goBack();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.goto(`${pane.replace('q=mallory', 'q=')}&ends=never`);
    await page.getByText('No assignment', { exact: true }).waitFor();
    await page.getByText('extend opens at', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByLabel('Keep this view as').fill('For ever');
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.goto(`${server.url}/assignments?q=mallory`);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('link', { name: 'For ever' }).click();
    await page.getByText('No assignment', { exact: true }).waitFor();
    expect(await page.getByLabel('Search people, roles, scopes').inputValue()).toBe('');
    await page.goto(`${server.url}/assignments?q=mallory`);
    await page.getByLabel('Select Reader of Mallory Reyes').check();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('No assignment', { exact: true }).waitFor();
    // a link to what is gone says so, and what an older portal left on the device breaks nothing
    await page.evaluate(
      `for (const key of Object.keys(localStorage)) if (key.startsWith('brevet.assignments')) localStorage.setItem(key, '[{"name":7},"x",null]')`,
    );
    await page.goto(pane);
    await page.getByRole('dialog').getByText('This assignment is not here any more').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByLabel('Keep this view as').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('shows what a change of settings would do to whom, and saves it', async () => {
    const { page, context, complaints } = await personAt(browser, server, 'grace');
    await page.goto(`${server.url}/roles?q=owner`);
    await page.getByRole('link', { name: 'Settings of Owner' }).click();
    await page.getByText('Nobody wrote settings for this role', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Another scope' }).click();
    await page.getByLabel('Search scopes').first().fill('production');
    await page.getByRole('button', { name: 'Production Subscription' }).click();
    await page.getByText('These settings are written at this scope.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('At most').first().selectOption('PT1H');
    await page.getByText('1 eligible person affected', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await newsOn(page)).toContain('The settings are saved.');
    await page.getByText('At most 1 h.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('nests a group in another, disables a person, and opens the tree down to who has what there', async () => {
    const { page, context, complaints } = await personAt(browser, server, 'grace');
    await page.goto(`${server.url}/people?show=groups`);
    await page.getByRole('link', { name: 'On-call' }).click();
    await page.getByRole('button', { name: 'Add members' }).click();
    await page.getByLabel('Search people and groups').first().fill('security desk');
    await page.getByRole('button', { name: /^Security desk/ }).click();
    expect(await newsOn(page)).toContain('Security desk is in the group.');
    await page.getByRole('link', { name: 'Frank Dubois' }).click();
    await page.getByRole('list', { name: 'In groups' }).getByRole('link', { name: 'On-call' }).waitFor();
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByText('Frank Dubois is signed out', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Disable' }).last().click();
    await page.getByRole('button', { name: 'Enable' }).waitFor();
    await page.goto(`${server.url}/resources`);
    await page.getByRole('button', { name: 'View my access at Production' }).click();
    await page.getByRole('dialog').getByText('assigned at', { exact: false }).waitFor();
    await page.getByRole('link', { name: 'Assignments here' }).click();
    await page.getByRole('row', { name: /Alice Meyer.*Owner/ }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('follows the life of one request through the record, and the bell', async () => {
    const ask = { type: 'selfActivate', roleDefinitionId: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', duration: 'PT1H' };
    const where = {
      scope: '/subscriptions/c0000000-0000-4000-8000-000000000001',
      justification: 'Triage of IR-2026-0142',
    };
    const asked = await server.call('alice', 'POST', '/requests', { ...ask, ...where, ticket: { number: 'IR-1' } });
    const { id } = (await asked.json()) as { id: string };
    const bob = await personAt(browser, server, 'bob');
    await bob.page.goto(server.url);
    await bob.page.getByRole('button', { name: /^Notifications, \d+ not read$/ }).click();
    await bob.page.getByRole('link', { name: /^Alice Meyer asks for Owner/ }).click();
    await bob.page.waitForURL(`${server.url}/requests/${id}`);
    const { page, context, complaints } = await personAt(browser, server, 'oscar');
    await page.goto(`${server.url}/audit?group=requests`);
    await page
      .getByRole('button', { name: /^Details of Approvers asked/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Show the life of the request' }).click();
    await page.waitForURL(`${server.url}/audit?about=${id}`);
    await page.getByRole('row', { name: /Request submitted.*Alice Meyer/ }).waitFor();
    expect([...complaints, ...bob.complaints]).toEqual([]);
    await Promise.all([context.close(), bob.context.close()]);
  });
});
