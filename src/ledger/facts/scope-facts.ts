import { groupIdOf, groupScope } from '../../domain/group/group-scope.ts';
import type { RegisteredScope } from '../../domain/hierarchy/registered-scope.ts';
import type { Principal } from '../../domain/principal.ts';
import { type Scope, type ScopeKind, scopeChain } from '../../domain/scope.ts';
import { remembered } from '../remembered.ts';
import type { Schema } from '../schema.ts';
import { statement } from '../statement.ts';
import { principalById } from './principal-facts.ts';

const selectScope = statement((db, p: { path: string }) =>
  db.selectFrom('scope').selectAll().where('path', '=', p.path),
);

export function toRegisteredScope(row: Schema['scope']): RegisteredScope {
  return {
    scope: row.path as Scope,
    kind: row.kind as ScopeKind,
    path: row.written_path,
    displayName: row.display_name,
    parent: row.parent as Scope | null,
    location: row.location,
  };
}

/** A scope that there is; a group is one by itself, and nobody registers it. */
export const registeredScope = remembered(async (tx, scope: Scope): Promise<RegisteredScope | null> => {
  const groupId = groupIdOf(scope);
  if (groupId !== null) return scopeOfGroup(await principalById(tx, groupId));
  const row = await tx.first(selectScope, { path: scope });
  return row === undefined ? null : toRegisteredScope(row);
});

function scopeOfGroup(group: Principal | null): RegisteredScope | null {
  if (group?.kind !== 'group') return null;
  const scope = groupScope(group.id);
  return { scope, kind: 'group', path: scope, displayName: group.displayName, parent: null, location: null };
}

/** From the scope up to the root, by path and by registered parents; the scope itself need not be registered. */
export const scopeChainOf = remembered(async (tx, scope: Scope): Promise<readonly Scope[]> => {
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
});
