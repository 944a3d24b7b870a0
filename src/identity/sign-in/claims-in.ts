import type { Claims } from '../assurance-of.ts';

/** What each sign-in of a session proved, as it is kept with it. */
export function claimsIn(kept: string): readonly Claims[] {
  const claims: unknown = JSON.parse(kept);
  return Array.isArray(claims) ? claims : [claims as Claims];
}
