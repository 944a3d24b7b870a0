import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSchedule } from '../../bench/fixture/a-schedule.ts';
import { fillLedger } from '../../bench/fixture/organisation-ledger.ts';
import { stableId } from '../../bench/fixture/stable-id.ts';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { parseScope } from '../../src/domain/scope.ts';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { personAt } from './person-at.ts';
import { type PortalServer, portalServer } from './portal-server.ts';
import { showScreensOfFailures } from './show-screens.ts';

const ROWS = 1_200;
const MOST_DRAWN = 60;

describe.skipIf(whyNoChromium !== null)('a list longer than any screen', () => {
  let browser: Browser;
  let server: PortalServer;
  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    [browser, server] = await Promise.all([startChromium(), portalServer({ isTelling: false })]);
    const now = Temporal.Now.instant();
    const scope = parseScope(demoScopes.sandbox);
    await fillLedger(server.demo.ledger, {
      events: Array.from({ length: ROWS }, (_, index) => {
        // many begin in the same millisecond: the place in the list is more than the time
        const startAt = now.subtract({ milliseconds: 1 + Math.floor(index / 7) });
        const time = { startAt, endAt: now.add({ hours: 48 + index }) };
        const what = { kind: 'active', roleDefinitionId: demoRoles.reader, scope, ...time } as const;
        const { type, schedule } = aSchedule({ ...what, principalId: demoIds.erin });
        const id = stableId(`long list ${index}`);
        return { type, schedule: { ...schedule, id, requestId: id } };
      }),
    });
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));

  it.each([
    ['Assignments', '/assignments?show=active&q=erin', ROWS],
    ['Audit', '/audit?group=assignments', ROWS],
  ])('%s is read page by page to its end, and only what is seen is drawn', async (_, path, least) => {
    const { page, context, complaints } = await personAt(browser, server, 'grace');
    // told of its own sign-in, the page would ask for what it has once more: here it is told nothing
    await page.route('**/changes', () => {});
    const asked: string[] = [];
    page.on('request', (request) => {
      const address = new URL(request.url());
      if (address.searchParams.has('cursor')) asked.push(address.search);
    });
    await page.goto(`${server.url}${path}`);
    const table = page.getByRole('table');
    await table.waitFor();
    const drawn = () => page.getByRole('row').count();
    const most: number[] = [];
    // the end is further away each time another page is there
    while ((await table.getAttribute('aria-rowcount')) === '-1') {
      most.push(await drawn());
      await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    }
    expect(Number(await table.getAttribute('aria-rowcount'))).toBeGreaterThan(least);
    expect(Math.max(...most, await drawn())).toBeLessThan(MOST_DRAWN);
    expect(await drawn()).toBeGreaterThan(10);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBeGreaterThanOrEqual(ROWS / 100 - 1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is selected whole, also what it has not come to yet, as far as somebody can look through it', async () => {
    const { page, context, complaints } = await personAt(browser, server, 'grace');
    await page.goto(`${server.url}/assignments?show=active&q=erin`);
    await page.getByLabel('Select all that are shown').check();
    await page.getByText('100 selected').waitFor();
    await page.getByRole('button', { name: 'Select all that match' }).click();
    await page.getByText('200 selected').waitFor();
    await page.getByText('At most 200 at a time', { exact: false }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
