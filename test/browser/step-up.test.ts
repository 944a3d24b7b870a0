import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD, demoSeeds } from '../../src/demo/demo-accounts.ts';
import { demoIds, demoRoles } from '../../src/demo/demo-organisation.ts';
import type { PolicyRules, Rule, RuleId } from '../../src/domain/policy/policy.ts';
import { codeAt } from '../../src/identity/accounts/one-time-codes.ts';
import { type AbuseServer, abuseServer } from '../abuse/abuse-server.ts';
import { context as authenticationContext, enablement, proofAge } from '../scenarios/play/settings.ts';
import { assign, production, setRule } from '../scenarios/story.ts';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { newsOn } from './person-at.ts';
import { showScreensOfFailures } from './show-screens.ts';

const REASON = 'Triage of IR-2026-0142 ✓';
const { contributor, reader, userAccessAdministrator } = demoRoles;

/** What each of the roles asks for on Production. */
const asked: readonly (readonly [string, Partial<PolicyRules>])[] = [
  [contributor, enablement('multiFactorAuthentication')],
  [reader, { ...enablement(), ...authenticationContext('c1') }],
  [userAccessAdministrator, { ...enablement(), ...proofAge(null, true) }],
];

describe.skipIf(whyNoChromium !== null)('a second factor in the middle of an activation', () => {
  let browser: Browser;
  let server: AbuseServer;
  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    const contexts = { c1: { acr: ['strong'], maxAge: 'PT1H' } };
    [browser, server] = await Promise.all([
      startChromium(),
      abuseServer({ settings: { BREVET_AUTHENTICATION_CONTEXTS: JSON.stringify(contexts) } }),
    ]);
    for (const [role, rules] of asked) {
      for (const [id, rule] of Object.entries(rules) as [RuleId, Rule][]) {
        await setRule(server.ledger, role, production, id, rule);
      }
    }
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));

  /** A person's browser, and every address to which it was led. */
  async function open({ width, scheme }: { readonly width: number; readonly scheme: 'light' | 'dark' }) {
    const context = await browser.newContext({
      viewport: { width, height: width < 600 ? 844 : 900 },
      colorScheme: scheme,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    const led: URL[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (request.isNavigationRequest()) led.push(new URL(request.url()));
    });
    return { context, page, complaints, led };
  }

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

  async function signInWithPassword(page: Page, name: string) {
    await page.goto(`${server.url}/sign-in/start/brevet?returnTo=/my-roles`);
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password').fill(DEMO_PASSWORD);
    await press(page, 'Sign in');
  }

  async function signInAtOne(page: Page, subject: string) {
    server.one.nextAccount({ subject, amr: ['pwd'] });
    await page.goto(`${server.url}/sign-in?returnTo=/my-roles`);
    await page.getByRole('link', { name: 'Provider one' }).click();
  }

  const eligible = (principalId: string, roleDefinitionId: string) =>
    assign(server.ledger, { kind: 'eligible', principalId, roleDefinitionId });

  /** Opens the pane from the list of roles and types all there is to type. */
  async function ask(page: Page, role: string, why: string) {
    await page.getByRole('button', { name: `Activate ${role} on Production` }).click();
    const pane = page.getByRole('dialog');
    await pane.getByLabel('Reason').fill(REASON);
    await pane.getByRole('button', { name: '30 min' }).click();
    await pane.getByRole('listitem').filter({ hasText: why }).waitFor();
    await pane.getByRole('button', { name: 'Activate', exact: true, disabled: true }).waitFor();
    await press(page, 'Prove it is you');
  }

  /** Back in the pane nothing is lost; then the role is active, for as long as was chosen before. */
  async function finish(page: Page, role: string) {
    const pane = page.getByRole('dialog');
    await pane.getByText('Active at once', { exact: false }).waitFor();
    expect(await pane.getByLabel('Reason').inputValue()).toBe(REASON);
    await press(page, 'Activate');
    expect(await newsOn(page)).toContain(`${role} is active.`);
    await page.goto(server.url);
    const held = page.getByRole('list', { name: 'You hold now' });
    await held.getByText(role).waitFor();
    await held.getByText(/^(30|29) min left$/).waitFor();
  }

  async function close(context: BrowserContext, complaints: readonly string[]) {
    expect(complaints).toEqual([]);
    await context.close();
  }

  const code = (name: string) => codeAt(demoSeeds[name] ?? '', Temporal.Now.instant());

  describe.each([
    { width: 1440, scheme: 'light', names: ['carol', 'grace'], subject: 'zoe' },
    { width: 390, scheme: 'dark', names: ['bob', 'heidi'], subject: 'yan' },
  ] as const)('at $width px', ({ names: [first, second], subject, ...look }) => {
    it('at the embedded provider: the code of the app, and back to what was typed', async () => {
      await eligible(demoIds[first], contributor);
      const { context, page, complaints, led } = await open(look);
      await signInWithPassword(page, first);
      await ask(page, 'Contributor', 'Multi-factor authentication is required');
      await page.getByRole('heading', { level: 1, name: 'Confirm that it is you' }).waitFor();
      expect(await page.getByLabel('Password').count(), 'which was proven already').toBe(0);
      await page.getByLabel('Code', { exact: true }).fill('000000');
      await press(page, 'Confirm');
      await page.getByText('This did not work; check what you typed and try again.').waitFor();
      await page.getByLabel('Code', { exact: true }).fill(code(first));
      await press(page, 'Confirm');
      await finish(page, 'Contributor');
      const authorized = led.filter(({ pathname }) => pathname.endsWith('/oauth2/v2.0/authorize'));
      expect(authorized.map(({ searchParams }) => searchParams.get('acr_values'))).toEqual([null, 'mfa']);
      await close(context, complaints);
    });

    it('at the embedded provider: all factors anew for a proof of this request', async () => {
      await eligible(demoIds[second], userAccessAdministrator);
      const { context, page, complaints, led } = await open(look);
      await signInWithPassword(page, second);
      await ask(page, 'User Access Administrator', 'ask for a proof of this request');
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
      expect(await page.getByLabel('Name').inputValue()).toBe(second);
      await page.getByLabel('Password').fill(DEMO_PASSWORD);
      await press(page, 'Sign in');
      await page.getByLabel('Code', { exact: true }).fill(code(second));
      await press(page, 'Confirm');
      await finish(page, 'User Access Administrator');
      const asking = led.findLast(({ pathname }) => pathname.endsWith('/oauth2/v2.0/authorize'))?.searchParams;
      expect([asking?.get('prompt'), asking?.get('max_age')]).toEqual(['login', '0']);
      await close(context, complaints);
    });

    it('at an OpenID provider of somebody else, which is asked for the context and its greatest age', async () => {
      await eligible(await server.person(server.one.issuer, subject), reader);
      const { context, page, complaints, led } = await open(look);
      await signInAtOne(page, subject);
      server.one.nextAccount({ subject, amr: ['pwd', 'hwk'], acr: 'strong' });
      await ask(page, 'Reader', 'Authentication context `c1` is required');
      await finish(page, 'Reader');
      const [, asking] = led.filter(({ origin, pathname }) => origin === server.one.issuer && pathname === '/auth');
      expect(asking?.searchParams.get('acr_values')).toBe('strong');
      expect(asking?.searchParams.get('max_age')).toBe('3600');
      await close(context, complaints);
    });

    it('comes back to what was typed where the provider proves too little, and nothing is active', async () => {
      await eligible(await server.person(server.one.issuer, `${subject}-weak`), reader);
      const { context, page, complaints } = await open(look);
      await signInAtOne(page, `${subject}-weak`);
      await ask(page, 'Reader', 'Authentication context `c1` is required');
      await page.getByRole('heading', { level: 1, name: 'This sign-in does not prove enough' }).waitFor();
      await page.goBack();
      const pane = page.getByRole('dialog');
      await pane.getByRole('listitem').filter({ hasText: 'Authentication context `c1` is required' }).waitFor();
      expect(await pane.getByLabel('Reason').inputValue()).toBe(REASON);
      await page.goto(server.url);
      await page.getByText('You hold no role now').waitFor();
      await close(context, complaints);
    });
  });
});
