import type { FastifyInstance } from 'fastify';
import { originOf } from '../plugins/origin-of.ts';
import { answerError } from './errors.ts';

/** An hour; the addresses change with the release alone. */
const CACHED = 'public, max-age=3600';

/** Where the questions are asked (AuthZEN 1.0 §9). The same for everybody, and nothing of the organisation. */
export async function authzenMetadata(instance: FastifyInstance): Promise<void> {
  instance.setErrorHandler(answerError);
  instance.get('/.well-known/authzen-configuration', { schema: { hide: true } }, async (request, reply) => {
    const here = originOf(request);
    const at = `${here}/access/v1`;
    reply.header('cache-control', CACHED);
    return {
      policy_decision_point: here,
      access_evaluation_endpoint: `${at}/evaluation`,
      access_evaluations_endpoint: `${at}/evaluations`,
      search_subject_endpoint: `${at}/search/subject`,
      search_resource_endpoint: `${at}/search/resource`,
      search_action_endpoint: `${at}/search/action`,
    };
  });
}
