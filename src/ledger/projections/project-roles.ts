import { statement } from '../statement.ts';
import type { Projection } from './projection.ts';

const upsertScope = statement(
  (db, p: { path: string; kind: string; writtenPath: string; displayName: string; parent: string | null }) =>
    db
      .insertInto('scope')
      .values({
        path: p.path,
        kind: p.kind,
        written_path: p.writtenPath,
        display_name: p.displayName,
        parent: p.parent,
      })
      .onConflict((conflict) =>
        conflict
          .column('path')
          .doUpdateSet({ written_path: p.writtenPath, display_name: p.displayName, parent: p.parent }),
      ),
);

const upsertPolicy = statement(
  (db, p: { scope: string; roleDefinitionId: string; rules: string; at: number; modifiedById: string }) =>
    db
      .insertInto('role_management_policy')
      .values({
        scope: p.scope,
        role_definition_id: p.roleDefinitionId,
        rules: p.rules,
        modified_at: p.at,
        modified_by_id: p.modifiedById,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['scope', 'role_definition_id'])
          .doUpdateSet({ rules: p.rules, modified_at: p.at, modified_by_id: p.modifiedById }),
      ),
);

export const projectScopeRegistered: Projection<'scope.registered'> = (event, _at, tx) =>
  tx.run(upsertScope, {
    path: event.scope,
    kind: event.kind,
    writtenPath: event.path,
    displayName: event.displayName,
    parent: event.parent,
  });

export const projectPolicyUpdated: Projection<'roleManagementPolicy.updated'> = (event, at, tx) =>
  tx.run(upsertPolicy, {
    scope: event.scope,
    roleDefinitionId: event.roleDefinitionId,
    rules: JSON.stringify(event.after),
    at,
    modifiedById: event.modifiedById,
  });
