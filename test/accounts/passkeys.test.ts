import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoIds } from '../../src/demo/demo-organisation.ts';
import { passkeysOf } from '../../src/ledger/vault/passkey.ts';
import { type AnswerOptions, type SoftwarePasskey, softwarePasskey } from '../support/software-passkey.ts';
import { type AccountServer, accountServer, person, said } from './account-server.ts';

const REFUSED =
  /^403 .*(The passkey was not accepted; try again|This did not work; check what you typed and try again)\.$/;
const STRONG = '&acrValues=phr';

let server: AccountServer;
let mallorys: SoftwarePasskey;
let judys: SoftwarePasskey;

beforeAll(async () => {
  server = await accountServer();
  mallorys = await enrolled('mallory');
  judys = await enrolled('judy');
});
afterAll(() => server.close());

/** Adds a passkey at a sign-in that asks for one: first a second factor of any kind, which the passkey is too. */
async function enrolled(name: string): Promise<SoftwarePasskey> {
  const who = person(server);
  const base = await who.begin(STRONG);
  await who.send(base, '/password', { name, password: 'nordwind demo 2026' });
  const passkey = softwarePasskey(server.url);
  const credential = JSON.stringify(passkey.create(await who.ask(base, '/passkey-creation')));
  const kept = await who.send(base, '/new-passkey', { credential, displayName: 'Key' });
  expect(said(kept)).toBe('200 Keep your recovery codes');
  expect((await who.send(base, '/continue', {})).status).toBe(200);
  expect(await who.isSignedIn()).toBe(true);
  return passkey;
}

/** Signs in with a passkey and no name. */
async function signInWith(passkey: SoftwarePasskey, answer?: AnswerOptions) {
  const who = person(server);
  const base = await who.begin();
  const credential = JSON.stringify(passkey.use(await who.ask(base, '/passkey-request'), answer));
  return { who, base, credential, arrived: await who.send(base, '/passkey', { credential }) };
}

it('signs a person in without a name, and proves two factors', async () => {
  const { who, arrived } = await signInWith(mallorys);
  expect(arrived.status).toBe(200);
  expect(JSON.parse(arrived.body).items[0].principalId).toBe(demoIds.mallory);
  expect((await server.eventsOf('session.started')).at(-1)?.methods).toEqual(['pop', 'user', 'mfa']);
  expect(await who.isSignedIn()).toBe(true);
});

