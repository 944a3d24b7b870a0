import type { Static } from 'typebox';
import { statedRules, type TemplateRules } from '../../../domain/policy-template/policy-template.ts';
import type { Names } from '../../../queries/names-of.ts';
import type { PolicyTemplateView } from '../../../queries/policy-templates.ts';
import type { TemplateTargetView } from '../../../queries/template-targets.ts';
import { presentPerson, presentRole, presentScope } from '../policies/present-policy.ts';
import { presentRule } from '../policies/rule-bodies.ts';
import type { RuleBodies } from '../policies/rule-schema.ts';
import type { targetPage, templateBody } from './template-schema.ts';

export function presentTemplate(template: PolicyTemplateView, names: Names): Static<typeof templateBody> {
  const { id, name, description, version, rules, createdAt, createdById, modifiedAt, modifiedById } = template;
  return {
    id,
    name,
    description,
    version,
    rules: presentStated(rules),
    createdAt: createdAt.toString(),
    createdBy: presentPerson(createdById, names),
    lastModifiedAt: modifiedAt.toString(),
    lastModifiedBy: presentPerson(modifiedById, names),
  };
}

function presentStated(rules: TemplateRules): Partial<RuleBodies> {
  return Object.fromEntries(statedRules(rules).map(([id, rule]) => [id, presentRule(rule)]));
}

export function presentTarget(target: TemplateTargetView, names: Names): Static<typeof targetPage>['items'][number] {
  const { role, scope, appliedVersion, appliedAt, appliedById, isOutdated, isRemoved, drift } = target;
  return {
    role: presentRole(role, scope),
    scope: presentScope(scope, names),
    appliedVersion,
    appliedAt: appliedAt.toString(),
    appliedBy: presentPerson(appliedById, names),
    isOutdated,
    isRemoved,
    drift: drift.map(({ id, before, after, changedById, changedAt }) => ({
      rule: id,
      stated: presentRule(before),
      now: presentRule(after),
      changedBy: changedById === null ? null : presentPerson(changedById, names),
      changedAt: changedAt?.toString() ?? null,
    })),
  };
}
