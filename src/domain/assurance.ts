/** How strongly the caller is proven: what the token says, nothing assumed (BEHAVIOUR §2). */
export interface Assurance {
  readonly multiFactor: boolean;
  /** Authentication contexts, `c1` to `c99`, that the sign-in satisfied. */
  readonly authenticationContexts: readonly string[];
}

/** What an unknown or missing proof counts as. */
export const weakestAssurance: Assurance = { multiFactor: false, authenticationContexts: [] };
