import type { PrincipalKind } from './principal.ts';
import { milliseconds, parseDuration } from './time.ts';

/** An authentication context, `c1` to `c99`, that a sign-in satisfies. */
export interface SatisfiedContext {
  readonly name: string;
  /** For how long after the sign-in, ISO 8601; null: without a limit of its own. */
  readonly maximumAge: string | null;
}

/** What one sign-in proved, as its provider says and nothing assumed (BEHAVIOUR §2). */
export interface SignInProof {
  readonly multiFactor: boolean;
  readonly authenticationContexts: readonly SatisfiedContext[];
  /** null: unknown, which is older than any limit. */
  readonly authenticatedAt: Temporal.Instant | null;
}

/** How strongly the caller is proven: by the sign-in of a token, or by each of a session. */
export interface Assurance {
  readonly signIns: readonly SignInProof[];
  /** It has no second factor and can get none. */
  readonly isProgram?: true;
}

/** What an unknown or missing proof counts as. */
export const weakestAssurance: Assurance = { signIns: [] };

/** By so much the clock of a provider may be ahead; what is further in the future proves nothing. */
const LARGEST_SKEW_MS = 30_000;

/** A service principal has no second factor, whatever its token says (BEHAVIOUR §1). */
export function assuranceOf(kind: PrincipalKind, asserted: Assurance): Assurance {
  return kind === 'user' ? asserted : { signIns: [], isProgram: true };
}

/** Whether a second factor was proven at most `maximumAge` (ISO 8601) before `now`; null: at any time. */
export function hasSecondFactor({ signIns }: Assurance, now: Temporal.Instant, maximumAge: string | null): boolean {
  return signIns.some((signIn) => signIn.multiFactor && isWithin(maximumAge, signIn, now));
}

/** Whether the named context is satisfied at `now`, within its own limit and within `maximumAge` (ISO 8601). */
export function satisfiesContext(
  { signIns }: Assurance,
  name: string,
  now: Temporal.Instant,
  maximumAge: string | null,
): boolean {
  return signIns.some((signIn) =>
    signIn.authenticationContexts.some((context) => {
      return context.name === name && isWithin(context.maximumAge, signIn, now) && isWithin(maximumAge, signIn, now);
    }),
  );
}

function isWithin(maximumAge: string | null, { authenticatedAt }: SignInProof, now: Temporal.Instant): boolean {
  if (authenticatedAt === null) return maximumAge === null;
  const ageMs = now.epochMilliseconds - authenticatedAt.epochMilliseconds;
  if (ageMs < -LARGEST_SKEW_MS) return false;
  return maximumAge === null || ageMs <= milliseconds(parseDuration(maximumAge, 'maximumAge'));
}
