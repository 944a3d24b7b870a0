import type { Reader } from '../ledger/engine.ts';
import { messageIdOf, notificationIdOf } from '../ledger/facts/notification-id.ts';
import { type Page, type PageRequest, toPage } from './page.ts';

export const notificationStates = ['waiting', 'delivered', 'dead'] as const;
export type NotificationState = (typeof notificationStates)[number];

/** A message and how far it has come; its text is for its recipient. */
export interface NotificationView {
  /** The part of the Message-ID before the `@`. */
  readonly id: string;
  readonly state: NotificationState;
  readonly recipient: string;
  readonly principalId: string | null;
  readonly event: string;
  readonly requestId: string | null;
  readonly subject: string;
  readonly createdAt: Temporal.Instant;
  readonly deliveredAt: Temporal.Instant | null;
  readonly deadAt: Temporal.Instant | null;
  readonly attempts: number;
  /** While it waits. */
  readonly nextAttemptAt: Temporal.Instant | null;
  readonly lastError: string | null;
}

export interface NotificationFilter {
  readonly state?: NotificationState | undefined;
  readonly requestId?: string | undefined;
  readonly recipient?: string | undefined;
}

/** How far a message has come. */
export function stateOf(row: {
  readonly delivered_at: number | null;
  readonly dead_at: number | null;
}): NotificationState {
  if (row.delivered_at !== null) return 'delivered';
  return row.dead_at === null ? 'waiting' : 'dead';
}

/** Messages, the newest first; for who may look after them. */
export async function notificationList(
  reader: Reader,
  { state, requestId, recipient }: NotificationFilter,
  { limit, after }: PageRequest,
): Promise<Page<NotificationView>> {
  const rows = await reader.query((db) => {
    let query = db
      .selectFrom('notification')
      .selectAll()
      .orderBy('sequence', 'desc')
      .orderBy('message_id', 'desc')
      .limit(limit + 1);
    if (state === 'delivered') query = query.where('delivered_at', 'is not', null);
    if (state === 'dead') query = query.where('dead_at', 'is not', null);
    if (state === 'waiting') query = query.where('delivered_at', 'is', null).where('dead_at', 'is', null);
    if (requestId !== undefined) query = query.where('request_id', '=', requestId);
    if (recipient !== undefined) query = query.where('recipient', '=', recipient);
    if (after === null) return query;
    return query.where((where) =>
      where.or([
        where('sequence', '<', after.atMs),
        where.and([where('sequence', '=', after.atMs), where('message_id', '<', messageIdOf(after.id))]),
      ]),
    );
  });
  const instant = (ms: number | null) => (ms === null ? null : Temporal.Instant.fromEpochMilliseconds(ms));
  const items = rows.map((row): NotificationView => {
    const rowState = stateOf(row);
    return {
      id: notificationIdOf(row.message_id),
      state: rowState,
      recipient: row.recipient,
      principalId: row.principal_id,
      event: row.event,
      requestId: row.request_id,
      subject: row.subject,
      createdAt: Temporal.Instant.fromEpochMilliseconds(row.created_at),
      deliveredAt: instant(row.delivered_at),
      deadAt: instant(row.dead_at),
      attempts: row.attempts,
      nextAttemptAt: rowState === 'waiting' ? instant(row.next_attempt_at) : null,
      lastError: row.last_error,
    };
  });
  return toPage(rows, limit, (row) => ({ atMs: row.sequence, id: notificationIdOf(row.message_id) }), items);
}
