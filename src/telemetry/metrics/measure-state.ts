import { Gauge, type Registry } from 'prom-client';
import type { Engine } from '../../ledger/engine.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { type Backlog, backlog } from '../../queries/backlog.ts';
import { readGauges } from './read-gauges.ts';

export interface MeasuredState {
  readonly ledger: Pick<Ledger, 'read' | 'lastSequence' | 'unseenForMs'>;
  readonly engine: Pick<Engine, 'pool'>;
  readonly clock: () => Temporal.Instant;
  /** Whether this server does what is done once. */
  readonly hasDuties: () => boolean;
}

/** Measures what is found by looking. Returns how to look: it is done before the metrics are read. */
export function measureState(registry: Registry, { ledger, engine, clock, hasDuties }: MeasuredState) {
  const gauge = readGauges(registry);
  gauge('brevet_duties_held', 'Whether this server records what becomes due and tells people: 1 or 0', () =>
    hasDuties() ? 1 : 0,
  );
  gauge('brevet_ledger_sequence', 'The last entry of the ledger that this server knows of', ledger.lastSequence);
  gauge(
    'brevet_ledger_unseen_seconds',
    'For how long this server has not seen what others write; access questions are refused after 5',
    () => ledger.unseenForMs() / 1000,
  );
  const { pool } = engine;
  if (pool !== undefined) measurePool(registry, pool);
  return measureBacklog(registry, clock, () => ledger.read(backlog));
}

function measurePool(registry: Registry, pool: NonNullable<Engine['pool']>): void {
  new Gauge({
    name: 'brevet_database_connections',
    help: 'Connections for reading: the most there may be, open ones, idle ones; and reads that wait for one',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(pool())) this.set({ state }, count);
    },
  });
}

/** While the database does not answer, what waits is not told. */
function measureBacklog(registry: Registry, clock: () => Temporal.Instant, look: () => Promise<Backlog>) {
  const registers = [registry];
  const gauge = (name: string, help: string, label: string) =>
    new Gauge({ name, help, labelNames: [label], registers });
  const entries = gauge('brevet_follower_lag_entries', 'Entries that a follower has not handled', 'follower');
  const lag = gauge(
    'brevet_follower_lag_seconds',
    'Age of the first entry that a follower has not handled; 0: it has handled all',
    'follower',
  );
  const waiting = gauge('brevet_queue_messages', 'Messages that wait to be handed over', 'queue');
  const oldest = gauge(
    'brevet_queue_oldest_seconds',
    'Age of the oldest message that waits to be handed over; 0: none waits',
    'queue',
  );
  const dead = gauge('brevet_queue_dead_letters', 'Messages that were given up and are still kept', 'queue');
  const answers = new Gauge({
    name: 'brevet_database_answers',
    help: 'Whether the database answered when the metrics were read: 1 or 0',
    registers,
  });
  return async (): Promise<void> => {
    const found = await look().catch(() => null);
    answers.set(found === null ? 0 : 1);
    for (const each of [entries, lag, waiting, oldest, dead]) each.reset();
    if (found === null) return;
    const now = clock().epochMilliseconds;
    const age = (since: number | null) => (since === null ? 0 : Math.max(0, now - since) / 1000);
    for (const { follower, ...behind } of found.followers) {
      entries.set({ follower }, behind.entries);
      lag.set({ follower }, age(behind.waitingSince));
    }
    for (const { queue, ...of } of found.queues) {
      waiting.set({ queue }, of.waiting);
      oldest.set({ queue }, age(of.oldestAt));
      dead.set({ queue }, of.dead);
    }
  };
}
