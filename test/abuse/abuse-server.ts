import { createPrivateKey, createPublicKey, type KeyObject, randomUUID } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import { type AddressInfo, createServer } from 'node:net';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { vi } from 'vitest';
import { builtInRoles } from '../../src/built-in-roles/built-in-roles.ts';
import { createPrincipal } from '../../src/commands/create-principal.ts';
import { defineBuiltInRoles } from '../../src/commands/establish-organisation.ts';
import { callLimits } from '../../src/config/call-limits.ts';
import { loadConfig } from '../../src/config.ts';
import { createDemoOrganisation } from '../../src/demo/create-demo-organisation.ts';
import { demoIssuerKey } from '../../src/demo/demo-issuer-key.ts';
import { DEMO_ISSUER } from '../../src/demo/demo-organisation.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { startBrevet } from '../../src/main.ts';
import { as } from '../support/demo-ledger.ts';
import { forgeToken, withEs256 } from '../support/forged-token.ts';
import { serverStore } from '../support/stores/server-store.ts';
import { type StrangerProvider, strangerProvider } from '../support/stranger-provider.ts';
import { type RawAnswer, type RawRequest, sendRaw } from './raw-request.ts';
import { type StateWatch, watchState } from './watch-state.ts';

export const AUDIENCE = 'https://brevet.local';

export interface Route {
  readonly method: string;
  readonly url: string;
}

/** Signs what stands before the last dot of a token. */
export type Signature = (input: Buffer) => Buffer | string;

/** The whole server, as it starts in demo mode, with two OpenID providers that know nothing of each other. */
export interface AbuseServer {
  readonly url: string;
  /** What the router knows, as it was registered. */
  readonly routes: readonly Route[];
  readonly one: StrangerProvider;
  readonly two: StrangerProvider;
  /** The key of the demo issuer. */
  readonly issuerKey: { readonly kid: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  /** Another hand at the same database, for what only an administrator could do meanwhile. */
  readonly ledger: Ledger;
  readonly state: StateWatch;
  /** Settles when everything that was set off, such as mail, is done. */
  settled(): Promise<void>;
  /** A right token of a demo person, but for what is given; undefined leaves a claim out. */
  token(name: string, claims?: object, header?: object, signature?: Signature): string;
  send(request: RawRequest): Promise<RawAnswer>;
  /** Adds a person of a provider; the id. */
  person(issuer: string, subject: string): Promise<string>;
  close(): Promise<void>;
}

export interface AbuseServerOptions {
  readonly settings?: Readonly<Record<string, string>>;
}

/** So that it is never the number of calls that was refused. */
const unlimited = Object.fromEntries(Object.values(callLimits).map(({ name }) => [name, 'off']));

/** Starts one on a free port of this machine. */
export async function abuseServer({ settings = {} }: AbuseServerOptions = {}): Promise<AbuseServer> {
  const clock = () => Temporal.Now.instant();
  const store = await serverStore();
  const port = await freePort();
  const own = `http://127.0.0.1:${port}`;
  const one = await strangerProvider([`${own}/sign-in/callback/one`]);
  const two = await strangerProvider([`${own}/sign-in/callback/two`]);
  const ledger = await openLedger({ engine: await store.openEngine(), clock });
  await defineBuiltInRoles(ledger, builtInRoles);
  await createDemoOrganisation(ledger, randomUUID);

  const signInProviders = Object.entries({ one, two }).map(([id, { issuer, client }]) => {
    return { id, name: `Provider ${id}`, issuer, client_id: client.id, client_secret: client.secret };
  });
  const config = loadConfig({
    BREVET_PORT: String(port),
    BREVET_PUBLIC_URL: own,
    ...store.settings,
    BREVET_LOG_LEVEL: 'silent',
    ...unlimited,
    BREVET_SIGN_IN_PROVIDERS: JSON.stringify(signInProviders),
    ...settings,
  });
  const { routes, result: brevet } = await watchingRoutes(() => startBrevet({ config, clock }));
  const { kid, privateJwk } = await demoIssuerKey(store.dataDir);
  const privateKey = createPrivateKey({ key: privateJwk, format: 'jwk' });
  const database = await store.openRaw();
  const state = await watchState(database);
  /** What was set off is done: mail is written, and nothing moves any more. */
  const settled = async () => {
    let seen = '';
    await vi.waitUntil(
      async () => {
        const before = seen;
        seen = JSON.stringify([await state.digest(), await database.run('select * from follower_cursor')]);
        return seen === before;
      },
      { interval: 300, timeout: 20_000 },
    );
  };
  await settled();
  return {
    url: brevet.url,
    routes,
    one,
    two,
    issuerKey: { kid, privateKey, publicKey: createPublicKey(privateKey) },
    ledger,
    state,
    settled,
    token(name, claims = {}, header = {}, signature = withEs256(privateKey)) {
      const now = Math.floor(Date.now() / 1000);
      const right = { iss: DEMO_ISSUER, sub: name, aud: AUDIENCE, iat: now, exp: now + 3600, jti: randomUUID() };
      return forgeToken({ alg: 'ES256', kid, typ: 'at+jwt', ...header }, { ...right, ...claims }, signature);
    },
    send: (request) => sendRaw(brevet.url, request),
    async person(issuer, subject) {
      const id = randomUUID();
      const names = { displayName: subject, userName: null, email: `${subject}@example.org` };
      await createPrincipal(ledger, as('grace'), { id, kind: 'user', ...names, issuer, subject });
      return id;
    },
    async close() {
      await database.close();
      await brevet.stop();
      await ledger.close();
      await Promise.all([one.close(), two.close()]);
      await store.remove();
    },
  };
}

/** Runs `start`, noting every route of the app that it makes; the router itself tells. */
async function watchingRoutes<Result>(start: () => Promise<Result>) {
  const routes: Route[] = [];
  const watch = (message: unknown) => {
    const { fastify } = message as { readonly fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url }: RouteOptions) => {
      for (const each of [method].flat()) routes.push({ method: each, url });
    });
  };
  const initialisation = channel('fastify.initialization');
  initialisation.subscribe(watch);
  try {
    return { result: await start(), routes };
  } finally {
    initialisation.unsubscribe(watch);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
