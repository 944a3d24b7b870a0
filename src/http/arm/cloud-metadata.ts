import type { FastifyInstance } from 'fastify';
import { originOf } from '../plugins/origin-of.ts';
import { answerErrors } from './answer-errors.ts';

/** What a client must know before it can sign in. */
export interface CloudDescription {
  /** Whom tokens must be made for. */
  readonly audiences: readonly string[];
}

const NAME = 'Brevet';

/**
 * The clouds that a client can register, which is this one: a list, as api-version 2019-05-01 and later have it
 * (contracts/clients §3.1). Nobody is signed in yet, and nothing of the organisation is told.
 */
export function cloudMetadata({ audiences }: CloudDescription) {
  return async (instance: FastifyInstance): Promise<void> => {
    answerErrors(instance);
    instance.get('/endpoints', { schema: { hide: true } }, async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const here = originOf(request);
      return [
        {
          name: NAME,
          portal: here,
          // the address of the embedded provider from which clients ask nobody else about this server
          authentication: { loginEndpoint: `${here}/adfs`, audiences, tenant: 'common', identityProvider: 'AAD' },
          resourceManager: here,
          media: here,
          graph: here,
          graphAudience: here,
          microsoftGraphResourceId: here,
          batch: here,
          gallery: here,
          sqlManagement: here,
          vmImageAliasDoc: here,
          activeDirectoryDataLake: here,
          suffixes: {},
        },
      ];
    });
  };
}
