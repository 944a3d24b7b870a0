import { effectivePolicy, type WrittenPolicy } from '../../domain/policy/effective-policy.ts';
import type { EffectivePolicy, PolicyRules } from '../../domain/policy/policy.ts';
import type { RoleDefinition, RoleFamily } from '../../domain/role-definition.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { statement } from '../statement.ts';

const selectRoleDefinition = statement((db, p: { id: string }) =>
  db.selectFrom('role_definition').selectAll().where('id', '=', p.id).where('deleted_at', 'is', null),
);

const selectPolicies = statement((db, p: { roleDefinitionId: string }) =>
  db.selectFrom('role_management_policy').selectAll().where('role_definition_id', '=', p.roleDefinitionId),
);

const selectPolicyScopes = statement((db, p: { roleDefinitionId: string }) =>
  db.selectFrom('role_management_policy').select('scope').where('role_definition_id', '=', p.roleDefinitionId),
);

export function toRoleDefinition(row: Schema['role_definition']): RoleDefinition {
  return {
    id: row.id,
    family: row.family as RoleFamily,
    kind: row.kind as RoleDefinition['kind'],
    name: row.name,
    description: row.description,
    isPrivileged: row.is_privileged === 1,
    permissions: JSON.parse(row.permissions),
    assignableScopes: JSON.parse(row.assignable_scopes),
  };
}

/** A role that can be assigned; null where there is none, or none any more. */
export async function roleDefinitionById(tx: Reader, id: string): Promise<RoleDefinition | null> {
  const row = await tx.first(selectRoleDefinition, { id });
  return row === undefined ? null : toRoleDefinition(row);
}

function toWrittenPolicy(row: Schema['role_management_policy']): WrittenPolicy {
  return {
    scope: row.scope as Scope,
    roleDefinitionId: row.role_definition_id,
    rules: JSON.parse(row.rules) as PolicyRules,
    modifiedAt: Temporal.Instant.fromEpochMilliseconds(row.modified_at),
    modifiedById: row.modified_by_id,
  };
}

/** The policy that applies to a role at the first scope of the chain. */
export async function policyFor(tx: Reader, role: RoleDefinition, chain: readonly Scope[]): Promise<EffectivePolicy> {
  const rows = await tx.all(selectPolicies, { roleDefinitionId: role.id });
  const inChain = rows.filter((row) => chain.includes(row.scope as Scope));
  return effectivePolicy(role, chain, inChain.map(toWrittenPolicy));
}

/** The policy that would apply if none were written at the first scope of the chain. */
export async function inheritedPolicyFor(
  tx: Reader,
  role: RoleDefinition,
  chain: readonly Scope[],
): Promise<EffectivePolicy> {
  const rows = await tx.all(selectPolicies, { roleDefinitionId: role.id });
  const above = rows.filter((row) => chain.indexOf(row.scope as Scope) > 0);
  return effectivePolicy(role, chain, above.map(toWrittenPolicy));
}

/** The scopes at which somebody wrote a policy for the role. */
export async function writtenScopesOf(tx: Reader, roleDefinitionId: string): Promise<ReadonlySet<Scope>> {
  return new Set((await tx.all(selectPolicyScopes, { roleDefinitionId })).map(({ scope }) => scope as Scope));
}
