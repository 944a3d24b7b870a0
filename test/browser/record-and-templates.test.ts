import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoIds } from '../../src/demo/demo-organisation.ts';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { personAt } from './person-at.ts';
import { type PortalServer, portalServer } from './portal-server.ts';
import { showScreensOfFailures } from './show-screens.ts';

const OWNER = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const CONTRIBUTOR = 'b24988ac-6180-42a0-ab88-20f7382dd24c';
const PRODUCTION = '/subscriptions/c0000000-0000-4000-8000-000000000001';

/** As soon as the page listens to keys. */
async function openPalette(page: Page, text: string): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or type a command' }).fill(text);
}

describe.skipIf(whyNoChromium !== null)('the record and templates in a browser', () => {
  let browser: Browser;
  let server: PortalServer;
  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    [browser, server] = await Promise.all([startChromium(), portalServer()]);
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));

  it('tells who had access and why, from the palette down to the entry of the record', async () => {
    const given = { type: 'adminAssign', kind: 'active', scope: PRODUCTION, duration: 'P2D', justification: 'on call' };
    const platform = { ...given, principalId: 'b0000000-0000-4000-8000-000000000001', roleDefinitionId: CONTRIBUTOR };
    expect((await server.call('grace', 'POST', '/requests', platform)).status).toBe(201);
    const { page, context, complaints } = await personAt(browser, server, 'grace');
    await page.goto(server.url);
    await openPalette(page, 'who had');
    await page.getByRole('option', { name: /^Who had access/ }).click();
    await page.getByRole('button', { name: 'Where The whole organisation' }).click();
    await page.getByRole('searchbox', { name: 'Search scopes' }).fill('production');
    await page.getByRole('button', { name: 'Production Subscription' }).click();
    await page.getByLabel('What').selectOption('An operation');
    await page.getByLabel('Operation').fill('Microsoft.Compute/virtualMachines/delete');
    await page.getByLabel('Operation').press('Enter');
    const alice = page.getByRole('listitem').filter({ hasText: 'Alice Meyer' }).first();
    await alice.getByText('Had access').waitFor();
    await alice.getByText('Contributor assigned at').waitFor();
    // the present goes on: who gets access while the answer is looked at is in it
    const mallory = { ...given, principalId: demoIds.mallory, roleDefinitionId: CONTRIBUTOR };
    expect((await server.call('grace', 'POST', '/requests', mallory)).status).toBe(201);
    await page.getByRole('listitem').filter({ hasText: 'Mallory' }).first().waitFor();
    await alice.getByRole('link', { name: /^entry \d+$/ }).click();
    // the entry has an address of its own, and is there again after a reload
    await page.getByRole('dialog').getByText('Member added').waitFor();
    await page.reload();
    await page.getByRole('dialog').getByText('Member added').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Who had access when' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keeps in sight, in the palette, what Enter would take', async () => {
    const { page, context } = await personAt(browser, server, 'grace');
    await page.goto(server.url);
    await page.locator('h1').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('option').nth(9).waitFor();
    // from the first up to the last
    await page.keyboard.press('ArrowUp');
    const last = page.getByRole('option').last();
    await page.getByRole('option', { selected: true }).and(last).waitFor();
    const [list, option] = [await page.getByRole('listbox').boundingBox(), await last.boundingBox()];
    if (list === null || option === null) throw new Error('the palette is not drawn');
    expect(option.y + option.height).toBeLessThanOrEqual(list.y + list.height + 1);
    await context.close();
  });

  it('finds people, scopes and roles for who may know of them', async () => {
    const { page, context } = await personAt(browser, server, 'grace');
    await page.goto(server.url);
    await openPalette(page, 'meyer');
    await page.getByRole('option', { name: /^Alice Meyer.*Person$/ }).click();
    await page.waitForURL(/\/people\//);
    await context.close();
    const mallory = await personAt(browser, server, 'mallory');
    await mallory.page.goto(server.url);
    await openPalette(mallory.page, 'meyer');
    await mallory.page.getByText('Nothing found').waitFor();
    await mallory.context.close();
  });

  it('makes a template of a role, applies it after a look, and mends what was changed by hand', async () => {
    const { page, context, complaints } = await personAt(browser, server, 'grace');
    await page.goto(`${server.url}/templates/new?role=${OWNER}&scope=${PRODUCTION}`);
    await page.getByLabel('Name').fill('Like Owner');
    await page.getByLabel(/^How long an activation lasts/).check();
    await page.getByRole('button', { name: 'Make the template' }).click();
    await page.getByRole('button', { name: 'Apply to roles and scopes' }).click();
    await page.getByRole('button', { name: /^Contributor/ }).click();
    await page.getByLabel('Search scopes').first().fill('production');
    await page.getByRole('button', { name: 'Production Subscription' }).click();
    await page.getByText('eligible', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Apply to 1' }).click();
    await page.getByText('Applied to 1 role.').first().waitFor();
    await page.getByText('As the template says').waitFor();
    const byHand = {
      rules: { Expiration_EndUser_Assignment: { isExpirationRequired: true, maximumDuration: 'PT3H' } },
    };
    const policy = `/policies/${CONTRIBUTOR}?scope=${encodeURIComponent(PRODUCTION)}`;
    expect((await server.call('grace', 'PATCH', policy, byHand)).status).toBe(200);
    await page.reload();
    await page.getByText('At most 3 h.').waitFor();
    await page.getByRole('button', { name: 'Apply again: Contributor at Production' }).click();
    await page.getByText('As the template says').waitFor();
    // the template itself is edited like the settings of a role; what was typed stays through a reload
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByLabel('At most').selectOption('PT2H');
    await page.getByLabel('Say something about another setting').selectOption('Review of approvals');
    await page.getByLabel('Name').fill('Like an owner');
    await page.reload();
    expect(await page.getByLabel('Name').inputValue()).toBe('Like an owner');
    await page
      .getByRole('button', { name: /^Leave out (?!How long)/ })
      .last()
      .click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Like an owner' }).waitFor();
    await page.getByText('At most 2 h.').first().waitFor();
    await page.getByText('Behind the template').last().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
