import type { RoleFamily } from '../role-definition.ts';
import type { Scope } from '../scope.ts';
import { READS_RESOURCE_ASSIGNMENTS, readersOf } from './assignment-readers.ts';
import { decideAccess, type Holder } from './decide-access.ts';
import { hiddenFrom } from './hidden-scopes.ts';
import { holdsRole } from './holds-role.ts';

/** Whether the holder may read everybody's assignments of a family at the first scope of the chain at this instant. */
export function readsAssignmentsAt(
  holder: Holder,
  family: RoleFamily,
  scopeChain: readonly Scope[],
  now: Temporal.Instant,
): boolean {
  const atMs = now.epochMilliseconds;
  if (family !== 'resource') return holdsRole(holder, readersOf[family], scopeChain, atMs);
  const question = { action: READS_RESOURCE_ASSIGNMENTS, isDataAction: false, scopeChain, attributes: null };
  return decideAccess(holder, question, atMs).allowed;
}

/** Whether the holder may read every assignment of a family at the first scope of the chain and below, so as to count them. */
export function readsAllAssignments(
  holder: Holder,
  family: RoleFamily,
  scopeChain: readonly Scope[],
  now: Temporal.Instant,
): boolean {
  if (!readsAssignmentsAt(holder, family, scopeChain, now)) return false;
  return family !== 'resource' || hiddenFrom(holder, READS_RESOURCE_ASSIGNMENTS).length === 0;
}
