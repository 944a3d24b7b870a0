import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Ledger } from '../../ledger/ledger.ts';
import { keepSigningKey, signingKeysSince } from '../../ledger/vault/signing-key.ts';
import type { Sealer } from '../sealer.ts';

/** After so long a new key signs. */
const SIGNS_FOR_MS = 90 * 86_400_000;
/** So much longer the key before is still published, for the tokens that it signed. */
const PUBLISHED_AFTERWARDS_MS = 7 * 86_400_000;
const ALGORITHM = 'RS256';

export interface SigningKeysOptions {
  readonly ledger: Pick<Ledger, 'writeFollower'>;
  readonly clock: () => Temporal.Instant;
  readonly sealer: Sealer;
}

/** A private key with the members that say what it is for. */
export type SigningKey = JWK & { readonly kid: string };

/**
 * The private keys of the embedded provider, the one that signs first. The first start makes one, and a start after 90
 * days the next; processes that start at once agree on it.
 */
export async function signingKeys({ ledger, clock, sealer }: SigningKeysOptions): Promise<readonly SigningKey[]> {
  const fresh = await freshKey();
  return ledger.writeFollower(async (tx) => {
    const now = clock().epochMilliseconds;
    const kept = await signingKeysSince(tx, now - SIGNS_FOR_MS - PUBLISHED_AFTERWARDS_MS);
    const keys = kept.map(({ kid, sealedKey }) => JSON.parse(sealer.open(sealedKey, kid)) as SigningKey);
    const [newest] = kept;
    if (newest !== undefined && now - newest.createdAt < SIGNS_FOR_MS) return keys;
    await keepSigningKey(tx, {
      kid: fresh.kid,
      sealedKey: sealer.seal(JSON.stringify(fresh), fresh.kid),
      createdAt: now,
    });
    return [fresh, ...keys];
  });
}

async function freshKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), use: 'sig', alg: ALGORITHM };
}

/** The public part, for whoever checks tokens. */
export function publicKeyOf({ n, e, kid }: SigningKey): JWK {
  return { kty: 'RSA', n: n as string, e: e as string, kid, use: 'sig', alg: ALGORITHM };
}
