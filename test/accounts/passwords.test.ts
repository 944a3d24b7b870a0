import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disablePrincipal } from '../../src/commands/disable-principal.ts';
import { DEMO_PASSWORD, demoSeeds } from '../../src/demo/demo-accounts.ts';
import { demoIds } from '../../src/demo/demo-organisation.ts';
import { codeAt } from '../../src/identity/accounts/one-time-codes.ts';
import { localAccountOf } from '../../src/ledger/vault/local-account.ts';
import { as } from '../support/demo-ledger.ts';
import { softwarePasskey } from '../support/software-passkey.ts';
import { type AccountServer, accountServer, HOME, person, said } from './account-server.ts';

const WRONG = '403 Sign in: This did not work; check what you typed and try again.';

let server: AccountServer;
beforeAll(async () => {
  server = await accountServer();
});
afterAll(() => server.close());

it('signs a person in through the path of every provider, and says how', async () => {
  const alice = person(server);
  const arrived = await alice.signIn('Alice ');
  expect(arrived).toMatchObject({ status: 200, url: `${server.url}${HOME}` });
  expect(JSON.parse(arrived.body).items).toMatchObject([{ principalId: demoIds.alice, provider: 'brevet' }]);
  expect((await server.eventsOf('signIn.completed')).at(-1)).toEqual({
    type: 'signIn.completed',
    principalId: demoIds.alice,
    clientId: 'brevet-portal',
    methods: ['password'],
  });
  expect((await server.eventsOf('session.started')).at(-1)?.methods).toEqual(['pwd']);
});

it('ends the session here and at the provider when the person signs out', async () => {
  const alice = person(server);
  await alice.signIn('alice');
  const left = await alice.send(server.url, '/sign-out', {});
  expect(left.body).toContain('Signing you out');
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(left.body) ?? [];
  const [, action = ''] = /action="([^"]+)"/.exec(left.body) ?? [];
  expect((await alice.send(action, '', { xsrf, logout: 'yes' })).url).toBe(`${server.url}/`);
  expect(await alice.isSignedIn()).toBe(false);
  expect(await alice.begin()).toContain('/interaction/');
});

it('asks for the password again after twelve hours, also while nobody has deleted the old session', async () => {
  const [alice, bob] = [person(server), person(server)];
  await alice.signIn('alice');
  await bob.signIn('bob');
  const began = server.demo.clock();
  server.demo.clock.advance('PT11H59M');
  expect(await alice.begin()).toBe(`${server.url}${HOME}`);
  server.demo.clock.advance('PT1M');
  expect(await bob.begin()).toContain('/interaction/');
  server.demo.clock.set(began);
});

it('asks before somebody is signed out who did not ask for it here', async () => {
  const alice = person(server);
  await alice.signIn('alice');
  const { tenantId } = server.signIn;
  const forged = await alice.browser.visit(`${server.url}/${tenantId}/oauth2/v2.0/logout?logout_hint=forged`);
  expect(forged.body).toContain('Sign out?');
  expect(forged.body).not.toContain('<script');
});

describe('who could be anybody', () => {
  it.each([
    ['a wrong password', 'alice', 'not the password'],
    ['a name that nobody has', 'nobody', DEMO_PASSWORD],
    ['a name that is none', '"><script>', DEMO_PASSWORD],
    ['the password of another', 'zoe', DEMO_PASSWORD],
    ['nothing', '', ''],
    ['a password in other letters', 'bob', DEMO_PASSWORD.toUpperCase()],
  ])('hears the same, after the same work, with %s', async (_title, name, password) => {
    const somebody = person(server);
    server.hashRuns();
    // the dummy is made once for the process
    const answer = await somebody.signIn(name, password);
    const first = server.hashRuns();
    expect(said(answer)).toBe(WRONG);
    expect(answer.body).not.toContain('<script>');
    expect(await somebody.isSignedIn()).toBe(false);
    expect(first).toBeLessThanOrEqual(2);
    await somebody.signIn(name, password);
    expect(server.hashRuns()).toBe(1);
  });
});

it('tells who is disabled so only after the right password, and lets nobody in', async () => {
  const gone = demoIds.judy;
  await disablePrincipal(server.demo.ledger, as('grace'), gone);
  expect(said(await person(server).signIn('judy', 'wrong password'))).toBe(WRONG);
  expect(said(await person(server).signIn('judy'))).toBe(
    '403 Sign in: Your account is disabled; ask an administrator.',
  );
});

it('takes no form from another site', async () => {
  const alice = person(server);
  const base = await alice.begin();
  const sent = await alice.browser.visit(`${base}/password`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ name: 'alice', password: DEMO_PASSWORD }).toString(),
  });
  expect(sent.status).toBe(403);
  expect(await alice.isSignedIn()).toBe(false);
});

it('knows a sign-in only in the browser that began it', async () => {
  const base = await person(server).begin();
  const other = person(server);
  expect(said(await other.send(base, '/password', { name: 'alice', password: DEMO_PASSWORD }))).toBe(
    '400 This sign-in has ended',
  );
});

