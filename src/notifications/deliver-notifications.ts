import type { Writer } from '../ledger/engine.ts';
import { sharesFate } from '../ledger/facts/shares-fate.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Schema } from '../ledger/schema.ts';
import { statement } from '../ledger/statement.ts';
import type { OnTrouble } from '../ledger/trouble.ts';
import { FIRST_RETRY_MS, GIVE_UP_AFTER_MS, retryAfterMs } from './back-off.ts';
import { about, type CameFrom } from './came-from.ts';
import type { Channel } from './channel.ts';
import { type DeliveryLoop, deliveryLoop, type Outcome } from './delivery-loop.ts';
import { NotTaken } from './not-taken.ts';

export interface DeliveryOptions {
  readonly ledger: Pick<Ledger, 'writeFollower'>;
  readonly clock: () => Temporal.Instant;
  /** In [0, 1). */
  readonly random: () => number;
  readonly channel: Channel;
  /** Done first in each look, in its transaction; `now` in milliseconds. */
  readonly prepare?: (tx: Writer, now: number) => Promise<void>;
  /** Told of what could not be handed over. */
  readonly onError: OnTrouble;
}

/** With what the entry that it tells of came from. */
type Row = Schema['notification'] & CameFrom;

/** What was tried least often comes first, so that nothing new waits for what keeps failing. */
const selectDue = statement((db, p: { now: number; limit: number }) =>
  db
    .selectFrom('notification')
    .leftJoin('ledger_entry', 'ledger_entry.sequence', 'notification.sequence')
    .selectAll('notification')
    .select(['ledger_entry.correlation_id', 'ledger_entry.origin'])
    .where('delivered_at', 'is', null)
    .where('dead_at', 'is', null)
    .where('held_until', 'is', null)
    .where('folded_into', 'is', null)
    .where('next_attempt_at', '<=', p.now)
    .orderBy('attempts')
    .orderBy('notification.sequence')
    .limit(p.limit),
);

const markAttempt = statement((db, p: { messageId: string; nextAttemptAt: number; giveUpAt: number }) =>
  db
    .updateTable('notification')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), next_attempt_at: p.nextAttemptAt, give_up_at: p.giveUpAt }))
    .where((where) => sharesFate(where, p.messageId)),
);

const unmarkAttempt = statement((db, p: { messageId: string; nextAttemptAt: number }) =>
  db
    .updateTable('notification')
    .set((eb) => ({ attempts: eb('attempts', '-', 1), next_attempt_at: p.nextAttemptAt }))
    .where((where) => sharesFate(where, p.messageId)),
);

const markDelivered = statement((db, p: { messageId: string; at: number }) =>
  db
    .updateTable('notification')
    .set({ delivered_at: p.at, dead_at: null, last_error: null })
    .where((where) => sharesFate(where, p.messageId)),
);

const markFailed = statement(
  (db, p: { messageId: string; lastError: string; deadAt: number | null; nextAttemptAt: number }) =>
    db
      .updateTable('notification')
      .set({ last_error: p.lastError, dead_at: p.deadAt, next_attempt_at: p.nextAttemptAt })
      .where((where) => sharesFate(where, p.messageId)),
);

/**
 * Hands recorded notifications over to a channel, each at least once and always under the same Message-ID. What is refused
 * for good, or was deferred for 72 hours, becomes a dead letter.
 */
export function deliverNotifications({
  ledger,
  clock,
  random,
  channel,
  prepare,
  onError,
}: DeliveryOptions): DeliveryLoop {
  function takeUp(nowMs: number, limit: number): Promise<readonly Row[]> {
    return ledger.writeFollower(async (tx) => {
      await prepare?.(tx, nowMs);
      const rows = await tx.all(selectDue, { now: nowMs, limit });
      const taken = rows.map((row) => ({
        ...row,
        attempts: row.attempts + 1,
        next_attempt_at: nowMs + retryAfterMs(row.attempts + 1, random()),
        give_up_at: row.give_up_at ?? nowMs + GIVE_UP_AFTER_MS,
      }));
      for (const { message_id: messageId, next_attempt_at: nextAttemptAt, give_up_at: giveUpAt } of taken) {
        await tx.run(markAttempt, { messageId, nextAttemptAt, giveUpAt });
      }
      return taken;
    });
  }

  function giveBack(rows: readonly Row[]): Promise<void> {
    const nextAttemptAt = clock().epochMilliseconds;
    return ledger.writeFollower(async (tx) => {
      for (const { message_id: messageId } of rows) await tx.run(unmarkAttempt, { messageId, nextAttemptAt });
    });
  }

  async function attempt(row: Row): Promise<Outcome> {
    const { message_id: messageId, recipient: to, subject, text, html } = row;
    const createdAt = Temporal.Instant.fromEpochMilliseconds(row.created_at);
    let failure: NotTaken | null = null;
    try {
      await channel.deliver({ messageId, to, subject, text, createdAt, ...(html === null ? {} : { html }) });
    } catch (error) {
      failure = error instanceof NotTaken ? error : new NotTaken('deferred', String(error));
    }
    try {
      await note(row, failure);
    } catch (cause) {
      const error = new Error(`the outcome of message ${messageId} could not be noted`, { cause });
      return { error, why: 'deferred', about: about(row) };
    }
    if (failure === null) return null;
    const error = new Error(`message ${messageId} was not taken: ${failure.message}`);
    return { error, why: failure.why, about: about(row) };
  }

  async function note(row: Row, failure: NotTaken | null): Promise<void> {
    const messageId = row.message_id;
    const at = clock().epochMilliseconds;
    if (failure === null) return ledger.writeFollower((tx) => tx.run(markDelivered, { messageId, at }));
    const isOver = failure.why === 'refused' || at >= (row.give_up_at ?? Number.POSITIVE_INFINITY);
    // it is not the message's fault: back as soon as the other side is
    const nextAttemptAt =
      failure.why === 'unreachable' ? Math.min(row.next_attempt_at, at + FIRST_RETRY_MS) : row.next_attempt_at;
    const outcome = { messageId, lastError: failure.message, deadAt: isOver ? at : null, nextAttemptAt };
    await ledger.writeFollower((tx) => tx.run(markFailed, outcome));
  }

  return deliveryLoop<Row>({ takeUp, giveBack, keyOf: (row) => row.message_id, attempt, clock, onError });
}
