import { compileDenial, type Denial } from '../../domain/access/denial.ts';
import { type DeniedPrincipal, type DenyAssignment, EVERYONE } from '../../domain/access/deny-assignment.ts';
import type { PrincipalFacts } from '../../domain/principal.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { statement } from '../statement.ts';
import { groupsAroundAt } from './principal-facts.ts';

const selectAny = statement((db, _p: Record<never, never>) => db.selectFrom('deny_assignment').select('id').limit(1));

const selectNaming = statement((db, p: { principalId: string }) =>
  db
    .selectFrom('deny_assignment_principal as named')
    .innerJoin('deny_assignment', 'deny_assignment.id', 'named.deny_assignment_id')
    .selectAll('deny_assignment')
    .where('named.principal_id', '=', p.principalId)
    .where('named.is_excluded', '=', 0),
);

const selectDenyAssignment = statement((db, p: { id: string }) =>
  db.selectFrom('deny_assignment').selectAll().where('id', '=', p.id),
);

const selectPrincipals = statement((db, p: { id: string }) =>
  db.selectFrom('deny_assignment_principal').selectAll().where('deny_assignment_id', '=', p.id),
);

export function toDenyAssignment(
  row: Schema['deny_assignment'],
  principals: ReadonlyArray<Schema['deny_assignment_principal']>,
): DenyAssignment {
  const named = (isExcluded: number): readonly DeniedPrincipal[] =>
    principals
      .filter((principal) => principal.is_excluded === isExcluded)
      .map(({ principal_id: id, kind }) => ({ id, kind: kind as DeniedPrincipal['kind'] }));
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    permissions: JSON.parse(row.permissions),
    scope: row.scope as Scope,
    doNotApplyToChildScopes: row.is_for_child_scopes === 0,
    principals: named(0),
    excludePrincipals: named(1),
    condition: row.condition === null ? null : { text: row.condition, version: row.condition_version ?? '2.0' },
    createdAt: Temporal.Instant.fromEpochMilliseconds(row.created_at),
    createdById: row.created_by_id,
  };
}

export async function denyAssignmentById(tx: Reader, id: string): Promise<DenyAssignment | null> {
  const row = await tx.first(selectDenyAssignment, { id });
  return row === undefined ? null : toDenyAssignment(row, await tx.all(selectPrincipals, { id }));
}

/** The denials that are about the principal at `now`, itself or through a group; most installations have none. */
export async function denialsOf(
  tx: Reader,
  { principal, groupIds }: PrincipalFacts,
  now: Temporal.Instant,
): Promise<readonly Denial[]> {
  if ((await tx.first(selectAny, {})) === undefined) return [];
  const allIds = new Set([principal.id, ...(await groupsAroundAt(tx, principal.id, now))]);
  const enabledIds = new Set([principal.id, ...groupIds]);
  const denials = new Map<string, Denial>();
  for (const principalId of [EVERYONE, ...allIds]) {
    for (const row of await tx.all(selectNaming, { principalId })) {
      const denial = compileDenial(toDenyAssignment(row, await tx.all(selectPrincipals, { id: row.id })));
      if (denial.names({ allIds, enabledIds })) denials.set(denial.id, denial);
    }
  }
  return [...denials.values()];
}

/** Every deny assignment with whom it is about. */
export async function allDenyAssignments(tx: Reader): Promise<readonly DenyAssignment[]> {
  const rows = await tx.query((db) => db.selectFrom('deny_assignment').selectAll());
  const principals = await tx.query((db) => db.selectFrom('deny_assignment_principal').selectAll());
  const byId = Map.groupBy(principals, (principal) => principal.deny_assignment_id);
  return rows.map((row) => toDenyAssignment(row, byId.get(row.id) ?? []));
}
