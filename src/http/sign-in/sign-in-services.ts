import type { Provider } from 'oidc-provider';

/** What signing in works with, beside the services of every surface. */
export interface SignInServices {
  /** The embedded OpenID provider, made when it is first asked for: its addresses follow from where the server listens. */
  readonly provider: () => Provider;
  /** Under which people and programs reach the server; known when it listens. */
  readonly publicUrl: () => string;
  /** The organisation's id, the first part of the provider's addresses. */
  readonly tenantId: string;
}