describe('a passkey is not accepted', () => {
  it.each<[string, AnswerOptions]>([
    ['from another origin', { origin: 'https://evil.example' }],
    ['from another port of this host', { origin: 'http://localhost:1' }],
    ['for another site', { rpId: 'evil.example' }],
    ['without verification of the person', { isVerified: false }],
    ['with a signature of another key', { isForged: true }],
    ['with a counter that went back', { counter: 0 }],
  ])('%s', async (_title, answer) => {
    const { who, arrived } = await signInWith(mallorys, answer);
    expect(said(arrived)).toMatch(REFUSED);
    expect(await who.isSignedIn()).toBe(false);
    // it still works as it should
    await server.demo.ledger
      .read((reader) => passkeysOf(reader, demoIds.mallory))
      .then(([kept]) => {
        expect(kept?.counter).toBeGreaterThan(0);
        mallorys.use({ challenge: 'x', rpId: 'localhost' }, { counter: kept?.counter ?? 0 });
      });
  });

  it('twice by the same answer, in the same sign-in or in another', async () => {
    const { credential } = await signInWith(mallorys);
    const thief = person(server);
    const base = await thief.begin();
    expect(said(await thief.send(base, '/passkey', { credential }))).toMatch(REFUSED);
    await thief.ask(base, '/passkey-request');
    expect(said(await thief.send(base, '/passkey', { credential }))).toMatch(REFUSED);
    expect(await thief.isSignedIn()).toBe(false);
  });

  it('twice where the same answer is sent twice at once', async () => {
    const who = person(server);
    const base = await who.begin();
    const credential = JSON.stringify(mallorys.use(await who.ask(base, '/passkey-request')));
    const before = (await server.eventsOf('signIn.completed')).length;
    await Promise.all([1, 2, 3].map(() => who.send(base, '/passkey', { credential })));
    expect((await server.eventsOf('signIn.completed')).length).toBe(before + 1);
  });

  it('for the question of another sign-in', async () => {
    const asking = person(server);
    const question = await asking.ask(await asking.begin(), '/passkey-request');
    const thief = person(server);
    const credential = JSON.stringify(mallorys.use(question));
    expect(said(await thief.send(await thief.begin(), '/passkey', { credential }))).toMatch(REFUSED);
  });

  it('after five minutes', async () => {
    const who = person(server);
    const base = await who.begin();
    const credential = JSON.stringify(mallorys.use(await who.ask(base, '/passkey-request')));
    const began = server.demo.clock();
    server.demo.clock.advance('PT5M');
    expect(said(await who.send(base, '/passkey', { credential }))).toMatch(REFUSED);
    server.demo.clock.set(began);
  });

  it('of one person as the second factor of another', async () => {
    const who = person(server);
    const base = await who.begin(STRONG);
    await who.send(base, '/password', { name: 'mallory', password: 'nordwind demo 2026' });
    const credential = JSON.stringify(judys.use(await who.ask(base, '/passkey-request')));
    expect(said(await who.send(base, '/passkey', { credential }))).toMatch(REFUSED);
    expect(await who.isSignedIn()).toBe(false);
  });

  it('that says it is of somebody else', async () => {
    const who = person(server);
    const base = await who.begin();
    const answer = mallorys.use(await who.ask(base, '/passkey-request')) as { response: Record<string, string> };
    answer.response['userHandle'] = Buffer.from(demoIds.grace).toString('base64url');
    expect(said(await who.send(base, '/passkey', { credential: JSON.stringify(answer) }))).toMatch(REFUSED);
  });

  it.each(['', 'null', '{}', '[]', '{"response":{}}', '{"id":1,"response":{"clientDataJSON":1}}', 'x'.repeat(1000)])(
    'that is %j',
    async (credential) => {
      const who = person(server);
      const base = await who.begin();
      expect(said(await who.send(base, '/passkey', { credential }))).toMatch(REFUSED);
      expect(said(await who.send(base, '/new-passkey', { credential }))).toBe('200 Sign in');
    },
  );
});

describe('a passkey is not added', () => {
  it.each<[string, AnswerOptions]>([
    ['from another origin', { origin: 'https://evil.example' }],
    ['without verification of the person', { isVerified: false }],
    ['for another site', { rpId: 'evil.example' }],
  ])('%s', async (_title, answer) => {
    const who = person(server);
    const base = await who.begin(STRONG);
    await who.send(base, '/password', { name: 'oscar', password: 'nordwind demo 2026' });
    const passkey = softwarePasskey(server.url);
    const credential = JSON.stringify(passkey.create(await who.ask(base, '/passkey-creation'), answer));
    expect(said(await who.send(base, '/new-passkey', { credential }))).toMatch(/^403 Protect your account: /);
    expect(await server.demo.ledger.read((reader) => passkeysOf(reader, demoIds.oscar))).toEqual([]);
  });

  it('that was made for somebody else’s account', async () => {
    const who = person(server);
    const base = await who.begin(STRONG);
    await who.send(base, '/password', { name: 'oscar', password: 'nordwind demo 2026' });
    const other = person(server);
    const theirs = await other.begin(STRONG);
    await other.send(theirs, '/password', { name: 'ivan', password: 'nordwind demo 2026' });
    const credential = JSON.stringify(softwarePasskey(server.url).create(await other.ask(theirs, '/passkey-creation')));
    expect((await who.send(base, '/new-passkey', { credential })).status).toBe(403);
    expect(await server.demo.ledger.read((reader) => passkeysOf(reader, demoIds.oscar))).toEqual([]);
  });
});
