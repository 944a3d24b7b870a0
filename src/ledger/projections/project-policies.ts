import { statement } from '../statement.ts';
import { markDrift } from './project-policy-templates.ts';
import type { Projection } from './projection.ts';

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

const deletePolicy = statement((db, p: { scope: string; roleDefinitionId: string }) =>
  db
    .deleteFrom('role_management_policy')
    .where('scope', '=', p.scope)
    .where('role_definition_id', '=', p.roleDefinitionId),
);

const insertChange = statement((db, p: { sequence: number; scope: string; roleDefinitionId: string }) =>
  db
    .insertInto('role_management_policy_change')
    .values({ sequence: p.sequence, scope: p.scope, role_definition_id: p.roleDefinitionId }),
);

export const projectPolicyUpdated: Projection<'roleManagementPolicy.updated'> = async (event, at, tx, sequence) => {
  const { scope, roleDefinitionId, after, modifiedById } = event;
  await tx.run(upsertPolicy, { scope, roleDefinitionId, rules: JSON.stringify(after), at, modifiedById });
  await tx.run(insertChange, { sequence, scope, roleDefinitionId });
  await markDrift(tx, event, after, at);
};

export const projectPolicyRemoved: Projection<'roleManagementPolicy.removed'> = async (event, at, tx, sequence) => {
  const { scope, roleDefinitionId } = event;
  await tx.run(deletePolicy, { scope, roleDefinitionId });
  await tx.run(insertChange, { sequence, scope, roleDefinitionId });
  await markDrift(tx, event, null, at);
};
