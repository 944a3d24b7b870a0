import type { Reader } from '../../ledger/engine.ts';
import { statement } from '../../ledger/statement.ts';
import { GATHER_MS, WINDOW_MS } from './flood-limits.ts';

/** One kind of message for one address, and when it is to leave (milliseconds since the epoch). */
export interface PlannedMessage {
  readonly recipient: string;
  readonly event: string;
  readonly plannedAt: number;
}

/** The one that fills the limit; none: there were fewer. */
const selectLimiting = statement(
  (db, p: { recipient: string; event: string; plannedAt: number; since: number; fewer: number }) =>
    db
      .selectFrom('notification')
      .select('planned_at')
      .where('recipient', '=', p.recipient)
      .where('event', '=', p.event)
      .where('planned_at', '>', p.since)
      .where('planned_at', '<=', p.plannedAt)
      .orderBy('planned_at', 'desc')
      .limit(1)
      .offset(p.fewer),
);

const selectGathering = statement((db, p: { recipient: string; event: string; plannedAt: number; latest: number }) =>
  db
    .selectFrom('notification')
    .select('held_until')
    .where('recipient', '=', p.recipient)
    .where('event', '=', p.event)
    .where('held_until', '>', p.plannedAt)
    .where('held_until', '<=', p.latest)
    .orderBy('held_until')
    .limit(1),
);

/**
 * Until when a message is held back, as one of more than `limit` of its kind in ten minutes; null: it leaves when it is
 * planned. Each kind counts for itself, so that a flood of one delays no other.
 */
export async function heldUntil(tx: Reader, message: PlannedMessage, limit: number): Promise<number | null> {
  const { recipient, event, plannedAt } = message;
  const since = plannedAt - WINDOW_MS;
  const limiting = await tx.first(selectLimiting, { recipient, event, plannedAt, since, fewer: limit - 1 });
  if (limiting === undefined) return null;
  const latest = plannedAt + GATHER_MS;
  return (await tx.first(selectGathering, { recipient, event, plannedAt, latest }))?.held_until ?? latest;
}
