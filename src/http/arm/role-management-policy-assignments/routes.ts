import type { FastifyInstance } from 'fastify';
import type { Services } from '../../services.ts';
import { notFound } from '../arm-error.ts';
import { isGuid } from '../resource-ids.ts';
import { findPolicy, listPolicies, policyNames } from '../role-management-policies/find-policies.ts';
import { policyAssignmentName, presentPolicyAssignment } from './present.ts';

const PATH = '/:scope/roleManagementPolicyAssignments';

/** The way from a role to its policy; there is always exactly one, so nothing is made or deleted (contracts/arm §8). */
export function policyAssignmentRoutes(instance: FastifyInstance, { ledger, clock }: Services): void {
  instance.get(PATH, (request) =>
    ledger.read((reader) => listPolicies(reader, request, presentPolicyAssignment, clock())),
  );

  instance.get<{ Params: { name: string } }>(`${PATH}/:name`, (request) =>
    ledger.read(async (reader) => {
      const [roleDefinitionId = ''] = request.params.name.toLowerCase().split('_');
      const isName =
        isGuid(roleDefinitionId) && policyAssignmentName(roleDefinitionId) === request.params.name.toLowerCase();
      const found = isName ? await findPolicy(reader, request, roleDefinitionId, clock()) : null;
      if (found === null) throw notFound('RoleManagementPolicyAssignment');
      return presentPolicyAssignment(found, await policyNames(reader, [found]));
    }),
  );
}
