import type { NotificationEndpoint } from '../../domain/notification-endpoint/notification-endpoint.ts';
import { endpointById } from '../../ledger/facts/endpoint-facts.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Schema } from '../../ledger/schema.ts';
import { statement } from '../../ledger/statement.ts';
import type { OnTrouble } from '../../ledger/trouble.ts';
import { type EndpointSecret, endpointContext, endpointSecretOf } from '../../ledger/vault/endpoint-secret.ts';
import { about, type CameFrom } from '../came-from.ts';
import { type DeliveryLoop, deliveryLoop, type Outcome } from '../delivery-loop.ts';
import { NotTaken } from '../not-taken.ts';
import { type PostOptions, postWebhook } from '../webhooks/post-webhook.ts';
import { signWebhook } from '../webhooks/sign-webhook.ts';
import { endpointRetryMs, MOST_ATTEMPTS } from './retry-schedule.ts';

export interface EndpointDeliveryOptions {
  readonly ledger: Pick<Ledger, 'writeFollower' | 'read'>;
  readonly clock: () => Temporal.Instant;
  /** In [0, 1). */
  readonly random: () => number;
  /** Reads what was sealed for the same context. */
  readonly open: (sealed: string, context: string) => string;
  readonly post: PostOptions;
  /** Disables an endpoint at which nothing arrives, and has administrators told. */
  readonly disable: (endpointId: string, reason: 'gone' | 'failing') => Promise<void>;
  /** Told of what could not be handed over. */
  readonly onError: OnTrouble;
}

/** With what the entry that it tells of came from. */
type Row = Schema['endpoint_message'] & CameFrom;

interface Item {
  readonly row: Row;
  readonly endpoint: NotificationEndpoint;
  readonly secret: EndpointSecret;
}

const GONE = 410;

const selectDue = statement((db, p: { endpointId: string; now: number; limit: number }) =>
  db
    .selectFrom('endpoint_message')
    .leftJoin('ledger_entry', 'ledger_entry.sequence', 'endpoint_message.sequence')
    .selectAll('endpoint_message')
    .select(['ledger_entry.correlation_id', 'ledger_entry.origin'])
    .where('endpoint_id', '=', p.endpointId)
    .where('delivered_at', 'is', null)
    .where('dead_at', 'is', null)
    .where('next_attempt_at', '<=', p.now)
    .orderBy('attempts')
    .orderBy('endpoint_message.sequence')
    .limit(p.limit),
);
const markAttempt = statement((db, p: { id: string; nextAttemptAt: number }) =>
  db
    .updateTable('endpoint_message')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), next_attempt_at: p.nextAttemptAt }))
    .where('id', '=', p.id),
);
const unmarkAttempt = statement((db, p: { id: string; nextAttemptAt: number }) =>
  db
    .updateTable('endpoint_message')
    .set((eb) => ({ attempts: eb('attempts', '-', 1), next_attempt_at: p.nextAttemptAt }))
    .where('id', '=', p.id),
);
const markDelivered = statement((db, p: { id: string; at: number }) =>
  db
    .updateTable('endpoint_message')
    .set({ delivered_at: p.at, dead_at: null, last_error: null })
    .where('id', '=', p.id),
);
const markFailed = statement((db, p: { id: string; lastError: string; deadAt: number | null; nextAttemptAt: number }) =>
  db
    .updateTable('endpoint_message')
    .set({ last_error: p.lastError, dead_at: p.deadAt, next_attempt_at: p.nextAttemptAt })
    .where('id', '=', p.id),
);
const selectDeliveredSince = statement((db, p: { endpointId: string; at: number }) =>
  db
    .selectFrom('endpoint_message')
    .select('id')
    .where('endpoint_id', '=', p.endpointId)
    .where('delivered_at', '>=', p.at)
    .limit(1),
);

/**
 * Posts recorded messages to one endpoint, each at least once and always under the same id. A chat gets them one after the
 * other. An endpoint that is gone, or where all attempts at a message failed and nothing else arrived meanwhile, is disabled.
 */
