import type { Static } from 'typebox';
import type { PolicyPreview } from '../../../commands/preview-policy-change.ts';
import { ruleIds } from '../../../domain/policy/policy.ts';
import type { RuleDifference } from '../../../domain/policy/rule-differences.ts';
import type { RoleDefinition } from '../../../domain/role-definition.ts';
import { roleRisk } from '../../../domain/role-risk.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { Names } from '../../../queries/names-of.ts';
import type { PolicyChange } from '../../../queries/policy-history.ts';
import type { RolePolicyView, RuleOrigin } from '../../../queries/role-policy-view.ts';
import type { WrittenPolicyView } from '../../../queries/written-policies.ts';
import type { historyPage, policyBody, previewAnswer, writtenPolicyPage } from './policy-schema.ts';
import { presentRule, presentRules } from './rule-bodies.ts';

export function presentRole(role: RoleDefinition, scope: Scope) {
  return { id: role.id, name: role.name, family: role.family, risk: roleRisk(role, scope) };
}

export function presentScope(scope: Scope, names: Names) {
  const { path, displayName, kind } = names.scope(scope);
  return { path, displayName, kind };
}

export function presentPerson(id: string, names: Names) {
  return { id, displayName: names.principal(id).displayName };
}

export function presentPolicy({ role, policy, origins }: RolePolicyView, names: Names): Static<typeof policyBody> {
  const { scope, writtenAt, modifiedAt, modifiedById } = policy;
  const presentOrigin = ({ writtenAt: at, isAsInherited, isDefault }: RuleOrigin) => ({
    source: at === null ? ('default' as const) : at === scope ? ('scope' as const) : ('ancestor' as const),
    scope: at === null ? null : names.scope(at).path,
    isAsInherited,
    isDefault,
  });
  return {
    role: presentRole(role, scope),
    scope: presentScope(scope, names),
    writtenAt: writtenAt === null ? null : presentScope(writtenAt, names),
    lastModifiedAt: modifiedAt?.toString() ?? null,
    lastModifiedBy: modifiedById === null ? null : presentPerson(modifiedById, names),
    rules: presentRules(policy.rules),
    origins: Object.fromEntries(ruleIds.map((id) => [id, presentOrigin(origins[id])])),
  };
}

function presentDifferences(differences: readonly RuleDifference[]) {
  return differences.map(({ id, before, after }) => ({
    rule: id,
    before: presentRule(before),
    after: presentRule(after),
  }));
}

export function presentPreview({ differences, warnings, affected }: PolicyPreview): Static<typeof previewAnswer> {
  return { differences: presentDifferences(differences), warnings: [...warnings], affected };
}

export function presentChange(change: PolicyChange, names: Names): Static<typeof historyPage>['items'][number] {
  const { at, actorId, kind, differences, warnings, correlationId } = change;
  return {
    at: at.toString(),
    by: actorId === null ? null : presentPerson(actorId, names),
    change: kind,
    differences: presentDifferences(differences),
    warnings: [...warnings],
    correlationId,
  };
}

export function presentWrittenPolicy(
  { role, scope, modifiedAt, modifiedById, ownRules }: WrittenPolicyView,
  names: Names,
): Static<typeof writtenPolicyPage>['items'][number] {
  return {
    role: presentRole(role, scope),
    scope: presentScope(scope, names),
    lastModifiedAt: modifiedAt.toString(),
    lastModifiedBy: presentPerson(modifiedById, names),
    ownRules: [...ownRules],
  };
}
