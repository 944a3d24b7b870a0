import type { AccessIndex } from '../access/access-index.ts';
import type { AccessDecision } from '../domain/access/decide-access.ts';
import type { EndpointTarget } from '../domain/notification-endpoint/why-endpoint-invalid.ts';
import type { AuthenticationContexts } from '../identity/authentication-contexts.ts';
import type { Authenticator } from '../identity/authenticator.ts';
import type { Sessions } from '../identity/sign-in/sessions.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Throttle } from './plugins/throttle.ts';

/** Sessions of people's browsers, and under which address the browsers reach this server. */
export interface BrowserSessions {
  readonly sessions: Sessions;
  readonly publicUrl: () => string;
}

/** Says whose bell has changed. */
export interface BellSignal {
  ring(principalIds: Iterable<string>): void;
  onRing(listener: (principalIds: ReadonlySet<string>) => void): void;
}

/** What the surfaces work with; made in main.ts, or by a test. */
export interface Services {
  readonly ledger: Ledger;
  readonly accessIndex: AccessIndex;
  readonly authenticator: Authenticator;
  readonly clock: () => Temporal.Instant;
  readonly newId: () => string;
  /** Left out: none is mapped. */
  readonly authenticationContexts?: AuthenticationContexts;
  /** Left out: the server knows no sessions, and every call brings a token. */
  readonly browser?: BrowserSessions;
  /** Left out: whoever looks at the bell asks again. */
  readonly bell?: BellSignal;
  /** What notification endpoints may reach. Left out: nothing. */
  readonly endpointTarget?: EndpointTarget;
  /** Left out: everybody may send as many calls as they like. */
  readonly throttle?: Throttle;
  /** Told of each access decision. Left out: nobody counts. */
  readonly onDecided?: (decision: AccessDecision) => void;
}
