import type { Provider } from 'oidc-provider';
import type { Sealer } from '../../identity/sealer.ts';
import type { RelyingParty } from '../../identity/sign-in/relying-party.ts';
import type { Sessions } from '../../identity/sign-in/sessions.ts';

/** What signing in works with, beside the services of every surface. */
export interface SignInServices {
  /** The embedded OpenID provider, made when it is first asked for: its addresses follow from where the server listens. */
  readonly provider: () => Provider;
  /** Under which people and programs reach the server; known when it listens. */
  readonly publicUrl: () => string;
  /** The organisation's id, the first part of the provider's addresses. */
  readonly tenantId: string;
  /** Where people can sign in. */
  readonly relyingParties: readonly RelyingParty[];
  readonly sessions: Sessions;
  readonly sealer: Sealer;
  /** Told why a sign-in did not work, for the log. */
  readonly onSignInFailed: (error: unknown, correlationId: string) => void;
}
