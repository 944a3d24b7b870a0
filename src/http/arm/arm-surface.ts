import type { FastifyInstance } from 'fastify';
import { requireCaller } from '../plugins/caller.ts';
import type { Services } from '../services.ts';
import { answerErrors } from './answer-errors.ts';
import { answerHeaders } from './answer-headers.ts';
import { checkApiVersion } from './api-version.ts';
import { denyAssignmentRoutes } from './deny-assignments/routes.ts';
import { elevateAccessRoutes } from './elevate-access/routes.ts';
import { eligibleChildResourceRoutes } from './eligible-child-resources/routes.ts';
import { families } from './family.ts';
import { readJsonBodies } from './json-body.ts';
import { otherMethods } from './other-methods.ts';
import { permissionRoutes } from './permissions/routes.ts';
import { providerOperationRoutes } from './provider-operations/routes.ts';
import { approvalRoutes } from './role-assignment-approvals/routes.ts';
import { roleAssignmentRoutes } from './role-assignments/routes.ts';
import { roleDefinitionRoutes } from './role-definitions/routes.ts';
import { policyRoutes } from './role-management-policies/routes.ts';
import { policyAssignmentRoutes } from './role-management-policy-assignments/routes.ts';
import { instanceRoutes } from './schedule-instances/routes.ts';
import { scheduleRequestRoutes } from './schedule-requests/routes.ts';
import { scheduleRoutes } from './schedules/routes.ts';

/** The wire of Azure Resource Manager for privileged access, below `/arm/{scope}` (`rewriteArmUrl`; contracts/arm). */
export function armSurface(services: Services) {
  return async (instance: FastifyInstance): Promise<void> => {
    answerErrors(instance);
    readJsonBodies(instance);
    answerHeaders(instance);
    requireCaller(instance, services, 'arm');
    instance.addHook('onRequest', async (request) => {
      if (!request.is404) checkApiVersion(request);
    });
    const refuseOtherMethods = otherMethods(instance);
    for (const family of families) {
      scheduleRequestRoutes(instance, services, family);
      scheduleRoutes(instance, services, family);
      instanceRoutes(instance, services, family);
    }
    policyRoutes(instance, services);
    policyAssignmentRoutes(instance, services);
    approvalRoutes(instance, services);
    roleDefinitionRoutes(instance, services);
    eligibleChildResourceRoutes(instance, services);
    elevateAccessRoutes(instance, services);
    roleAssignmentRoutes(instance, services);
    permissionRoutes(instance, services);
    providerOperationRoutes(instance, services);
    denyAssignmentRoutes(instance, services);
    refuseOtherMethods();
  };
}
