import { groupIdOf, groupScope } from '../domain/group/group-scope.ts';
import type { RegisteredScope } from '../domain/hierarchy/registered-scope.ts';
import type { PrincipalKind } from '../domain/principal.ts';
import type { RoleDefinition, RoleFamily } from '../domain/role-definition.ts';
import { type Scope, scopeKind } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import type { Schema } from '../ledger/schema.ts';

/** What an entry of a list names by id. */
export interface Naming {
  readonly scope: Scope;
  readonly roleDefinitionId: string;
  readonly principalId: string;
}

export interface NamedRole {
  readonly id: string;
  readonly name: string;
  readonly kind: RoleDefinition['kind'];
  readonly family: RoleFamily;
}

export interface NamedPrincipal {
  readonly id: string;
  readonly displayName: string;
  readonly kind: PrincipalKind;
  readonly userName: string | null;
  readonly email: string | null;
}

/** The names behind ids; what is not on record is named by its id, so that one bad row does not spoil a list. */
export interface Names {
  scope(scope: Scope): Pick<RegisteredScope, 'scope' | 'kind' | 'path' | 'displayName'>;
  role(id: string): NamedRole;
  principal(id: string): NamedPrincipal;
}

/** Looks up the names of scopes alone. */
export async function namesOfScopes(reader: Reader, scopes: readonly Scope[]): Promise<Pick<Names, 'scope'>> {
  const rows = await reader.query((db) => db.selectFrom('scope').selectAll().where('path', 'in', unique(scopes)));
  const scopeOf = new Map(rows.map((row) => [row.path, row]));
  const groupOf = await groupsBehind(reader, scopes);
  return {
    scope(scope) {
      const row = scopeOf.get(scope) ?? groupOf.get(scope);
      const kind = scopeKind(scope);
      return { scope, kind, path: row?.written_path ?? scope, displayName: row?.display_name ?? scope };
    },
  };
}

/** The scopes of groups are called what the groups are, deleted ones too. */
async function groupsBehind(reader: Reader, scopes: readonly Scope[]) {
  const ids = scopes.map(groupIdOf).filter((id) => id !== null);
  if (ids.length === 0) return new Map<Scope, Pick<Schema['scope'], 'written_path' | 'display_name'>>();
  const rows = await reader.query((db) =>
    db.selectFrom('principal').select(['id', 'display_name']).where('id', 'in', unique(ids)),
  );
  return new Map(
    rows.map(({ id, display_name }) => [groupScope(id), { written_path: groupScope(id), display_name }] as const),
  );
}

/** Looks up the names for a whole page at once. */
export async function namesOf(
  reader: Reader,
  namings: readonly Naming[],
  otherPrincipalIds: readonly string[] = [],
): Promise<Names> {
  const roleIds = unique(namings.map(({ roleDefinitionId }) => roleDefinitionId));
  const principalIds = unique([...namings.map(({ principalId }) => principalId), ...otherPrincipalIds]);
  const scopes = await namesOfScopes(
    reader,
    namings.map(({ scope }) => scope),
  );
  const roleRows = await reader.query((db) =>
    db.selectFrom('role_definition').select(['id', 'name', 'kind', 'family']).where('id', 'in', roleIds),
  );
  const principalRows = await reader.query((db) =>
    db
      .selectFrom('principal')
      .select(['id', 'display_name', 'kind', 'user_name', 'email'])
      .where('id', 'in', principalIds),
  );
  const roleOf = new Map(roleRows.map((row) => [row.id, row]));
  const principalOf = new Map(principalRows.map((row) => [row.id, row]));
  return {
    ...scopes,
    role(id) {
      const row = roleOf.get(id);
      const kind = (row?.kind ?? 'custom') as NamedRole['kind'];
      return { id, name: row?.name ?? id, kind, family: (row?.family ?? 'resource') as RoleFamily };
    },
    principal(id) {
      const row = principalOf.get(id);
      return {
        id,
        displayName: row?.display_name ?? id,
        kind: (row?.kind ?? 'user') as PrincipalKind,
        userName: row?.user_name ?? null,
        email: row?.email ?? null,
      };
    },
  };
}

/** Never empty: an empty list of values is no SQL. */
function unique<Id extends string>(ids: readonly Id[]): readonly Id[] {
  const each = [...new Set(ids)];
  return each.length > 0 ? each : ['' as Id];
}
