import { type RoleDefinition, roleNameKey } from '../domain/role-definition.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { toRoleDefinition } from '../ledger/facts/role-facts.ts';
import type { Schema } from '../ledger/schema.ts';
import type { KnownScope } from './known-scope.ts';
import { type RoleFilter, roleDefinitionsSeenBy, standsIn } from './role-definition-sight.ts';
import type { Viewer } from './viewer.ts';

/** A role definition with who wrote it and when. */
export interface RoleDefinitionRecord {
  readonly role: RoleDefinition;
  readonly createdAt: Temporal.Instant | null;
  readonly createdById: string | null;
  readonly updatedAt: Temporal.Instant | null;
  readonly updatedById: string | null;
}

/** What a list of role definitions is narrowed to; null means any. */
export interface RoleDefinitionCriteria {
  /** The scope at which they can be assigned. */
  readonly at: KnownScope;
  /** Whether those belong to it too that can be assigned below only. */
  readonly isBelow: boolean;
  /** Compared as names are: without case. */
  readonly name: string | null;
  readonly kind: RoleDefinition['kind'] | null;
}

function toRecord(row: Schema['role_definition']): RoleDefinitionRecord {
  return {
    role: toRoleDefinition(row),
    createdAt: instantOrNull(row.created_at),
    createdById: row.created_by_id,
    updatedAt: instantOrNull(row.updated_at),
    updatedById: row.updated_by_id,
  };
}

function instantOrNull(ms: number | null): Temporal.Instant | null {
  return ms === null ? null : Temporal.Instant.fromEpochMilliseconds(ms);
}

function isWithin({ at, isBelow }: Pick<RoleDefinitionCriteria, 'at' | 'isBelow'>): RoleFilter {
  const { scope, scopeChain, isKnown } = at;
  // everything stands below the root, registered parent or not
  if (isBelow && scope === ROOT) return (where) => where.lit(true);
  const stands = standsIn(scopeChain, isBelow && isKnown ? [scope] : []);
  return (where, db) => where.or([where('kind', '=', 'builtIn'), stands(where, db)]);
}

/** A page of the resource roles that can be assigned at the scope, by id, as far as the viewer may see them. */
export async function roleDefinitions(
  reader: Reader,
  viewer: Viewer,
  criteria: RoleDefinitionCriteria,
  { limit, after }: { readonly limit: number; readonly after: string | null },
  now: Temporal.Instant,
): Promise<{ readonly items: readonly RoleDefinitionRecord[]; readonly next: string | null }> {
  const isSeen = await roleDefinitionsSeenBy(reader, viewer, now);
  const rows = await reader.query((db) => {
    let query = db
      .selectFrom('role_definition')
      .selectAll()
      .where('family', '=', 'resource')
      .where('deleted_at', 'is', null)
      .where((where) => where.and([isWithin(criteria)(where, db), isSeen(where, db)]))
      .orderBy('id')
      .limit(limit + 1);
    if (criteria.name !== null) query = query.where('name_key', '=', roleNameKey(criteria.name));
    if (criteria.kind !== null) query = query.where('kind', '=', criteria.kind);
    return after === null ? query : query.where('id', '>', after);
  });
  const items = rows.slice(0, limit).map(toRecord);
  return { items, next: rows.length > limit ? (items.at(-1)?.role.id ?? null) : null };
}

/** One role definition of resources or the directory that can be assigned at the scope or below, if the viewer may see it. */
export async function visibleRoleDefinition(
  reader: Reader,
  viewer: Viewer,
  id: string,
  at: KnownScope,
  now: Temporal.Instant,
): Promise<RoleDefinitionRecord | null> {
  const isSeen = await roleDefinitionsSeenBy(reader, viewer, now);
  const [row] = await reader.query((db) =>
    db
      .selectFrom('role_definition')
      .selectAll()
      .where('id', '=', id)
      .where('family', 'in', ['resource', 'directory'])
      .where('deleted_at', 'is', null)
      .where((where) => where.and([isWithin({ at, isBelow: true })(where, db), isSeen(where, db)])),
  );
  return row === undefined ? null : toRecord(row);
}
