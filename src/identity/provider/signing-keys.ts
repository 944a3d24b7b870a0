import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Reader } from '../../ledger/engine.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { keepSigningKey, type SigningKeyRow, signingKeysSince } from '../../ledger/vault/signing-key.ts';
import type { Sealer } from '../sealer.ts';

/** After so long a new key is made. */
const SIGNS_FOR_MS = 90 * 86_400_000;
/** It is published for so long before it signs, so that every server, and whoever keeps its keys, knows it by then. */
const PUBLISHED_BEFORE_MS = 2 * 3_600_000;
/** So much longer the key before is still published, for the tokens that it signed. */
const PUBLISHED_AFTERWARDS_MS = 7 * 86_400_000;
const ALGORITHM = 'RS256';

export interface SigningKeysOptions {
  readonly ledger: Pick<Ledger, 'writeFollower' | 'read'>;
  readonly clock: () => Temporal.Instant;
  readonly sealer: Sealer;
}

/** A private key with the members that say what it is for. */
export type SigningKey = JWK & { readonly kid: string };

/**
 * The private keys of the embedded provider, the one that signs first. The first look makes one, and one after 90 days the
 * next, which signs two hours later; servers that look at once agree on it.
 */
export async function signingKeys({ ledger, clock, sealer }: SigningKeysOptions): Promise<readonly SigningKey[]> {
  const now = clock().epochMilliseconds;
  const known = await ledger.read((reader) => publishedKeys(reader, now));
  const kept = isYoung(known[0], now) ? known : await withFresh(ledger, sealer, now);
  const keys = kept.map(({ kid, sealedKey }) => JSON.parse(sealer.open(sealedKey, kid)) as SigningKey);
  const signs = kept.findIndex(({ createdAt }) => now - createdAt >= PUBLISHED_BEFORE_MS);
  return signs <= 0 ? keys : [...keys.slice(signs), ...keys.slice(0, signs)];
}

/** A new key, unless somebody else was quicker, and those that were there. */
async function withFresh(ledger: SigningKeysOptions['ledger'], sealer: Sealer, now: number) {
  const fresh = await freshKey();
  const { kid } = fresh;
  const key = { kid, sealedKey: sealer.seal(JSON.stringify(fresh), kid), createdAt: now };
  return ledger.writeFollower(async (tx) => {
    const kept = await publishedKeys(tx, now);
    if (isYoung(kept[0], now)) return kept;
    await keepSigningKey(tx, key);
    return [key, ...kept];
  });
}

/** The newest first. */
function publishedKeys(reader: Reader, now: number): Promise<readonly SigningKeyRow[]> {
  return signingKeysSince(reader, now - SIGNS_FOR_MS - PUBLISHED_AFTERWARDS_MS);
}

function isYoung(newest: SigningKeyRow | undefined, now: number): boolean {
  return newest !== undefined && now - newest.createdAt < SIGNS_FOR_MS;
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
