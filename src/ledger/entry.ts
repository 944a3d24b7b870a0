import { hash } from 'node:crypto';
import type { DomainEvent } from '../domain/events.ts';

/** Who did it, in which use case, and what it belongs to. */
export interface EntryContext {
  /** null: Brevet itself, because time had come. */
  readonly actorId: string | null;
  readonly command: string;
  /** The same for the whole life of a request (BEHAVIOUR §8). */
  readonly correlationId: string;
  /** Where the command came from: surface, address, and the correlation id of the call. */
  readonly origin: string | null;
}

/** One event in the ledger. */
export interface LedgerEntry extends EntryContext {
  readonly sequence: number;
  readonly at: Temporal.Instant;
  readonly event: DomainEvent;
  readonly hash: string;
}

/** The row of an entry, without its hash. */
export interface EntryContent {
  readonly sequence: number;
  readonly at: number;
  readonly type: string;
  readonly actor_id: string | null;
  readonly command: string;
  readonly correlation_id: string;
  readonly origin: string | null;
  readonly payload: string;
  readonly previous_hash: string;
}

/** What stands before the first entry. */
export const GENESIS_HASH = '0'.repeat(64);

/**
 * SHA-256 over the hash of the entry before and every field of this one: a JSON list, whose end is never in doubt, and
 * behind it the payload as it is stored. No two contents read alike.
 */
export function entryHash(entry: EntryContent): string {
  const { previous_hash, sequence, at, type, actor_id, command, correlation_id, origin, payload } = entry;
  const fields = JSON.stringify([previous_hash, sequence, at, type, actor_id, command, correlation_id, origin]);
  return hash('sha256', fields + payload);
}
