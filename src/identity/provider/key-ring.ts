import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { publicKeyOf, type SigningKey, type SigningKeysOptions, signingKeys } from './signing-keys.ts';

/** Keys are looked for again after so long, when they are needed. */
const LOOKS_EVERY_MS = 3_600_000;
/** And where a token is signed by one that is not known, but not more often than this. */
const LOOKS_FOR_UNKNOWN_EVERY_MS = 10_000;

/** The signing keys as this server knows them; another one may have made a new one. */
export interface KeyRing {
  /** The one that signs first; the same list as long as they are the same. */
  current(): readonly SigningKey[];
  /** Settles when it is known what keys there are, where that was not looked for in the last hour. */
  refresh(): Promise<void>;
  /** For whoever checks signatures: a key that is not known is looked for. */
  readonly verify: JWTVerifyGetKey;
}

export interface KeyRingOptions extends SigningKeysOptions {
  /** Told of a look that failed; what was known stays. */
  readonly onError: (error: unknown) => void;
}

/** Reads the keys, and reads them again when they are needed: a server that runs for months knows what others make. */
export async function openKeyRing({ onError, ...options }: KeyRingOptions): Promise<KeyRing> {
  const nowMs = () => options.clock().epochMilliseconds;
  let keys = await signingKeys(options);
  let verify = createLocalJWKSet({ keys: keys.map(publicKeyOf) });
  let lookedAt = nowMs();
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    lookedAt = nowMs();
    const found = await signingKeys(options);
    if (found.map(({ kid }) => kid).join() === keys.map(({ kid }) => kid).join()) return;
    keys = found;
    verify = createLocalJWKSet({ keys: keys.map(publicKeyOf) });
  }

  function lookOnce(): Promise<void> {
    looking ??= look()
      .catch(onError)
      .finally(() => {
        looking = null;
      });
    return looking;
  }

  async function refresh(): Promise<void> {
    if (nowMs() - lookedAt >= LOOKS_EVERY_MS) await lookOnce();
    else await looking;
  }

  return {
    current: () => keys,
    refresh,
    async verify(header, token) {
      try {
        return await verify(header, token);
      } catch (error) {
        const mayBeNew = error instanceof errors.JWKSNoMatchingKey && nowMs() - lookedAt >= LOOKS_FOR_UNKNOWN_EVERY_MS;
        if (!mayBeNew) throw error;
        await lookOnce();
        return verify(header, token);
      }
    },
  };
}
