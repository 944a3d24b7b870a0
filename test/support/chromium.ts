import { existsSync } from 'node:fs';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const path = PATHS.find((each) => existsSync(each));

/** Why no browser can be played here; null where one can. */
export const whyNoChromium =
  path === undefined ? 'needs the Debian package chromium: apt-get install --no-install-recommends chromium' : null;

/** Debian's Chromium, without a window. */
export function startChromium(): Promise<Browser> {
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
