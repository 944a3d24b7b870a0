import type { Ledger } from '../ledger/ledger.ts';
import type { Schema } from '../ledger/schema.ts';
import { statement } from '../ledger/statement.ts';
import type { Channel } from './channel.ts';

export interface DeliveryOptions {
  readonly ledger: Pick<Ledger, 'writeFollower'>;
  readonly clock: () => Temporal.Instant;
  readonly channel: Channel;
  /** Told once a round of what could not be handed over. */
  readonly onError: (error: unknown) => void;
}

export interface Delivery {
  /** Hands over everything that is due at `now`. Returns how many messages were taken. */
  deliverDue(now: Temporal.Instant): Promise<number>;
  start(): void;
  /** There may be something new to hand over. */
  wake(): void;
  /** Settles when what is being handed over is over. */
  stop(): Promise<void>;
}

/** Messages taken up in one transaction. */
const PAGE = 25;
/** Messages on their way at the same time: one slow recipient leaves room for the others. */
const AT_ONCE = 5;
const EVERY_MS = 3000;
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 3_600_000;

type Row = Schema['notification'];

/** What was tried least often comes first, so that nothing new waits for what keeps failing. */
const selectDue = statement((db, p: { now: number; limit: number }) =>
  db
    .selectFrom('notification')
    .selectAll()
    .where('delivered_at', 'is', null)
    .where('next_attempt_at', '<=', p.now)
    .orderBy('attempts')
    .orderBy('sequence')
    .limit(p.limit),
);

const markAttempt = statement((db, p: { messageId: string; attempts: number; nextAttemptAt: number }) =>
  db
    .updateTable('notification')
    .set({ attempts: p.attempts, next_attempt_at: p.nextAttemptAt })
    .where('message_id', '=', p.messageId),
);

const markOutcome = statement((db, p: { messageId: string; deliveredAt: number | null; lastError: string | null }) =>
  db
    .updateTable('notification')
    .set({ delivered_at: p.deliveredAt, last_error: p.lastError })
    .where('message_id', '=', p.messageId),
);

/** 30 s, 1 min, 2 min ... 1 h. */
function retryAfterMs(attempts: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
}

/**
 * Hands recorded notifications over to a channel, each at least once and always under the same Message-ID. It finds by
 * looking, so that a crash at any point loses nothing.
 */
export function deliverNotifications({ ledger, clock, channel, onError }: DeliveryOptions): Delivery {
  let state: 'idle' | 'running' | 'stopped' = 'idle';
  let timer: NodeJS.Timeout | null = null;
  let isLooking = false;
  let isWakeWanted = false;
  /** One round at a time, so that no message is on its way twice. */
  let turn: Promise<unknown> = Promise.resolve();

  /** Puts off the next attempt before this one begins: should nothing be noted after it, it is not repeated at once. */
  function takeUp(nowMs: number): Promise<Row[]> {
    return ledger.writeFollower(async (tx) => {
      const rows = await tx.all(selectDue, { now: nowMs, limit: PAGE });
      for (const { message_id: messageId, attempts } of rows) {
        const nextAttemptAt = nowMs + retryAfterMs(attempts + 1);
        await tx.run(markAttempt, { messageId, attempts: attempts + 1, nextAttemptAt });
      }
      return rows;
    });
  }

  /** The error, where it was not taken or that could not be noted. */
  async function deliver(row: Row, nowMs: number): Promise<Error | null> {
    const { message_id: messageId, recipient: to, subject, text, html } = row;
    const createdAt = Temporal.Instant.fromEpochMilliseconds(row.created_at);
    let lastError: string | null = null;
    try {
      await channel.deliver({ messageId, to, subject, text, createdAt, ...(html === null ? {} : { html }) });
    } catch (error) {
      lastError = error instanceof Error ? error.message : String(error);
    }
    try {
      const deliveredAt = lastError === null ? nowMs : null;
      await ledger.writeFollower((tx) => tx.run(markOutcome, { messageId, deliveredAt, lastError }));
    } catch (cause) {
      return new Error(`the outcome of message ${messageId} could not be noted`, { cause });
    }
    return lastError === null ? null : new Error(`message ${messageId} was not taken: ${lastError}`);
  }

  /** For each message the error, or null where it was taken. */
  async function deliverPage(rows: Row[], nowMs: number): Promise<ReadonlyArray<Error | null>> {
    const outcomes: Array<Error | null> = [];
    const workers = Array.from({ length: AT_ONCE }, async () => {
      while (state !== 'stopped') {
        const row = rows.shift();
        if (row === undefined) return;
        outcomes.push(await deliver(row, nowMs));
      }
    });
    await Promise.all(workers);
    return outcomes;
  }

  async function round(nowMs: number): Promise<number> {
    const outcomes: Array<Error | null> = [];
    while (state !== 'stopped') {
      const rows = await takeUp(nowMs);
      if (rows.length === 0) break;
      outcomes.push(...(await deliverPage(rows, nowMs)));
    }
    const failures = outcomes.filter((outcome) => outcome !== null);
    const [first] = failures;
    if (first !== undefined)
      onError(new Error(`${failures.length} of ${outcomes.length} messages failed`, { cause: first }));
    return outcomes.length - failures.length;
  }

  function deliverDue(now: Temporal.Instant): Promise<number> {
    const result = turn.then(() => round(now.epochMilliseconds));
    turn = result.catch(() => undefined);
    return result;
  }

  async function look(): Promise<void> {
    isLooking = true;
    isWakeWanted = false;
    await deliverDue(clock()).catch(onError);
    isLooking = false;
    lookIn(isWakeWanted ? 0 : EVERY_MS);
  }

  function lookIn(delayMs: number): void {
    if (timer !== null) clearTimeout(timer);
    timer = state === 'running' ? setTimeout(look, delayMs) : null;
  }

  return {
    deliverDue,
    start() {
      if (state === 'idle') state = 'running';
      lookIn(0);
    },
    wake() {
      isWakeWanted = true;
      if (!isLooking) lookIn(0);
    },
    async stop() {
      state = 'stopped';
      if (timer !== null) clearTimeout(timer);
      await turn;
    },
  };
}
