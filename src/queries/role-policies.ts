import { readsPolicies } from '../domain/access/reads-policies.ts';
import type { EffectivePolicy } from '../domain/policy/policy.ts';
import type { RoleDefinition, RoleFamily } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import { familiesAt } from '../domain/stands-at.ts';
import type { Reader } from '../ledger/engine.ts';
import { policyFor, toRoleDefinition } from '../ledger/facts/role-facts.ts';
import { eligibilitiesOf } from '../ledger/facts/schedule-facts.ts';
import type { Viewer } from './viewer.ts';

/** The settings of a role at a scope, with the role itself. */
export interface RolePolicy {
  readonly role: RoleDefinition;
  readonly policy: EffectivePolicy;
}

/** Whether the viewer may read the policy of one role: by right, or as somebody whose activations it governs. */
export async function readsPolicyOf(
  reader: Reader,
  viewer: Viewer,
  role: RoleDefinition,
  scopeChain: readonly Scope[],
  now: Temporal.Instant,
): Promise<boolean> {
  if (readsPolicies(viewer.holder, role.family, scopeChain, now)) return true;
  const eligibilities = await eligibilitiesOf(reader, viewer.facts, role.id, now);
  return eligibilities.some(({ scope }) => scopeChain.includes(scope));
}

/** A page of the policies at the first scope of the chain, by role id: one for every role that can stand there. */
export async function rolePolicies(
  reader: Reader,
  families: readonly RoleFamily[],
  scopeChain: readonly Scope[],
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<{ readonly items: readonly RolePolicy[]; readonly next: string | null }> {
  const [scope] = scopeChain as [Scope];
  const standing = familiesAt(scope).filter((family) => families.includes(family));
  const custom = await customRolesAt(reader, scopeChain);
  const rows = await reader.query((db) => {
    const query = db
      .selectFrom('role_definition')
      .selectAll()
      .where('deleted_at', 'is', null)
      .where('family', 'in', standing.length > 0 ? standing : [''])
      .where((where) => where.or([where('kind', '=', 'builtIn'), where('id', 'in', ['', ...custom])]))
      .orderBy('id')
      .limit(limit + 1);
    return after === null ? query : query.where('id', '>', after);
  });
  const items: RolePolicy[] = [];
  for (const row of rows.slice(0, limit)) {
    const role = toRoleDefinition(row);
    items.push({ role, policy: await policyFor(reader, role, scopeChain) });
  }
  return { items, next: rows.length > limit ? (items.at(-1)?.role.id ?? null) : null };
}

/** Custom roles stand where they say, and below. */
async function customRolesAt(reader: Reader, scopeChain: readonly Scope[]): Promise<readonly string[]> {
  const rows = await reader.query((db) =>
    db.selectFrom('role_definition').selectAll().where('kind', '=', 'custom').where('deleted_at', 'is', null),
  );
  return rows
    .map(toRoleDefinition)
    .filter(({ assignableScopes }) => assignableScopes.some((assignable) => scopeChain.includes(assignable)))
    .map(({ id }) => id);
}
