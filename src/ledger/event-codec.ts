import type { DomainEvent } from '../domain/events.ts';

/** An event as the ledger stores it. Instants become ISO 8601 text by themselves. */
export function encodeEvent(event: DomainEvent): string {
  return JSON.stringify(event);
}

/** The event of a stored text: every field whose name ends in `At` is an instant (domain/events.ts). */
export function decodeEvent(payload: string): DomainEvent {
  return JSON.parse(payload, (key, value) =>
    key.endsWith('At') && typeof value === 'string' ? Temporal.Instant.from(value) : value,
  );
}
