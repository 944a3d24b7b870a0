import { statement } from '../statement.ts';
import type { Projection } from './projection.ts';
import { beginDenialSpan, endDenialSpan } from './spans-of-definitions.ts';

const insertDenyAssignment = statement(
  (
    db,
    p: {
      id: string;
      name: string;
      description: string | null;
      permissions: string;
      scope: string;
      isForChildScopes: number;
      condition: string | null;
      conditionVersion: string | null;
      createdAt: number;
      createdById: string;
    },
  ) =>
    db.insertInto('deny_assignment').values({
      id: p.id,
      name: p.name,
      description: p.description,
      permissions: p.permissions,
      scope: p.scope,
      is_for_child_scopes: p.isForChildScopes,
      condition: p.condition,
      condition_version: p.conditionVersion,
      created_at: p.createdAt,
      created_by_id: p.createdById,
    }),
);

const insertPrincipal = statement((db, p: { id: string; principalId: string; kind: string; isExcluded: number }) =>
  db
    .insertInto('deny_assignment_principal')
    .values({ deny_assignment_id: p.id, principal_id: p.principalId, kind: p.kind, is_excluded: p.isExcluded })
    .onConflict((conflict) => conflict.doNothing()),
);

const deleteDenyAssignment = statement((db, p: { id: string }) =>
  db.deleteFrom('deny_assignment').where('id', '=', p.id),
);

const deletePrincipals = statement((db, p: { id: string }) =>
  db.deleteFrom('deny_assignment_principal').where('deny_assignment_id', '=', p.id),
);

export const projectDenyAssignmentCreated: Projection<'denyAssignment.created'> = async (event, at, tx, sequence) => {
  const { id, condition, ...denied } = event.denyAssignment;
  await tx.run(insertDenyAssignment, {
    id,
    name: denied.name,
    description: denied.description,
    permissions: JSON.stringify(denied.permissions),
    scope: denied.scope,
    isForChildScopes: denied.doNotApplyToChildScopes ? 0 : 1,
    condition: condition?.text ?? null,
    conditionVersion: condition?.version ?? null,
    createdAt: denied.createdAt.epochMilliseconds,
    createdById: denied.createdById,
  });
  for (const { id: principalId, kind } of denied.principals) {
    await tx.run(insertPrincipal, { id, principalId, kind, isExcluded: 0 });
  }
  for (const { id: principalId, kind } of denied.excludePrincipals) {
    await tx.run(insertPrincipal, { id, principalId, kind, isExcluded: 1 });
  }
  const definition = JSON.stringify(event.denyAssignment);
  await tx.run(beginDenialSpan, { denyAssignmentId: id, definition, at, sequence });
};

export const projectDenyAssignmentDeleted: Projection<'denyAssignment.deleted'> = async (event, at, tx) => {
  await tx.run(deleteDenyAssignment, { id: event.denyAssignmentId });
  await tx.run(deletePrincipals, { id: event.denyAssignmentId });
  await tx.run(endDenialSpan, { denyAssignmentId: event.denyAssignmentId, at });
};
