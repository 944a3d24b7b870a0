import { type Scope, type ScopeKind, scopeChain } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import { statement } from '../statement.ts';

const selectScope = statement((db, p: { path: string }) =>
  db.selectFrom('scope').selectAll().where('path', '=', p.path),
);

/** A scope as it was registered. */
export interface RegisteredScope {
  readonly scope: Scope;
  readonly kind: ScopeKind;
  readonly path: string;
  readonly displayName: string;
  readonly parent: Scope | null;
}

export async function registeredScope(tx: Reader, scope: Scope): Promise<RegisteredScope | null> {
  const row = await tx.first(selectScope, { path: scope });
  if (row === undefined) return null;
  return {
    scope,
    kind: row.kind as ScopeKind,
    path: row.written_path,
    displayName: row.display_name,
    parent: row.parent as Scope | null,
  };
}

/** From the scope up to the root, by path and by registered parents; the scope itself need not be registered. */
export async function scopeChainOf(tx: Reader, scope: Scope): Promise<readonly Scope[]> {
  const parents = new Map<Scope, Scope | null>();
  // each round learns of one more registered parent, so it ends at the root at the latest
  for (;;) {
    let unknown: Scope | null = null;
    const chain = scopeChain(scope, (child) => {
      if (!parents.has(child)) unknown ??= child;
      return parents.get(child) ?? null;
    });
    if (unknown === null) return chain;
    parents.set(unknown, (await registeredScope(tx, unknown))?.parent ?? null);
  }
}
