import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { atEndOfTurn } from '../plugins/at-end-of-turn.ts';
import { callerOf, requireCaller } from '../plugins/caller.ts';
import { turnedAway } from '../plugins/turned-away.ts';
import { validateWithTypebox } from '../plugins/validate-with-typebox.ts';
import type { Services } from '../services.ts';
import { answers } from './answers.ts';
import { answerError } from './errors.ts';
import {
  type EvaluationQuery,
  evaluationAnswer,
  evaluationBody,
  evaluationError,
  evaluationQuery,
} from './evaluation-schema.ts';
import { evaluationsAnswer, evaluationsBody } from './evaluations-schema.ts';
import { parsePlainJson } from './parse-plain-json.ts';
import { readEvaluation } from './read-evaluation.ts';
import { echoRequestId } from './request-id.ts';
import { requireFreshness } from './require-freshness.ts';
import { searchRoutes } from './search-routes.ts';

const LARGEST_BODY_BYTES = 64 * 1024;
const LARGEST_BATCH_BYTES = 1024 * 1024;
const JSON_TYPE = 'application/json; charset=utf-8';

/** Access questions in the AuthZEN 1.0 format, under `/access/v1`: answered from memory, by the clock of the server. */
export function authzenSurface(services: Services) {
  const { one, many } = answers(services);
  const soon = atEndOfTurn();
  const errors = Object.fromEntries([400, 401, 403, 413, 429, 500, 503].map((status) => [status, evaluationError]));
  const described = { tags: ['access'], security: [{ bearer: [] }] };

  /** Each evaluation is a question of its budget; the call itself was the first. */
  function spendForAll(reply: FastifyReply, callerId: string, count: number): void {
    for (let n = 1; n < count; n += 1) {
      const waitMs = services.throttle?.byCaller('accessQuestions', callerId) ?? 0;
      if (waitMs > 0) throw turnedAway(reply, 429, waitMs);
    }
  }

  return async (instance: FastifyInstance): Promise<void> => {
    instance.setErrorHandler(answerError);
    instance.setValidatorCompiler(validateWithTypebox);
    instance.removeContentTypeParser('text/plain');
    parsePlainJson(instance);
    echoRequestId(instance);
    requireCaller(instance, services, 'authzen', 'accessQuestions');
    requireFreshness(instance, services.ledger);
    const routes = instance.withTypeProvider<TypeBoxTypeProvider>();

    routes.post(
      '/evaluation',
      {
        bodyLimit: LARGEST_BODY_BYTES,
        schema: {
          ...described,
          summary: 'Whether a principal may do something somewhere, now or at an instant in the past',
          body: evaluationBody,
          querystring: evaluationQuery,
          response: { 200: evaluationAnswer, ...errors },
        },
      },
      (request, reply) => {
        const answered = one(request.body, askingOf(request));
        if (typeof answered !== 'string') return sendReady(reply, answered);
        soon(() => reply.header('content-type', JSON_TYPE).send(answered as never));
      },
    );

    routes.post(
      '/evaluations',
      {
        bodyLimit: LARGEST_BATCH_BYTES,
        schema: {
          ...described,
          summary: 'The same for many at once, by one instant, in the order in which they were asked',
          body: evaluationsBody,
          querystring: evaluationQuery,
          response: { 200: evaluationsAnswer, ...errors },
        },
      },
      (request, reply) => {
        const { body } = request;
        const count = body.evaluations?.length ?? 0;
        const isOne = count === 0;
        const asking = askingOf(request);
        spendForAll(reply, asking.callerId, count);
        return sendReady(reply, isOne ? one(readEvaluation(body), asking) : many(body, asking));
      },
    );

    searchRoutes(instance, services);
  };
}

function askingOf(request: FastifyRequest) {
  return { callerId: callerOf(request).principalId, query: request.query as EvaluationQuery };
}

/** Text that is JSON already. */
async function sendReady(reply: FastifyReply, answered: string | Promise<string>): Promise<never> {
  const text = await answered;
  return reply.header('content-type', JSON_TYPE).send(text) as never;
}
