import type { FastifyInstance } from 'fastify';
import { elevateAccess } from '../../../commands/elevate-access.ts';
import { ROOT } from '../../../domain/scope.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { ArmError } from '../arm-error.ts';
import { scopeOf } from '../arm-scope.ts';

/** A Global Administrator takes User Access Administrator at the root; 200 and nothing else (contracts/arm §12). */
export function elevateAccessRoutes(instance: FastifyInstance, { ledger, newId }: Services): void {
  instance.post('/:scope/elevateAccess', async (request, reply) => {
    if (scopeOf(request) !== ROOT) {
      throw new ArmError(404, 'InvalidResourceType', 'The resource type could not be found.');
    }
    await elevateAccess(ledger, callerOf(request), newId);
    return reply.code(200).send();
  });
}
