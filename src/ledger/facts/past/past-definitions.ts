import type { DenyAssignment } from '../../../domain/access/deny-assignment.ts';
import type { RoleDefinition } from '../../../domain/role-definition.ts';
import { type Scope, scopeChain } from '../../../domain/scope.ts';
import type { Reader } from '../../engine.ts';
import { statement } from '../../statement.ts';
import { covers } from './covers.ts';

const selectScope = statement((db, p: { scope: string; atMs: number }) =>
  db
    .selectFrom('scope_span')
    .selectAll()
    .where('scope', '=', p.scope)
    .where('since_at', '<=', p.atMs)
    .where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', p.atMs)])),
);

/** From the scope up to the root, as it was placed at the instant; a scope that was not registered is placed by its path. */
export async function scopeChainAt(tx: Reader, scope: Scope, atMs: number): Promise<readonly Scope[]> {
  const parents = new Map<Scope, Scope | null>();
  // each round learns of one more registered parent, so it ends at the root at the latest
  for (;;) {
    let unknown: Scope | null = null;
    const chain = scopeChain(scope, (child) => {
      if (!parents.has(child)) unknown ??= child;
      return parents.get(child) ?? null;
    });
    if (unknown === null) return chain;
    const row = await tx.first(selectScope, { scope: unknown, atMs });
    parents.set(unknown, (row?.parent ?? null) as Scope | null);
  }
}

/** All roles as they were defined at the instant; one that was deleted or not there yet is left out. */
export async function rolesAt(tx: Reader, atMs: number): Promise<ReadonlyMap<string, RoleDefinition>> {
  const rows = await tx.query((db) =>
    db.selectFrom('role_definition_span').select(['role_definition_id', 'definition']).where(covers(atMs)),
  );
  return new Map(rows.map((row) => [row.role_definition_id, JSON.parse(row.definition) as RoleDefinition]));
}

/** The deny assignments that stood at the instant. */
export async function denyAssignmentsAt(tx: Reader, atMs: number): Promise<readonly DenyAssignment[]> {
  const rows = await tx.query((db) =>
    db.selectFrom('deny_assignment_span').select('definition').where(covers(atMs)).orderBy('since_sequence'),
  );
  return rows.map(({ definition }) => {
    const written = JSON.parse(definition) as Omit<DenyAssignment, 'createdAt'> & { readonly createdAt: string };
    return { ...written, createdAt: Temporal.Instant.from(written.createdAt) };
  });
}
