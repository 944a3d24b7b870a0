import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { createPrincipal } from '../../src/commands/create-principal.ts';
import { buildApp } from '../../src/http/app.ts';
import { inProcessFetch } from '../../src/http/in-process-fetch.ts';
import type { Limits } from '../../src/http/plugins/throttle.ts';
import { providerPages } from '../../src/http/sign-in/pages/provider-pages.ts';
import type { SignInServices } from '../../src/http/sign-in/sign-in-services.ts';
import { openAccounts } from '../../src/identity/accounts/open-accounts.ts';
import { argon2Hasher, type PasswordHasher } from '../../src/identity/accounts/password-hasher.ts';
import type { AuthenticationContexts } from '../../src/identity/authentication-contexts.ts';
import type { Authenticator } from '../../src/identity/authenticator.ts';
import { bearerAuthenticator } from '../../src/identity/bearer-authenticator.ts';
import { openProvider } from '../../src/identity/provider/open-provider.ts';
import { relyingParty } from '../../src/identity/sign-in/relying-party.ts';
import { sessions } from '../../src/identity/sign-in/sessions.ts';
import { tokenVerifier } from '../../src/identity/token-verifier.ts';
import { as, type DemoLedger, demoLedger } from '../support/demo-ledger.ts';
import { type StrangerProvider, strangerProvider } from '../support/stranger-provider.ts';
import { testAuthenticator } from '../support/test-server.ts';
import { testThrottle } from '../support/test-throttle.ts';

export interface SignInServer {
  readonly url: string;
  readonly demo: DemoLedger;
  readonly signIn: SignInServices;
  /** Two providers that know nothing of each other: `one` and `two`. */
  readonly one: StrangerProvider;
  readonly two: StrangerProvider;
  /** Adds a person whom a provider vouches for; the id here. */
  person(issuer: string, subject: string, displayName?: string): Promise<string>;
  close(): Promise<void>;
}

export interface SignInServerOptions {
  /** What authentication contexts are mapped to; none if left out. */
  readonly contexts?: AuthenticationContexts;
  /** By which browsers reach it; passkeys need a name. */
  readonly hostName?: string;
  readonly hasher?: PasswordHasher;
  /** What is left out is not limited. */
  readonly limits?: Partial<Limits>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Words of tests, or tokens that one of the strangers signed. */
function byEither(words: Authenticator, tokens: Authenticator): Authenticator {
  return {
    authenticate: (authorization, call) =>
      (authorization?.startsWith('Bearer test:') ? words : tokens).authenticate(authorization, call),
  };
}

/** The application with two strangers as its OpenID providers, at a clock that stands still. */
export async function signInServer({
  hostName = '127.0.0.1',
  hasher = argon2Hasher,
  limits = {},
  contexts = new Map(),
}: SignInServerOptions = {}): Promise<SignInServer> {
  const demo = await demoLedger();
  const { ledger, accessIndex, clock } = demo;
  // ID tokens are checked by the real time
  clock.set(Temporal.Now.instant());
  const port = await freePort();
  const url = `http://${hostName}:${port}`;
  const publicUrl = () => url;
  const [one, two] = await Promise.all(
    ['one', 'two'].map((id) =>
      strangerProvider([`${url}/sign-in/callback/${id}`], `${url}/sign-in/backchannel-logout/${id}`),
    ),
  );
  if (one === undefined || two === undefined) throw new Error('two were asked for');
  const onError = (error: unknown) => {
    throw error;
  };
  const provider = await openProvider({
    ledger,
    clock,
    publicUrl,
    audience: 'https://brevet.local',
    onError,
    pages: providerPages(publicUrl),
  });
  const accounts = openAccounts({ ledger, clock, sealer: provider.sealer, publicUrl, hasher });
  const embedded = relyingParty(
    provider.embedded,
    publicUrl,
    inProcessFetch(() => app),
  );
  const tokens = bearerAuthenticator({
    verifier: tokenVerifier({
      issuers: [one, two].map(({ issuer, keys }) => ({ issuer, keys })),
      audiences: ['https://brevet.local'],
      clock,
    }),
    ledger,
    contexts,
  });
  const browserSessions = sessions({ ledger, clock, newId: randomUUID, contexts });
  const relyingParties = Object.entries({ one, two }).map(([id, { issuer, client }]) =>
    relyingParty(
      { id, name: `Provider ${id}`, issuer, clientId: client.id, clientSecret: client.secret, namesPrincipals: false },
      publicUrl,
    ),
  );
  const signIn: SignInServices = {
    ...provider,
    accounts,
    embedded,
    relyingParties,
    sessions: browserSessions,
    contexts,
  };
  const app: FastifyInstance = await buildApp({
    services: {
      ledger,
      accessIndex,
      authenticator: byEither(testAuthenticator(ledger), tokens),
      authenticationContexts: contexts,
      clock,
      newId: randomUUID,
      browser: { sessions: browserSessions, publicUrl },
      throttle: testThrottle(limits, clock),
    },
    publicUrl: url,
    signIn,
  });
  await app.listen({ host: '127.0.0.1', port });
  return {
    url,
    demo,
    signIn,
    one,
    two,
    async person(issuer, subject, displayName = subject) {
      const id = randomUUID();
      const names = { displayName, userName: null, email: `${subject}@example.org` };
      await createPrincipal(ledger, as('grace'), { id, kind: 'user', ...names, issuer, subject });
      return id;
    },
    async close() {
      await app.close();
      await ledger.close();
      await Promise.all([one.close(), two.close()]);
    },
  };
}
