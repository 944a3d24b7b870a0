import { milliseconds, parseDuration } from '../domain/time.ts';

/** What a sign-in must say of itself to satisfy an authentication context. */
export interface ContextMapping {
  /** One of these must be its `acr`; empty: any or none. */
  readonly acr: readonly string[];
  /** All of these must be in its `amr`. */
  readonly amr: readonly string[];
  /** ISO 8601; null: of any age. */
  readonly maximumAge: string | null;
}

/** By `c1` to `c99`, and `mfa` for a second factor. */
export type AuthenticationContexts = ReadonlyMap<string, ContextMapping>;

/** The greatest age in seconds that an asked one and that of the context leave; null: any. */
export function greatestAge(contexts: AuthenticationContexts, context: string | null, asked: number | null) {
  const own = context === null ? null : (contexts.get(context)?.maximumAge ?? null);
  const ownSeconds = own === null ? null : Math.floor(milliseconds(parseDuration(own, 'maxAge')) / 1000);
  return asked === null || ownSeconds === null ? (asked ?? ownSeconds) : Math.min(asked, ownSeconds);
}

/** What is asked of a provider, in its own words (`acr_values`); empty: it has none for this. null: a second factor. */
export function acrValuesOf(contexts: AuthenticationContexts, context: string | null): readonly string[] {
  const mapping = contexts.get(context ?? 'mfa');
  // a context that is not mapped goes by its name, as those of Microsoft do
  if (mapping === undefined) return context === null ? [] : [context];
  return mapping.acr;
}
