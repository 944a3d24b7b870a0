import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { externalIssuer } from '../domain/directory/external-issuer.ts';
import type { Reader } from '../ledger/engine.ts';
import { type DirectoryEntry, toDirectoryEntry } from '../ledger/facts/directory-facts.ts';
import type { ProvisioningSource } from '../ledger/facts/provisioning-facts.ts';
import type { Schema } from '../ledger/schema.ts';

export type EntryField =
  | 'id'
  | 'userName'
  | 'displayName'
  | 'email'
  | 'externalId'
  | 'isEnabled'
  | 'createdAt'
  | 'modifiedAt'
  | 'memberId';

export type EntryComparison = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le' | 'pr';

/** What a list of a directory is narrowed by; instants in milliseconds since the epoch, yes and no as 1 and 0. */
export type EntryFilter =
  | { readonly by: 'all' | 'any'; readonly of: readonly EntryFilter[] }
  | { readonly by: 'not'; readonly of: EntryFilter }
  | { readonly by: 'constant'; readonly is: boolean }
  | {
      readonly by: 'field';
      readonly field: EntryField;
      readonly op: EntryComparison;
      readonly value: string | number | null;
    };

export interface ProvisionedEntry extends DirectoryEntry {
  /** What the directory calls it. */
  readonly externalId: string | null;
  /** Of a group: those that the directory keeps too; empty where they were not asked for. */
  readonly members: ReadonlyArray<{ readonly id: string; readonly kind: string; readonly displayName: string }>;
}

