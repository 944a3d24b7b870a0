import type { Assurance } from '../../src/domain/assurance.ts';

/**
 * What words such as `mfa`, `c1` and `at1764000000000` (milliseconds since the epoch) say of a sign-in; without `at` its
 * time is unknown.
 */
export function proven(words: readonly string[]): Assurance {
  const at = words.find((word) => /^at\d+$/.test(word))?.slice('at'.length);
  return {
    signIns: [
      {
        multiFactor: words.includes('mfa'),
        authenticationContexts: words.filter((word) => /^c\d+$/.test(word)).map((name) => ({ name, maximumAge: null })),
        authenticatedAt: at === undefined ? null : Temporal.Instant.fromEpochMilliseconds(Number(at)),
      },
    ],
  };
}
