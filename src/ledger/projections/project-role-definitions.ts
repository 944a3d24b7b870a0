import { sql } from 'kysely';
import { roleNameKey } from '../../domain/role-definition.ts';
import { statement } from '../statement.ts';
import type { Projection } from './projection.ts';
import { beginRoleSpan, endRoleSpan } from './spans-of-definitions.ts';

const upsertRoleDefinition = statement(
  (
    db,
    p: {
      id: string;
      family: string;
      kind: string;
      name: string;
      nameKey: string;
      description: string;
      isPrivileged: number;
      permissions: string;
      assignableScopes: string;
      at: number;
      byId: string | null;
      /** null: as it was, or now where there was none. */
      createdAt: number | null;
      createdAtOrNow: number;
      createdById: string | null;
    },
  ) =>
    db
      .insertInto('role_definition')
      .values({
        id: p.id,
        family: p.family,
        kind: p.kind,
        name: p.name,
        name_key: p.nameKey,
        description: p.description,
        is_privileged: p.isPrivileged,
        permissions: p.permissions,
        assignable_scopes: p.assignableScopes,
        created_at: p.createdAtOrNow,
        created_by_id: p.createdById,
        updated_at: p.at,
        updated_by_id: p.byId,
        deleted_at: null,
      })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({
          name: p.name,
          name_key: p.nameKey,
          description: p.description,
          is_privileged: p.isPrivileged,
          permissions: p.permissions,
          assignable_scopes: p.assignableScopes,
          created_at: sql<number>`coalesce(${p.createdAt}, role_definition.created_at)`,
          created_by_id: sql<string>`coalesce(${p.createdById}, role_definition.created_by_id)`,
          updated_at: p.at,
          updated_by_id: p.byId,
          deleted_at: null,
        }),
      ),
);

const markDeleted = statement((db, p: { id: string; at: number; byId: string }) =>
  db
    .updateTable('role_definition')
    .set({ deleted_at: p.at, updated_at: p.at, updated_by_id: p.byId })
    .where('id', '=', p.id),
);

const deleteAssignableScopes = statement((db, p: { id: string }) =>
  db.deleteFrom('assignable_scope').where('role_definition_id', '=', p.id),
);

const insertAssignableScope = statement((db, p: { id: string; scope: string }) =>
  db.insertInto('assignable_scope').values({ role_definition_id: p.id, scope: p.scope }),
);

export const projectRoleDefined: Projection<'roleDefinition.defined'> = async (event, at, tx, sequence) => {
  const { roleDefinition, definedById = null, createdAt = null } = event;
  const { id, kind } = roleDefinition;
  await tx.run(upsertRoleDefinition, {
    id,
    family: roleDefinition.family,
    kind,
    name: roleDefinition.name,
    nameKey: roleNameKey(roleDefinition.name),
    description: roleDefinition.description,
    isPrivileged: roleDefinition.isPrivileged ? 1 : 0,
    permissions: JSON.stringify(roleDefinition.permissions),
    assignableScopes: JSON.stringify(roleDefinition.assignableScopes),
    at,
    byId: definedById,
    createdAt: createdAt?.epochMilliseconds ?? null,
    createdAtOrNow: createdAt?.epochMilliseconds ?? at,
    createdById: createdAt === null ? null : definedById,
  });
  await tx.run(endRoleSpan, { roleDefinitionId: id, at });
  await tx.run(beginRoleSpan, { roleDefinitionId: id, definition: JSON.stringify(roleDefinition), at, sequence });
  // built-in roles stand everywhere
  if (kind === 'builtIn') return;
  await tx.run(deleteAssignableScopes, { id });
  for (const scope of new Set(roleDefinition.assignableScopes)) await tx.run(insertAssignableScope, { id, scope });
};

export const projectRoleDeleted: Projection<'roleDefinition.deleted'> = async (event, at, tx) => {
  await tx.run(markDeleted, { id: event.roleDefinitionId, at, byId: event.deletedById });
  await tx.run(deleteAssignableScopes, { id: event.roleDefinitionId });
  await tx.run(endRoleSpan, { roleDefinitionId: event.roleDefinitionId, at });
};