export interface ProvisionedQuestion {
  readonly kind: 'user' | 'group';
  readonly filter: EntryFilter | null;
  readonly withMembers: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** What a directory keeps here, the oldest first, and how much of it there is; nothing else is there for it. */
export async function provisionedEntries(
  reader: Reader,
  source: ProvisioningSource,
  { kind, filter, withMembers, offset, limit }: ProvisionedQuestion,
): Promise<{ readonly total: number; readonly entries: readonly ProvisionedEntry[] }> {
  const issuer = externalIssuer(source, kind);
  const narrowed = (where: ExpressionBuilder<Schema, 'principal'>) =>
    where.and([
      where('source_id', '=', source.id),
      where('kind', '=', kind),
      where('deleted_at', 'is', null),
      ...(filter === null ? [] : [conditionOf(where, filter, { issuer, sourceId: source.id })]),
    ]);
  const [counted] = await reader.query((db) =>
    db
      .selectFrom('principal')
      .select((select) => select.fn.countAll<number>().as('total'))
      .where(narrowed),
  );
  const rows =
    limit === 0
      ? []
      : await reader.query((db) =>
          db
            .selectFrom('principal')
            .selectAll()
            .where(narrowed)
            .orderBy('created_at')
            .orderBy('id')
            .limit(limit)
            .offset(offset),
        );
  const ids = rows.map(({ id }) => id);
  const externalIds = await externalIdsOf(reader, issuer, ids);
  const members = kind === 'group' && withMembers ? await membersOf(reader, source.id, ids) : new Map();
  return {
    total: Number(counted?.total ?? 0),
    entries: rows.map((row) => ({
      ...toDirectoryEntry(row),
      externalId: externalIds.get(row.id) ?? null,
      members: members.get(row.id) ?? [],
    })),
  };
}

async function externalIdsOf(reader: Reader, issuer: string, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, string>();
  const rows = await reader.query((db) =>
    db
      .selectFrom('identity')
      .select(['principal_id', 'subject'])
      .where('issuer', '=', issuer)
      .where('principal_id', 'in', ids),
  );
  return new Map(rows.map((row) => [row.principal_id, row.subject]));
}

async function membersOf(reader: Reader, sourceId: string, groupIds: readonly string[]) {
  if (groupIds.length === 0) return new Map<string, ProvisionedEntry['members'][number][]>();
  const rows = await reader.query((db) =>
    db
      .selectFrom('group_member')
      .innerJoin('principal', 'principal.id', 'group_member.member_id')
      .select(['group_member.group_id', 'principal.id', 'principal.kind', 'principal.display_name as displayName'])
      .where('group_member.group_id', 'in', groupIds)
      .where('principal.source_id', '=', sourceId)
      .orderBy('principal.id'),
  );
  return Map.groupBy(rows, (row) => row.group_id);
}

interface Place {
  readonly issuer: string;
  readonly sourceId: string;
}

function conditionOf(
  where: ExpressionBuilder<Schema, 'principal'>,
  filter: EntryFilter,
  place: Place,
): Expression<SqlBool> {
  if (filter.by === 'constant') return sql<boolean>`${sql.lit(filter.is ? 1 : 0)} = 1`;
  if (filter.by === 'not') return where.not(conditionOf(where, filter.of, place));
  if (filter.by === 'field') return fieldCondition(where, filter, place);
  const parts = filter.of.map((part) => conditionOf(where, part, place));
  return filter.by === 'all' ? where.and(parts) : where.or(parts);
}

/** Names have no case; ids and what directories call things have. Columns that can be null are compared as empty texts. */
const columns: Readonly<Record<Exclude<EntryField, 'externalId' | 'memberId'>, string>> = {
  id: 'id',
  userName: `coalesce(user_name_key, '')`,
  displayName: 'lower(display_name)',
  email: `lower(coalesce(email, ''))`,
  isEnabled: 'enabled',
  createdAt: 'created_at',
  modifiedAt: 'modified_at',
};
const caseless: readonly EntryField[] = ['userName', 'displayName', 'email'];

function fieldCondition(
  where: ExpressionBuilder<Schema, 'principal'>,
  { field, op, value }: Extract<EntryFilter, { by: 'field' }>,
  { issuer, sourceId }: Place,
): Expression<SqlBool> {
  if (field === 'externalId') {
    const named = (text: string) =>
      where.exists(
        where
          .selectFrom('identity')
          .select('identity.subject')
          .whereRef('identity.principal_id', '=', 'principal.id')
          .where('identity.issuer', '=', issuer)
          .where(compared(text, op === 'ne' ? 'eq' : op, value)),
      );
    return op === 'ne' ? where.not(named('identity.subject')) : named('identity.subject');
  }
  if (field === 'memberId') {
    const has = where.exists(
      where
        .selectFrom('group_member')
        .innerJoin('principal as member', 'member.id', 'group_member.member_id')
        .select('member.id')
        .whereRef('group_member.group_id', '=', 'principal.id')
        .where('member.source_id', '=', sourceId)
        .where(compared('member.id', op === 'ne' ? 'eq' : op, value)),
    );
    return op === 'ne' ? where.not(has) : has;
  }
  const text = typeof value === 'string' && caseless.includes(field) ? value.toLowerCase() : value;
  return compared(columns[field], op, text);
}

const signs = { eq: '=', ne: '<>', gt: '>', ge: '>=', lt: '<', le: '<=' } as const;

/** `column` is one of those above, never what somebody sent. */
function compared(column: string, op: EntryComparison, value: string | number | null): Expression<SqlBool> {
  const left = sql.raw(column);
  if (op === 'pr') return sql<boolean>`${left} is not null and cast(${left} as text) <> ''`;
  const given = value ?? '';
  if (op === 'co') return sql<boolean>`${left} like ${`%${escaped(given)}%`} escape '\\'`;
  if (op === 'sw') return sql<boolean>`${left} like ${`${escaped(given)}%`} escape '\\'`;
  if (op === 'ew') return sql<boolean>`${left} like ${`%${escaped(given)}`} escape '\\'`;
  return sql<boolean>`${left} ${sql.raw(signs[op])} ${given}`;
}

function escaped(value: string | number): string {
  return String(value).replace(/[\\%_]/g, '\\$&');
}
