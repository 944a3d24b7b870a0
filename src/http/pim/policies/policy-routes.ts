import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { previewPolicyChange } from '../../../commands/preview-policy-change.ts';
import { removeRoleManagementPolicy } from '../../../commands/remove-role-management-policy.ts';
import { type PolicyAddress, updateRoleManagementPolicy } from '../../../commands/update-role-management-policy.ts';
import { invalidField, refuse } from '../../../domain/errors.ts';
import type { PolicyWarning } from '../../../domain/policy/policy-warning.ts';
import { parseScope } from '../../../domain/scope.ts';
import { namesOf } from '../../../queries/names-of.ts';
import { policyHistory } from '../../../queries/policy-history.ts';
import { type RolePolicyView, rolePolicyView } from '../../../queries/role-policy-view.ts';
import { viewerOf } from '../../../queries/viewer.ts';
import { writtenPolicies } from '../../../queries/written-policies.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { guid, paging, problems, strict } from '../schema.ts';
import { parseSequencePage, presentSequencePage } from '../sequence-cursor.ts';
import {
  changedPolicyBody,
  changesBody,
  historyPage,
  policyBody,
  previewAnswer,
  previewBody,
  roleDefinitionParams,
  scopeQuery,
  writtenPolicyPage,
} from './policy-schema.ts';
import { presentChange, presentPolicy, presentPreview, presentWrittenPolicy } from './present-policy.ts';
import { parseRuleBodies } from './rule-bodies.ts';

const PATH = '/policies/:roleDefinitionId';

/** The settings of roles: which apply, who wrote them, writing them, and what a change would do (BEHAVIOUR §2). */
export function policyRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  const described = { tags: ['policies'], security: [{ bearer: [] }] };
  const addressed = { params: roleDefinitionParams, querystring: strict(scopeQuery) };
  type Addressed = FastifyRequest<{ Params: { roleDefinitionId: string }; Querystring: { scope: string } }>;

  function addressOf({ params, query }: Addressed): PolicyAddress {
    return { scope: parseScope(query.scope), roleDefinitionId: params.roleDefinitionId.toLowerCase() };
  }

  /** The settings as the caller may see them; whoever may not is told that there are none. */
  function see(request: Addressed): Promise<RolePolicyView> {
    const address = addressOf(request);
    return ledger.read(async (reader) => {
      const viewer = await viewerOf(reader, callerOf(request).principalId, clock());
      return rolePolicyView(reader, viewer, address, clock());
    });
  }

  async function shown(request: Addressed) {
    const view = await see(request);
    const { scope, writtenAt, modifiedById, roleDefinitionId } = view.policy;
    const namings = [scope, writtenAt ?? scope].map((each) => {
      return { scope: each, roleDefinitionId, principalId: modifiedById ?? '' };
    });
    return presentPolicy(view, await ledger.read((reader) => namesOf(reader, namings)));
  }

  async function changed(request: Addressed, warnings: readonly PolicyWarning[]) {
    return { policy: await shown(request), warnings: [...warnings] };
  }

  return async (instance) => {
    instance.get(
      '/policies',
      {
        schema: {
          ...described,
          summary: 'The policies that somebody wrote at a scope and below, the last changed first',
          querystring: strict({
            ...scopeQuery,
            roleDefinitionId: Type.Optional(guid('the id of a role definition')),
            ...paging,
          }),
          response: { 200: writtenPolicyPage, ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const filter = {
          scope: parseScope(request.query.scope),
          roleDefinitionId: request.query.roleDefinitionId?.toLowerCase(),
        };
        const page = parseSequencePage(request);
        return ledger.read(async (reader) => {
          const viewer = await viewerOf(reader, callerOf(request).principalId, clock());
          const found = await writtenPolicies(reader, viewer, filter, page, clock());
          const namings = found.items.map(({ scope, role, modifiedById }) => {
            return { scope, roleDefinitionId: role.id, principalId: modifiedById };
          });
          const names = await namesOf(reader, namings);
          return presentSequencePage(request, found, (each) => presentWrittenPolicy(each, names));
        });
      },
    );

    instance.get(
      PATH,
      {
        schema: {
          ...described,
          ...addressed,
          summary: 'The settings that apply to a role at a scope, and where each rule comes from',
          response: { 200: policyBody, ...problems(400, 401, 403, 404) },
        },
      },
      (request) => shown(request),
    );

    instance.patch(
      PATH,
      {
        schema: {
          ...described,
          ...addressed,
          summary: 'Replaces rules of a role at a scope, each whole; the others stay as they are',
          body: changesBody,
          response: { 200: changedPolicyBody, ...problems(400, 401, 403, 404, 413, 415, 422) },
        },
      },
      async (request) => {
        await see(request);
        const changes = parseRuleBodies(request.body.rules);
        const warnings = await updateRoleManagementPolicy(ledger, callerOf(request), addressOf(request), changes);
        return changed(request, warnings);
      },
    );

    instance.delete(
      PATH,
      {
        schema: {
          ...described,
          ...addressed,
          summary: 'Removes what is written for a role at a scope; what is above applies again, and is the answer',
          response: { 200: changedPolicyBody, ...problems(400, 401, 403, 404) },
        },
      },
      async (request) => {
        await see(request);
        return changed(request, await removeRoleManagementPolicy(ledger, callerOf(request), addressOf(request)));
      },
    );

    instance.post(
      `${PATH}/preview`,
      {
        schema: {
          ...described,
          ...addressed,
          summary: 'What a change would do and to whom, without doing it; refused as the change would be',
          body: previewBody,
          response: { 200: previewAnswer, ...problems(400, 401, 403, 404, 413, 415, 422) },
        },
      },
      async (request) => {
        await see(request);
        const { rules, remove } = request.body;
        if ((rules === undefined) === (remove === undefined)) {
          refuse(invalidField('body', request.body, 'an object with either `rules` or `remove`'));
        }
        const asked = rules === undefined ? 'removal' : parseRuleBodies(rules);
        return presentPreview(await previewPolicyChange(ledger, callerOf(request), addressOf(request), asked));
      },
    );

    instance.get(
      `${PATH}/history`,
      {
        schema: {
          ...described,
          params: roleDefinitionParams,
          querystring: strict({ ...scopeQuery, ...paging }),
          summary: 'Who changed what is written for a role at a scope, what and when; the newest first',
          response: { 200: historyPage, ...problems(400, 401, 403, 404) },
        },
      },
      async (request) => {
        const { isReadByRight } = await see(request);
        if (!isReadByRight) {
          const message = 'who changed settings is shown to those who may read all settings at the scope';
          refuse({ code: 'notPermitted', message });
        }
        const page = parseSequencePage(request);
        return ledger.read(async (reader) => {
          const found = await policyHistory(reader, addressOf(request), page);
          const names = await namesOf(
            reader,
            [],
            found.items.map(({ actorId }) => actorId ?? ''),
          );
          return presentSequencePage(request, found, (each) => presentChange(each, names));
        });
      },
    );
  };
}
