import type { Reader } from '../ledger/engine.ts';
import { statement } from '../ledger/statement.ts';
import type { SequencePage, SequencePageRequest } from './sequence-page.ts';

/** So long an item is shown, in hours (BEHAVIOUR §6). */
const KEPT_HOURS = 90 * 24;

/** Something that a person is told in the portal. */
export interface BellItem {
  /** The number of the ledger entry that it is about. */
  readonly sequence: number;
  readonly event: string;
  readonly requestId: string | null;
  readonly subject: string;
  /** Somebody must act on it, or waits for it to act. */
  readonly isCritical: boolean;
  readonly at: Temporal.Instant;
  /** null: not yet. */
  readonly readAt: Temporal.Instant | null;
}

export interface Bell extends SequencePage<BellItem> {
  readonly unread: number;
}

const selectItems = statement((db, p: { principalId: string; since: number; before: number; limit: number }) =>
  db
    .selectFrom('bell_item')
    .selectAll()
    .where('principal_id', '=', p.principalId)
    .where('created_at', '>=', p.since)
    .where('sequence', '<', p.before)
    .orderBy('sequence', 'desc')
    .limit(p.limit),
);

const countUnread = statement((db, p: { principalId: string; since: number }) =>
  db
    .selectFrom('bell_item')
    .select(({ fn }) => fn.countAll<number>().as('unread'))
    .where('principal_id', '=', p.principalId)
    .where('created_at', '>=', p.since)
    .where('read_at', 'is', null),
);

/** How many items of the last 90 days a person has not read. */
export async function unreadBellItems(reader: Reader, principalId: string, now: Temporal.Instant): Promise<number> {
  const since = now.subtract({ hours: KEPT_HOURS }).epochMilliseconds;
  return Number((await reader.first(countUnread, { principalId, since }))?.unread ?? 0);
}

/** What a person was told in the last 90 days, the newest first. */
export async function bellOf(
  reader: Reader,
  principalId: string,
  { limit, before }: SequencePageRequest,
  now: Temporal.Instant,
): Promise<Bell> {
  const since = now.subtract({ hours: KEPT_HOURS }).epochMilliseconds;
  const page = { before: before ?? Number.MAX_SAFE_INTEGER, limit: limit + 1 };
  const rows = await reader.all(selectItems, { principalId, since, ...page });
  const items = rows.slice(0, limit).map(
    (row): BellItem => ({
      sequence: row.sequence,
      event: row.event,
      requestId: row.request_id,
      subject: row.subject,
      isCritical: row.is_critical === 1,
      at: Temporal.Instant.fromEpochMilliseconds(row.created_at),
      readAt: row.read_at === null ? null : Temporal.Instant.fromEpochMilliseconds(row.read_at),
    }),
  );
  const next = rows.length > limit ? (items.at(-1)?.sequence ?? null) : null;
  return { items, next, unread: await unreadBellItems(reader, principalId, now) };
}
