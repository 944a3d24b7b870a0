import type { CompiledQuery } from 'kysely';

/** Stands for every table: the query says something that cannot be read here. */
export const EVERY_TABLE = '*';

export interface TablesTouched {
  readonly isWrite: boolean;
  readonly tables: ReadonlySet<string>;
}

/** SQL text of somebody's own that may name a table. */
const NAMES_A_TABLE = /\b(from|join|into|update|table)\b/i;

const WRITES: readonly string[] = ['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode'];

/** Which tables a query reads or writes; more rather than fewer where it cannot be told. */
export function tablesTouched({ query }: Pick<CompiledQuery, 'query'>): TablesTouched {
  const tables = new Set<string>();
  const kinds = new Set<string>();
  collect(query, tables, kinds);
  const isRead = query?.kind === 'SelectQueryNode' && !WRITES.some((kind) => kinds.has(kind));
  if (!isRead && !WRITES.includes(query?.kind)) tables.add(EVERY_TABLE);
  return { isWrite: !isRead, tables };
}

function collect(value: unknown, tables: Set<string>, kinds: Set<string>): void {
  if (Array.isArray(value)) for (const each of value) collect(each, tables, kinds);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const node = value as { kind?: unknown; table?: { identifier?: { name?: unknown } }; sqlFragments?: string[] };
  if (typeof node.kind === 'string') kinds.add(node.kind);
  if (node.kind === 'TableNode') tables.add(String(node.table?.identifier?.name));
  if (node.kind === 'RawNode' && node.sqlFragments?.some((text) => NAMES_A_TABLE.test(text))) tables.add(EVERY_TABLE);
  for (const each of Object.values(value)) collect(each, tables, kinds);
}
