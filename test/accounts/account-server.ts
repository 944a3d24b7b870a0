import { createDemoAccounts, DEMO_PASSWORD } from '../../src/demo/demo-accounts.ts';
import type { DomainEvent, DomainEventType, EventOf } from '../../src/domain/events.ts';
import { argon2Hasher, type PasswordHasher } from '../../src/identity/accounts/password-hasher.ts';
import { type SignInServer, signInServer } from '../sign-in/sign-in-server.ts';
import { type HttpBrowser, httpBrowser, type Visit } from '../support/http-browser.ts';

export const API = '/api/security/pim';
/** A page that only a session opens. */
export const HOME = `${API}/sessions`;

export interface AccountServer extends SignInServer {
  /** How many passwords were hashed or checked since it was asked last. */
  hashRuns(): number;
  events(): Promise<readonly DomainEvent[]>;
  eventsOf<Type extends DomainEventType>(type: Type): Promise<readonly EventOf<Type>[]>;
}

/** The application with the demo people's accounts at the embedded provider, at a clock that stands still. */
export async function accountServer(): Promise<AccountServer> {
  let runs = 0;
  const hasher: PasswordHasher = {
    ...argon2Hasher,
    hash: (password) => {
      runs += 1;
      return argon2Hasher.hash(password);
    },
    verify: (hashed, password) => {
      runs += 1;
      return argon2Hasher.verify(hashed, password);
    },
  };
  const server = await signInServer({ hostName: 'localhost', hasher });
  await createDemoAccounts(server.signIn.accounts);
  const events = async () => (await server.demo.ledger.entriesAfter(0, 1_000_000)).map(({ event }) => event);
  return {
    ...server,
    hashRuns() {
      const counted = runs;
      runs = 0;
      return counted;
    },
    events,
    async eventsOf<Type extends DomainEventType>(type: Type) {
      const all = await events();
      return all.filter((event): event is EventOf<Type> => event.type === type);
    },
  };
}

/** Somebody at a browser who signs in at the embedded provider. */
export interface SigningPerson {
  readonly browser: HttpBrowser;
  /** Leaves for the provider; the address of the sign-in. */
  begin(query?: string): Promise<string>;
  /** Sends a form below an address, and follows where that leads. */
  send(base: string, path: string, fields: Readonly<Record<string, string>>): Promise<Visit>;
  /** Asks for JSON as the page's script does. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what came over the wire
  ask(base: string, path: string): Promise<any>;
  /** Signs in by name and password, and goes home. */
  signIn(name: string, password?: string): Promise<Visit>;
  isSignedIn(): Promise<boolean>;
}

const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };

export function person(server: SignInServer, browser: HttpBrowser = httpBrowser()): SigningPerson {
  const self: SigningPerson = {
    browser,
    async begin(query = '') {
      const { url } = await browser.visit(`${server.url}/sign-in/start/brevet?returnTo=${HOME}${query}`);
      return url;
    },
    send: (base, path, fields) =>
      browser.visit(`${base}${path}`, {
        method: 'POST',
        headers: { ...SAME_ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      }),
    async ask(base, path) {
      const { body } = await browser.visit(`${base}${path}`, { method: 'POST', headers: SAME_ORIGIN });
      return JSON.parse(body);
    },
    async signIn(name, password = DEMO_PASSWORD) {
      return self.send(await self.begin(), '/password', { name, password });
    },
    async isSignedIn() {
      return (await browser.visit(`${server.url}${HOME}`)).status === 200;
    },
  };
  return self;
}

/** What the page is called, and what it says went wrong. */
export function said({ status, body }: Visit): string {
  const [, title = ''] = /<h1>(.*?)<\/h1>/.exec(body) ?? [];
  const [, alert] = /<p class="alert" role="alert">(.*?)<\/p>/.exec(body) ?? [];
  return `${status} ${title}${alert === undefined ? '' : `: ${alert}`}`;
}
