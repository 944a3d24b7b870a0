import { existsSync } from 'node:fs';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';

const existing = (paths: readonly string[]) => paths.find((each) => existsSync(each));
const desktop = existing(['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']);
/** The same engine without the pages of the browser's own, which cost as much as ours: a second for each person at it. */
const withoutPagesOfItsOwn = existing(['/usr/bin/chromium-headless-shell']) ?? desktop;

/** Why no browser can be played here; null where one can. */
export const whyNoChromium =
  desktop === undefined ? 'needs the Debian package chromium: apt-get install --no-install-recommends chromium' : null;

/** Debian's Chromium, without a window. */
export const startChromium = () => start(withoutPagesOfItsOwn);

/** With all that makes it a browser of the desktop, such as installing a page. */
export const startDesktopChromium = () => start(desktop);

async function start(path: string | undefined): Promise<Browser> {
  if (path === undefined) throw new Error(whyNoChromium ?? '');
  // the sandbox needs rights that root in a container does not have; the pages are ours
  return chromium.launch({ executablePath: path, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** Gives a page an authenticator that confirms everything by itself. */
export async function withAuthenticator(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return session;
}
