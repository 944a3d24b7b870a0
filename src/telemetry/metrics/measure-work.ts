import { Counter, Histogram, type Registry } from 'prom-client';
import type { RecordedLate } from '../../clockwork/clockwork.ts';
import type { AccessDecision } from '../../domain/access/decide-access.ts';
import type { LedgerWatch } from '../../ledger/ledger-watch.ts';
import { type Trouble, troubleCodes } from '../../ledger/trouble.ts';

/** Where the house tells what it has done. */
export interface MeasuredWork {
  readonly ledger: LedgerWatch;
  readonly onDecided: (decision: AccessDecision) => void;
  readonly onRecorded: (what: RecordedLate, lateMs: number) => void;
  readonly onError: (code: Trouble['code']) => void;
}

/** Measures decisions, what is recorded when it has become due, and transactions of the ledger. */
export function measureWork(registry: Registry): MeasuredWork {
  const registers = [registry];
  const counts: Record<string, number> = {};
  const decisions = new Counter({
    name: 'brevet_access_decisions_total',
    help: 'Access decisions by surface and outcome: granted, or the reason of the refusal',
    labelNames: ['surface', 'outcome'],
    registers,
    // decisions are made a million times a second, and read a few times a minute
    collect() {
      this.reset();
      for (const [outcome, count] of Object.entries(counts)) this.inc({ surface: 'authzen', outcome }, count);
    },
  });
  for (const outcome of ['granted', 'noAssignment', 'denied', 'principalUnknown', 'principalDisabled']) {
    counts[outcome] = 0;
    decisions.inc({ surface: 'authzen', outcome }, 0);
  }
  const late = new Histogram({
    name: 'brevet_recorded_late_seconds',
    help: 'From the moment at which something was due until it was on record; access never waits for it',
    labelNames: ['what'],
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 300, 3600],
    registers,
  });
  const transactions = {
    seconds: new Histogram({
      name: 'brevet_ledger_commit_duration_seconds',
      help: 'For how long a transaction of the ledger kept others from writing, until it was durable',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    }),
    wait: new Histogram({
      name: 'brevet_ledger_lock_wait_seconds',
      help: 'For how long a transaction of the ledger waited for its turn among all servers',
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10],
      registers,
    }),
    works: new Histogram({
      name: 'brevet_ledger_commit_works',
      help: 'How many commands and followers shared a transaction of the ledger',
      buckets: [1, 2, 4, 8, 16, 32, 64],
      registers,
    }),
  };
  const errors = new Counter({
    name: 'brevet_background_errors_total',
    help: 'What failed beside calls and is tried again: the log says what',
    labelNames: ['code'],
    registers,
  });
  for (const code of troubleCodes) errors.inc({ code }, 0);
  for (const what of ['start', 'end', 'timeOut']) late.zero({ what });
  return {
    ledger: {
      committed({ works, waitMs, heldMs }) {
        transactions.works.observe(works);
        transactions.wait.observe(waitMs / 1000);
        transactions.seconds.observe(heldMs / 1000);
      },
    },
    onDecided(decision) {
      const outcome = decision.allowed ? 'granted' : decision.reason;
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    },
    onRecorded: (what, lateMs) => late.observe({ what }, lateMs / 1000),
    onError: (code) => errors.inc({ code }),
  };
}
