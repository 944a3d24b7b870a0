import { refuse } from '../domain/errors.ts';
import { ROOT } from '../domain/scope.ts';
import { directOwnersOf } from '../ledger/facts/directory-facts.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { knownOfKind } from './known-of-kind.ts';

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
      await knownOfKind(tx, servicePrincipalId, 'servicePrincipal');
      if ((await principalById(tx, ownerId)) === null) {
        refuse({ code: 'principalNotFound', field: 'ownerId', message: `there is no principal \`${ownerId}\`` });
      }
      if ((await directOwnersOf(tx, servicePrincipalId)).includes(ownerId)) return;
      await append([{ type: 'servicePrincipal.ownerAdded', servicePrincipalId, ownerId }]);
    },
  );
}
