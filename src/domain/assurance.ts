import type { PrincipalKind } from './principal.ts';

/** How strongly the caller is proven: what the token says, nothing assumed (BEHAVIOUR §2). */
export interface Assurance {
  readonly multiFactor: boolean;
  /** Authentication contexts, `c1` to `c99`, that the sign-in satisfied. */
  readonly authenticationContexts: readonly string[];
}

/** What an unknown or missing proof counts as. */
export const weakestAssurance: Assurance = { multiFactor: false, authenticationContexts: [] };

/** A service principal has no second factor, whatever its token says (BEHAVIOUR §1). */
export function assuranceOf(kind: PrincipalKind, asserted: Assurance): Assurance {
  return kind === 'user' ? asserted : weakestAssurance;
}
