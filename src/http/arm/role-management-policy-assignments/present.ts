import type { Names } from '../../../queries/names-of.ts';
import type { RolePolicy } from '../../../queries/role-policies.ts';
import { presentRole, presentScope } from '../expanded-properties.ts';
import { resourceId, roleDefinitionResourceId } from '../resource-ids.ts';
import { presentModifier } from '../role-management-policies/present.ts';
import { presentRules } from '../role-management-policies/present-rules.ts';
import type { RulesVersion } from '../role-management-policies/rules-version.ts';

/** A policy and a role have one id, so the name holds it twice. */
export function policyAssignmentName(roleDefinitionId: string): string {
  return `${roleDefinitionId}_${roleDefinitionId}`;
}

/** Which policy a role has at a scope, in the shape of the published examples (contracts/arm §8). */
export function presentPolicyAssignment({ role, policy }: RolePolicy, names: Names, version: RulesVersion) {
  const { path } = names.scope(policy.scope);
  const name = policyAssignmentName(role.id);
  const policyId = resourceId(path, 'roleManagementPolicies', role.id);
  return {
    properties: {
      scope: path,
      roleDefinitionId: roleDefinitionResourceId(path, role.id),
      policyId,
      effectiveRules: presentRules(policy.rules, version),
      policyAssignmentProperties: {
        scope: presentScope(policy.scope, names),
        roleDefinition: presentRole(role, path),
        policy: {
          id: policyId,
          lastModifiedBy: presentModifier(policy.modifiedById, names),
          lastModifiedDateTime: policy.modifiedAt?.toString() ?? null,
        },
      },
    },
    name,
    id: resourceId(path, 'roleManagementPolicyAssignments', name),
    type: 'Microsoft.Authorization/RoleManagementPolicyAssignment',
  };
}
