import { endSchedules, startSchedule, timeOutApproval, timeOutExtension } from '../commands/record-due-work.ts';
import { remindApprovers, remindOfEnd } from '../commands/record-reminders.ts';
import { CommitUncertain, DatabaseUnavailable } from '../ledger/engine.ts';
import { LeaseLost } from '../ledger/lease.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { OnTrouble } from '../ledger/trouble.ts';
import { type Due, dueWork } from '../queries/due-work.ts';
import { allTried } from './all-tried.ts';
import { digestLook } from './digest-look.ts';
import { forgetExpired } from './forget-expired.ts';
import { forgetMessages, USUAL_KEPT_DAYS } from './forget-messages.ts';
import { indexRecord } from './index-record.ts';

/** What is on record some time after it happened. */
export type RecordedLate = 'start' | 'end' | 'timeOut';

export interface ClockworkOptions {
  readonly ledger: Ledger;
  readonly clock: () => Temporal.Instant;
  /** Told of a failed round; the next one tries again. */
  readonly onError: OnTrouble;
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Days for which messages that are over are kept; absent: 365. */
  readonly keptDays?: number;
  /** Told, when it is on record, how many milliseconds after it happened. */
  readonly onRecorded?: (what: RecordedLate, lateMs: number) => void;
}

export interface Clockwork {
  /** Looks once and records everything that is due now. Returns how much it was. */
  tick(): Promise<number>;
  start(): void;
  /** Settles when the portion that is worked on is over; what is left is found by the next start. */
  stop(): Promise<void>;
}

const AT_ONCE = 500;
/** So many ends share a command at most. */
const ENDS_TOGETHER = 50;
/** So many commands wait for the ledger at once: about a transaction, so that a stop waits for one and so does everybody else. */
const COMMANDS_TOGETHER = 50;

/**
 * Makes known what time has brought about: starts, ends, requests that ran out, reminders, digests; and forgets messages that are
 * long over and what has run out. It finds by looking, so nothing is lost by a restart; access never waits for it (BEHAVIOUR §5).
 */
export function clockwork({
  ledger,
  clock,
  onError,
  everyMs,
  keptDays = USUAL_KEPT_DAYS,
  onRecorded,
}: ClockworkOptions): Clockwork {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<unknown> = Promise.resolve();
  let besides: Promise<void> | null = null;
  const stopping = new AbortController();
  const lookForDigests = digestLook(ledger, clock);
  const forgetOld = forgetMessages(ledger, clock, keptDays);
  const forgetRunOut = forgetExpired(ledger, clock);
  const index = indexRecord(ledger);

  function recorded(what: RecordedLate, { dueAt }: Due): void {
    onRecorded?.(what, Math.max(0, clock().epochMilliseconds - dueAt));
  }

  async function record(what: RecordedLate, by: typeof startSchedule, due: Due): Promise<void> {
    await by(ledger, due.id);
    recorded(what, due);
  }

  /** Many share a command; where it fails, each has its own, so that none keeps others from being recorded. */
  async function recordEnds(due: readonly Due[]): Promise<void> {
    const ids = due.map(({ id }) => id);
    try {
      await endSchedules(ledger, ids);
    } catch (error) {
      if (due.length === 1 || isOfAll(error) || stopping.signal.aborted) throw error;
      await allTried(due.map((each) => recordEnds([each])));
      return;
    }
    for (const each of due) recorded('end', each);
  }

  async function round(): Promise<number> {
    const due = await ledger.read((reader) => dueWork(reader, clock(), AT_ONCE));
    await inPortions([
      ...due.toStart.map((each) => () => record('start', startSchedule, each)),
      ...partsOf(due.toEnd, ENDS_TOGETHER).map((some) => () => recordEnds(some)),
      ...due.toTimeOut.map((each) => () => record('timeOut', timeOutApproval, each)),
      ...due.toTimeOutExtension.map((each) => () => record('timeOut', timeOutExtension, each)),
      ...due.toRemind.map((id) => () => remindOfEnd(ledger, id)),
      ...due.toRemindApprovers.map((id) => () => remindApprovers(ledger, id)),
    ]);
    return Object.values(due).reduce((total, ids) => total + ids.length, 0);
  }

  /** One that fails keeps none from being tried, unless each would only fail in the same way; it is told of at the end. */
  async function inPortions(commands: readonly (() => Promise<void>)[]): Promise<void> {
    const failures: unknown[] = [];
    for (const some of partsOf(commands, COMMANDS_TOGETHER)) {
      if (stopping.signal.aborted) break;
      await allTried(some.map((command) => command())).catch((error: unknown) => {
        if (isOfAll(error)) throw error;
        failures.push(error);
      });
    }
    if (failures.length > 0) throw failures[0];
  }

  async function recordDue(): Promise<number> {
    for (let total = 0; ; ) {
      const done = await round();
      total += done;
      if (stopping.signal.aborted || done < AT_ONCE) return total;
    }
  }

  async function doTheRest(): Promise<void> {
    await lookForDigests(stopping.signal);
    await forgetOld(stopping.signal);
    await forgetRunOut(stopping.signal);
    await index(stopping.signal);
  }

  /** What takes long is done beside what is due: no end waits for a digest. */
  function goOnWithTheRest(): void {
    besides ??= doTheRest()
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) onError(error, { code: 'clockworkFailed' });
      })
      .finally(() => {
        besides = null;
      });
  }

  function again() {
    running = recordDue()
      .then(goOnWithTheRest)
      .catch((error: unknown) => onError(error, { code: 'clockworkFailed' }))
      .finally(() => {
        if (timer !== null) timer = setTimeout(again, everyMs);
      });
  }

  return {
    async tick() {
      const total = await recordDue();
      await doTheRest();
      return total;
    },
    start() {
      timer = setTimeout(again, 0);
    },
    async stop() {
      stopping.abort();
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await running;
      await besides;
    },
  };
}

/** Whether each by itself would only find the same again. */
function isOfAll(error: unknown): boolean {
  return [LeaseLost, DatabaseUnavailable, CommitUncertain].some((kind) => error instanceof kind);
}

function partsOf<Each>(all: readonly Each[], size: number): readonly (readonly Each[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) => all.slice(part * size, (part + 1) * size));
}
