import { createLocalJWKSet } from 'jose';
import type { Provider } from 'oidc-provider';
import { installationSecret } from '../../ledger/installation-secret.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { type Sealer, sealer } from '../sealer.ts';
import { tenantIdOf } from '../tenant-id.ts';
import type { TrustedIssuer } from '../token-verifier.ts';
import { embeddedProvider } from './embedded-provider.ts';
import { providerIssuer } from './provider-paths.ts';
import { publicKeyOf, signingKeys } from './signing-keys.ts';

export interface OpenProviderOptions {
  readonly ledger: Ledger;
  readonly clock: () => Temporal.Instant;
  /** Asked for when it is needed: with port 0 it is known when the server listens. */
  readonly publicUrl: () => string;
  readonly audience: string;
  readonly onError: (error: unknown) => void;
}

export interface OpenedProvider {
  readonly tenantId: string;
  readonly provider: () => Provider;
  readonly publicUrl: () => string;
  readonly sealer: Sealer;
  /** For whoever checks its tokens. */
  readonly trusted: TrustedIssuer;
}

/** The embedded OpenID provider with its keys and storage in the ledger's database. */
export async function openProvider(options: OpenProviderOptions): Promise<OpenedProvider> {
  const { ledger, clock, publicUrl, audience, onError } = options;
  const sealing = sealer(await installationSecret(ledger, 'vault'));
  const keys = await signingKeys({ ledger, clock, sealer: sealing });
  const tenantId = await tenantIdOf(ledger);
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
        publicUrl: publicUrl(),
        tenantId,
        audience,
        onError,
      });
      return made;
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
