import { effectivePolicy, type WrittenPolicy } from '../../domain/policy/effective-policy.ts';
import type { EffectivePolicy, PolicyRules } from '../../domain/policy/policy.ts';
import type { RoleDefinition, RoleFamily } from '../../domain/role-definition.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import { remembered } from '../remembered.ts';
import type { Schema } from '../schema.ts';
import { statement } from '../statement.ts';

const selectRoleDefinition = statement((db, p: { id: string }) =>
  db.selectFrom('role_definition').selectAll().where('id', '=', p.id).where('deleted_at', 'is', null),
);

const selectBuiltIn = statement((db, _p: Record<never, never>) =>
  db.selectFrom('role_definition').selectAll().where('kind', '=', 'builtIn').where('deleted_at', 'is', null),
);

const selectPolicy = statement((db, p: { roleDefinitionId: string; scope: string }) =>
  db
    .selectFrom('role_management_policy')
    .selectAll()
    .where('scope', '=', p.scope)
    .where('role_definition_id', '=', p.roleDefinitionId),
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
export const roleDefinitionById = remembered(async (tx, id: string): Promise<RoleDefinition | null> => {
  const row = await tx.first(selectRoleDefinition, { id });
  return row === undefined ? null : toRoleDefinition(row);
});

/** The roles that this program or an earlier release of it has brought along. */
export async function builtInRoleDefinitions(reader: Reader): Promise<readonly RoleDefinition[]> {
  return (await reader.all(selectBuiltIn, {})).map(toRoleDefinition);
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

/** The scopes at which somebody wrote a policy for the role. */
export const writtenScopesOf = remembered(async (tx, roleDefinitionId: string): Promise<ReadonlySet<Scope>> => {
  return new Set((await tx.all(selectPolicyScopes, { roleDefinitionId })).map(({ scope }) => scope as Scope));
});

const policyWrittenAt = remembered(
  async (tx, roleDefinitionId: string, scope: Scope): Promise<WrittenPolicy | null> => {
    const row = await tx.first(selectPolicy, { roleDefinitionId, scope });
    return row === undefined ? null : toWrittenPolicy(row);
  },
);

/** What was written at the first of the scopes that has a policy of its own. */
async function nearestPolicy(tx: Reader, role: RoleDefinition, scopes: readonly Scope[]) {
  const written = await writtenScopesOf(tx, role.id);
  const scope = scopes.find((each) => written.has(each));
  const policy = scope === undefined ? null : await policyWrittenAt(tx, role.id, scope);
  return policy === null ? [] : [policy];
}

/** The policy that applies to a role at the first scope of the chain. */
export async function policyFor(tx: Reader, role: RoleDefinition, chain: readonly Scope[]): Promise<EffectivePolicy> {
  return effectivePolicy(role, chain, await nearestPolicy(tx, role, chain));
}

/** The policy that would apply if none were written at the first scope of the chain. */
export async function inheritedPolicyFor(
  tx: Reader,
  role: RoleDefinition,
  chain: readonly Scope[],
): Promise<EffectivePolicy> {
  return effectivePolicy(role, chain, await nearestPolicy(tx, role, chain.slice(1)));
}

/** Roles that are held in the directory or in a group, by id. */
export async function directoryRoleIds(tx: Reader): Promise<readonly string[]> {
  const rows = await tx.query((db) =>
    db
      .selectFrom('role_definition')
      .select('id')
      .where('family', 'in', ['directory', 'group'])
      .where('deleted_at', 'is', null)
      .orderBy('id'),
  );
  return rows.map(({ id }) => id);
}
