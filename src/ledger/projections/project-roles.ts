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

const upsertRoleDefinition = statement(
  (
    db,
    p: {
      id: string;
      family: string;
      kind: string;
      name: string;
      description: string;
      isPrivileged: number;
      permissions: string;
      assignableScopes: string;
    },
  ) =>
    db
      .insertInto('role_definition')
      .values({
        id: p.id,
        family: p.family,
        kind: p.kind,
        name: p.name,
        description: p.description,
        is_privileged: p.isPrivileged,
        permissions: p.permissions,
        assignable_scopes: p.assignableScopes,
      })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({
          name: p.name,
          description: p.description,
          is_privileged: p.isPrivileged,
          permissions: p.permissions,
          assignable_scopes: p.assignableScopes,
        }),
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

export const projectRoleDefined: Projection<'roleDefinition.defined'> = ({ roleDefinition }, _at, tx) =>
  tx.run(upsertRoleDefinition, {
    id: roleDefinition.id,
    family: roleDefinition.family,
    kind: roleDefinition.kind,
    name: roleDefinition.name,
    description: roleDefinition.description,
    isPrivileged: roleDefinition.isPrivileged ? 1 : 0,
    permissions: JSON.stringify(roleDefinition.permissions),
    assignableScopes: JSON.stringify(roleDefinition.assignableScopes),
  });

export const projectPolicyUpdated: Projection<'roleManagementPolicy.updated'> = (event, at, tx) =>
  tx.run(upsertPolicy, {
    scope: event.scope,
    roleDefinitionId: event.roleDefinitionId,
    rules: JSON.stringify(event.after),
    at,
    modifiedById: event.modifiedById,
  });
