import { endSchedule, startSchedule, timeOutApproval, timeOutExtension } from '../commands/record-due-work.ts';
import { remindApprovers, remindOfEnd } from '../commands/record-reminders.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { dueWork } from '../queries/due-work.ts';
import { digestLook } from './digest-look.ts';
import { forgetMessages, USUAL_KEPT_DAYS } from './forget-messages.ts';

export interface ClockworkOptions {
  readonly ledger: Ledger;
  readonly clock: () => Temporal.Instant;
  /** Told of a failed round; the next one tries again. */
  readonly onError: (error: unknown) => void;
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Days for which messages that are over are kept; absent: 365. */
  readonly keptDays?: number;
}

export interface Clockwork {
  /** Looks once and records everything that is due now. Returns how much it was. */
  tick(): Promise<number>;
  start(): void;
  /** Settles when the running round is over. */
  stop(): Promise<void>;
}

const AT_ONCE = 500;

/**
 * Makes known what time has brought about: starts, ends, requests that ran out, reminders, digests; and forgets messages that are
 * long over. It finds by looking, so nothing is lost by a restart; access never waits for it (BEHAVIOUR §5).
 */
export function clockwork({
  ledger,
  clock,
  onError,
  everyMs,
  keptDays = USUAL_KEPT_DAYS,
}: ClockworkOptions): Clockwork {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<unknown> = Promise.resolve();
  let isStopped = false;
  const lookForDigests = digestLook(ledger, clock);
  const forget = forgetMessages(ledger, clock, keptDays);

  async function round(): Promise<number> {
    const due = await ledger.read((reader) => dueWork(reader, clock(), AT_ONCE));
    await Promise.all([
      ...due.toStart.map((id) => startSchedule(ledger, id)),
      ...due.toEnd.map((id) => endSchedule(ledger, id)),
      ...due.toTimeOut.map((id) => timeOutApproval(ledger, id)),
      ...due.toTimeOutExtension.map((id) => timeOutExtension(ledger, id)),
      ...due.toRemind.map((id) => remindOfEnd(ledger, id)),
      ...due.toRemindApprovers.map((id) => remindApprovers(ledger, id)),
    ]);
    return Object.values(due).reduce((total, ids) => total + ids.length, 0);
  }

  async function tick(): Promise<number> {
    let total = 0;
    for (;;) {
      const done = await round();
      total += done;
      if (isStopped) return total;
      if (done < AT_ONCE) break;
    }
    await lookForDigests();
    await forget();
    return total;
  }

  function again() {
    running = tick()
      .catch(onError)
      .finally(() => {
        if (timer !== null) timer = setTimeout(again, everyMs);
      });
  }

  return {
    tick,
    start() {
      timer = setTimeout(again, 0);
    },
    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await running;
    },
  };
}
