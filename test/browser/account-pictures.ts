/**
 * Paints every page about signing in as people see it, in the manner of `page-pictures.ts`:
 * `npx node test/browser/account-pictures.ts FOLDER [WORD]`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { html } from '../../src/http/plugins/html.ts';
import { assets } from '../../src/http/sign-in/asset-routes.ts';
import { ownAccountPage } from '../../src/http/sign-in/pages/account-page.ts';
import { badLinkPage, enrolPage } from '../../src/http/sign-in/pages/enrol-page.ts';
import { enrolmentPage, recoveryCodesPage } from '../../src/http/sign-in/pages/enrolment-pages.ts';
import { stalePage, waitPage } from '../../src/http/sign-in/pages/message-pages.ts';
import { confirmProofPage, proofGivenPage } from '../../src/http/sign-in/pages/proof-pages.ts';
import { providerPages } from '../../src/http/sign-in/pages/provider-pages.ts';
import {
  arrivedPage,
  identifyPage,
  passkeyStepPage,
  recoveryPage,
  secondFactorPage,
} from '../../src/http/sign-in/pages/sign-in-step-pages.ts';
import { failurePage, providersPage } from '../../src/http/sign-in/sign-in-pages.ts';
import type { SignInProvider } from '../../src/identity/sign-in/relying-party.ts';
import { startChromium } from '../support/chromium.ts';
import { looks, sheetOf, shotOf } from './pictures/sheet.ts';

const base = '/interaction/1';
const step = { base, error: null, hasPasskeys: true };
const who = 'Alice Meyer';
const offered = {
  seed: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  address: 'otpauth://totp/Brevet:alice?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Brevet',
  sealed: '',
};
const passkey = {
  credentialId: '',
  principalId: '',
  publicKey: '',
  counter: 0,
  transports: [],
  lastUsedAt: null,
  createdAt: Date.UTC(2026, 10, 3),
};
const account = {
  displayName: who,
  signInName: 'alice',
  hasSecondFactor: true,
  passwordChangedAt: Date.UTC(2026, 10, 1),
  app: { id: '1', createdAt: Date.UTC(2026, 10, 2) },
  passkeys: [
    { ...passkey, id: '2', displayName: 'Laptop' },
    { ...passkey, id: '3', displayName: 'The security key at the bottom of the drawer at home' },
  ],
  recoveryCodesLeft: 8,
};
const enrol = { signInName: 'alice', displayName: who, hasOrganisation: false, error: null, form: null };
const provider = (id: string, name: string): SignInProvider => ({
  id,
  name,
  issuer: `https://${id}.example`,
  clientId: '',
  clientSecret: '',
  namesPrincipals: false,
});
const providers = [provider('one', 'Nordwind'), provider('two', 'Partners of Nordwind')];
const proof = {
  person: who,
  what: 'Activate a role',
  role: 'Owner',
  scope: 'Production',
  lasting: '2 hours',
  justification: 'Triage of IR-2026-0142: customers cannot pay',
};
const pages = providerPages(() => 'https://brevet.example');
const codes = Array.from({ length: 10 }, (_, index) => `k7q${index}-m2x9-p4dz`);
const shownAccount = { account, error: null, done: null, offered, canHavePasskeys: true };
const all: Readonly<Record<string, string>> = {
  identify: identifyPage({ ...step, name: '', client: 'Brevet' }),
  'identify-wrong': identifyPage({
    ...step,
    name: 'alice',
    client: 'Azure CLI',
    error: 'this did not work; check what you typed and try again',
  }),
  providers: providersPage(providers, '/'),
  'second-factor': secondFactorPage({ ...step, who, hasApp: true }),
  'second-factor-passkey': secondFactorPage({ ...step, who, hasApp: false }),
  recovery: recoveryPage({ ...step, who, error: 'this did not work; check what you typed and try again' }),
  'passkey-step': passkeyStepPage({ ...step, who }),
  arrived: arrivedPage({ base, who }),
  wait: waitPage(base, 90),
  stale: stalePage(),
  'set-up': enrolPage({ ...enrol, purpose: 'setUp' }),
  'first-password': enrolPage({ ...enrol, purpose: 'enrol', error: 'the two passwords are not the same' }),
  'new-password': enrolPage({ ...enrol, purpose: 'reset' }),
  'bad-link': badLinkPage('this link was used already, or is too old; ask for a new one'),
  enrolment: enrolmentPage({ base, error: null, who, offered, canHavePasskeys: true }),
  'enrolment-app': enrolmentPage({ base, error: 'the code is not right', who, offered, canHavePasskeys: false }),
  'enrolment-passkey': enrolmentPage({ base, error: null, who, offered: null, canHavePasskeys: true }),
  'enrolment-no-passkey': enrolmentPage({ base, error: null, who, offered: null, canHavePasskeys: false }),
  codes: recoveryCodesPage(codes, html`<a class="button" href="/account">I have kept them</a>`),
  account: ownAccountPage(shownAccount),
  'account-open': ownAccountPage({ ...shownAccount, done: 'Your password is changed.' }).replaceAll(
    '<details>',
    '<details open>',
  ),
  'account-bare': ownAccountPage({
    ...shownAccount,
    error: 'the last second factor of somebody who needs one stays',
    account: { ...account, app: null, passkeys: [], recoveryCodesLeft: 0 },
    canHavePasskeys: false,
  }),
  'account-elsewhere': ownAccountPage({ ...shownAccount, account: { ...account, signInName: null } }),
  'device-code': pages.enterUserCode('<form id="op.deviceInputForm"></form>', 'wrong'),
  'device-confirm': pages.confirmUserCode({
    form: '<form id="op.deviceConfirmForm"></form>',
    userCode: 'WDJB-MJHT',
    program: 'Azure CLI',
    address: '203.0.113.7',
  }),
  'device-done': pages.deviceSignedIn('Azure CLI'),
  'sign-out': pages.signOut('<form id="op.logoutForm"></form>', false),
  'signing-out': pages.signOut('<form id="op.logoutForm"></form>', true),
  'signed-out': pages.signedOut(),
  'provider-failed': pages.failed('invalid_client', 'client is invalid'),
  'proof-asked': confirmProofPage('1', proof, providers),
  'proof-given': proofGivenPage(),
  ...Object.fromEntries(
    (['stale', 'failed', 'unknown', 'disabled', 'providerDown', 'anotherPerson', 'notStronger', 'busy'] as const).map(
      (failure) => [`failure-${failure}`, failurePage(failure)],
    ),
  ),
};

const [folder = 'pictures', word = ''] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const browser = await startChromium();
for (const [name, page] of Object.entries(all)) {
  if (!name.includes(word)) continue;
  const shots: Buffer[] = [];
  for (const { width, scheme } of looks) {
    const tab = await browser.newPage({ viewport: { width, height: width < 600 ? 844 : 900 }, colorScheme: scheme });
    await tab.setContent(page.replace(/<link rel="stylesheet"[^>]*>/, `<style>${assets.style.text}</style>`));
    shots.push(await shotOf(tab, width));
    await tab.close();
  }
  await sheetOf(browser, shots, join(folder, `${name}.png`));
  process.stdout.write(`${name}\n`);
}
await browser.close();
