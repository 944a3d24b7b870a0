import type { Page, PageRequest, Position } from './page.ts';

/** A row of a list before it is shown: its place in the order, the newest first. */
export interface Candidate {
  readonly id: string;
  readonly created_at: number;
}

/** What a list is made of; `Filter` is a condition on its table. */
export interface NarrowedList<Filter> {
  /** What every row meets. */
  readonly filter: Filter;
  /** Each finds, by an index, all rows of the list and others; the first that finds few is used. */
  readonly narrowings: readonly Filter[];
  /** Together they find, each by an index, all rows of the list; null where nothing of the kind is known. */
  readonly union: readonly Filter[] | null;
}

/** How a list is read; `limit` is the number of rows at most. */
export interface ListReader<Filter> {
  /** Any rows that meet the condition, in no order. */
  some(filter: Filter, limit: number): Promise<readonly Candidate[]>;
  /** Which of these rows meet the condition. */
  among(ids: readonly string[], filter: Filter): Promise<readonly Candidate[]>;
  /** The rows that meet the condition and, where there are any, one of the others, newest first, by looking at each. */
  newest(
    filter: Filter,
    anyOf: readonly Filter[],
    after: Position | null,
    limit: number,
  ): Promise<readonly Candidate[]>;
}

/** More rows than this are not sorted: with so many, the order of time soon has a page full. */
const MOST_CANDIDATES = 2000;
/** So many are checked at a time. */
const CHUNK = 250;

/**
 * A page of the ids of a list, newest first, at a cost that does not grow with the table: a narrowing that finds few
 * rows is looked up and sorted; one that finds many is left to the order of time.
 */
export async function narrowedPage<Filter>(
  reader: ListReader<Filter>,
  list: NarrowedList<Filter>,
  { limit, after }: PageRequest,
): Promise<Page<string>> {
  const { few, wide } = await candidatesOf(reader, list);
  const found = [
    ...(wide === null ? [] : await reader.newest(list.filter, wide, after, limit + 1)),
    ...(await firstOf(reader, list.filter, few, after, limit + 1)),
  ];
  const rows = inOrder(found).slice(0, limit + 1);
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map(({ id }) => id),
    next: rows.length > limit && last !== undefined ? { atMs: last.created_at, id: last.id } : null,
  };
}

/** The rows to check one by one, and the conditions that find too many for that; null: there is none. */
async function candidatesOf<Filter>(reader: ListReader<Filter>, { narrowings, union }: NarrowedList<Filter>) {
  for (const narrowing of narrowings) {
    const few = await reader.some(narrowing, MOST_CANDIDATES + 1);
    if (few.length <= MOST_CANDIDATES) return { few, wide: null };
  }
  if (union === null) return { few: [], wide: [] };
  const few: Candidate[] = [];
  const wide: Filter[] = [];
  for (const part of union) {
    const found = await reader.some(part, MOST_CANDIDATES + 1);
    if (found.length <= MOST_CANDIDATES) few.push(...found);
    else wide.push(part);
  }
  return { few, wide: wide.length > 0 ? wide : null };
}

/** The first `most` of the candidates after the position that meet the condition. */
async function firstOf<Filter>(
  reader: ListReader<Filter>,
  filter: Filter,
  candidates: readonly Candidate[],
  after: Position | null,
  most: number,
): Promise<readonly Candidate[]> {
  const left = inOrder(candidates).filter((row) => after === null || isAfter(row, after));
  const found: Candidate[] = [];
  for (let at = 0; at < left.length && found.length < most; at += CHUNK) {
    const ids = left.slice(at, at + CHUNK).map(({ id }) => id);
    found.push(...inOrder(await reader.among(ids, filter)));
  }
  return found.slice(0, most);
}

function isAfter({ created_at: atMs, id }: Candidate, position: Position): boolean {
  return atMs < position.atMs || (atMs === position.atMs && id < position.id);
}

/** Newest first, each once. */
function inOrder(rows: readonly Candidate[]): readonly Candidate[] {
  const once = new Map(rows.map((row) => [row.id, row]));
  return [...once.values()].sort((a, b) => b.created_at - a.created_at || (a.id < b.id ? 1 : -1));
}
