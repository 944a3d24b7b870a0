import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, SignJWT } from 'jose';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DemoLedger, demoLedger } from '../../../test/support/demo-ledger.ts';
import { providerPages } from '../../http/sign-in/pages/provider-pages.ts';
import { DatabaseUnavailable } from '../../ledger/engine.ts';
import { installationSecret } from '../../ledger/installation-secret.ts';
import { type Sealer, sealer } from '../sealer.ts';
import { tokenVerifier } from '../token-verifier.ts';
import { type KeyRing, openKeyRing } from './key-ring.ts';
import { openProvider } from './open-provider.ts';

const ISSUER = 'https://brevet.example.org/tenant/v2.0';
const AUDIENCE = 'https://brevet.local';

let demo: DemoLedger;
let sealing: Sealer;
const failures: unknown[] = [];
beforeEach(async () => {
  failures.length = 0;
  demo = await demoLedger();
  sealing = sealer(await installationSecret(demo.ledger, 'vault'));
});
afterEach(() => demo.ledger.close());

/** A server of those that share the database. */
function server(): Promise<KeyRing> {
  const { ledger, clock } = demo;
  return openKeyRing({ ledger, clock, sealer: sealing, onError: (error) => void failures.push(error) });
}

/** One of which it is known how often it has looked. */
async function countedServer(): Promise<{ readonly ring: KeyRing; looks(): number }> {
  let count = 0;
  const { ledger, clock } = demo;
  const read: typeof ledger.read = (work) => {
    count += 1;
    return ledger.read(work);
  };
  const ring = await openKeyRing({ ledger: { ...ledger, read }, clock, sealer: sealing, onError: () => {} });
  return { ring, looks: () => count };
}

async function tokenOf(ring: KeyRing): Promise<string> {
  const [key] = ring.current();
  if (key === undefined) throw new Error('no key');
  const now = Math.floor(demo.clock().epochMilliseconds / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'at+jwt' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject('somebody')
    .setIssuedAt(now)
    .setExpirationTime(now + 600)
    .sign(await importJWK(key, 'RS256'));
}

async function isTaken(by: KeyRing, token: string): Promise<boolean> {
  const { clock } = demo;
  const verifier = tokenVerifier({ issuers: [{ issuer: ISSUER, keys: by.verify }], audiences: [AUDIENCE], clock });
  return verifier.verify(token).then(
    () => true,
    () => false,
  );
}

it('takes what any server signs, before, while and after keys are exchanged, without a restart', async () => {
  const old = await server();
  demo.clock.advance('PT2160H');
  // a restart after 90 days makes the next key; the server that runs on has not looked
  const restarted = await server();
  expect(await isTaken(old, await tokenOf(restarted))).toBe(true);
  expect(await isTaken(restarted, await tokenOf(old))).toBe(true);
  demo.clock.advance('PT3H');
  await restarted.refresh();
  expect(restarted.current()[0]?.kid).not.toBe(old.current()[0]?.kid);
  expect(await isTaken(old, await tokenOf(restarted))).toBe(true);
  expect(await isTaken(restarted, await tokenOf(old))).toBe(true);
  await old.refresh();
  expect(old.current()).toEqual(restarted.current());
});

it('makes the next key by itself where a server runs on for months', async () => {
  const ring = await server();
  const [first] = ring.current();
  demo.clock.advance('PT2160H');
  await ring.refresh();
  expect(ring.current().map(({ kid }) => kid)).toEqual([first?.kid, expect.any(String)]);
  demo.clock.advance('PT2H');
  await ring.refresh();
  expect(ring.current()[1]?.kid).toBe(first?.kid);
});

it('is the same list while the keys are the same, and looks once an hour', async () => {
  const { ring, looks } = await countedServer();
  const before = ring.current();
  demo.clock.advance('PT59M');
  await ring.refresh();
  expect(looks()).toBe(1);
  demo.clock.advance('PT1M');
  await Promise.all([ring.refresh(), ring.refresh()]);
  expect(looks()).toBe(2);
  expect(ring.current()).toBe(before);
});

it('refuses a key of nobody, and does not look for it at every token', async () => {
  const stranger = await demoLedger();
  const strange = await openKeyRing({
    ledger: stranger.ledger,
    clock: demo.clock,
    sealer: sealer(await installationSecret(stranger.ledger, 'vault')),
    onError: () => {},
  });
  const token = await tokenOf(strange);
  await stranger.ledger.close();
  const { ring, looks } = await countedServer();
  demo.clock.advance('PT10S');
  for (let n = 0; n < 5; n += 1) expect(await isTaken(ring, token)).toBe(false);
  expect(looks()).toBe(2);
});

it('goes on with what it knows while the database does not answer, and takes nothing that it does not', async () => {
  let isAway = false;
  const { ledger, clock } = demo;
  const gone = new DatabaseUnavailable('gone');
  const read: typeof ledger.read = (work) => (isAway ? Promise.reject(gone) : ledger.read(work));
  const ring = await openKeyRing({
    ledger: { ...ledger, read },
    clock,
    sealer: sealing,
    onError: (error) => void failures.push(error),
  });
  const own = await tokenOf(ring);
  isAway = true;
  clock.advance('PT5M');
  expect(await isTaken(ring, own)).toBe(true);
  clock.advance('PT2H');
  await ring.refresh();
  expect(failures).toEqual([gone]);
  expect(ring.current()).toHaveLength(1);
});

it('publishes the next key before anybody signs with it, on a server that runs on too', async () => {
  const { ledger, clock } = demo;
  const provider = await openProvider({
    ledger,
    clock,
    publicUrl: () => 'http://localhost:8400',
    audience: AUDIENCE,
    pages: providerPages(() => 'http://localhost:8400'),
    onError: () => {},
  });
  const published = async (): Promise<readonly string[]> => {
    const http = createServer((await provider.provider()).callback());
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const { port } = http.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/discovery/v2.0/keys`);
    const { keys } = (await answer.json()) as { readonly keys: ReadonlyArray<{ readonly kid: string }> };
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
    return keys.map(({ kid }) => kid);
  };
  const before = await published();
  expect(before).toHaveLength(1);
  clock.advance('PT2160H');
  const other = await server();
  const [signs] = other.current();
  expect(signs?.kid).toBe(before[0]);
  expect((await published()).toSorted()).toEqual(
    other
      .current()
      .map(({ kid }) => kid)
      .toSorted(),
  );
});
