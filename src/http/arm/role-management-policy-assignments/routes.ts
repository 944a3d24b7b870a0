import type { FastifyInstance, FastifyRequest } from 'fastify';
import { updateRoleManagementPolicy } from '../../../commands/update-role-management-policy.ts';
import { type Rule, type RuleId, ruleIds } from '../../../domain/policy/policy.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { notFound } from '../arm-error.ts';
import { scopeOf } from '../arm-scope.ts';
import { isGuid } from '../resource-ids.ts';
import { findPolicy, listPolicies, policyNames } from '../role-management-policies/find-policies.ts';
import { removePolicy } from '../role-management-policies/remove-policy.ts';
import { rulesVersionOf } from '../role-management-policies/rules-version.ts';
import { checkPolicyAssignment } from './parse.ts';
import { policyAssignmentName, presentPolicyAssignment } from './present.ts';

const PATH = '/:scope/roleManagementPolicyAssignments';
type Named = { Params: { name: string } };

/**
 * The way from a role to its policy; there is always exactly one (contracts/arm §8). To assign it makes what applies
 * there the scope's own, to delete it lets the ancestor's apply again.
 */
export function policyAssignmentRoutes(instance: FastifyInstance, services: Services): void {
  const { ledger, clock } = services;
  instance.get(PATH, (request) =>
    ledger.read((reader) => listPolicies(reader, request, presentPolicyAssignment, clock())),
  );

  instance.get<Named>(`${PATH}/:name`, (request) => ledger.read((reader) => addressed(reader, request)));

  instance.put<Named>(`${PATH}/:name`, async (request, reply) => {
    await ledger.read((reader) => addressed(reader, request));
    const address = { scope: scopeOf(request), roleDefinitionId: roleIn(request.params.name) ?? '' };
    checkPolicyAssignment(request.body, address.scope, address.roleDefinitionId);
    await updateRoleManagementPolicy(ledger, callerOf(request), address, (inForce) => {
      return new Map<RuleId, Rule>(ruleIds.map((id) => [id, inForce[id]]));
    });
    return reply.code(201).send(await ledger.read((reader) => addressed(reader, request)));
  });

  instance.delete<Named>(`${PATH}/:name`, (request, reply) =>
    removePolicy(services, request, reply, roleIn(request.params.name)),
  );

  async function addressed(reader: Reader, request: FastifyRequest<Named>) {
    const roleDefinitionId = roleIn(request.params.name);
    const found = roleDefinitionId === null ? null : await findPolicy(reader, request, roleDefinitionId, clock());
    if (found === null) throw notFound('RoleManagementPolicyAssignment');
    return presentPolicyAssignment(found, await policyNames(reader, [found]), rulesVersionOf(request));
  }
}

/** The role that an assignment's name means; null for what is no such name. */
function roleIn(name: string): string | null {
  const [roleDefinitionId = ''] = name.toLowerCase().split('_');
  const isName = isGuid(roleDefinitionId) && policyAssignmentName(roleDefinitionId) === name.toLowerCase();
  return isName ? roleDefinitionId : null;
}
