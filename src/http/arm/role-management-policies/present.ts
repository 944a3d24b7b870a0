import type { NamedPrincipal, Names } from '../../../queries/names-of.ts';
import type { RolePolicy } from '../../../queries/role-policies.ts';
import { presentScope } from '../expanded-properties.ts';
import { resourceId } from '../resource-ids.ts';
import { presentPrincipalType } from '../words.ts';
import { presentRules } from './present-rules.ts';
import type { RulesVersion } from './rules-version.ts';

/** A policy in the shape of the published examples; its name is the role's id (contracts/arm §8). */
export function presentPolicy({ role, policy }: RolePolicy, names: Names, version: RulesVersion) {
  const { path } = names.scope(policy.scope);
  const rules = presentRules(policy.rules, version);
  return {
    properties: {
      scope: path,
      displayName: null,
      description: null,
      isOrganizationDefault: policy.writtenAt === null,
      lastModifiedDateTime: policy.modifiedAt?.toString() ?? null,
      lastModifiedBy: presentModifier(policy.modifiedById, names),
      rules,
      effectiveRules: rules,
      policyProperties: { scope: presentScope(policy.scope, names) },
    },
    name: role.id,
    id: resourceId(path, 'roleManagementPolicies', role.id),
    type: 'Microsoft.Authorization/RoleManagementPolicies',
  };
}

/** Who wrote the policy; null where nobody did. */
export function presentModifier(modifiedById: string | null, names: Names) {
  if (modifiedById === null) return null;
  const { id, displayName, kind, email }: NamedPrincipal = names.principal(modifiedById);
  return { id, displayName, type: presentPrincipalType(kind), email };
}