export function deliverToEndpoint(
  { id: endpointId, kind }: Pick<NotificationEndpoint, 'id' | 'kind'>,
  { ledger, clock, random, open, post, disable, onError }: EndpointDeliveryOptions,
): DeliveryLoop {
  function takeUp(nowMs: number, limit: number): Promise<readonly Item[]> {
    return ledger.writeFollower(async (tx) => {
      const endpoint = await endpointById(tx, endpointId);
      const secret = await endpointSecretOf(tx, endpointId);
      if (endpoint === null || endpoint.disabled !== null || secret === null) return [];
      const items: Item[] = [];
      for (const row of await tx.all(selectDue, { endpointId, now: nowMs, limit })) {
        const attempts = row.attempts + 1;
        const nextAttemptAt = nowMs + endpointRetryMs(attempts, random());
        await tx.run(markAttempt, { id: row.id, nextAttemptAt });
        items.push({ row: { ...row, attempts, next_attempt_at: nextAttemptAt }, endpoint, secret });
      }
      return items;
    });
  }

  function giveBack(items: readonly Item[]): Promise<void> {
    const nextAttemptAt = clock().epochMilliseconds;
    return ledger.writeFollower(async (tx) => {
      for (const { row } of items) await tx.run(unmarkAttempt, { id: row.id, nextAttemptAt });
    });
  }

  async function attempt(item: Item): Promise<Outcome> {
    const { id } = item.row;
    let failure: NotTaken | null = null;
    try {
      const url = open(item.secret.sealedUrl, endpointContext(endpointId, 'url'));
      await postWebhook({ url, headers: headersOf(item), body: item.row.body }, post);
    } catch (error) {
      // what else goes wrong may hold the address in its words
      failure = error instanceof NotTaken ? error : new NotTaken('deferred', 'it could not be posted');
    }
    try {
      await note(item, failure);
    } catch (cause) {
      const error = new Error(`the outcome of message ${id} could not be noted`, { cause });
      return { error, why: 'deferred', about: about(item.row) };
    }
    if (failure === null) return null;
    const { retryAfterMs: pauseMs } = failure.details;
    const error = new Error(`message ${id} was not taken by endpoint ${endpointId}: ${failure.message}`);
    return { error, why: 'deferred', about: about(item.row), ...(pauseMs === undefined ? {} : { pauseMs }) };
  }

  /** With each attempt its own time: receivers refuse what is old. */
  function headersOf({ row, secret }: Item): Readonly<Record<string, string>> {
    const { sealedSecret, sealedSecretBefore, overlapEndsAt } = secret;
    if (kind !== 'webhook') return { 'webhook-id': row.id };
    const at = clock();
    const isOverlap = overlapEndsAt !== null && at.epochMilliseconds < overlapEndsAt;
    const secrets = [sealedSecret, isOverlap ? sealedSecretBefore : null]
      .filter((sealed) => sealed !== null)
      .map((sealed) => open(sealed, endpointContext(endpointId, 'secret')));
    return signWebhook({ id: row.id, at, body: row.body }, secrets);
  }

  async function note({ row }: Item, failure: NotTaken | null): Promise<void> {
    const { id } = row;
    const at = clock().epochMilliseconds;
    if (failure === null) return ledger.writeFollower((tx) => tx.run(markDelivered, { id, at }));
    const isGone = failure.details.status === GONE;
    const isOver = isGone || row.attempts >= MOST_ATTEMPTS;
    // before the message is given up: a crash in between finds it again
    if (isGone) await disable(endpointId, 'gone');
    else if (isOver && !(await hasTakenSince(row.created_at))) await disable(endpointId, 'failing');
    const nextAttemptAt = Math.max(row.next_attempt_at, at + (failure.details.retryAfterMs ?? 0));
    const outcome = { id, lastError: failure.message, deadAt: isOver ? at : null, nextAttemptAt };
    await ledger.writeFollower((tx) => tx.run(markFailed, outcome));
  }

  async function hasTakenSince(at: number): Promise<boolean> {
    return (await ledger.read((reader) => reader.first(selectDeliveredSince, { endpointId, at }))) !== undefined;
  }

  const atOnce = kind === 'webhook' ? {} : { atOnce: 1 };
  return deliveryLoop<Item>({ takeUp, giveBack, keyOf: ({ row }) => row.id, attempt, ...atOnce, clock, onError });
}
