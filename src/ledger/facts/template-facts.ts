import { type PolicyTemplate, templateNameKey } from '../../domain/policy-template/policy-template.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { statement } from '../statement.ts';

const selectTemplate = statement((db, p: { id: string }) =>
  db.selectFrom('policy_template').selectAll().where('id', '=', p.id),
);

const selectByName = statement((db, p: { nameKey: string }) =>
  db.selectFrom('policy_template').select('id').where('name_key', '=', p.nameKey),
);

const selectTargets = statement((db, p: { templateId: string }) =>
  db
    .selectFrom('policy_template_target')
    .select(['role_definition_id', 'scope'])
    .where('template_id', '=', p.templateId)
    .orderBy('sequence'),
);

export function toPolicyTemplate(row: Schema['policy_template']): PolicyTemplate {
  const { id, name, description, rules, version } = row;
  return { id, name, description, rules: JSON.parse(rules), version };
}

export async function templateById(tx: Reader, id: string): Promise<PolicyTemplate | null> {
  const row = await tx.first(selectTemplate, { id });
  return row === undefined ? null : toPolicyTemplate(row);
}

/** The id of the template that has a name, whatever the case it is written in. */
export async function templateIdByName(tx: Reader, name: string): Promise<string | null> {
  return (await tx.first(selectByName, { nameKey: templateNameKey(name) }))?.id ?? null;
}

/** The roles and scopes that a template was applied to, in that order. */
export async function templateTargets(
  tx: Reader,
  templateId: string,
): Promise<readonly { readonly roleDefinitionId: string; readonly scope: Scope }[]> {
  const rows = await tx.all(selectTargets, { templateId });
  return rows.map((row) => ({ roleDefinitionId: row.role_definition_id, scope: row.scope as Scope }));
}
