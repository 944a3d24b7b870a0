import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { explanation } from '../../queries/explanation.ts';
import { atEndOfTurn } from '../plugins/at-end-of-turn.ts';
import { callerOf, requireCaller } from '../plugins/caller.ts';
import { validateWithTypebox } from '../plugins/validate-with-typebox.ts';
import type { Services } from '../services.ts';
import { answerError } from './errors.ts';
import { evaluator } from './evaluate.ts';
import { evaluationAnswer, evaluationBody, evaluationError, evaluationQuery } from './evaluation-schema.ts';
import { presentExplanation } from './present-explanation.ts';
import { requireFreshness } from './require-freshness.ts';

const LARGEST_BODY_BYTES = 64 * 1024;
const JSON_TYPE = 'application/json; charset=utf-8';
const PERMIT = '{"decision":true}';
const DENY = '{"decision":false}';

/** Access questions in the AuthZEN 1.0 format, under `/access/v1`: answered from memory, by the clock of the server. */
export function authzenSurface(services: Services) {
  const { accessIndex, ledger, clock } = services;
  const evaluate = evaluator(accessIndex);
  const soon = atEndOfTurn();

  return async (instance: FastifyInstance): Promise<void> => {
    instance.setErrorHandler(answerError);
    instance.setValidatorCompiler(validateWithTypebox);
    instance.removeContentTypeParser('text/plain');
    instance.addHook('onRequest', (request, reply, done) => {
      const requestId = request.headers['x-request-id'];
      if (requestId !== undefined) reply.header('x-request-id', requestId);
      done();
    });
    requireCaller(instance, services, 'authzen', 'accessQuestions');
    requireFreshness(instance, ledger);

    instance.withTypeProvider<TypeBoxTypeProvider>().post(
      '/evaluation',
      {
        bodyLimit: LARGEST_BODY_BYTES,
        schema: {
          tags: ['access'],
          security: [{ bearer: [] }],
          summary: 'Whether a principal may do something somewhere now',
          body: evaluationBody,
          querystring: evaluationQuery,
          response: {
            200: evaluationAnswer,
            ...Object.fromEntries([400, 401, 403, 413, 415, 429, 500, 503].map((status) => [status, evaluationError])),
          },
        },
      },
      (request, reply) => {
        const explain = request.body.context?.['explain'] === true || request.query.explain === 'true';
        const callerId = callerOf(request).principalId;
        const now = clock();
        const decision = evaluate(request.body, callerId, now.epochMilliseconds, explain);
        if (explain) {
          const subjectId = request.body.subject.id.toLowerCase();
          return ledger.read(async (reader) => ({
            decision: decision.allowed,
            context: presentExplanation(await explanation(reader, { callerId, subjectId, decision }, now)),
          }));
        }
        // ready text: nothing is put together for the two answers that are given most
        const answer = decision.allowed ? PERMIT : DENY;
        soon(() => reply.header('content-type', JSON_TYPE).send(answer as never));
      },
    );
  };
}
