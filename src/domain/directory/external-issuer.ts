import type { PrincipalKind } from '../principal.ts';

/** Whose word it is for principals that Brevet itself signs in; independent of the address it is served under. */
export const LOCAL_ISSUER = 'urn:brevet:local';

/**
 * Under which issuer what a directory calls an entry is kept: people by the issuer at which they sign in, groups by a name
 * that no provider has, so that no token ever names one.
 */
export function externalIssuer(source: { readonly id: string; readonly issuer: string }, kind: PrincipalKind): string {
  return kind === 'user' ? source.issuer : `urn:brevet:provisioned:${source.id}`;
}
