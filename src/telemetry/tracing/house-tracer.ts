import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Attributes,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { TraceIds } from './trace-ids.ts';

export interface NewSpan {
  readonly name: string;
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  readonly links?: Link[];
  readonly startTime?: number;
  /** null: it is the first of its trace. */
  readonly parent: SpanContext | null;
  /** In whose trace it is where it is the first. */
  readonly correlationId?: string;
  readonly spanId?: string;
}

/** Makes the spans of this house, and knows in which one the program is. */
export interface HouseTracer {
  readonly ids: TraceIds;
  start(span: NewSpan): Span;
  /** Does the work in the span, with everything that comes of it. */
  within<Result>(span: Span, work: () => Result): Result;
  current(): Span | undefined;
}

export function houseTracer(tracer: Tracer, ids: TraceIds): HouseTracer {
  const storage = new AsyncLocalStorage<Span>();
  return {
    ids,
    start({ name, parent, correlationId = null, spanId = null, kind = SpanKind.INTERNAL, ...rest }) {
      const context = parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
      return ids.with(correlationId, spanId, () => tracer.startSpan(name, { kind, ...rest }, context));
    },
    within: (span, work) => storage.run(span, work),
    current: () => storage.getStore(),
  };
}

/** Ends a span as failed. Nothing of the error but its kind leaves: its words may hold what somebody wrote. */
export function failed(span: Span, kind: string): void {
  span.setAttribute('error.type', kind);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
