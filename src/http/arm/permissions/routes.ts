import type { FastifyInstance } from 'fastify';
import { effectivePermissions } from '../../../domain/access/effective-permissions.ts';
import { rightsOf } from '../../../ledger/facts/rights-facts.ts';
import { scopeChainOf } from '../../../ledger/facts/scope-facts.ts';
import { viewerOf } from '../../../queries/viewer.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { scopeOf } from '../arm-scope.ts';
import { presentPermission } from '../role-definitions/present.ts';

/**
 * What the caller may do at a scope now, less what is denied there (contracts/arm §12). As on the original, this version
 * of the wire cannot say that something is held under a condition; it is listed all the same.
 */
export function permissionRoutes(instance: FastifyInstance, { ledger, clock }: Services): void {
  instance.get('/:scope/permissions', (request) =>
    ledger.read(async (reader) => {
      const now = clock();
      const { facts } = await viewerOf(reader, callerOf(request).principalId, now);
      const rightsIn = await rightsOf(reader, facts, now, { withConditional: true });
      const { permissions, denied } = rightsIn(await scopeChainOf(reader, scopeOf(request)));
      return { value: effectivePermissions(permissions, denied).map(presentPermission) };
    }),
  );
}
