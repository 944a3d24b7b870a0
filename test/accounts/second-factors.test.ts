import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoSeeds } from '../../src/demo/demo-accounts.ts';
import { demoIds } from '../../src/demo/demo-organisation.ts';
import { recoveryCodesFor } from '../../src/identity/accounts/enrolment.ts';
import { codeAt } from '../../src/identity/accounts/one-time-codes.ts';
import { keepRecoveryCodes, recoveryCodesLeft } from '../../src/ledger/vault/recovery-code.ts';
import { type AccountServer, accountServer, HOME, person, type SigningPerson, said } from './account-server.ts';

let server: AccountServer;
beforeAll(async () => {
  server = await accountServer();
});
afterAll(() => server.close());

const STRONG = '&acrValues=mfa';
const PASSWORD = 'nordwind demo 2026';
const WRONG_CODE = '403 Confirm that it is you: This did not work; check what you typed and try again.';

function code(name: string, offset = 'PT0S'): string {
  return codeAt(demoSeeds[name] ?? '', server.demo.clock().add(offset));
}

/** Somebody whose password was taken and who is asked for more. */
async function halfWay(name: string): Promise<{ who: SigningPerson; base: string }> {
  const who = person(server);
  const base = await who.begin(STRONG);
  expect(said(await who.send(base, '/password', { name, password: PASSWORD }))).toBe('200 Confirm that it is you');
  return { who, base };
}

/** A minute in which no code was used yet. */
function nextMinute(): void {
  server.demo.clock.advance('PT2M');
}

