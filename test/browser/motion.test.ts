import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium, whyNoChromium } from '../support/chromium.ts';
import { personAt } from './person-at.ts';
import { type PortalServer, portalServer } from './portal-server.ts';
import { showScreensOfFailures } from './show-screens.ts';

/** What moves longer keeps somebody waiting for what they opened, in milliseconds. */
const LONGEST_MOTION_MS = 200;

describe.skipIf(whyNoChromium !== null)('motion', () => {
  let browser: Browser;
  let server: PortalServer;
  showScreensOfFailures(() => browser);
  beforeAll(async () => {
    [browser, server] = await Promise.all([startChromium(), portalServer()]);
  });
  afterAll(() => Promise.all([browser.close(), server.close()]));

  it('is short wherever something opens, and none where none is wanted', async () => {
    const { page, context, complaints } = await personAt(browser, server, 'grace');
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.addInitScript(NOTE_MOTIONS);
    await page.goto(server.url);
    await everythingThatOpens(page);
    const seen = await motions(page);
    // buttons change their colour at least
    expect(seen).not.toEqual([]);
    expect(seen.filter((ms) => ms > LONGEST_MOTION_MS)).toEqual([]);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`${server.url}/people`);
    await everythingThatOpens(page);
    expect((await motions(page)).filter((ms) => ms > 1)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

async function everythingThatOpens(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Notifications/ }).click();
  await page.getByRole('group', { name: 'Notifications' }).or(page.getByText('Nothing new')).first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Grace Hofmann' }).click();
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'People & groups' }).click();
  await page.getByRole('button', { name: 'New person' }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Assignments' }).click();
  await page
    .getByRole('button', { name: /^Change / })
    .first()
    .click();
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('Escape');
}

/** Runs in a page before anything of it does: notes how long each motion that ends takes, in milliseconds. */
const NOTE_MOTIONS = `(() => {
  globalThis.motions = [];
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (frames, options) {
    const animation = animate.call(this, frames, options);
    const { duration, iterations } = animation.effect.getTiming();
    // what is ended as it begins is not seen
    queueMicrotask(() => iterations !== Infinity && animation.playState !== 'finished' && motions.push(duration));
    return animation;
  };
  const note = ({ target, animationName, propertyName }) => {
    for (const each of target.getAnimations()) {
      const { duration, iterations } = each.effect.getTiming();
      if (iterations !== Infinity && (each.animationName ?? each.transitionProperty) === (animationName ?? propertyName)) motions.push(duration);
    }
  };
  addEventListener('animationstart', note, true);
  addEventListener('transitionrun', note, true);
})()`;

async function motions(page: Page): Promise<readonly number[]> {
  return (await page.evaluate('motions')) as readonly number[];
}
