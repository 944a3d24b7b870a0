import { statement } from '../statement.ts';

export const beginRoleSpan = statement(
  (db, p: { roleDefinitionId: string; definition: string; at: number; sequence: number }) =>
    db.insertInto('role_definition_span').values({
      role_definition_id: p.roleDefinitionId,
      definition: p.definition,
      since_at: p.at,
      since_sequence: p.sequence,
      until_at: null,
    }),
);

export const endRoleSpan = statement((db, p: { roleDefinitionId: string; at: number }) =>
  db
    .updateTable('role_definition_span')
    .set({ until_at: p.at })
    .where('role_definition_id', '=', p.roleDefinitionId)
    .where('until_at', 'is', null),
);

export const beginDenialSpan = statement(
  (db, p: { denyAssignmentId: string; definition: string; at: number; sequence: number }) =>
    db.insertInto('deny_assignment_span').values({
      deny_assignment_id: p.denyAssignmentId,
      definition: p.definition,
      since_at: p.at,
      since_sequence: p.sequence,
      until_at: null,
    }),
);

export const endDenialSpan = statement((db, p: { denyAssignmentId: string; at: number }) =>
  db
    .updateTable('deny_assignment_span')
    .set({ until_at: p.at })
    .where('deny_assignment_id', '=', p.denyAssignmentId)
    .where('until_at', 'is', null),
);