describe('a one-time code', () => {
  it('is the second factor, and the session says so', async () => {
    const { who, base } = await halfWay('alice');
    expect((await who.send(base, '/code', { code: code('alice') })).status).toBe(200);
    expect((await server.eventsOf('session.started')).at(-1)?.methods).toEqual(['pwd', 'otp', 'mfa']);
  });

  it.each([
    ['with spaces', (right: string) => ` ${right.slice(0, 3)} ${right.slice(3)} `],
    ['of the step before', () => code('alice', '-PT30S')],
    ['of the step after', () => code('alice', 'PT30S')],
  ])('is taken %s', async (_title, typed) => {
    nextMinute();
    const { who, base } = await halfWay('alice');
    expect((await who.send(base, '/code', { code: typed(code('alice')) })).status).toBe(200);
    expect(await who.isSignedIn()).toBe(true);
  });

  it.each([
    [
      'in full-width digits',
      (right: string) => [...right].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(''),
    ],
    [
      'in Arabic digits',
      (right: string) => [...right].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join(''),
    ],
    ['two steps old', () => code('carol', '-PT60S')],
    ['two steps early', () => code('carol', 'PT60S')],
    ['of somebody else', () => code('bob')],
    ['with a digit too many', (right: string) => `${right}0`],
    ['with a sign', (right: string) => `+${right.slice(1)}`],
    ['with a line break', (right: string) => `${right}\n`],
    ['that is empty', () => ''],
  ])('is not taken %s', async (_title, typed) => {
    server.demo.clock.advance('PT1H');
    const { who, base } = await halfWay('carol');
    expect(said(await who.send(base, '/code', { code: typed(code('carol')) }))).toBe(WRONG_CODE);
    expect(await who.isSignedIn()).toBe(false);
  });

  it('is good once, also for another sign-in, and none before it is good any more', async () => {
    nextMinute();
    const first = await halfWay('alice');
    const second = await halfWay('alice');
    const used = code('alice');
    expect((await first.who.send(first.base, '/code', { code: used })).status).toBe(200);
    expect(said(await second.who.send(second.base, '/code', { code: used }))).toBe(WRONG_CODE);
    expect(said(await second.who.send(second.base, '/code', { code: code('alice', '-PT30S') }))).toBe(WRONG_CODE);
    expect(await second.who.isSignedIn()).toBe(false);
  });

  it('is good once where it is sent four times at once', async () => {
    nextMinute();
    const tries = await Promise.all(Array.from({ length: 4 }, () => halfWay('bob')));
    const used = code('bob');
    await Promise.all(tries.map(({ who, base }) => who.send(base, '/code', { code: used })));
    const signedIn = await Promise.all(tries.map(({ who }) => who.isSignedIn()));
    expect(signedIn.filter(Boolean)).toHaveLength(1);
  });

  it('cannot be guessed: after five wrong ones the next is not even looked at', async () => {
    nextMinute();
    const { who, base } = await halfWay('erin');
    for (let count = 0; count < 5; count += 1) {
      expect((await who.send(base, '/code', { code: '000000' })).status).toBe(403);
    }
    const { status, headers } = await who.send(base, '/code', { code: code('erin') });
    expect([status, Number(headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(await who.isSignedIn()).toBe(false);
  });
});

describe('no step can be left out', () => {
  it.each([
    ['the code before the password', '/code', () => ({ code: code('heidi') })],
    ['a recovery code before the password', '/recovery', () => ({ code: 'aaaa-aaaa-aaaa-aaaa' })],
    ['going on before the password', '/continue', () => ({})],
    ['a new app before the password', '/app', () => ({ sealed: 'x', code: code('heidi') })],
  ])('%s', async (_title, path, fields) => {
    const who = person(server);
    const base = await who.begin(STRONG);
    expect(said(await who.send(base, path, fields()))).toBe('200 Sign in');
    expect(await who.isSignedIn()).toBe(false);
  });

  it('going on before the second factor', async () => {
    const { who, base } = await halfWay('heidi');
    expect(said(await who.send(base, '/continue', {}))).toBe('200 Confirm that it is you');
    expect(await who.isSignedIn()).toBe(false);
  });

  it('going back to the client before the second factor', async () => {
    const { who, base } = await halfWay('heidi');
    const uid = base.split('/').at(-1);
    const resumed = await who.browser.visit(`${server.url}/${server.signIn.tenantId}/oauth2/v2.0/authorize/${uid}`);
    expect(resumed.url).not.toContain(HOME);
    expect(await who.isSignedIn()).toBe(false);
  });

  it('adding another app with the password alone', async () => {
    const { who, base } = await halfWay('heidi');
    const { accounts } = server.signIn;
    const { offerSeed } = await import('../../src/identity/accounts/enrolment.ts');
    const { seed, sealed } = offerSeed(accounts, { principalId: demoIds.heidi, signInName: 'heidi' });
    const sent = await who.send(base, '/app', { sealed, code: codeAt(seed, server.demo.clock()) });
    expect(sent.status).toBe(403);
    expect(await who.isSignedIn()).toBe(false);
    expect(await server.eventsOf('credential.removed')).toEqual([]);
  });
});

describe('who asks for less gets no less', () => {
  it.each(['pwd', 'none', 'pwd mfa', 'urn:nothing'])(
    'with acr_values `%s` an account that always has two factors is asked for both',
    async (values) => {
      const { ledger } = server.demo;
      await ledger.writeFollower((tx) =>
        tx.query((db) =>
          db.updateTable('local_account').set({ second_factor: 'always' }).where('principal_id', '=', demoIds.heidi),
        ),
      );
      const who = person(server);
      const base = await who.begin(`&acrValues=${encodeURIComponent(values)}`);
      expect(said(await who.send(base, '/password', { name: 'heidi', password: PASSWORD }))).toBe(
        '200 Confirm that it is you',
      );
      expect(said(await who.send(base, '/continue', {}))).toBe('200 Confirm that it is you');
      expect(await who.isSignedIn()).toBe(false);
    },
  );

  it('a passkey that a role asks for is not stood in for by a code', async () => {
    nextMinute();
    const who = person(server);
    const base = await who.begin('&acrValues=phr');
    await who.send(base, '/password', { name: 'alice', password: PASSWORD });
    expect(said(await who.send(base, '/code', { code: code('alice') }))).toBe('200 Add a passkey');
    expect(said(await who.send(base, '/continue', {}))).toBe('200 Add a passkey');
    expect(await who.isSignedIn()).toBe(false);
  });
});

describe('a session that proves too little', () => {
  it('is made stronger by the code alone, and keeps the time of its password', async () => {
    nextMinute();
    const who = person(server);
    await who.signIn('alice');
    const base = await who.begin(STRONG);
    const { body } = await who.browser.visit(base);
    expect(body).toContain('Confirm that it is you');
    expect((await who.send(base, '/code', { code: code('alice') })).status).toBe(200);
    expect((await server.eventsOf('signIn.completed')).at(-1)?.methods).toEqual(['password', 'totp']);
  });

  it('asks for everything again where the client wants a newer proof', async () => {
    const who = person(server);
    await who.signIn('alice');
    const base = await who.begin('&maxAge=0');
    expect(said(await who.browser.visit(base))).toBe('200 Sign in');
  });
});

describe('a recovery code', () => {
  const codes = async (principalId: string) => {
    const made = recoveryCodesFor(principalId);
    await server.demo.ledger.writeFollower((tx) => keepRecoveryCodes(tx, principalId, made.digests));
    return made.codes;
  };

  it('stands in for the second factor once, however it is typed', async () => {
    const [first = ''] = await codes(demoIds.grace);
    const { who, base } = await halfWay('grace');
    expect((await who.send(base, '/recovery', { code: ` ${first.toUpperCase().replaceAll('-', ' ')} ` })).status).toBe(
      200,
    );
    expect(await who.isSignedIn()).toBe(true);
    const again = await halfWay('grace');
    expect(said(await again.who.send(again.base, '/recovery', { code: first }))).toBe(
      '403 Use a recovery code: This did not work; check what you typed and try again.',
    );
    expect(await again.who.isSignedIn()).toBe(false);
    expect(await server.demo.ledger.read((reader) => recoveryCodesLeft(reader, demoIds.grace))).toBe(9);
  });

  it('is of no use to anybody else, and used once where it is sent three times at once', async () => {
    const [first = '', second = ''] = await codes(demoIds.carol);
    server.demo.clock.advance('PT1H');
    const other = await halfWay('grace');
    expect((await other.who.send(other.base, '/recovery', { code: first })).status).toBe(403);
    const tries = await Promise.all(Array.from({ length: 3 }, () => halfWay('carol')));
    await Promise.all(tries.map(({ who, base }) => who.send(base, '/recovery', { code: second })));
    const signedIn = await Promise.all(tries.map(({ who }) => who.isSignedIn()));
    expect(signedIn.filter(Boolean)).toHaveLength(1);
  });
});
