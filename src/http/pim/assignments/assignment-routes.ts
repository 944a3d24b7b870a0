import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { parseScope } from '../../../domain/scope.ts';
import { type AssignmentQuestion, assignments } from '../../../queries/assignments.ts';
import type { Position } from '../../../queries/page.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { csvOf, sendLines } from '../csv.ts';
import { parsePage, presentPage } from '../cursor.ts';
import { pageOf, problems } from '../schema.ts';
import { assignment, assignmentExportQuery, assignmentQuery } from './assignment-schema.ts';
import { assignmentColumns, presentAssignment } from './present-assignment.ts';

const ROWS_A_READ = 500;

function parseQuestion(query: Static<typeof assignmentExportQuery>): AssignmentQuestion {
  const { state, search = null, family = null, type = null, ends = null } = query;
  const { id, principalId, roleDefinitionId, scope } = query;
  return {
    state,
    search,
    family,
    assignmentType: type,
    ends,
    id: id?.toLowerCase() ?? null,
    principalId: principalId?.toLowerCase() ?? null,
    roleDefinitionId: roleDefinitionId?.toLowerCase() ?? null,
    scope: scope === undefined ? null : parseScope(scope),
  };
}

/** Everybody's assignments, for who reads them; they are given and changed by requests (`POST /requests`). */
export function assignmentRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    const described = { tags: ['assignments'], security: [{ bearer: [] }] };

    instance.get(
      '/assignments',
      {
        schema: {
          ...described,
          summary: 'Assignments and activations at the scopes where the caller reads them, the newest first',
          querystring: assignmentQuery,
          response: { 200: pageOf(assignment), ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const { principalId } = callerOf(request);
        const question = parseQuestion(request.query);
        const page = parsePage(request);
        const found = await ledger.read((reader) => assignments(reader, principalId, question, page, clock()));
        return presentPage(request, found, presentAssignment);
      },
    );

    instance.get(
      '/assignments/export',
      {
        schema: {
          ...described,
          summary: 'The same list, whole, as CSV that no spreadsheet runs',
          querystring: assignmentExportQuery,
          produces: ['text/csv'],
          response: { ...problems(400, 401, 403) },
        },
      },
      async (request, reply) => {
        const { principalId } = callerOf(request);
        const question = parseQuestion(request.query);
        const now = clock();
        const lines = csvOf(assignmentColumns, (after: Position | null) =>
          ledger.read((reader) => assignments(reader, principalId, question, { limit: ROWS_A_READ, after }, now)),
        );
        return sendLines(reply, `assignments-${question.state}.csv`, lines);
      },
    );
  };
}
