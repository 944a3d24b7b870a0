import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { Caller } from '../../../commands/caller.ts';
import { createDenyAssignment } from '../../../commands/create-deny-assignment.ts';
import { deleteDenyAssignment } from '../../../commands/delete-deny-assignment.ts';
import type { AskedDenyAssignment } from '../../../domain/access/deny-assignment.ts';
import { refuse } from '../../../domain/errors.ts';
import type { WrittenCondition } from '../../../domain/schedule.ts';
import { parseScope } from '../../../domain/scope.ts';
import { scopeChainOf } from '../../../ledger/facts/scope-facts.ts';
import { denyAssignments, knownDenyAssignment, readsDenyAssignments } from '../../../queries/deny-assignments.ts';
import { viewerOf } from '../../../queries/viewer.ts';
import { decides } from '../../plugins/admission.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { parsePage, presentPage } from '../cursor.ts';
import { pageOf, paging, problems, strict } from '../schema.ts';
import { presentDenyAssignments } from './present.ts';
import { denyAssignment, denyAssignmentId, newDenyAssignment } from './schema.ts';

type Shown = Static<typeof denyAssignment>;
type NewDenyAssignment = Static<typeof newDenyAssignment>;

/** Deny assignments: made and lifted by directory administrators; the wire of ARM can only read them. */
export function denyAssignmentRoutes({ ledger, clock, newId }: Services): FastifyPluginAsyncTypebox {
  const seen = (caller: Caller, id: string) =>
    ledger.read(async (reader) => {
      const viewer = await viewerOf(reader, caller.principalId, clock());
      const found = await knownDenyAssignment(reader, viewer, id.toLowerCase(), clock());
      if (found === null) {
        refuse({ code: 'denyAssignmentNotFound', message: `there is no deny assignment \`${id}\`` });
      }
      return (await presentDenyAssignments(reader, [found]))[0] as Shown;
    });

  return async (instance) => {
    const tags = ['deny assignments'];
    const security = [{ bearer: [] }];

    instance.get(
      '/deny-assignments',
      {
        schema: {
          tags,
          security,
          summary: 'Those at a scope, above and below it; the newest first',
          querystring: strict({
            ...paging,
            scope: Type.Optional(Type.String({ maxLength: 2048, description: 'a scope path; `/` if left out' })),
          }),
          response: { 200: pageOf(denyAssignment), ...problems(400, 401, 403) },
        },
      },
      (request) =>
        ledger.read(async (reader) => {
          const { scope: path = '/' } = request.query;
          const at = parseScope(path);
          const chain = await scopeChainOf(reader, at);
          const viewer = await viewerOf(reader, callerOf(request).principalId, clock());
          if (!readsDenyAssignments(viewer, chain, clock())) {
            refuse({ code: 'notPermitted', message: `you may not read the deny assignments at \`${at}\`` });
          }
          const reach = { at, above: chain.slice(1), below: true };
          const everything = { reach, name: null, principalIds: null, mentionedId: null };
          const { items, next } = await denyAssignments(reader, viewer, everything, parsePage(request), clock());
          return presentPage(request, { items: await presentDenyAssignments(reader, items), next }, (item) => item);
        }),
    );

    instance.get(
      '/deny-assignments/:id',
      {
        schema: {
          tags,
          security,
          summary: 'One of them',
          params: denyAssignmentId,
          response: { 200: denyAssignment, ...problems(400, 401, 404) },
        },
      },
      (request) => seen(callerOf(request), request.params.id),
    );

    instance.post(
      '/deny-assignments',
      {
        config: decides,
        schema: {
          tags,
          security,
          summary: 'Denies operations from now on, whatever roles give; for directory administrators',
          body: newDenyAssignment,
          response: { 201: denyAssignment, ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
        },
      },
      async (request, reply) => {
        const asked = toAsked(request.body, newId);
        await createDenyAssignment(ledger, callerOf(request), asked);
        return reply.code(201).send(await seen(callerOf(request), asked.id));
      },
    );

    instance.delete(
      '/deny-assignments/:id',
      {
        schema: {
          tags,
          security,
          summary: 'Lifts it: what roles give is allowed again; for directory administrators',
          params: denyAssignmentId,
          response: { 204: Type.Null(), ...problems(400, 401, 403, 404) },
        },
      },
      async (request, reply) => {
        await deleteDenyAssignment(ledger, callerOf(request), request.params.id.toLowerCase());
        return reply.code(204).send(null);
      },
    );
  };
}

function toAsked(body: NewDenyAssignment, newId: () => string): AskedDenyAssignment {
  const lower = (principals: NewDenyAssignment['principals']) =>
    principals.map(({ id, kind }) => ({ id: id.toLowerCase(), kind }));
  return {
    id: body.id?.toLowerCase() ?? newId(),
    name: body.name.trim(),
    description: body.description ?? null,
    scope: parseScope(body.scope),
    doNotApplyToChildScopes: body.doNotApplyToChildScopes ?? false,
    permissions: body.permissions.map((permission) => {
      const condition = toCondition(permission.condition);
      return {
        actions: permission.actions ?? [],
        notActions: permission.notActions ?? [],
        dataActions: permission.dataActions ?? [],
        notDataActions: permission.notDataActions ?? [],
        condition: condition?.text ?? null,
        conditionVersion: condition?.version ?? null,
      };
    }),
    principals: lower(body.principals),
    excludePrincipals: lower(body.excludePrincipals ?? []),
    condition: toCondition(body.condition),
  };
}

function toCondition(written: NewDenyAssignment['condition']): WrittenCondition | null {
  return written == null ? null : { text: written.text, version: written.version ?? '2.0' };
}
