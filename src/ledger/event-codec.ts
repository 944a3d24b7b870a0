import type { DomainEvent } from '../domain/events.ts';

/** An event as the ledger stores it; instants become ISO 8601 text. */
export function encodeEvent(event: DomainEvent): string {
  return JSON.stringify(withTextForInstants(event));
}

/** One instant stands in several places of what a command records, and writing it out costs more than all that is around it. */
const texts = new WeakMap<Temporal.Instant, string>();

function textOf(instant: Temporal.Instant): string {
  let text = texts.get(instant);
  if (text === undefined) {
    text = instant.toString();
    texts.set(instant, text);
  }
  return text;
}

/** Instants would become text by themselves; one `toJSON` anywhere makes `JSON.stringify` eight times as slow. */
function withTextForInstants(value: object): object {
  const given = value as Record<string, unknown>;
  let copy: Record<string, unknown> | null = null;
  for (const key of Object.keys(given)) {
    const each = given[key];
    if (typeof each !== 'object' || each === null) continue;
    const written = each instanceof Temporal.Instant ? textOf(each) : withTextForInstants(each);
    if (written === each) continue;
    copy ??= (Array.isArray(given) ? [...given] : { ...given }) as Record<string, unknown>;
    copy[key] = written;
  }
  return copy ?? value;
}

/** The event of a stored text: every field whose name ends in `At` is an instant (domain/events.ts). */
export function decodeEvent(payload: string): DomainEvent {
  return JSON.parse(payload, (key, value) =>
    key.endsWith('At') && typeof value === 'string' ? Temporal.Instant.from(value) : value,
  );
}
