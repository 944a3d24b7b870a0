import type { RoleFamily } from '../role-definition.ts';
import type { Scope } from '../scope.ts';
import { readersOf } from './assignment-readers.ts';
import { decideAccess, type Holder } from './decide-access.ts';
import { holdsRole } from './holds-role.ts';

const READS_POLICIES = 'Microsoft.Authorization/roleManagementPolicies/read';

/** Whether the holder may read all policies of a family at the first scope of the chain at this instant. */
export function readsPolicies(
  holder: Holder,
  family: RoleFamily,
  scopeChain: readonly Scope[],
  now: Temporal.Instant,
): boolean {
  const atMs = now.epochMilliseconds;
  if (family !== 'resource') return holdsRole(holder, readersOf[family], scopeChain, atMs);
  const question = { action: READS_POLICIES, isDataAction: false, scopeChain, attributes: null };
  return decideAccess(holder, question, atMs).allowed;
}
