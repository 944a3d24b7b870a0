import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { applyPolicyTemplate } from '../../../commands/apply-policy-template.ts';
import { createPolicyTemplate } from '../../../commands/create-policy-template.ts';
import { deletePolicyTemplate } from '../../../commands/delete-policy-template.ts';
import { detachPolicyTemplate } from '../../../commands/detach-policy-template.ts';
import { requireTemplateReader } from '../../../commands/require-template-reader.ts';
import { updatePolicyTemplate } from '../../../commands/update-policy-template.ts';
import { invalidField, refuse } from '../../../domain/errors.ts';
import type { AskedTemplate } from '../../../domain/policy-template/decide-template.ts';
import { parseScope } from '../../../domain/scope.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { namesOf } from '../../../queries/names-of.ts';
import { policyTemplate, policyTemplates } from '../../../queries/policy-templates.ts';
import { templateTargetViews } from '../../../queries/template-targets.ts';
import { type Viewer, viewerOf } from '../../../queries/viewer.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { parseRuleBodies } from '../policies/rule-bodies.ts';
import { paging, problems, strict } from '../schema.ts';
import { parseSequencePage, presentSequencePage } from '../sequence-cursor.ts';
import { presentTarget, presentTemplate } from './present-template.ts';
import {
  appliedAnswer,
  applyBody,
  stateQuery,
  targetPage,
  targetsBody,
  templateBody,
  templateContent,
  templatePage,
  templateParams,
} from './template-schema.ts';

const PATH = '/policy-templates/:id';

/** Named sets of rules: making them, applying them to many roles and scopes, and where somebody changed one since. */
export function templateRoutes({ ledger, clock, newId }: Services): FastifyPluginAsyncTypebox {
  const described = { tags: ['policies'], security: [{ bearer: [] }] };

  /** Reads as somebody who may see templates. */
  function readAsViewer<Result>(request: FastifyRequest, work: (reader: Reader, viewer: Viewer) => Promise<Result>) {
    return ledger.read(async (reader) => {
      const viewer = await viewerOf(reader, callerOf(request).principalId, clock());
      await requireTemplateReader(reader, viewer.holder, clock());
      return work(reader, viewer);
    });
  }

  function shown(request: FastifyRequest, id: string) {
    return readAsViewer(request, async (reader) => {
      const template = await policyTemplate(reader, id);
      return presentTemplate(template, await namesOf(reader, [], [template.createdById, template.modifiedById]));
    });
  }

  return async (instance) => {
    instance.get(
      '/policy-templates',
      {
        schema: {
          ...described,
          summary: 'The templates, the newest first',
          querystring: strict(paging),
          response: { 200: templatePage, ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const page = parseSequencePage(request);
        return readAsViewer(request, async (reader) => {
          const found = await policyTemplates(reader, page);
          const people = found.items.flatMap(({ createdById, modifiedById }) => [createdById, modifiedById]);
          const names = await namesOf(reader, [], people);
          return presentSequencePage(request, found, (each) => presentTemplate(each, names));
        });
      },
    );

    instance.post(
      '/policy-templates',
      {
        schema: {
          ...described,
          summary: 'Makes a template; nothing changes anywhere until it is applied',
          body: templateContent,
          response: { 201: templateBody, ...problems(400, 401, 403, 409, 413, 415, 422) },
        },
      },
      async (request, reply) => {
        const id = newId();
        await createPolicyTemplate(ledger, callerOf(request), id, parseContent(request.body));
        return reply.code(201).send(await shown(request, id));
      },
    );

    instance.get(
      PATH,
      {
        schema: {
          ...described,
          summary: 'A template',
          params: templateParams,
          response: { 200: templateBody, ...problems(400, 401, 403, 404) },
        },
      },
      (request) => shown(request, request.params.id.toLowerCase()),
    );

    instance.put(
      PATH,
      {
        schema: {
          ...described,
          summary: 'Replaces name, description and rules; what follows the template changes when it is applied again',
          params: templateParams,
          body: templateContent,
          response: { 200: templateBody, ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
        },
      },
      async (request) => {
        const id = request.params.id.toLowerCase();
        await updatePolicyTemplate(ledger, callerOf(request), id, parseContent(request.body));
        return shown(request, id);
      },
    );

    instance.delete(
      PATH,
      {
        schema: {
          ...described,
          summary: 'Deletes a template; the settings that it wrote stay',
          params: templateParams,
          response: { 204: Type.Null(), ...problems(400, 401, 403, 404) },
        },
      },
      async (request, reply) => {
        await deletePolicyTemplate(ledger, callerOf(request), request.params.id.toLowerCase());
        return reply.code(204).send(null);
      },
    );

    instance.post(
      `${PATH}/apply`,
      {
        schema: {
          ...described,
          summary: 'Writes the rules for many roles and scopes at once; what one refuses, all refuse',
          params: templateParams,
          body: applyBody,
          response: { 200: appliedAnswer, ...problems(400, 401, 403, 404, 413, 415, 422) },
        },
      },
      async (request) => {
        const { targets, members } = request.body;
        if ((targets === undefined) === (members === undefined)) {
          refuse(invalidField('body', request.body, 'an object with either `targets` or `members`'));
        }
        const asked = targets === undefined ? 'members' : parseTargets(targets);
        const applied = await applyPolicyTemplate(ledger, callerOf(request), request.params.id.toLowerCase(), asked);
        return { targets: applied.map(({ warnings, ...target }) => ({ ...target, warnings: [...warnings] })) };
      },
    );

    instance.post(
      `${PATH}/detach`,
      {
        schema: {
          ...described,
          summary: 'Lets roles and scopes not follow the template any more; their settings stay',
          params: templateParams,
          body: targetsBody,
          response: { 204: Type.Null(), ...problems(400, 401, 403, 404, 413, 415, 422) },
        },
      },
      async (request, reply) => {
        const targets = parseTargets(request.body.targets);
        await detachPolicyTemplate(ledger, callerOf(request), request.params.id.toLowerCase(), targets);
        return reply.code(204).send(null);
      },
    );

    instance.get(
      `${PATH}/targets`,
      {
        schema: {
          ...described,
          summary: 'What follows a template, and which rules somebody changed since, who and when',
          params: templateParams,
          querystring: strict({ ...stateQuery, ...paging }),
          response: { 200: targetPage, ...problems(400, 401, 403, 404) },
        },
      },
      async (request) => {
        const page = parseSequencePage(request);
        const { state } = request.query;
        return readAsViewer(request, async (reader, viewer) => {
          const { id, version } = await policyTemplate(reader, request.params.id.toLowerCase());
          const wanted = { templateId: id, version, state };
          const found = await templateTargetViews(reader, viewer, wanted, page, clock());
          const namings = found.items.map(({ scope, role, appliedById }) => {
            return { scope, roleDefinitionId: role.id, principalId: appliedById };
          });
          const people = found.items.flatMap(({ drift }) => drift.map(({ changedById }) => changedById ?? ''));
          const names = await namesOf(reader, namings, people);
          return presentSequencePage(request, found, (each) => presentTarget(each, names));
        });
      },
    );
  };
}

function parseContent({ name, description = '', rules }: Static<typeof templateContent>): AskedTemplate {
  return { name, description, rules: parseRuleBodies(rules) };
}

function parseTargets(targets: Static<typeof targetsBody>['targets']) {
  return targets.map(({ roleDefinitionId, scope }, index) => ({
    roleDefinitionId: roleDefinitionId.toLowerCase(),
    scope: parseScope(scope, `targets.${index}.scope`),
  }));
}
