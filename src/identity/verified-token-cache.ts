import { hash } from 'node:crypto';
import type { Caller } from '../commands/caller.ts';

/** Whose token it is and how strongly that is proven; nothing of what the principal may do. */
export type ProvenIdentity = Pick<Caller, 'principalId' | 'assurance'>;

/** Remembers tokens that were verified, so that a gateway that sends the same one with every question is not checked anew. */
export interface VerifiedTokenCache {
  /** Undefined: not known, or not any more; it is to be verified. */
  get(token: string): ProvenIdentity | undefined;
  /**
   * Only for a token that was just verified; it is remembered until `expiresAtMs` and for five minutes at most. Not at all
   * where everything was forgotten since `age`: what was found out before may not be so any more.
   */
  remember(token: string, identity: ProvenIdentity, expiresAtMs: number, age?: number): void;
  /** How often everything was forgotten. */
  readonly age: number;
  /** Somebody is another principal, or none, from now on. */
  forgetEverything(): void;
}

const MOST_TOKENS = 10_000;
/** Then a token is looked at again, so that a key that its issuer has withdrawn does not live on in it. */
const LONGEST_MS = 5 * 60_000;

interface Remembered {
  readonly identity: ProvenIdentity;
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * Keeps at most 10,000 tokens, by their SHA-256; of the tokens themselves only the last. Which principal an identity is
 * changes seldom, and then everything is forgotten; whether that principal is enabled, and what it holds, is asked anew with every command and question and
 * so is never remembered here.
 */
export function verifiedTokenCache({ clock }: { readonly clock: () => Temporal.Instant }): VerifiedTokenCache {
  const tokens = new Map<string, Remembered>();
  /** A gateway sends the same token with every question; to compare it is faster than to hash it. */
  let last = { token: '', key: '' };
  let forgotten = 0;

  function keyOf(token: string): string {
    if (token !== last.token) last = { token, key: hash('sha256', token) };
    return last.key;
  }

  return {
    get(token) {
      const known = tokens.get(keyOf(token));
      if (known === undefined) return undefined;
      const nowMs = clock().epochMilliseconds;
      // a clock that was set back makes a token that is not valid yet possible again
      return known.fromMs <= nowMs && nowMs < known.untilMs ? known.identity : undefined;
    },
    get age() {
      return forgotten;
    },
    forgetEverything() {
      forgotten += 1;
      tokens.clear();
    },
    remember(token, identity, expiresAtMs, age = forgotten) {
      if (age !== forgotten) return;
      const nowMs = clock().epochMilliseconds;
      if (tokens.size >= MOST_TOKENS) tokens.clear();
      // an end that is no number is never after now
      const untilMs = Math.min(expiresAtMs, nowMs + LONGEST_MS);
      tokens.set(keyOf(token), { identity, fromMs: nowMs, untilMs });
    },
  };
}
