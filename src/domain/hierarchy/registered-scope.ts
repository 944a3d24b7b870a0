import type { Scope, ScopeKind } from '../scope.ts';

/** A scope as it was registered. */
export interface RegisteredScope {
  readonly scope: Scope;
  readonly kind: ScopeKind;
  /** As it was written, for people. */
  readonly path: string;
  readonly displayName: string;
  /** The scope above; null directly below the root, and for the root. */
  readonly parent: Scope | null;
  /** Region, where the client that registered it gave one; only shown. */
  readonly location: string | null;
}
