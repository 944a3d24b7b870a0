import { invalidField, refuse } from '../domain/errors.ts';
import type { DomainEvent } from '../domain/events.ts';
import { decideMove } from '../domain/hierarchy/decide-move.ts';
import type { RegisteredScope } from '../domain/hierarchy/registered-scope.ts';
import { ROOT, type Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { customRolesBelow, restingOnAncestors } from '../ledger/facts/hierarchy-facts.ts';
import { registeredScope, scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { authoriseHierarchy } from './authorise-hierarchy.ts';
import type { Caller } from './caller.ts';

/**
 * What a move of a registered subscription or management group becomes. Who may: whoever may move there and from where
 * it was, and may assign roles in what is moved, since a move changes who holds what.
 */
export async function moveWithin(
  tx: Reader,
  caller: Caller,
  moved: RegisteredScope,
  parent: Scope,
  now: Temporal.Instant,
): Promise<readonly DomainEvent[]> {
  if (parent === (moved.parent ?? ROOT)) return [];
  const oldChain = await scopeChainOf(tx, moved.scope);
  const parentChain = await scopeChainOf(tx, parent);
  await authoriseHierarchy(tx, caller, 'moveAssignments', oldChain, now);
  await authoriseHierarchy(tx, caller, 'moveScope', oldChain.slice(1), now);
  await authoriseHierarchy(tx, caller, 'moveScope', parentChain, now);
  if (parent !== ROOT && (await registeredScope(tx, parent)) === null) {
    refuse(invalidField('parent', parent, 'a registered scope'));
  }
  const left = oldChain.slice(1).filter((ancestor) => !parentChain.includes(ancestor));
  const { activations, requestIds } = await restingOnAncestors(tx, moved.scope, left, now);
  const decision = decideMove(
    {
      moved,
      parentChain,
      strandedRoleNames: await strandedRoles(tx, moved.scope, parentChain, now),
      dependentActivations: activations,
      dependentRequestIds: requestIds,
    },
    now,
  );
  return decision.accepted ? decision.events : refuse(decision.violation);
}

/** Names of the custom roles in use that could be assigned only because of an ancestor that is left. */
async function strandedRoles(
  tx: Reader,
  moved: Scope,
  parentChain: readonly Scope[],
  now: Temporal.Instant,
): Promise<readonly string[]> {
  const names = new Set<string>();
  for (const { role, at } of await customRolesBelow(tx, moved, now)) {
    const chain = await scopeChainOf(tx, at);
    const after = [...chain.slice(0, chain.indexOf(moved) + 1), ...parentChain];
    if (!role.assignableScopes.some((assignable) => after.includes(assignable))) names.add(role.name);
  }
  return [...names];
}
