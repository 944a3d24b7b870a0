import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { knownOperations } from '../../queries/known-operations.ts';
import type { Services } from '../services.ts';
import { evaluator } from './evaluate.ts';
import { evaluationError } from './evaluation-schema.ts';
import { presentResults, searchOf } from './search.ts';
import { keyOf, searchActions } from './search-actions.ts';
import { searchResources } from './search-resources.ts';
import {
  actionSearchBody,
  actionsFound,
  entitiesFound,
  resourceSearchBody,
  subjectSearchBody,
} from './search-schema.ts';
import { searchSubjects } from './search-subjects.ts';

const LARGEST_BODY_BYTES = 64 * 1024;

/** Who may do something, where, and what: what asking one by one would tell, in pages. */
export function searchRoutes(instance: FastifyInstance, services: Services): void {
  const { accessIndex: index, ledger, clock, onDecided } = services;
  const readKnown = knownOperations();
  const source = { index, decisions: evaluator(index, onDecided) };
  const errors = Object.fromEntries([400, 401, 403, 413, 429, 500, 503].map((status) => [status, evaluationError]));
  const described = { tags: ['access'], security: [{ bearer: [] }] };
  const routes = instance.withTypeProvider<TypeBoxTypeProvider>();

  routes.post(
    '/search/subject',
    {
      bodyLimit: LARGEST_BODY_BYTES,
      schema: {
        ...described,
        summary: 'Who may do something somewhere now, of those whom the caller may ask about',
        body: subjectSearchBody,
        response: { 200: entitiesFound, ...errors },
      },
    },
    async (request) => {
      const search = searchOf(request, request.body, clock());
      const { items, hasMore } = await ledger.read((reader) => searchSubjects(source, reader, search));
      const { type } = request.body.subject;
      const results = items.map(({ called }) => ({ type, id: called }));
      return presentResults(request, results, hasMore ? (items.at(-1)?.id ?? null) : null);
    },
  );

  routes.post(
    '/search/resource',
    {
      bodyLimit: LARGEST_BODY_BYTES,
      schema: {
        ...described,
        summary: 'Where somebody may do something now, of what the caller may know',
        body: resourceSearchBody,
        response: { 200: entitiesFound, ...errors },
      },
    },
    async (request) => {
      const search = searchOf(request, request.body, clock());
      const { items, hasMore } = await ledger.read((reader) => searchResources(source, reader, search));
      const { type } = request.body.resource;
      const results = items.map(({ called }) => ({ type, id: called }));
      return presentResults(request, results, hasMore ? (items.at(-1)?.key ?? null) : null);
    },
  );

  routes.post(
    '/search/action',
    {
      bodyLimit: LARGEST_BODY_BYTES,
      schema: {
        ...described,
        summary: 'What somebody may do somewhere now',
        body: actionSearchBody,
        response: { 200: actionsFound, ...errors },
      },
    },
    async (request) => {
      const search = searchOf(request, request.body, clock());
      const { items, hasMore } = await ledger.read(async (reader) =>
        searchActions(source, reader, await readKnown(reader), search),
      );
      const results = items.map(({ name, isDataAction }) =>
        isDataAction ? { name, properties: { isDataAction } } : { name },
      );
      const last = items.at(-1);
      return presentResults(request, results, hasMore && last !== undefined ? keyOf(last) : null);
    },
  );
}
