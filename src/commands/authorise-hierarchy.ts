import { ROOT, type Scope, type ScopeKind } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import type { RoleBoundCommand } from './access-control.ts';
import { authorise, callerFacts, isAuthorised } from './authorise.ts';
import type { Caller } from './caller.ts';

/** Which line of the access table a kind of scope is registered by. */
export const registering: Readonly<Record<ScopeKind, RoleBoundCommand>> = {
  root: 'renameOrganisation',
  managementGroup: 'registerManagementGroup',
  subscription: 'registerSubscription',
  resourceGroup: 'registerResourceGroup',
  resource: 'registerResource',
  administrativeUnit: 'registerAdministrativeUnit',
  group: 'createGroup',
};

export const deleting: Readonly<Record<ScopeKind, RoleBoundCommand>> = {
  root: 'renameOrganisation',
  managementGroup: 'deleteManagementGroup',
  subscription: 'deleteSubscription',
  resourceGroup: 'deleteResourceGroup',
  resource: 'deleteResource',
  administrativeUnit: 'registerAdministrativeUnit',
  group: 'deleteGroup',
};

/** Refuses unless the caller may, by a resource role at the scope or as an administrator of the whole organisation. */
export async function authoriseHierarchy(
  tx: Reader,
  caller: Caller,
  command: RoleBoundCommand,
  scopeChain: readonly Scope[],
  now: Temporal.Instant,
): Promise<void> {
  const facts = await callerFacts(tx, caller, now);
  if (await isAuthorised(tx, facts, command, { family: 'directory', scopeChain: [ROOT] }, now)) return;
  await authorise(tx, caller, command, { family: 'resource', scopeChain }, now);
}
