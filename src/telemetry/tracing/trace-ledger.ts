import { type Span, TraceFlags } from '@opentelemetry/api';
import { Refusal } from '../../domain/errors.ts';
import type { EntryContext, LedgerEntry } from '../../ledger/entry.ts';
import type { CommandWatch, LedgerWatch } from '../../ledger/ledger-watch.ts';
import { failed, type HouseTracer } from './house-tracer.ts';
import { spanIdOf } from './trace-ids.ts';

/** An endpoint's follower has its id in its name, of which there may be many. */
const ENDPOINT = /^notification-endpoint:/;

/** Traces commands, their turns in the ledger, the entries that they leave, and followers that handle those. */
export function traceLedger(tracer: HouseTracer): Pick<LedgerWatch, 'submitted' | 'following'> {
  return {
    submitted: (context) => commandWatch(tracer, context),
    following(name, entry) {
      const place = tracer.ids.placeOf(entry);
      const context = place === null ? null : { ...place, isRemote: true, traceFlags: TraceFlags.SAMPLED };
      const follower = ENDPOINT.test(name) ? 'endpoint' : name;
      const span = tracer.start({
        name: `follow ${follower}`,
        attributes: {
          'brevet.follower': follower,
          'brevet.event': entry.event.type,
          'brevet.sequence': entry.sequence,
        },
        parent: context,
        links: context === null ? [] : [{ context }],
      });
      return (error) => {
        if (error !== undefined) failed(span, kindOf(error));
        span.end();
      };
    },
  };
}

function commandWatch(tracer: HouseTracer, { command, correlationId }: EntryContext): CommandWatch {
  const span = tracer.start({
    name: `command ${command}`,
    attributes: { 'brevet.command': command },
    parent: tracer.current()?.spanContext() ?? null,
    correlationId,
  });
  let stage: Span = stageOf(tracer, span, 'ledger wait');
  let written: readonly LedgerEntry[] = [];

  function next(name: string): void {
    stage.end();
    stage = stageOf(tracer, span, name);
  }

  return {
    begun: () => next('ledger decide'),
    decided(entries) {
      written = entries;
      next('ledger commit');
    },
    settled(error) {
      if (error === undefined || error instanceof Refusal) traceEntries(tracer, stage, written);
      if (error instanceof Refusal) span.setAttribute('brevet.refusal', error.violation.code);
      else if (error !== undefined) for (const each of [stage, span]) failed(each, kindOf(error));
      stage.end();
      span.end();
    },
  };
}

function stageOf(tracer: HouseTracer, command: Span, name: string): Span {
  return tracer.start({ name, parent: command.spanContext() });
}

/** An entry is a moment: the one from which followers go on. It may be about something else than its command at first. */
function traceEntries(tracer: HouseTracer, commit: Span, entries: readonly LedgerEntry[]): void {
  const context = commit.spanContext();
  for (const entry of entries) {
    const place = tracer.ids.placeOf(entry);
    const isElsewhere = commit.isRecording() && place !== null && place.traceId !== context.traceId;
    tracer
      .start({
        name: `entry ${entry.event.type}`,
        attributes: { 'brevet.event': entry.event.type, 'brevet.sequence': entry.sequence },
        ...(isElsewhere
          ? { parent: null, correlationId: entry.correlationId, links: [{ context }] }
          : { parent: context }),
        spanId: spanIdOf(entry),
      })
      .end();
  }
}

function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
