import type { FastifyInstance } from 'fastify';
import { admitAddresses, decidesBy, deciding } from '../plugins/admission.ts';
import { requireCallerOrSession } from '../plugins/caller.ts';
import { registerIdempotency } from '../plugins/idempotency.ts';
import { validateWithTypebox } from '../plugins/validate-with-typebox.ts';
import type { Services } from '../services.ts';
import { pastAccessRoutes } from './access/past-access-routes.ts';
import { approvalRoutes } from './approvals/approval-routes.ts';
import { bulkDecisionRoutes } from './approvals/bulk-decision-routes.ts';
import { decisionSheetRoutes } from './approvals/decision-sheet-routes.ts';
import { assignmentRoutes } from './assignments/assignment-routes.ts';
import { auditRoutes } from './audit/audit-routes.ts';
import { bellRoutes } from './bell/bell-routes.ts';
import { changeRoutes } from './changes/change-routes.ts';
import { denyAssignmentRoutes } from './deny-assignments/deny-assignment-routes.ts';
import { answerNotFound, answerProblem } from './errors.ts';
import { extensionRoutes } from './extensions/extension-routes.ts';
import { groupRoutes } from './groups/group-routes.ts';
import { membershipRoutes } from './groups/membership-routes.ts';
import { localAccountRoutes } from './local-accounts/local-account-routes.ts';
import { meRoutes } from './me/me-routes.ts';
import { myRoleRoutes } from './my-roles/my-role-routes.ts';
import { endpointMessageRoutes } from './notification-endpoints/endpoint-message-routes.ts';
import { endpointRoutes } from './notification-endpoints/endpoint-routes.ts';
import { notificationRoutes } from './notifications/notification-routes.ts';
import { overviewRoutes } from './overview/overview-routes.ts';
import { peopleRoutes } from './people/people-routes.ts';
import { policyRoutes } from './policies/policy-routes.ts';
import { templateRoutes } from './policy-templates/template-routes.ts';
import { proofRoutes } from './proofs/proof-routes.ts';
import { provisioningRoutes } from './provisioning/provisioning-routes.ts';
import { cancelRoutes } from './requests/cancel-routes.ts';
import { requestLifeRoutes } from './requests/request-life-routes.ts';
import { requestRoutes } from './requests/request-routes.ts';
import { resourceRoutes } from './resources/resource-routes.ts';
import { roleRoutes } from './roles/role-routes.ts';
import { servicePrincipalRoutes } from './service-principals/service-principal-routes.ts';
import { sessionRoutes } from './sessions/session-routes.ts';
import { spotAuditRoutes } from './spot-audits/spot-audit-routes.ts';
import { adviceRoutes } from './submissions/advice-routes.ts';
import { submissionRoutes } from './submissions/submission-routes.ts';

/** The JSON API for people and their tools, under `/api/security/pim`. Needs `registerOpenApi` before it. */
export function pimSurface(services: Services) {
  return async (instance: FastifyInstance): Promise<void> => {
    instance.setErrorHandler(answerProblem);
    instance.setNotFoundHandler(answerNotFound);
    instance.setValidatorCompiler(validateWithTypebox);
    instance.removeContentTypeParser('text/plain');
    // a browser's clock may be wrong; what counts down follows this one
    instance.addHook('onSend', async (_request, reply) => {
      reply.header('brevet-time', services.clock().toString());
    });

    await instance.register(async (anonymous) => {
      admitAddresses(anonymous, services, 'calls');
      anonymous.get('/openapi.json', { schema: { hide: true } }, async () => instance.swagger());
    });
    await instance.register(async (authenticated) => {
      requireCallerOrSession(authenticated, services, 'pim');
      decidesBy(authenticated, ['DELETE']);
      await registerIdempotency(authenticated, services);
      await authenticated.register(deciding(approvalRoutes(services)));
      await authenticated.register(deciding(bulkDecisionRoutes(services)));
      await authenticated.register(deciding(decisionSheetRoutes(services)));
      await authenticated.register(requestRoutes(services));
      await authenticated.register(deciding(cancelRoutes(services)));
      await authenticated.register(spotAuditRoutes(services));
      await authenticated.register(submissionRoutes(services));
      await authenticated.register(adviceRoutes);
      await authenticated.register(proofRoutes(services));
      await authenticated.register(deciding(extensionRoutes(services)));
      await authenticated.register(meRoutes(services));
      await authenticated.register(bellRoutes(services));
      await authenticated.register(notificationRoutes(services));
      await authenticated.register(endpointRoutes(services));
      await authenticated.register(endpointMessageRoutes(services));
      await authenticated.register(myRoleRoutes(services));
      await authenticated.register(requestLifeRoutes(services));
      await authenticated.register(changeRoutes(services));
      await authenticated.register(assignmentRoutes(services));
      await authenticated.register(roleRoutes(services));
      await authenticated.register(resourceRoutes(services));
      await authenticated.register(auditRoutes(services));
      await authenticated.register(pastAccessRoutes(services));
      await authenticated.register(overviewRoutes(services));
      await authenticated.register(servicePrincipalRoutes(services));
      await authenticated.register(deciding(sessionRoutes(services)));
      await authenticated.register(peopleRoutes(services));
      await authenticated.register(groupRoutes(services));
      await authenticated.register(membershipRoutes(services));
      await authenticated.register(localAccountRoutes(services));
      await authenticated.register(provisioningRoutes(services));
      await authenticated.register(policyRoutes(services));
      await authenticated.register(denyAssignmentRoutes(services));
      await authenticated.register(templateRoutes(services));
    });
  };
}
