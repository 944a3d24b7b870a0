import { reaches } from '../../domain/access/denial.ts';
import type { HeldRights } from '../../domain/custom-role/held-rights.ts';
import type { PrincipalFacts } from '../../domain/principal.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import { denialsOf } from './deny-facts.ts';
import { roleDefinitionById } from './role-facts.ts';
import { heldSchedules } from './schedule-facts.ts';

/**
 * What a principal holds now, as a function of the scope chain: beyond any doubt, or with what is held under a
 * condition on the assignment or in the role too.
 */
export async function rightsOf(
  tx: Reader,
  facts: PrincipalFacts,
  now: Temporal.Instant,
  { withConditional = false } = {},
): Promise<(scopeChain: readonly Scope[]) => HeldRights> {
  const held: { readonly scope: Scope; readonly permissions: HeldRights['permissions'] }[] = [];
  for (const { scope, roleDefinitionId, condition } of await heldSchedules(tx, facts.principal.id, now)) {
    const isCounted = (text: unknown) => withConditional || text === null;
    const role = isCounted(condition) ? await roleDefinitionById(tx, roleDefinitionId) : null;
    const permissions = role?.permissions.filter((permission) => isCounted(permission.condition)) ?? [];
    held.push({ scope, permissions });
  }
  const denials = await denialsOf(tx, facts, now);
  return (scopeChain) => ({
    permissions: held.filter(({ scope }) => scopeChain.includes(scope)).flatMap(({ permissions }) => permissions),
    denied: denials.filter((denial) => reaches(denial, scopeChain)).flatMap(({ permissions }) => permissions),
  });
}
