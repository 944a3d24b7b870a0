import { type Scope, scopeKind } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';

/**
 * Whether something is read at a scope or anywhere below it: a denial for a scope alone leaves what is below. In a
 * management group that is what is registered there; in all else there is room for more by the path.
 */
export async function readsSomewhereIn(
  reader: Reader,
  scope: Scope,
  isReadAt: (scopeChain: readonly Scope[]) => boolean,
): Promise<boolean> {
  const chain = await scopeChainOf(reader, scope);
  if (isReadAt(chain)) return true;
  const isReadBelow = isReadAt([`${scope}/-` as Scope, ...chain]);
  // what is denied with all that is below needs no look at each of it
  if (!isReadBelow || scopeKind(scope) !== 'managementGroup') return isReadBelow;
  const children = await reader.query((db) => db.selectFrom('scope').select('path').where('parent', '=', scope));
  for (const { path } of children) if (await readsSomewhereIn(reader, path as Scope, isReadAt)) return true;
  return false;
}
