import type { PolicyRules } from '../../domain/policy/policy.ts';
import { driftFrom, type TemplateRules, templateNameKey } from '../../domain/policy-template/policy-template.ts';
import type { Writer } from '../engine.ts';
import { statement } from '../statement.ts';
import type { Projection } from './projection.ts';

const insertTemplate = statement(
  (
    db,
    p: {
      id: string;
      name: string;
      nameKey: string;
      description: string;
      rules: string;
      version: number;
      sequence: number;
      at: number;
      byId: string;
    },
  ) =>
    db.insertInto('policy_template').values({
      id: p.id,
      name: p.name,
      name_key: p.nameKey,
      description: p.description,
      rules: p.rules,
      version: p.version,
      sequence: p.sequence,
      created_at: p.at,
      created_by_id: p.byId,
      modified_at: p.at,
      modified_by_id: p.byId,
    }),
);

const updateTemplate = statement(
  (
    db,
    p: {
      id: string;
      name: string;
      nameKey: string;
      description: string;
      rules: string;
      version: number;
      at: number;
      byId: string;
    },
  ) =>
    db
      .updateTable('policy_template')
      .set({
        name: p.name,
        name_key: p.nameKey,
        description: p.description,
        rules: p.rules,
        version: p.version,
        modified_at: p.at,
        modified_by_id: p.byId,
      })
      .where('id', '=', p.id),
);

const deleteTemplate = statement((db, p: { id: string }) => db.deleteFrom('policy_template').where('id', '=', p.id));

const deleteTargets = statement((db, p: { id: string }) =>
  db.deleteFrom('policy_template_target').where('template_id', '=', p.id),
);

const deleteTargetsAt = statement((db, p: { scope: string }) =>
  db.deleteFrom('policy_template_target').where('scope', '=', p.scope),
);

const deleteTarget = statement((db, p: { templateId: string; roleDefinitionId: string; scope: string }) =>
  db
    .deleteFrom('policy_template_target')
    .where('template_id', '=', p.templateId)
    .where('role_definition_id', '=', p.roleDefinitionId)
    .where('scope', '=', p.scope),
);

const insertTarget = statement(
  (
    db,
    p: {
      templateId: string;
      roleDefinitionId: string;
      scope: string;
      rules: string;
      version: number;
      sequence: number;
      at: number;
      byId: string;
    },
  ) =>
    db.insertInto('policy_template_target').values({
      template_id: p.templateId,
      role_definition_id: p.roleDefinitionId,
      scope: p.scope,
      rules: p.rules,
      version: p.version,
      sequence: p.sequence,
      applied_at: p.at,
      applied_by_id: p.byId,
      drifted_at: null,
    }),
);

const selectTargets = statement((db, p: { roleDefinitionId: string; scope: string }) =>
  db
    .selectFrom('policy_template_target')
    .selectAll()
    .where('role_definition_id', '=', p.roleDefinitionId)
    .where('scope', '=', p.scope),
);

const setDrift = statement(
  (db, p: { templateId: string; roleDefinitionId: string; scope: string; driftedAt: number | null }) =>
    db
      .updateTable('policy_template_target')
      .set({ drifted_at: p.driftedAt })
      .where('template_id', '=', p.templateId)
      .where('role_definition_id', '=', p.roleDefinitionId)
      .where('scope', '=', p.scope),
);

export const projectTemplateCreated: Projection<'policyTemplate.created'> = (event, at, tx, sequence) => {
  const { id, name, description, rules, version } = event.template;
  const content = { id, name, nameKey: templateNameKey(name), description, rules: JSON.stringify(rules), version };
  return tx.run(insertTemplate, { ...content, sequence, at, byId: event.createdById });
};

export const projectTemplateUpdated: Projection<'policyTemplate.updated'> = (event, at, tx) => {
  const { id, name, description, rules, version } = event.after;
  const content = { id, name, nameKey: templateNameKey(name), description, rules: JSON.stringify(rules), version };
  return tx.run(updateTemplate, { ...content, at, byId: event.updatedById });
};

export const projectTemplateDeleted: Projection<'policyTemplate.deleted'> = async ({ template: { id } }, _at, tx) => {
  await tx.run(deleteTemplate, { id });
  await tx.run(deleteTargets, { id });
};

export const projectTemplateApplied: Projection<'policyTemplate.applied'> = async (event, at, tx, sequence) => {
  const { templateId, roleDefinitionId, scope, version, rules, appliedById } = event;
  const target = { templateId, roleDefinitionId, scope };
  await tx.run(deleteTarget, target);
  await tx.run(insertTarget, { ...target, version, rules: JSON.stringify(rules), sequence, at, byId: appliedById });
};

export const projectTemplateDetached: Projection<'policyTemplate.detached'> = (event, _at, tx) => {
  const { templateId, roleDefinitionId, scope } = event;
  return tx.run(deleteTarget, { templateId, roleDefinitionId, scope });
};

/** Marks the templates from whose rules a policy differs since it was changed; `rules` null: it was removed. */
export async function markDrift(
  tx: Writer,
  policy: { readonly roleDefinitionId: string; readonly scope: string },
  rules: PolicyRules | null,
  at: number,
): Promise<void> {
  const { roleDefinitionId, scope } = policy;
  for (const row of await tx.all(selectTargets, { roleDefinitionId, scope })) {
    const isDrifted = rules === null || driftFrom(JSON.parse(row.rules) as TemplateRules, rules).length > 0;
    const driftedAt = isDrifted ? (row.drifted_at ?? at) : null;
    await tx.run(setDrift, { templateId: row.template_id, roleDefinitionId, scope, driftedAt });
  }
}

/** Who registers a scope again shall not find the templates of the one before. */
export function forgetTemplatesAt(tx: Writer, scope: string): Promise<void> {
  return tx.run(deleteTargetsAt, { scope });
}
