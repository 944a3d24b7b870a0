import { governs } from '../../domain/policy/policy-reach.ts';
import type { RoleDefinition } from '../../domain/role-definition.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import { writtenScopesOf } from './role-facts.ts';
import { scopeChainOf } from './scope-facts.ts';

/** Those of the scopes at which a policy of the role at the first scope of the chain applies: no nearer one is written. */
export async function governedScopes(
  tx: Reader,
  { role, scopeChain }: { readonly role: RoleDefinition; readonly scopeChain: readonly Scope[] },
  scopes: readonly Scope[],
): Promise<ReadonlySet<Scope>> {
  const [scope] = scopeChain as [Scope];
  const writtenAt = await writtenScopesOf(tx, role.id);
  const governed = new Set<Scope>();
  for (const each of new Set(scopes)) {
    if (governs(scope, await scopeChainOf(tx, each), writtenAt)) governed.add(each);
  }
  return governed;
}
