import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, importJWK, type JSONWebKeySet, SignJWT } from 'jose';
import type { TrustedIssuer } from '../identity/token-verifier.ts';
import { demoIssuerKey } from './demo-issuer-key.ts';
import { DEMO_ISSUER, demoPeople } from './demo-organisation.ts';

export interface DemoTokenOptions {
  readonly audience: string | readonly string[];
  readonly clock: () => Temporal.Instant;
  /** Seconds until the token expires; an hour unless given. */
  readonly lifetimeSeconds?: number;
  /** How the person is said to have signed in (RFC 8176); by password unless given. */
  readonly amr?: readonly string[];
}

export interface DemoIssuer {
  readonly issuer: typeof DEMO_ISSUER;
  /** The public key. */
  readonly jwks: JSONWebKeySet;
  /** The same for the token verifier. */
  readonly trusted: TrustedIssuer;
  /** A token for one of the demo people, by name. Throws, naming all, when there is no such person. */
  sign(name: string, options: DemoTokenOptions): Promise<string>;
}

/** Vouches for the demo people with a key that stays in the data folder. Real installations never trust it. */
export async function demoIssuer({ dataDir }: { readonly dataDir: string }): Promise<DemoIssuer> {
  const { kid, privateJwk, publicJwk } = await demoIssuerKey(dataDir);
  const key = await importJWK(privateJwk, 'ES256');
  const jwks = { keys: [publicJwk] };
  return {
    issuer: DEMO_ISSUER,
    jwks,
    trusted: { issuer: DEMO_ISSUER, keys: createLocalJWKSet(jwks) },
    async sign(name, { audience, clock, lifetimeSeconds = 3600, amr = ['pwd'] }) {
      if (!demoPeople.some((person) => person.name === name)) {
        const names = demoPeople.map((person) => `\`${person.name}\``).join(', ');
        throw new Error(`there is nobody called \`${name}\` in the demo organisation; allowed: ${names}`);
      }
      const now = Math.floor(clock().epochMilliseconds / 1000);
      return new SignJWT({ amr: [...amr] })
        .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt' })
        .setIssuer(DEMO_ISSUER)
        .setSubject(name)
        .setAudience(typeof audience === 'string' ? audience : [...audience])
        .setJti(randomUUID())
        .setIssuedAt(now)
        .setExpirationTime(now + lifetimeSeconds)
        .sign(key);
    },
  };
}
