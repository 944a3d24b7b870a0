import type { DomainEventType, EventOf } from '../../domain/events.ts';
import type { Writer } from '../engine.ts';

/**
 * Brings the tables up to date with one event that happened at `at` (milliseconds since the epoch) and is entry number
 * `sequence` of the ledger, with this hash.
 */
export type Projection<Type extends DomainEventType> = (
  event: EventOf<Type>,
  at: number,
  tx: Writer,
  sequence: number,
  hash: string,
) => Promise<void>;
