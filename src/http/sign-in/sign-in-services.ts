import type { Provider } from 'oidc-provider';
import type { AccountServices } from '../../identity/accounts/account-services.ts';
import type { AuthenticationContexts } from '../../identity/authentication-contexts.ts';
import type { Sealer } from '../../identity/sealer.ts';
import type { RelyingParty } from '../../identity/sign-in/relying-party.ts';
import type { Sessions } from '../../identity/sign-in/sessions.ts';

/** What signing in works with, beside the services of every surface. */
export interface SignInServices {
  /** The embedded OpenID provider, made when it is first asked for: its addresses follow from where the server listens. */
  readonly provider: () => Promise<Provider>;
  /** Under which people and programs reach the server; known when it listens. */
  readonly publicUrl: () => string;
  /** The organisation's id, the first part of the provider's addresses. */
  readonly tenantId: string;
  /** The embedded provider as one at which people sign in: where there is no other, and for emergencies everywhere. */
  readonly embedded: RelyingParty;
  /** The other providers at which people can sign in. */
  readonly relyingParties: readonly RelyingParty[];
  readonly sessions: Sessions;
  /** Accounts of the embedded provider. */
  readonly accounts: AccountServices;
  readonly sealer: Sealer;
  /** Left out: none is mapped. */
  readonly contexts?: AuthenticationContexts;
}
