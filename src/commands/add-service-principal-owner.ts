import { refuse } from '../domain/errors.ts';
import { ROOT } from '../domain/scope.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';

/** Notes who answers for a service principal. */
export function addServicePrincipalOwner(
  ledger: Ledger,
  caller: Caller,
  servicePrincipalId: string,
  ownerId: string,
): Promise<void> {
  return ledger.execute(
    contextOf(caller, 'addServicePrincipalOwner', servicePrincipalId),
    async ({ now, tx, append }) => {
      await authorise(tx, caller, 'addServicePrincipalOwner', { family: 'directory', scopeChain: [ROOT] }, now);
      if ((await principalById(tx, servicePrincipalId))?.kind !== 'servicePrincipal') {
        refuse({ code: 'principalNotFound', message: `there is no service principal \`${servicePrincipalId}\`` });
      }
      if ((await principalById(tx, ownerId)) === null) {
        refuse({ code: 'principalNotFound', field: 'ownerId', message: `there is no principal \`${ownerId}\`` });
      }
      await append([{ type: 'servicePrincipal.ownerAdded', servicePrincipalId, ownerId }]);
    },
  );
}