it('takes a field that is there twice for none', async () => {
  const alice = person(server);
  const base = await alice.begin();
  const sent = await alice.browser.visit(`${base}/password`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    body: `name=alice&name=bob&password=${encodeURIComponent(DEMO_PASSWORD)}`,
  });
  expect(said(sent)).toBe(WRONG);
});

it('shows pages that load and lead nowhere else, are shown in no frame, and kept nowhere', async () => {
  const { headers } = await person(server).browser.visit(`${server.url}/sign-in/start/brevet`);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
});

it('hashes a password anew when it was hashed with less', async () => {
  const { accounts } = server.signIn;
  const outdated = { ...accounts, hasher: { ...accounts.hasher, isOutdated: () => true } };
  const before = await accounts.ledger.read((reader) => localAccountOf(reader, demoIds.frank));
  const { provePassword } = await import('../../src/identity/accounts/prove-password.ts');
  const signingIn = { attemptKey: 'rehash', baseline: null, correlationId: 'test', origin: 'test' };
  const typed = { name: 'frank', password: DEMO_PASSWORD, address: '127.0.0.9', deviceFor: () => null };
  await provePassword(outdated, signingIn, typed);
  const after = await accounts.ledger.read((reader) => localAccountOf(reader, demoIds.frank));
  expect(after?.passwordHash).not.toBe(before?.passwordHash);
  expect(await accounts.hasher.verify(after?.passwordHash ?? '', DEMO_PASSWORD)).toBe(true);
});

describe('who guesses', () => {
  it('is slowed down after five tries at one account, also when all are sent at once', async () => {
    const guesser = person(server);
    const bases = await Promise.all(
      Array.from({ length: 20 }, () => person(server)).map(async (each) => [each, await each.begin()] as const),
    );
    server.hashRuns();
    const answers = await Promise.all(
      bases.map(([each, base]) => each.send(base, '/password', { name: 'heidi', password: 'a guess of many' })),
    );
    expect(server.hashRuns()).toBe(5);
    const slowed = answers.filter(({ status }) => status === 429);
    expect(slowed).toHaveLength(15);
    expect(Number(slowed[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(said(await guesser.signIn('heidi'))).toBe('429 Too many tries');
  });

  it('does not slow down others, and is let in after the pause', async () => {
    expect((await person(server).signIn('oscar')).status).toBe(200);
    const began = server.demo.clock();
    server.demo.clock.advance('PT2S');
    expect((await person(server).signIn('heidi')).status).toBe(200);
    server.demo.clock.set(began);
  });

  it('does not keep a person out of the browser in which they signed in before', async () => {
    const grace = person(server);
    await grace.signIn('grace');
    for (let count = 0; count < 6; count += 1) await person(server).signIn('grace', 'a guess');
    expect((await person(server).signIn('grace')).status).toBe(429);
    grace.browser.setCookie(server.url, 'brevet_provider', '');
    expect((await grace.signIn('grace')).status).toBe(200);
  });

  it('is slowed down alike at a name that nobody has, so that no pause tells who is there', async () => {
    const answers = async (name: string) => {
      const heard = [];
      for (let count = 0; count < 7; count += 1) {
        const answer = await person(server).signIn(name, 'a guess');
        heard.push([said(answer), answer.headers.get('retry-after')]);
      }
      return heard;
    };
    const there = await answers('erin');
    expect(there.map(([text]) => text)).toContain('429 Too many tries');
    expect(await answers('nobody-at-all')).toEqual(there);
  });

  it('does not keep an administrator out who has a passkey, in whatever browser, however many guess', async () => {
    const carol = person(server);
    const enrolling = await carol.begin('&acrValues=phr');
    await carol.send(enrolling, '/password', { name: 'carol', password: DEMO_PASSWORD });
    await carol.send(enrolling, '/code', { code: codeAt(demoSeeds['carol'] ?? '', server.demo.clock()) });
    const passkey = softwarePasskey(server.url);
    const credential = JSON.stringify(passkey.create(await carol.ask(enrolling, '/passkey-creation')));
    await carol.send(enrolling, '/new-passkey', { credential, displayName: 'Key' });
    const { accounts } = server.signIn;
    // from everywhere: nothing is left of what the account and any address may try
    for (let count = 0; count < 40; count += 1) {
      await accounts.throttle.take({
        account: 'carol',
        what: 'password',
        address: `203.0.113.${count}`,
        knownDevice: null,
      });
    }
    expect(said(await person(server).signIn('carol'))).toBe('429 Too many tries');
    const elsewhere = person(server);
    const base = await elsewhere.begin();
    const answer = JSON.stringify(passkey.use(await elsewhere.ask(base, '/passkey-request')));
    expect((await elsewhere.send(base, '/passkey', { credential: answer })).status).toBe(200);
    expect(await elsewhere.isSignedIn()).toBe(true);
  });

  it('has no more tries with a made-up browser cookie', async () => {
    const guesser = person(server);
    guesser.browser.setCookie(server.url, '__Host-brevet-device', 'A'.repeat(200));
    expect((await guesser.signIn('grace')).status).toBe(429);
  });
});
