import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace';
import type { LedgerEntry } from '../../ledger/entry.ts';
import { callOf } from '../../ledger/trouble.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NOTHING = '0'.repeat(32);
/** Calls of which it is remembered in which trace they were, where that is another than their correlation id says. */
const MOST_REMEMBERED = 10_000;

/** Where in which trace something is. */
export interface TracePlace {
  readonly traceId: string;
  readonly spanId: string;
}

/**
 * Gives traces and spans their ids. The trace of a call is its correlation id, and the span of an entry of the ledger is the
 * beginning of the entry's hash: so whatever server follows an entry later knows where it came from, with nothing kept beside it.
 */
export class TraceIds implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  readonly #traces = new Map<string, string>();
  #nextTrace: string | null = null;
  #nextSpan: string | null = null;

  /** Makes one span, in the trace of the correlation id where it is the first of one, and with the id where one is given. */
  with<Made>(correlationId: string | null, spanId: string | null, make: () => Made): Made {
    this.#nextTrace = traceIdOf(correlationId);
    this.#nextSpan = spanId;
    try {
      return make();
    } finally {
      this.#nextTrace = null;
      this.#nextSpan = null;
    }
  }

  /** Notes that a call is in the trace of its caller, which its correlation id may not say. */
  remember(correlationId: string, traceId: string): void {
    if (traceIdOf(correlationId) === traceId) return;
    if (this.#traces.size >= MOST_REMEMBERED) this.#traces.clear();
    this.#traces.set(correlationId, traceId);
  }

  /** Where an entry was written; null where nobody can tell. */
  placeOf(entry: LedgerEntry): TracePlace | null {
    const { correlationId } = callOf(entry);
    const traceId = this.#traces.get(correlationId) ?? traceIdOf(correlationId);
    return traceId === null ? null : { traceId, spanId: spanIdOf(entry) };
  }

  generateTraceId = () => this.#nextTrace ?? this.#random.generateTraceId();
  generateSpanId = () => this.#nextSpan ?? this.#random.generateSpanId();
}

export function spanIdOf({ hash }: Pick<LedgerEntry, 'hash'>): string {
  return hash.slice(0, 16);
}

function traceIdOf(correlationId: string | null): string | null {
  if (correlationId === null || !GUID.test(correlationId)) return null;
  const traceId = correlationId.replaceAll('-', '');
  return traceId === NOTHING ? null : traceId;
}
