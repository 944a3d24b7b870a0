import { refuse } from '../domain/errors.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { directOwnersOf, groupOwnersOf } from '../ledger/facts/directory-facts.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { knownOfKind } from './known-of-kind.ts';
import { requireOwnGroup } from './require-own-group.ts';

/** Makes a person or service principal an owner of a group, who administers it while it has no power. */
export function addGroupOwner(ledger: Ledger, caller: Caller, groupId: string, ownerId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'changeGroupOwners', groupId), async ({ now, tx, append }) => {
    await requireOwnGroup(tx, caller, { command: 'changeGroupOwners', groupId }, now);
    await requireOwner(tx, ownerId);
    if ((await groupOwnersOf(tx, groupId)).includes(ownerId)) return;
    await append([{ type: 'group.ownerAdded', groupId, ownerId }]);
  });
}

export function removeGroupOwner(ledger: Ledger, caller: Caller, groupId: string, ownerId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'changeGroupOwners', groupId), async ({ now, tx, append }) => {
    await requireOwnGroup(tx, caller, { command: 'changeGroupOwners', groupId }, now);
    if (!(await groupOwnersOf(tx, groupId)).includes(ownerId)) return;
    await append([{ type: 'group.ownerRemoved', groupId, ownerId }]);
  });
}

/** Notes that somebody does not answer for a service principal any more. */
export function removeServicePrincipalOwner(
  ledger: Ledger,
  caller: Caller,
  servicePrincipalId: string,
  ownerId: string,
): Promise<void> {
  const context = contextOf(caller, 'addServicePrincipalOwner', servicePrincipalId);
  return ledger.execute(context, async ({ now, tx, append }) => {
    await authorise(tx, caller, 'addServicePrincipalOwner', { family: 'directory', scopeChain: [ROOT] }, now);
    await knownOfKind(tx, servicePrincipalId, 'servicePrincipal');
    if (!(await directOwnersOf(tx, servicePrincipalId)).includes(ownerId)) return;
    await append([{ type: 'servicePrincipal.ownerRemoved', servicePrincipalId, ownerId }]);
  });
}

async function requireOwner(tx: Reader, ownerId: string): Promise<void> {
  const owner = await principalById(tx, ownerId);
  if (owner !== null && owner.kind !== 'group') return;
  refuse({
    code: 'principalNotFound',
    field: 'ownerId',
    message: `there is no person or service principal \`${ownerId}\``,
  });
}
