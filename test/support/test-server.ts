import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { demoIds } from '../../src/demo/demo-organisation.ts';
import { type AppOptions, buildApp } from '../../src/http/app.ts';
import { trustedProxies } from '../../src/http/plugins/forwarded.ts';
import type { Limits } from '../../src/http/plugins/throttle.ts';
import type { PortalFiles } from '../../src/http/portal/portal-files.ts';
import type { Services } from '../../src/http/services.ts';
import { type Authenticator, Unauthenticated } from '../../src/identity/authenticator.ts';
import { principalById } from '../../src/ledger/facts/principal-facts.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { type BellSignal, bellSignal } from '../../src/notifications/bell/bell-signal.ts';
import { endpointNetwork } from '../../src/notifications/webhooks/endpoint-network.ts';
import { type DemoLedger, demoLedger } from './demo-ledger.ts';
import { proven } from './proven.ts';
import { testThrottle } from './test-throttle.ts';

/** What came back. `body` is the parsed JSON, the text where it is not JSON, or `null` where there is none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what came over the wire and says itself what it expects
  readonly body: any;
}

export interface TestServer {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly demo: DemoLedger;
  readonly authenticator: Authenticator;
  readonly bell: BellSignal;
  /**
   * Calls as a demo person; `null` calls without a token. `name` is a demo name or an id, with `+mfa` or an authentication
   * context such as `+c1` behind it for a stronger sign-in, and `+at` with its time in milliseconds. A body that is a string is sent as it is, others as JSON.
   */
  call(name: string | null, method: string, path: string, body?: unknown): Promise<Answer>;
  close(): Promise<void>;
}

export interface TestServerOptions {
  readonly demo?: DemoLedger;
  readonly allRoles?: boolean;
  readonly logger?: FastifyBaseLogger;
  /** What is left out is not limited. */
  readonly limits?: Partial<Limits>;
  readonly trustedProxies?: readonly string[];
  /** Left out: programs alone are served. */
  readonly portal?: PortalFiles;
  /** What notification endpoints may reach besides the public Internet. */
  readonly privateEndpoints?: readonly string[];
  readonly watches?: NonNullable<AppOptions['watches']>;
  readonly onDecided?: NonNullable<Services['onDecided']>;
}

/** The whole application on the demo organisation, served over real HTTP on a free port of this machine. */
export async function testServer(options: TestServerOptions = {}): Promise<TestServer> {
  const demo = options.demo ?? (await demoLedger({ allRoles: options.allRoles ?? false }));
  const { ledger, accessIndex, clock } = demo;
  const authenticator = testAuthenticator(ledger);
  const bell = bellSignal();
  const app = await buildApp({
    services: {
      ledger,
      accessIndex,
      authenticator,
      clock,
      newId: randomUUID,
      bell,
      endpointTarget: endpointNetwork(options.privateEndpoints ?? []).target,
      ...(options.onDecided ? { onDecided: options.onDecided } : {}),
      ...(options.limits ? { throttle: testThrottle(options.limits, clock) } : {}),
    },
    ...(options.trustedProxies ? { isTrustedProxy: trustedProxies(options.trustedProxies) } : {}),
    ...(options.watches ? { watches: options.watches } : {}),
    ...(options.portal ? { portal: options.portal } : {}),
    cloud: { audiences: ['https://brevet.example.org'] },
    ...(options.logger ? { logger: options.logger } : {}),
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    app,
    demo,
    authenticator,
    bell,
    async call(name, method, path, body) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(name === null ? {} : { authorization: `Bearer test:${name}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      return { status: response.status, headers: response.headers, body: parseBody(await response.text()) };
    },
    async close() {
      await app.close();
      await ledger.close();
    },
  };
}

/** Believes `Bearer test:<name or id>[+mfa][+c1]`, for principals that exist and are enabled. */
export function testAuthenticator(ledger: Ledger): Authenticator {
  return {
    async authenticate(authorization, { correlationId, origin }) {
      if (authorization === undefined) throw new Unauthenticated('missing');
      const token = /^Bearer test:([^+]+)((?:\+\w+)*)$/i.exec(authorization);
      if (token === null) throw new Unauthenticated('invalid');
      const [, name = '', proofs = ''] = token;
      const id = (demoIds as Readonly<Record<string, string>>)[name] ?? name.toLowerCase();
      const principal = await ledger.read((reader) => principalById(reader, id));
      if (principal === null || !principal.enabled) throw new Unauthenticated('unknownPrincipal');
      const [, ...words] = proofs.split('+');
      return {
        principalId: principal.id,
        assurance: proven(words),
        correlationId,
        origin,
      };
    },
  };
}

function parseBody(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
