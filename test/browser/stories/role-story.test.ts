import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium, whyNoChromium } from '../../support/chromium.ts';
import { showScreensOfFailures } from '../show-screens.ts';
import { asksForApproval, changesTheTime, editsSettings, makesEligible, removes } from './administering.ts';
import { asks, asksForMore, beginsToAsk, cancels, fillsIn, findsAllTyped, sends, statusOn } from './asking.ts';
import { choosesAnotherTime, decides, decidesAll, takesUp } from './deciding.ts';
import {
  asDay,
  comesBack,
  comesTo,
  confirmsByApp,
  fitsTheScreen,
  isTold,
  leave,
  opens,
  type Player,
  press,
  signsIn,
  watches,
} from './people.ts';
import { ownerOfSubscription, securityOperator } from './story-role.ts';
import { type StoryServer, storyServer } from './story-server.ts';

const ERIN = 'Erin Castellanos';
const CAROL = 'Carol Lindqvist';

describe.skipIf(whyNoChromium !== null)('a role from its settings to its removal', () => {
  let browser: Browser;
  let server: StoryServer;
  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    [browser, server] = await Promise.all([startChromium(), storyServer()]);
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));

  describe.each([
    { role: securityOperator, width: 1440, scheme: 'light' },
    { role: ownerOfSubscription, width: 1440, scheme: 'light' },
    { role: securityOperator, width: 390, scheme: 'dark' },
    { role: ownerOfSubscription, width: 390, scheme: 'light' },
  ] as const)('$role.name at $width px', { timeout: 120_000 }, ({ role, ...look }) => {
    let grace: Player;
    let erin: Player;
    let carol: Player;
    let bob: Player;
    let dave: Player;
    let start: Temporal.Instant;
    let mailToDave: () => Promise<string>;
    afterAll(() => leave(grace, erin, carol, bob, dave));

    it('is set to need approval, and two people become eligible until a day', async () => {
      grace = await comesTo(browser, 'grace', server.url, look);
      await editsSettings(grace, role);
      await asksForApproval(grace, ['Bob Okafor', 'Dave Novak'], 'PT4H');
      const until = server.now().add({ hours: 16 * 24 });
      await fitsTheScreen(grace);
      await makesEligible(grace, role, { to: [ERIN, CAROL], until, reason: 'on call until the move' });
      await grace.page
        .getByRole('row', { name: new RegExp(`${ERIN}.*${role.name}`) })
        .first()
        .waitFor();
    });

    it('is asked for with a start of its own, a second factor, and a session that ends over night', async () => {
      erin = await comesTo(browser, 'erin', server.url, look);
      const pane = await beginsToAsk(erin, role);
      await fillsIn(pane);
      await pane.getByText('Multi-factor authentication is required').waitFor();
      server.advance('PT13H');
      bob = await comesTo(browser, 'bob', `${server.url}/approvals`, look);
      start = server.now().add({ minutes: 90 });
      await fillsIn(pane, start);
      await fitsTheScreen(erin);
      await pane.getByText('Your session ended').waitFor();
      await press(pane, 'Sign in');
      await signsIn(erin);
      await pane.getByText('Multi-factor authentication is required').waitFor();
      await findsAllTyped(pane, start);
      await press(pane, 'Prove it is you');
      await confirmsByApp(erin, server);
      await findsAllTyped(pane, start);
      mailToDave = server.nextLinkTo('dave', new RegExp(`^${ERIN} asks for ${role.name}`));
      await sends(erin, role, 2);
    });

    it('is denied by who follows the mail, which who asked sees at once; what is asked again is canceled', async () => {
      const isStill = await watches(erin);
      dave = await comesTo(browser, 'dave', await mailToDave(), look);
      await dave.page.getByRole('heading', { name: `${ERIN} asks for ${role.name}` }).waitFor();
      await fitsTheScreen(dave);
      await decides(dave, 'Deny', 'not in the freeze', ERIN);
      await statusOn(erin, 'Denied');
      await erin.page.getByText('not in the freeze').waitFor();
      expect(await isStill()).toBe(true);

      await asks(erin, role);
      await bob.page.getByRole('link', { name: ERIN }).waitFor();
      await cancels(erin);
      await bob.page.getByText('Nothing waits for your decision').waitFor();
    });

    it('is asked for by two, who are denied together, and approved together when they ask again', async () => {
      carol = await comesTo(browser, 'carol', server.url, look);
      await fillsIn(await beginsToAsk(carol, role));
      await press(carol.page, 'Prove it is you');
      await confirmsByApp(carol, server);
      await sends(carol, role, 2);
      await asks(erin, role);
      await decidesAll(dave, 'Deny', 'one after the other please', 2);
      for (const person of [erin, carol]) await statusOn(person, 'Denied');
      await asks(carol, role);
      // a whole minute, as it can be typed: what is left then depends on nothing else
      start = server.now().add({ minutes: 60 }).round({ smallestUnit: 'minute', roundingMode: 'ceil' });
      await asks(erin, role, start);
      const isStill = await watches(erin);
      await decidesAll(dave, 'Approve', 'known incident', 2);
      for (const person of [erin, carol]) await statusOn(person, 'Approved');
      expect(await isStill()).toBe(true);
    });

    it('is held from its start, deactivated when five minutes are over, and given again by one approver', async () => {
      const { page } = erin;
      await opens(page, 'Home');
      const held = page.getByRole('list', { name: 'You hold now' });
      await held.getByText(/^Starts today/).waitFor();
      server.moveTo(start);
      await page.reload();
      await held.getByText(/^(29|30) min left$/).waitFor();
      await held.getByRole('button', { name: /^Deactivate in 4:\d\d$/ }).waitFor();
      server.advance('PT5M');
      await page.reload();
      await press(held, `Deactivate ${role.name} on ${role.scope.name}`);
      await page.getByText('You hold no role now').waitFor();
      await asks(erin, role);
      const isStill = await watches(erin);
      await takesUp(bob, ERIN);
      await decides(bob, 'Approve', 'the same incident', ERIN);
      await statusOn(erin, 'Approved');
      expect(await isStill()).toBe(true);
    });

    it('is extended in the last two weeks by who follows the mail, and renewed after its end', async () => {
      await opens(erin.page, 'My roles');
      await erin.page
        .getByText(/^Extend opens on /)
        .first()
        .waitFor();
      server.advance('P3D');
      await comesBack(erin, `${server.url}/my-roles`);
      const mailToGrace = server.nextLinkTo('grace', new RegExp(`^To decide: ${ERIN}, extension`));
      await asksForMore(erin, role, 'Extend');
      const isStill = await watches(erin);
      await comesBack(grace, await mailToGrace());
      await decides(grace, 'Approve', 'the project goes on', ERIN);
      await erin.page
        .getByText(/^Extend opens on /)
        .first()
        .waitFor();
      expect(await isStill()).toBe(true);

      server.advance('P50D');
      await comesBack(erin, `${server.url}/my-roles?show=expired`);
      await asksForMore(erin, role, 'Renew');
      await comesBack(grace, `${server.url}/approvals`);
      await takesUp(grace, ERIN);
      await choosesAnotherTime(grace, '90 days');
      await fitsTheScreen(grace);
      await decides(grace, 'Approve', 'back on the project', ERIN);
      await erin.page.getByText('Nothing expired').waitFor();
      await erin.page.getByRole('tab', { name: /^Eligible/ }).click();
      const end = server.now().add({ hours: 90 * 24 });
      await erin.page.getByText(`until ${asDay(end)}`).waitFor();
      await opens(erin.page, 'Home');
      await erin.page.getByRole('button', { name: `Activate ${role.name} on ${role.scope.name}` }).waitFor();
    });

    it('is given for longer, and taken away', async () => {
      await changesTheTime(grace, role, ERIN, '180 days');
      const isStill = await watches(erin);
      await removes(grace, role, ERIN);
      await erin.page
        .getByRole('button', { name: `Activate ${role.name} on ${role.scope.name}` })
        .waitFor({ state: 'detached' });
      expect(await isStill()).toBe(true);
      const complaints = [grace, erin, carol, bob, dave].flatMap((person) => person.complaints);
      expect(complaints).toEqual([]);
    });
  });

  it('keeps the settings that somebody was about to save through a night and the sign-in of the morning', async () => {
    const grace = await comesTo(browser, 'grace', server.url, { width: 390 });
    await editsSettings(grace, securityOperator);
    const { page } = grace;
    await page.getByLabel('Extensions need an approval too').check();
    server.advance('PT13H');
    const bob = await comesTo(browser, 'bob', `${server.url}/me`, { width: 390 });
    await page.getByLabel('Least characters of a reason').fill('30');
    await page.getByText('Your session ended').first().waitFor();
    await press(page, 'Sign in');
    await signsIn(grace);
    await page.getByText('2 settings changed').waitFor();
    expect(await page.getByLabel('Extensions need an approval too').isChecked()).toBe(true);
    expect(await page.getByLabel('Least characters of a reason').inputValue()).toBe('30');
    await press(page, 'Save');
    await isTold(grace, 'The settings are saved.');
    await leave(grace, bob);
  });
});
