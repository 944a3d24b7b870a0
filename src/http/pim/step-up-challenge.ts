import type { Violation } from '../../domain/errors.ts';
import { milliseconds, parseDuration } from '../../domain/time.ts';
import { type AuthenticationContexts, acrValuesOf, greatestAge } from '../../identity/authentication-contexts.ts';

/** What a new sign-in must prove, for a person's portal or a program. */
export interface NeededStepUp {
  /** `c1` to `c99`; null: a second factor. */
  readonly authenticationContext: string | null;
  /** In the provider's words; empty: it has none. */
  readonly acrValues: readonly string[];
  /** Seconds; null: of any age. */
  readonly maxAge: number | null;
  /** It must be made for the request: by a proof (`POST /proofs`). */
  readonly isForRequest: boolean;
  /** Where a person goes on with the session of a browser; null where a token or a proof is needed. */
  readonly url: string | null;
}

/** What would meet the rules that another sign-in meets; null where there is none. */
export function neededStepUp(
  { rules = [] }: Violation,
  contexts: AuthenticationContexts,
  hasSession: boolean,
): NeededStepUp | null {
  const needs = rules.flatMap((rule) => rule.needs ?? []);
  if (needs.length === 0) return null;
  const authenticationContext =
    needs.find((each) => each.authenticationContext !== null)?.authenticationContext ?? null;
  const ages = needs.flatMap(({ maximumAge }) => (maximumAge === null ? [] : [secondsOf(maximumAge)]));
  const maxAge = greatestAge(contexts, authenticationContext, ages.length === 0 ? null : Math.min(...ages));
  const isForRequest = needs.some((each) => each.isForRequest);
  const query = new URLSearchParams({
    ...(authenticationContext === null ? {} : { context: authenticationContext }),
    ...(maxAge === null ? {} : { maxAge: String(maxAge) }),
  });
  return {
    authenticationContext,
    acrValues: acrValuesOf(contexts, authenticationContext),
    maxAge,
    isForRequest,
    url: hasSession && !isForRequest ? `/sign-in/step-up?${query}` : null,
  };
}

/** Whether nothing but another sign-in is missing, so that asking for one is the whole answer. */
export function isStepUpAll({ rules = [] }: Violation): boolean {
  return rules.length > 0 && rules.every(({ needs }) => needs !== undefined);
}

/** The challenge of RFC 9470 §3. */
export function challengeOf({ acrValues, maxAge }: NeededStepUp): string {
  return [
    'Bearer error="insufficient_user_authentication"',
    'error_description="a stronger or a newer sign-in is needed"',
    ...(acrValues.length === 0 ? [] : [`acr_values="${acrValues.join(' ').replaceAll(/["\\]/g, '\\$&')}"`]),
    ...(maxAge === null ? [] : [`max_age="${maxAge}"`]),
  ].join(', ');
}

function secondsOf(duration: string): number {
  return Math.floor(milliseconds(parseDuration(duration, 'maximumAge')) / 1000);
}
