import { statement } from '../statement.ts';
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

export const projectPolicyUpdated: Projection<'roleManagementPolicy.updated'> = (event, at, tx) =>
  tx.run(upsertPolicy, {
    scope: event.scope,
    roleDefinitionId: event.roleDefinitionId,
    rules: JSON.stringify(event.after),
    at,
    modifiedById: event.modifiedById,
  });
