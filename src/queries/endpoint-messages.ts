import type { Reader } from '../ledger/engine.ts';
import { type NotificationState, stateOf } from './notification-list.ts';
import { type Page, type PageRequest, toPage } from './page.ts';

/** A message to an endpoint and how far it has come; its content is for the receiver. */
export interface EndpointMessageView {
  /** What receivers know it by (`webhook-id`). */
  readonly id: string;
  readonly state: NotificationState;
  readonly sequence: number;
  readonly topic: string;
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

/** Messages to an endpoint, the newest first; for who may administer it. */
export async function endpointMessages(
  reader: Reader,
  { endpointId, state }: { readonly endpointId: string; readonly state?: NotificationState | undefined },
  { limit, after }: PageRequest,
): Promise<Page<EndpointMessageView>> {
  const rows = await reader.query((db) => {
    let query = db
      .selectFrom('endpoint_message')
      .selectAll()
      .where('endpoint_id', '=', endpointId)
      .orderBy('sequence', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (state === 'delivered') query = query.where('delivered_at', 'is not', null);
    if (state === 'dead') query = query.where('dead_at', 'is not', null);
    if (state === 'waiting') query = query.where('delivered_at', 'is', null).where('dead_at', 'is', null);
    if (after === null) return query;
    return query.where((where) =>
      where.or([
        where('sequence', '<', after.atMs),
        where.and([where('sequence', '=', after.atMs), where('id', '<', after.id)]),
      ]),
    );
  });
  const instant = (ms: number | null) => (ms === null ? null : Temporal.Instant.fromEpochMilliseconds(ms));
  const items = rows.map((row): EndpointMessageView => {
    const rowState = stateOf(row);
    return {
      id: row.id,
      state: rowState,
      sequence: row.sequence,
      topic: row.topic,
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
  return toPage(rows, limit, (row) => ({ atMs: row.sequence, id: row.id }), items);
}
