import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoIds, demoRoles, demoScopes } from '../../src/demo/demo-organisation.ts';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { personAt } from './person-at.ts';
import { type DemoPerson, type PortalServer, portalServer } from './portal-server.ts';
import { showScreensOfFailures } from './show-screens.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary: string }[];
}

/** What a page says where a list cannot be had, by the status of the answer. */
const failures = [
  [403, 'You may not see this'],
  [404, 'Nothing is here'],
  [429, 'Too many calls in a short time'],
  [500, 'Something went wrong on the server'],
  [503, 'The server is being restarted'],
  [0, 'The server cannot be reached'],
] as const;
const told = { 'brevet-time': '2026-11-27T12:00:00Z', 'retry-after': '20' };

function problem(status: number) {
  const correlationId = '5f0c4c1e-7a55-4f3f-9a38-2f1f5d0f9b11';
  return { type: 'about:blank', title: 'Problem', status, code: 'x', detail: 'what the server says', correlationId };
}

/** What axe-core finds against WCAG 2.2 AA and its best practices. */
async function findings(page: Page, options = ''): Promise<readonly string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate(
    `axe.run({ exclude: [["[data-tabster-dummy]"]] }, { resultTypes: ["violations"]${options} }).then(({ violations }) => violations)`,
  );
  return (violations as readonly Finding[]).flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary.replaceAll(/\s+/g, ' ')}`),
  );
}

const MEDIA = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
/** What is dark has the same parts as what is light, in other colours. */
const COLOURS = ', runOnly: ["color-contrast", "link-in-text-block"]';

/** Until the page has taken to its new looks, and has all that it asked for in them. */
async function isShownIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.locator(`html[style*="color-scheme: ${colorScheme}"]`).waitFor();
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  await page.locator('h1').first().waitFor();
  await page.locator('[aria-label=Loading]').first().waitFor({ state: 'detached' });
}

/** What axe-core finds in the page as it is: light and dark at a desk, and light on a phone. */
async function findingsInEveryLook(page: Page, what: string): Promise<readonly string[]> {
  const looks = [
    ['light', 'desk', ''],
    ['dark', 'desk', COLOURS],
    ['light', 'phone', ''],
  ] as const;
  const found: string[] = [];
  for (const [colorScheme, media, options] of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(MEDIA[media]);
    await isShownIn(page, colorScheme);
    found.push(
      ...(await findings(page, options)).map((finding) => `${what}, ${colorScheme} at a ${media}: ${finding}`),
    );
  }
  await page.setViewportSize(MEDIA.desk);
  return found;
}

const PANES = /[?&](activate|extend|create|access|apply|entry|change|do)=/;

/** The routes of the portal at which none of the paths is. */
function notWalked(paths: readonly string[]): readonly string[] {
  const router = readFileSync(new URL('../../web/src/app/router.tsx', import.meta.url), 'utf8');
  const routes = [...router.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path);
  if (routes.length < 20) throw new Error('the routes are not found where they were');
  const walked = paths.map((path) => path.split('?', 1).join());
  return routes.filter((route) => {
    const isAt = new RegExp(`^${route.replaceAll(/\$\w+/g, '[0-9a-f-]{36}')}$`);
    return !walked.some((path) => isAt.test(path));
  });
}

describe.skipIf(whyNoChromium !== null)('every page, to axe-core', () => {
  let browser: Browser;
  let server: PortalServer;
  let requestId: string;
  let templateId: string;
  let endpointId: string;
  let endingId: string;
  let expiredId: string;
  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    [browser, server] = await Promise.all([startChromium(), portalServer()]);
    const given = { type: 'adminAssign', kind: 'eligible', principalId: demoIds.alice, justification: 'for a day' };
    const yesterday = { ...given, roleDefinitionId: demoRoles.reader, scope: demoScopes.development, duration: 'P1D' };
    expiredId = ((await (await server.call('grace', 'POST', '/requests', yesterday)).json()) as { scheduleId: string })
      .scheduleId;
    server.advance('PT25H');
    const scope = '/subscriptions/c0000000-0000-4000-8000-000000000001';
    const ask = { type: 'selfActivate', scope, duration: 'PT8H', justification: 'Triage', ticket: { number: 'IR-1' } };
    const owner = { ...ask, roleDefinitionId: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635' };
    requestId = ((await (await server.call('alice', 'POST', '/requests', owner)).json()) as { id: string }).id;
    const ending = { type: 'adminAssign', kind: 'eligible', principalId: demoIds.alice, scope, duration: 'P5D' };
    const reader = { ...ending, roleDefinitionId: demoRoles.reader, justification: 'ends soon' };
    const assigned = await (await server.call('grace', 'POST', '/requests', reader)).json();
    endingId = (assigned as { scheduleId: string }).scheduleId;
    const hook = { kind: 'webhook', displayName: 'SIEM', url: 'http://127.0.0.1:1/hook' };
    const made = await server.call('grace', 'POST', '/notification-endpoints', hook);
    endpointId = ((await made.json()) as { id: string }).id;
    await server.call('alice', 'POST', '/requests', {
      ...ask,
      roleDefinitionId: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
    });
    const content = {
      name: 'Two hours',
      rules: { Expiration_EndUser_Assignment: { isExpirationRequired: true, maximumDuration: 'PT2H' } },
    };
    const template = await server.call('grace', 'POST', '/policy-templates', content);
    templateId = ((await template.json()) as { id: string }).id;
    const targets = [{ roleDefinitionId: 'b24988ac-6180-42a0-ab88-20f7382dd24c', scope }];
    await server.call('grace', 'POST', `/policy-templates/${templateId}/apply`, { targets });
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));

  it('has nothing against high contrast, nor against what is shown where something failed or is away', async () => {
    const found: string[] = [];
    const { page, context } = await personAt(browser, server, 'alice');
    await page.addInitScript('localStorage.setItem("brevet.preferences", JSON.stringify({ theme: "contrast" }))');
    const look = async (what: string) => {
      found.push(...(await findings(page)).map((finding) => `${what}: ${finding}`));
    };
    for (const path of [
      '/',
      '/my-roles',
      `/requests/${requestId}`,
      '/?activate=e0000000-0000-4000-8000-000000000003',
    ]) {
      await page.goto(`${server.url}${path}`);
      // before anything is drawn there is nothing that loads either
      await page.locator('h1').first().waitFor();
      await page.locator('[aria-label=Loading]').first().waitFor({ state: 'detached' });
      if (path.includes('activate=')) await page.getByRole('dialog').waitFor();
      await look(path);
    }
    for (const [status, words] of failures) {
      await page.route('**/api/security/pim/my-requests?*', (route) =>
        status === 0 ? route.abort() : route.fulfill({ status, headers: told, json: problem(status) }),
      );
      await page.goto(`${server.url}/requests`);
      await page.getByRole('alert').getByText(words).waitFor();
      await look(`${status}`);
      await page.unrouteAll();
    }
    await page.goto(`${server.url}/offline.html`);
    await look('offline');
    expect(found).toEqual([]);
    await context.close();
  }, 120_000);

  it('has nothing against it, light and dark, at a desk and on a phone', async () => {
    const visits: readonly (readonly [DemoPerson, readonly string[]])[] = [
      [
        'alice',
        [
          '/',
          '/my-roles',
          '/my-roles?show=active',
          '/my-roles?show=expired',
          '/?activate=e0000000-0000-4000-8000-000000000003',
          `/my-roles?extend=${endingId}`,
          `/my-roles?show=expired&extend=${expiredId}`,
          '/requests',
          '/my-audit',
          '/me',
          '/me/notifications',
        ],
      ],
      ['bob', ['/approvals', '/approvals/decided', `/requests/${requestId}`, '/more']],
      [
        'grace',
        [
          '/overview',
          '/assignments',
          '/assignments?show=expired',
          '/assignments?change=update&ids=e0000000-0000-4000-8000-000000000002',
          '/assignments/add',
          '/roles',
          '/roles/8e3af657-a8ff-443c-a75c-2fe8c4bcb635?edit=yes',
          '/templates',
          '/templates/new?role=8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
          `/templates/${templateId}`,
          `/templates/${templateId}?apply=yes`,
          '/resources',
          '/resources?access=/',
          '/people',
          '/people?create=yes',
          '/people/a0000000-0000-4000-8000-000000000002',
          '/groups/b0000000-0000-4000-8000-000000000001',
          '/audit',
          '/audit?entry=1',
          '/past-access',
          '/spot-audits',
          '/notifications',
          '/sessions',
          '/endpoints',
          '/endpoints?create=yes',
          `/endpoints/${endpointId}`,
          `/endpoints/${endpointId}?do=change`,
          `/endpoints/${endpointId}?do=rotate`,
          `/endpoints/${endpointId}?do=replay`,
        ],
      ],
    ];
    const opens: { readonly [name in DemoPerson]?: readonly (readonly [string, string, string])[] } = {
      bob: [
        [`/requests/${requestId}`, 'Deny', 'Say why: who asked reads it.'],
        [`/requests/${requestId}`, 'Approve less ...', 'A shorter time or a narrower scope'],
      ],
      grace: [
        ['/assignments', 'Views', 'Keep this view as'],
        ['/assignments', 'Columns', 'Comfortable'],
      ],
    };
    expect(notWalked(visits.flatMap(([, paths]) => paths))).toEqual([]);
    const found: string[] = [];
    for (const [name, paths] of visits) {
      const { page, context } = await personAt(browser, server, name);
      for (const path of paths) {
        await page.goto(`${server.url}${path}`);
        await page.locator('h1').first().waitFor();
        await page.locator('[aria-label=Loading]').first().waitFor({ state: 'detached' });
        if (PANES.test(path)) await page.getByRole('dialog').waitFor();
        found.push(...(await findingsInEveryLook(page, path)));
      }
      for (const [path, press, opened] of opens[name] ?? []) {
        await page.goto(`${server.url}${path}`);
        await page.getByRole('button', { name: press, exact: true }).click();
        await page.getByText(opened).first().waitFor();
        found.push(...(await findingsInEveryLook(page, `${press} at ${path}`)));
      }
      await page.goto(server.url);
      await page.getByRole('button', { name: /^Notifications/ }).click();
      await page.getByRole('button', { name: 'Mark all as read' }).or(page.getByText('Nothing new')).waitFor();
      found.push(...(await findingsInEveryLook(page, `bell of ${name}`)));
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').first().waitFor();
      found.push(...(await findingsInEveryLook(page, `palette of ${name}`)));
      await context.close();
    }
    expect(found).toEqual([]);
    // some forty pages, one after the other
  }, 600_000);
});
