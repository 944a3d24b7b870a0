import type { PrincipalFacts } from '../domain/principal.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { Reader } from '../ledger/engine.ts';
import { holderFacts } from '../ledger/facts/holder-facts.ts';
import { roleSightOf } from '../ledger/facts/role-sight-facts.ts';
import { eligibilitiesOf } from '../ledger/facts/schedule-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';

/**
 * Whether somebody may know at `now` that there is such a role: a built-in one, one that they hold or are eligible for,
 * or one that stands where they deal with roles, above or below that. Nothing that a list of role definitions hides.
 */
export async function knowsRole(
  tx: Reader,
  facts: PrincipalFacts,
  role: RoleDefinition,
  now: Temporal.Instant,
): Promise<boolean> {
  if (role.kind === 'builtIn') return true;
  if ((await eligibilitiesOf(tx, facts, role.id, now)).length > 0) return true;
  const holder = await holderFacts(tx, facts, now);
  if (holder.grants.some((grant) => grant.role.id === role.id)) return true;
  const { at, atOrAbove } = await roleSightOf(tx, holder, now);
  for (const scope of role.assignableScopes) {
    const chain = await scopeChainOf(tx, scope);
    if (atOrAbove.has(scope) || at.some((around) => chain.includes(around))) return true;
  }
  return false;
}
