import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { isVague } from '../../../domain/approval/vague-justification.ts';
import { problems, strict, text } from '../schema.ts';
import { advice } from './submission-schema.ts';

/** What could be said better before a request is sent. None of it refuses anything. */
export const adviceRoutes: FastifyPluginAsyncTypebox = async (instance) => {
  instance.post(
    '/requests/advice',
    {
      schema: {
        tags: ['requests'],
        security: [{ bearer: [] }],
        summary: 'What approvers would be warned of in a text, while it is still being written',
        body: strict({ justification: text('why') }),
        response: { 200: advice, ...problems(400, 401, 403, 413, 415) },
      },
    },
    async ({ body }) => ({ isVague: isVague(body.justification) }),
  );
};
