import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPrincipal } from '../../src/commands/create-principal.ts';
import { demoSeeds } from '../../src/demo/demo-accounts.ts';
import { demoIds } from '../../src/demo/demo-organisation.ts';
import { setUpLink } from '../../src/identity/accounts/enrolment-links.ts';
import { codeAt } from '../../src/identity/accounts/one-time-codes.ts';
import { principalByIdentity } from '../../src/ledger/facts/principal-facts.ts';
import { startNotifications } from '../../src/notifications/notifications.ts';
import { as } from '../support/demo-ledger.ts';
import { softwarePasskey } from '../support/software-passkey.ts';
import { type AccountServer, API, accountServer, person, type SigningPerson, said } from './account-server.ts';

const PASSWORD = 'four quiet words here';
const zoe = '90000000-0000-4000-8000-000000000001';

let server: AccountServer;
beforeAll(async () => {
  server = await accountServer();
  const names = { displayName: 'Zoe Zimmer', userName: 'Zoe@nordwind.example', email: 'zoe@nordwind.example' };
  const identity = { issuer: 'urn:brevet:local', subject: zoe };
  await createPrincipal(server.demo.ledger, as('grace'), { id: zoe, kind: 'user', ...names, ...identity });
});
afterAll(() => server.close());

async function call(name: string, method: string, path: string) {
  const response = await fetch(`${server.url}${API}${path}`, {
    method,
    headers: { authorization: `Bearer test:${name}` },
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

/** Follows a link and sends its form. */
async function redeem(url: string, fields: Readonly<Record<string, string>> = {}, who = person(server)) {
  await who.browser.visit(url);
  const sent = await who.send(server.url, '/enrol', { password: PASSWORD, again: PASSWORD, ...fields });
  return { who, sent };
}

/** Adds an app at the first sign-in, and arrives. */
async function addApp(who: SigningPerson, base: string): Promise<string> {
  const { body } = await who.browser.visit(base);
  const seed = (/<code>([A-Z2-7 ]+)<\/code>/.exec(body)?.[1] ?? '').replaceAll(' ', '');
  const sealed = /name="sealed" value="([^"]+)"/.exec(body)?.[1] ?? '';
  expect(said(await who.send(base, '/app', { sealed, code: codeAt(seed, server.demo.clock()) }))).toBe(
    '200 Keep your recovery codes',
  );
  await who.send(base, '/continue', {});
  return seed;
}

const owner = { organisation: 'Contoso', displayName: 'Olga Own', name: 'olga', email: '' };
const firstAdministrator = () =>
  server.demo.ledger.read((reader) => principalByIdentity(reader, 'urn:brevet:local', 'first-administrator'));

describe('the set-up link', () => {
  it('is void once a later start printed another, and after a day', async () => {
    const earlier = await setUpLink(server.signIn.accounts);
    const later = await setUpLink(server.signIn.accounts);
    const replaced = await redeem(earlier?.url ?? '', owner);
    expect(said(replaced.sent)).toContain('404 This link does not work');
    server.demo.clock.advance('PT24H');
    expect(said((await redeem(later?.url ?? '', owner)).sent)).toContain('404 This link does not work');
    expect(await firstAdministrator()).toBeNull();
  });

  it.each([
    ['short', 'elevenchars', 'use at least 12 characters; a sentence is fine'],
    ['with the own name', 'the words of OLGA are here', 'leave your own name out of it'],
    ['common', 'Password-1234', 'it is one of those that are tried first; choose another'],
    ['of few characters', 'abababababab', 'use at least 5 different characters'],
    ['too long', 'long words '.repeat(30), 'use at most 256 characters'],
  ])('takes no password that is %s', async (_title, password, why) => {
    const link = await setUpLink(server.signIn.accounts);
    const { sent } = await redeem(link?.url ?? '', { ...owner, password, again: password });
    expect(said(sent)).toBe(`422 Set up Brevet: This password will not do: ${why}.`);
    expect(await firstAdministrator()).toBeNull();
  });

  it.each([
    ['two different passwords', { again: 'four quiet words there' }, 'The two passwords are not the same.'],
    [
      'a sign-in name that somebody has',
      { name: 'Alice' },
      'Somebody signs in as `alice` already; choose another name.',
    ],
    ['no name', { displayName: ' ' }, '`displayName` is ` `; allowed: 1 to 256 characters.'],
  ])('refuses %s, and works afterwards', async (_title, over, why) => {
    const link = await setUpLink(server.signIn.accounts);
    const { sent } = await redeem(link?.url ?? '', { ...owner, ...over });
    expect(said(sent)).toBe(`422 Set up Brevet: ${why.replaceAll('`', '`')}`);
    expect((await person(server).browser.visit(link?.url ?? '')).status).toBe(200);
    expect(await firstAdministrator()).toBeNull();
  });

  it('is used once, by one of fifty at the same time', async () => {
    const link = await setUpLink(server.signIn.accounts);
    const people = Array.from({ length: 50 }, (_, index) => ({ ...owner, name: `olga${index}` }));
    const answers = await Promise.all(people.map((fields) => redeem(link?.url ?? '', fields)));
    const won = answers.filter(({ sent }) => sent.url.includes('/interaction/'));
    expect(won).toHaveLength(1);
    expect(answers.filter(({ sent }) => sent.status === 404)).toHaveLength(49);
    const used = (await server.eventsOf('enrolmentLink.used')).filter(({ purpose }) => purpose === 'setUp');
    expect(used).toHaveLength(1);
    expect(await setUpLink(server.signIn.accounts)).toBeNull();
    const again = await redeem(link?.url ?? '', { ...owner, name: 'somebody' });
    expect(said(again.sent)).toContain('404 This link does not work');
  }, 120_000);

  it('makes an administrator who adds a second factor before anything else', async () => {
    const administrator = await firstAdministrator();
    const who = person(server);
    const base = await who.begin();
    const name = administrator?.userName ?? '';
    expect(said(await who.send(base, '/password', { name, password: PASSWORD }))).toBe('200 Protect your account');
    expect(await who.isSignedIn()).toBe(false);
    expect(said(await who.send(base, '/continue', {}))).toBe('200 Protect your account');
    await addApp(who, base);
    expect(await who.isSignedIn()).toBe(true);
    const answer = await who.browser.visit(`${server.url}${API}/sessions?principalId=${demoIds.alice}`);
    expect(answer.status).toBe(200);
    const next = person(server);
    expect(said(await next.signIn(name, PASSWORD))).toBe('200 Confirm that it is you');
  });

  it('stays out of the log and the address bar', async () => {
    const who = person(server);
    const { url } = await who.browser.visit(`${server.url}/enrol?token=${'A'.repeat(43)}`);
    expect(url).toBe(`${server.url}/enrol`);
  });
});

describe('an enrolment link', () => {
  it('gives a person of the directory a first password', async () => {
    const { status, body } = await call('grace', 'POST', `/people/${zoe}/enrolment-link`);
    expect([status, body.purpose]).toEqual([201, 'enrol']);
    const { who, sent } = await redeem(body.url);
    expect(sent.body).toContain('value="zoe@nordwind.example"');
    await who.send(sent.url, '/password', { name: 'zoe@nordwind.example', password: PASSWORD });
    await addApp(who, sent.url);
    expect(await who.isSignedIn()).toBe(true);
    expect(said((await redeem(body.url)).sent)).toContain('404 This link does not work');
  });

  it('in place of what a person signs in with ends all of that', async () => {
    const alice = person(server);
    await alice.signIn('alice');
    const { status, body } = await call('heidi', 'POST', `/people/${demoIds.alice}/enrolment-link`);
    expect([status, body.purpose]).toEqual([201, 'reset']);
    expect(await alice.isSignedIn()).toBe(true);
    await redeem(body.url);
    server.demo.clock.advance('PT1S');
    expect(await alice.isSignedIn()).toBe(false);
    expect(await alice.begin()).toContain('/interaction/');
    expect(said(await person(server).signIn('alice'))).toContain('403 Sign in');
    const who = person(server);
    const base = await who.begin('&acrValues=mfa');
    expect(said(await who.send(base, '/password', { name: 'alice', password: PASSWORD }))).toBe(
      '200 Protect your account',
    );
    const old = codeAt(demoSeeds['alice'] ?? '', server.demo.clock());
    expect((await who.send(base, '/code', { code: old })).status).toBe(403);
    expect((await server.eventsOf('session.ended')).at(-1)?.reason).toBe('credentialsReset');
  });

  it.each([
    ['who holds nothing, for somebody else', 'mallory', demoIds.alice, 403],
    ['who is an approver, for somebody else', 'bob', demoIds.mallory, 403],
    ['an administrator, for themselves', 'grace', demoIds.grace, 422],
    ['an administrator, for a group', 'grace', demoIds.onCall, 422],
    ['an administrator, for nobody', 'grace', '90000000-0000-4000-8000-00000000dead', 422],
  ])('is not made by %s', async (_title, name, id, status) => {
    const before = (await server.eventsOf('enrolmentLink.issued')).length;
    expect((await call(name, 'POST', `/people/${id}/enrolment-link`)).status).toBe(status);
    expect((await server.eventsOf('enrolmentLink.issued')).length).toBe(before);
  });
});

describe('a session that an administrator ends', () => {
  it('is not begun anew without a new proof', async () => {
    const who = person(server);
    const { body } = await who.signIn('ivan');
    const [{ id }] = JSON.parse(body).items;
    expect((await call('grace', 'DELETE', `/sessions/${id}`)).status).toBe(204);
    expect(await who.isSignedIn()).toBe(false);
    expect(await who.begin()).toContain('/interaction/');
    expect(await who.isSignedIn()).toBe(false);
  });
});

describe('one’s own account', () => {
  const account = () => `${server.url}/account`;

  it('is changed after a fresh sign-in by everything that it has, and not before', async () => {
    const who = person(server);
    await who.signIn('bob');
    const asked = await who.send(account(), '/password', { password: PASSWORD, again: PASSWORD });
    expect(said(asked)).toBe('200 Confirm that it is you');
    expect(await server.eventsOf('credential.changed')).not.toContainEqual(
      expect.objectContaining({ principalId: demoIds.bob }),
    );
    await who.send(asked.url, '/code', { code: codeAt(demoSeeds['bob'] ?? '', server.demo.clock()) });
    const other = person(server);
    await other.signIn('bob');
    const changed = await who.send(account(), '/password', { password: PASSWORD, again: PASSWORD });
    expect(changed.body).toContain('Your password is changed.');
    expect([await who.isSignedIn(), await other.isSignedIn()]).toEqual([true, false]);
    server.demo.clock.advance('PT1S');
    expect((await person(server).signIn('bob')).status).toBe(403);
    expect((await person(server).signIn('bob', PASSWORD)).status).toBe(200);
  });

  it('is not changed ten minutes later, or by another site', async () => {
    const who = person(server);
    const base = await who.begin('&acrValues=mfa');
    await who.send(base, '/password', { name: 'carol', password: 'nordwind demo 2026' });
    await who.send(base, '/code', { code: codeAt(demoSeeds['carol'] ?? '', server.demo.clock()) });
    const cross = await who.browser.visit(`${account()}/recovery-codes`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(cross.status).toBe(403);
    expect(said(await who.send(account(), '/recovery-codes', {}))).toBe('200 Keep your recovery codes');
    server.demo.clock.advance('PT10M');
    const late = await who.send(account(), '/recovery-codes', {});
    expect(late.body).not.toContain('class="codes"');
  });

  it('keeps its last second factor, and nobody removes another’s', async () => {
    const name = (await firstAdministrator())?.userName ?? '';
    const who = person(server);
    const base = await who.begin();
    await who.send(base, '/password', { name, password: PASSWORD });
    const { body } = await who.browser.visit(base);
    expect(body).toContain('Confirm that it is you');
    const added = (await server.eventsOf('credential.added')).filter(({ kind }) => kind === 'authenticatorApp');
    const grace = person(server);
    const strong = await grace.begin('&acrValues=mfa');
    await grace.send(strong, '/password', { name: 'grace', password: 'nordwind demo 2026' });
    await grace.send(strong, '/code', { code: codeAt(demoSeeds['grace'] ?? '', server.demo.clock()) });
    const theirs = added.find(({ principalId }) => principalId === demoIds.heidi)?.credentialId ?? '';
    expect((await grace.send(account(), '/remove', { id: theirs })).status).toBe(422);
    expect(await server.eventsOf('credential.removed')).not.toContainEqual(
      expect.objectContaining({ credentialId: theirs }),
    );
  });
});

describe('an emergency account', () => {
  it('signs in by passkey alone, and alarms all administrators', async () => {
    const mails: string[] = [];
    const notifications = startNotifications({
      ledger: server.demo.ledger,
      clock: server.demo.clock,
      publicUrl: server.url,
      channel: {
        deliver: async ({ to, subject }) => {
          mails.push(`${to}: ${subject}`);
        },
        close: async () => {},
      },
      onError: (error) => {
        throw error;
      },
    });
    const who = person(server);
    const base = await who.begin('&acrValues=phr');
    await who.send(base, '/password', { name: 'dave', password: 'nordwind demo 2026' });
    const passkey = softwarePasskey(server.url);
    const credential = JSON.stringify(passkey.create(await who.ask(base, '/passkey-creation')));
    await who.send(base, '/new-passkey', { credential, displayName: 'Safe' });
    for (const id of [demoIds.dave, demoIds.frank]) {
      expect((await call('grace', 'PUT', `/emergency-accounts/${id}`)).status).toBe(204);
    }
    expect((await call('grace', 'GET', '/emergency-accounts')).body.items).toMatchObject([
      { principalId: demoIds.dave, isReady: true },
      { principalId: demoIds.frank, isReady: false },
    ]);
    expect((await call('alice', 'GET', '/emergency-accounts')).status).toBe(403);
    expect((await call('mallory', 'PUT', `/emergency-accounts/${demoIds.mallory}`)).status).toBe(403);

    const used = person(server);
    const start = await used.begin();
    const answer = JSON.stringify(passkey.use(await used.ask(start, '/passkey-request')));
    expect((await used.send(start, '/passkey', { credential: answer })).status).toBe(200);
    const all = await server.events();
    const at = all.findIndex(({ type }) => type === 'emergencyAccount.used');
    expect(all[at - 1]).toMatchObject({ type: 'signIn.completed', principalId: demoIds.dave });
    await notifications.settle();
    await notifications.stop();
    const alarms = mails.filter((mail) => mail.endsWith('Emergency account Dave Novak was used')).sort();
    expect(alarms).toContain('grace@nordwind.example: Emergency account Dave Novak was used');
    expect(alarms).toContain('heidi@nordwind.example: Emergency account Dave Novak was used');
    expect((await call('grace', 'DELETE', `/emergency-accounts/${demoIds.frank}`)).status).toBe(204);
    expect((await call('grace', 'DELETE', `/emergency-accounts/${demoIds.frank}`)).status).toBe(404);
  });
});
