import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { refuse } from '../../../domain/errors.ts';
import { myActiveRoles } from '../../../queries/my-active-roles.ts';
import { myEligibleRoles } from '../../../queries/my-eligible-roles.ts';
import { scopesOfEligibility } from '../../../queries/scopes-of-eligibility.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { parsePage, presentPage } from '../cursor.ts';
import { pageOf, paging, problems, strict } from '../schema.ts';
import { parseScopeSearch, presentScopesBelow, scopesBelow, scopesQuery } from '../scopes-below-schema.ts';
import { activeRole, eligibilityId, eligibleRole } from './my-role-schema.ts';
import { presentActiveRole, presentEligibleRole } from './present-my-role.ts';

/** What the caller may activate and holds, with what a person wants to know before acting. */
export function myRoleRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    const described = { tags: ['my roles'], security: [{ bearer: [] }] };
    const listed = { ...described, querystring: strict(paging) };

    instance.get(
      '/my-roles/eligible',
      {
        schema: {
          ...listed,
          summary: 'Roles that the caller may activate, with what each asks for and why not where it cannot be now',
          response: { 200: pageOf(eligibleRole), ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const page = parsePage(request);
        const { principalId } = callerOf(request);
        const found = await ledger.read((reader) => myEligibleRoles(reader, principalId, page, clock()));
        return presentPage(request, found, presentEligibleRole);
      },
    );

    instance.get(
      '/my-roles/active',
      {
        schema: {
          ...listed,
          summary: 'Roles that the caller holds, or will hold by a request that is decided',
          response: { 200: pageOf(activeRole), ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const page = parsePage(request);
        const { principalId } = callerOf(request);
        const found = await ledger.read((reader) => myActiveRoles(reader, principalId, page, clock()));
        return presentPage(request, found, presentActiveRole);
      },
    );

    instance.get(
      '/my-roles/eligible/:id/scopes',
      {
        schema: {
          ...described,
          summary: 'The scopes at which an eligibility of the caller can be activated: its own and those below',
          params: eligibilityId,
          querystring: scopesQuery,
          response: { 200: scopesBelow, ...problems(400, 401, 403, 404) },
        },
      },
      async (request) => {
        const { principalId } = callerOf(request);
        const asked = { id: request.params.id.toLowerCase(), ...parseScopeSearch(request.query) };
        const found = await ledger.read((reader) => scopesOfEligibility(reader, principalId, asked, clock()));
        if (found === null) {
          refuse({ code: 'eligibilityNotFound', message: `you have no eligibility \`${asked.id}\`` });
        }
        return presentScopesBelow(found);
      },
    );
  };
}
