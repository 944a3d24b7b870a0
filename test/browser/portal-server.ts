import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { demoIds } from '../../src/demo/demo-organisation.ts';
import { buildApp } from '../../src/http/app.ts';
import { readPortal } from '../../src/http/portal/portal-files.ts';
import { sessions } from '../../src/identity/sign-in/sessions.ts';
import { statement } from '../../src/ledger/statement.ts';
import { bellSignal } from '../../src/notifications/bell/bell-signal.ts';
import type { Channel } from '../../src/notifications/channel.ts';
import { mailboxChannel } from '../../src/notifications/channels/mailbox.ts';
import { startNotifications } from '../../src/notifications/notifications.ts';
import { endpointNetwork } from '../../src/notifications/webhooks/endpoint-network.ts';
import { type DemoLedger, demoLedger } from '../support/demo-ledger.ts';
import { testClock } from '../support/test-clock.ts';
import { testAuthenticator } from '../support/test-server.ts';

export type DemoPerson = keyof typeof demoIds;

export interface PortalServer {
  readonly url: string;
  readonly demo: DemoLedger;
  /** The server's clock runs as that of the machine does, this far ahead of it. */
  advance(duration: string): void;
  /** A session of a person; what their browser's cookie holds. */
  signIn(name: DemoPerson): Promise<string>;
  /** Calls the JSON API as a person would with a token. */
  call(name: DemoPerson, method: string, path: string, body?: unknown): Promise<Response>;
  /** Stops answering. */
  stop(): Promise<void>;
  /** Begins anew on the same data, at the same address. */
  beginAgain(): Promise<void>;
  close(): Promise<void>;
}

export interface PortalServerOptions {
  /** Mail that is kept, if left out. */
  readonly channel?: Channel;
  /** Told of mail that is not taken; it fails the test if left out. */
  readonly onError?: (error: unknown) => void;
  /** Whether people are told what happens; they are if left out. */
  readonly isTelling?: boolean;
}

function rethrow(error: unknown): never {
  throw error;
}

const DIST = fileURLToPath(new URL('../../web/dist', import.meta.url));

const selectIdentity = statement((db, p: { id: string }) =>
  db.selectFrom('identity').select(['issuer', 'subject']).where('principal_id', '=', p.id),
);

/** The portal as it was built, on the demo organisation, with mail and a clock that runs. Of this machine 127.0.0.1 may be posted to. */
export async function portalServer({
  channel = mailboxChannel(),
  onError = rethrow,
  isTelling = true,
}: PortalServerOptions = {}): Promise<PortalServer> {
  const portal = await readPortal(DIST);
  const clock = testClock(Temporal.Now.instant().toString());
  let ahead = Temporal.Duration.from('PT0S');
  const running = () => Temporal.Now.instant().add(ahead);
  const demo = await demoLedger({
    clock: Object.assign(running, { set: clock.set, advance: clock.advance, tick: clock.tick }),
  });
  const { ledger, accessIndex } = demo;
  const browserSessions = sessions({ ledger, clock: running, newId: randomUUID });
  const bell = bellSignal();
  let url = '';
  const build = () =>
    buildApp({
      services: {
        ledger,
        accessIndex,
        authenticator: testAuthenticator(ledger),
        clock: running,
        newId: randomUUID,
        bell,
        endpointTarget: endpointNetwork(['127.0.0.1']).target,
        browser: { sessions: browserSessions, publicUrl: () => url },
      },
      portal,
    });
  let app: FastifyInstance = await build();
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  const notifications = isTelling
    ? startNotifications({ ledger, clock: running, publicUrl: url, channel, bell, onError })
    : null;
  return {
    url,
    demo,
    advance(duration) {
      ahead = ahead.add(Temporal.Duration.from(duration));
    },
    async signIn(name) {
      const identity = await ledger.read((reader) => reader.first(selectIdentity, { id: demoIds[name] }));
      if (identity === undefined) throw new Error(`${name} has no identity`);
      return browserSessions.begin({
        provider: {
          id: 'demo',
          name: 'Demo',
          issuer: identity.issuer,
          clientId: '',
          clientSecret: '',
          namesPrincipals: false,
        },
        signIn: { ...identity, session: null, claims: { amr: ['pwd'] } },
        replacedCookie: undefined,
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
        address: '127.0.0.1',
        call: { correlationId: randomUUID(), origin: 'test' },
      });
    },
    call: (name, method, path, body) =>
      fetch(`${url}/api/security/pim${path}`, {
        method,
        headers: {
          authorization: `Bearer test:${name}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    stop: () => app.close(),
    async beginAgain() {
      app = await build();
      await app.listen({ host: '127.0.0.1', port: Number(new URL(url).port) });
    },
    async close() {
      await app.close();
      await notifications?.stop();
      await ledger.close();
    },
  };
}
