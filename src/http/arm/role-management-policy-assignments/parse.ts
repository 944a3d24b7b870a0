import { refuse } from '../../../domain/errors.ts';
import type { Scope } from '../../../domain/scope.ts';
import { parseArmScope } from '../arm-scope.ts';
import { membersOf, requiredObjectOf, requiredTextOf, textOf } from '../json-members.ts';
import { parseTrailingGuid } from '../resource-ids.ts';

const POLICY_ID = /^(.*?)\/?providers\/microsoft\.authorization\/rolemanagementpolicies\/[^/]+$/i;

/**
 * Reads what is to be assigned. A role has its own policy at each scope, so that the policy, the role and the scope must
 * be those of the address; refused as an invalid policy where they are not.
 */
export function checkPolicyAssignment(body: unknown, scope: Scope, roleDefinitionId: string): void {
  const properties = requiredObjectOf(membersOf(body, ''), 'properties');
  const policyId = requiredTextOf(properties, 'policyId');
  const roleId = requiredTextOf(properties, 'roleDefinitionId');
  const [, policyScope] = POLICY_ID.exec(policyId) ?? refuseAssignment('policyId', policyId);
  const scopes = [policyScope ?? '', textOf(properties, 'scope')].filter((text) => text !== null);
  for (const text of scopes) {
    if (parseArmScope(text, 'scope') !== scope) refuseAssignment('scope', text);
  }
  for (const [field, text] of [
    ['policyId', policyId],
    ['roleDefinitionId', roleId],
  ] as const) {
    if (parseTrailingGuid(text, field) !== roleDefinitionId) refuseAssignment(field, text);
  }
}

function refuseAssignment(field: string, given: string): never {
  const message = `\`${given.slice(0, 200)}\` is not of this role at this scope; a role has its own policy at each scope`;
  return refuse({ code: 'policyInvalid', field, message });
}
