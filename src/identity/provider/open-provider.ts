import { createLocalJWKSet } from 'jose';
import type { Provider } from 'oidc-provider';
import { installationSecret } from '../../ledger/installation-secret.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { type Sealer, sealer } from '../sealer.ts';
import type { SignInProvider } from '../sign-in/relying-party.ts';
import { tenantIdOf } from '../tenant-id.ts';
import type { TrustedIssuer } from '../token-verifier.ts';
import { embeddedProvider } from './embedded-provider.ts';
import { EMBEDDED_PROVIDER_ID, PORTAL_CLIENT_ID } from './provider-clients.ts';
import type { ProviderPages } from './provider-pages.ts';
import { providerIssuer } from './provider-paths.ts';
import { publicKeyOf, signingKeys } from './signing-keys.ts';

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
  readonly provider: () => Provider;
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
  const keys = await signingKeys({ ledger, clock, sealer: sealing });
  const tenantId = await tenantIdOf(ledger);
  const portalSecret = (await installationSecret(ledger, 'portalClient')).toString('base64url');
  const cookieKey = (await installationSecret(ledger, 'providerCookies')).toString('base64url');
  let made: Provider | null = null;
  return {
    tenantId,
    publicUrl,
    sealer: sealing,
    provider() {
      made ??= embeddedProvider({
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
      return made;
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
      keys: createLocalJWKSet({ keys: keys.map(publicKeyOf) }),
      namesPrincipals: true,
    },
  };
}
