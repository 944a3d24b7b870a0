import type { DomainEvent } from '../domain/events.ts';
import type { Reader, Writer } from './engine.ts';
import { type EntryContext, entryHash, GENESIS_HASH, type LedgerEntry } from './entry.ts';
import { decodeEvent, encodeEvent } from './event-codec.ts';
import { projectEvent } from './projections/project-event.ts';
import type { Schema } from './schema.ts';
import { statement } from './statement.ts';

const selectLast = statement((db, _p: Record<never, never>) =>
  db.selectFrom('ledger_entry').select(['sequence', 'at', 'hash']).orderBy('sequence', 'desc').limit(1),
);

const insertEntry = statement(
  (
    db,
    p: {
      sequence: number;
      at: number;
      type: string;
      actorId: string | null;
      command: string;
      correlationId: string;
      origin: string | null;
      payload: string;
      previousHash: string;
      hash: string;
    },
  ) =>
    db.insertInto('ledger_entry').values({
      sequence: p.sequence,
      at: p.at,
      type: p.type,
      actor_id: p.actorId,
      command: p.command,
      correlation_id: p.correlationId,
      origin: p.origin,
      payload: p.payload,
      previous_hash: p.previousHash,
      hash: p.hash,
    }),
);

/** Entries after a sequence number, in order. */
export const selectEntriesAfter = statement((db, p: { sequence: number; limit: number }) =>
  db.selectFrom('ledger_entry').selectAll().where('sequence', '>', p.sequence).orderBy('sequence').limit(p.limit),
);

/** The end of the chain. */
export interface Head {
  sequence: number;
  at: number;
  hash: string;
}

/** Everything that belongs to a request carries the request's id as its correlation id (BEHAVIOUR §8). */
function correlationOf(event: DomainEvent, context: EntryContext): string {
  if ('requestId' in event) return event.requestId;
  if (event.type === 'scheduleRequest.submitted') return event.request.id;
  if (event.type === 'schedule.created') return event.schedule.requestId;
  if ('scheduleId' in event) return event.scheduleId;
  return context.correlationId;
}

export async function readHead(tx: Reader): Promise<Head> {
  return (await tx.first(selectLast, {})) ?? { sequence: 0, at: 0, hash: GENESIS_HASH };
}

/** Adds one event to the end of the chain and brings the tables up to date; the only writer of both. */
export async function appendEntry(
  tx: Writer,
  head: Head,
  at: Temporal.Instant,
  event: DomainEvent,
  context: EntryContext,
): Promise<LedgerEntry> {
  const { actorId, command, origin } = context;
  const correlationId = correlationOf(event, context);
  const atMs = at.epochMilliseconds;
  const sequence = head.sequence + 1;
  const payload = encodeEvent(event);
  const previousHash = head.hash;
  const hash = entryHash({
    sequence,
    at: atMs,
    type: event.type,
    actor_id: actorId,
    command,
    correlation_id: correlationId,
    origin,
    payload,
    previous_hash: previousHash,
  });
  await tx.run(insertEntry, {
    sequence,
    at: atMs,
    type: event.type,
    actorId,
    command,
    correlationId,
    origin,
    payload,
    previousHash,
    hash,
  });
  await projectEvent(event, atMs, tx, sequence, hash);
  head.sequence = sequence;
  head.at = atMs;
  head.hash = hash;
  return { sequence, at, event, actorId, command, correlationId, origin, hash };
}

/** An entry as followers see it. */
export function toEntry(row: Schema['ledger_entry']): LedgerEntry {
  return {
    sequence: row.sequence,
    at: Temporal.Instant.fromEpochMilliseconds(row.at),
    event: decodeEvent(row.payload),
    actorId: row.actor_id,
    command: row.command,
    correlationId: row.correlation_id,
    origin: row.origin,
    hash: row.hash,
  };
}
