import { createRemoteJWKSet, errors, type JWTVerifyGetKey, type RemoteJWKSet } from 'jose';
import { discoverJwksUri } from './discover-jwks-uri.ts';
import { TokenRefused } from './token-refused.ts';

export interface RemoteKeySetOptions {
  readonly issuer: string;
  /** null: asked of the issuer (OpenID discovery) when the first token comes. */
  readonly jwksUri: string | null;
  readonly clock: () => Temporal.Instant;
}

const DISCOVERY_LASTS = { hours: 24 };

/**
 * The keys of an issuer, fetched when they are needed and kept: 10 minutes, or until a token names a key that is not
 * there, which is asked for at most every 30 seconds. Throws `TokenRefused` (`keysUnavailable`) while they cannot be had.
 */
export function remoteKeySet({ issuer, jwksUri, clock }: RemoteKeySetOptions): JWTVerifyGetKey {
  let current: { readonly uri: string; readonly keys: RemoteJWKSet; readonly until: Temporal.Instant | null } | null =
    jwksUri === null ? null : { uri: jwksUri, keys: createRemoteJWKSet(new URL(jwksUri)), until: null };
  let discovering: Promise<RemoteJWKSet> | null = null;

  /** What is known is kept where it is still right, so that its keys need not be fetched again. */
  async function discover(): Promise<RemoteJWKSet> {
    const uri = await discoverJwksUri(issuer);
    const keys = current?.uri === uri ? current.keys : createRemoteJWKSet(new URL(uri));
    current = { uri, keys, until: clock().add(DISCOVERY_LASTS) };
    return keys;
  }

  function keySet(): Promise<RemoteJWKSet> | RemoteJWKSet {
    const isFresh =
      current !== null && (current.until === null || Temporal.Instant.compare(clock(), current.until) < 0);
    if (current !== null && isFresh) return current.keys;
    discovering ??= discover().finally(() => {
      discovering = null;
    });
    return discovering;
  }

  return async (header, token) => {
    try {
      const keys = await keySet();
      return await keys(header, token);
    } catch (error) {
      const isAnswer = error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
      throw isAnswer ? error : new TokenRefused('keysUnavailable', error);
    }
  };
}
