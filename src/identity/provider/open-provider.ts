import type { Provider } from 'oidc-provider';
import { installationSecret } from '../../ledger/installation-secret.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { type Sealer, sealer } from '../sealer.ts';
import type { SignInProvider } from '../sign-in/relying-party.ts';
import { tenantIdOf } from '../tenant-id.ts';
import type { TrustedIssuer } from '../token-verifier.ts';
import { embeddedProvider } from './embedded-provider.ts';
import { openKeyRing } from './key-ring.ts';
import { EMBEDDED_PROVIDER_ID, PORTAL_CLIENT_ID } from './provider-clients.ts';
import type { ProviderPages } from './provider-pages.ts';
import { providerIssuer } from './provider-paths.ts';
import type { SigningKey } from './signing-keys.ts';

export interface OpenProviderOptions {
  readonly ledger: Ledger;
  readonly clock: () => Temporal.Instant;
  /** Asked for when it is needed: with port 0 it is known when the server listens. */
  readonly publicUrl: () => string;
  readonly audience: string;
  readonly pages: ProviderPages;
  readonly onError: (error: unknown) => void;
}

export interface OpenedProvider {
  readonly tenantId: string;
  /** With the keys that there are now. */
  readonly provider: () => Promise<Provider>;
  readonly publicUrl: () => string;
  readonly sealer: Sealer;
  /** The provider as one at which people sign in to the portal. */
  readonly embedded: SignInProvider;
  /** For whoever checks its tokens. */
  readonly trusted: TrustedIssuer;
}

/** The embedded OpenID provider with its keys and storage in the ledger's database. */
export async function openProvider(options: OpenProviderOptions): Promise<OpenedProvider> {
  const { ledger, clock, publicUrl, audience, pages, onError } = options;
  const sealing = sealer(await installationSecret(ledger, 'vault'));
  const ring = await openKeyRing({ ledger, clock, sealer: sealing, onError });
  const tenantId = await tenantIdOf(ledger);
  const portalSecret = (await installationSecret(ledger, 'portalClient')).toString('base64url');
  const cookieKey = (await installationSecret(ledger, 'providerCookies')).toString('base64url');
  let made: { readonly provider: Provider; readonly keys: readonly SigningKey[] } | null = null;
  return {
    tenantId,
    publicUrl,
    sealer: sealing,
    async provider() {
      await ring.refresh();
      const keys = ring.current();
      // it keeps nothing but its keys: everything else is in the database
      if (made?.keys !== keys) {
        const provider = embeddedProvider({
          ledger,
          clock,
          sealer: sealing,
          keys,
          cookieKey,
          portalSecret,
          pages,
          publicUrl: publicUrl(),
          tenantId,
          audience,
          onError,
        });
        made = { provider, keys };
      }
      return made.provider;
    },
    embedded: {
      id: EMBEDDED_PROVIDER_ID,
      name: 'Brevet account',
      get issuer() {
        return providerIssuer(publicUrl(), tenantId);
      },
      clientId: PORTAL_CLIENT_ID,
      clientSecret: portalSecret,
      namesPrincipals: true,
    },
    trusted: {
      get issuer() {
        return providerIssuer(publicUrl(), tenantId);
      },
      keys: ring.verify,
      namesPrincipals: true,
    },
  };
}
