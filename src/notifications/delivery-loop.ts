import type { OnTrouble, Trouble } from '../ledger/trouble.ts';
import type { WhyNotTaken } from './not-taken.ts';

/** null: taken. */
export type Outcome = {
  readonly error: Error;
  readonly why: WhyNotTaken;
  /** The call and the request that the item came from. */
  readonly about?: Pick<Trouble, 'correlationId' | 'requestId'>;
  /** The other side wants to hear nothing at all for so long, in milliseconds. */
  readonly pauseMs?: number;
} | null;

export interface DeliveryLoopOptions<Item> {
  /** What is due, at most `limit`, put off durably before it is tried: should nothing be noted after it, it comes back. */
  readonly takeUp: (nowMs: number, limit: number) => Promise<readonly Item[]>;
  /** Undoes the taking up of what will not be begun now: due again, and no attempt. */
  readonly giveBack: (items: readonly Item[]) => Promise<void>;
  readonly keyOf: (item: Item) => string;
  /** Tries one and notes what came of it. */
  readonly attempt: (item: Item) => Promise<Outcome>;
  /** On their way at the same time; 10 if left out. With 1, one after the other. */
  readonly atOnce?: number;
  readonly clock: () => Temporal.Instant;
  /** Told of what failed, many failures at once. */
  readonly onError: OnTrouble;
}

export interface DeliveryLoop {
  /** Looks now and every few seconds. */
  start(): void;
  /** There may be something new. */
  wake(): void;
  /** Settles when all that is due has been tried. */
  settle(): Promise<void>;
  /** Settles when what is on its way has arrived or failed, and what was not begun is due for whoever comes next. */
  stop(): Promise<void>;
}

/** Taken up in one transaction. */
const PAGE = 50;
/** On their way at the same time: one slow recipient leaves room for the others. */
const AT_ONCE = 10;
const EVERY_MS = 3000;
const LONGEST_PAUSE_MS = 60_000;
const ERRORS_AT_ONCE = 100;

/**
 * Tries what is due, some at a time, and finds it by looking, so that a crash at any point loses nothing. While the other
 * side is not there at all it is asked with one item at a time, more and more rarely, up to once a minute.
 */
export function deliveryLoop<Item>(options: DeliveryLoopOptions<Item>): DeliveryLoop {
  const { takeUp, giveBack, keyOf, attempt, atOnce: most = AT_ONCE, clock, onError } = options;
  let state: 'idle' | 'running' | 'stopped' = 'idle';
  let timer: NodeJS.Timeout | null = null;
  const waiting: Item[] = [];
  const underWay = new Set<string>();
  let isTakingUp = false;
  let returning = 0;
  let mayBeMore = false;
  let unreachableInARow = 0;
  let pausedUntilMs = 0;
  let askedToWaitUntilMs = 0;
  let failures: NonNullable<Outcome>[] = [];
  let tried = 0;
  const onQuiet: (() => void)[] = [];

  const isDown = () => unreachableInARow >= AT_ONCE;
  const atOnce = () => (isDown() ? 1 : most);

  /** Begins as much as there is room for; called whenever something has changed. */
  function go(): void {
    while (state !== 'stopped' && underWay.size < atOnce() && waiting.length > 0) run(waiting.shift() as Item);
    const mayTakeUp =
      state !== 'stopped' && mayBeMore && clock().epochMilliseconds >= Math.max(pausedUntilMs, askedToWaitUntilMs);
    if (!isTakingUp && mayTakeUp && waiting.length === 0 && underWay.size < atOnce()) void takeMore();
    if (isTakingUp || returning > 0 || underWay.size > 0) return;
    try {
      reportFailures();
    } finally {
      for (const quiet of onQuiet.splice(0)) quiet();
    }
  }

  async function takeMore(): Promise<void> {
    isTakingUp = true;
    mayBeMore = false;
    try {
      const limit = isDown() || most === 1 ? 1 : PAGE;
      const items = await takeUp(clock().epochMilliseconds, limit);
      waiting.push(...items.filter((item) => !underWay.has(keyOf(item))));
      if (state === 'stopped') returnWaiting();
      if (items.length === limit) mayBeMore = true;
    } catch (error) {
      onError(error, { code: 'messagesFailed' });
    }
    isTakingUp = false;
    go();
  }

  function run(item: Item): void {
    const key = keyOf(item);
    underWay.add(key);
    attempt(item)
      .catch((error: Error): Outcome => ({ error, why: 'deferred' }))
      .then((outcome) => {
        underWay.delete(key);
        note(outcome);
        go();
      });
  }

  function note(outcome: Outcome): void {
    tried += 1;
    if (outcome === null || outcome.why !== 'unreachable') {
      unreachableInARow = 0;
      pausedUntilMs = 0;
    } else {
      unreachableInARow += 1;
      if (isDown()) pause();
    }
    if (outcome?.pauseMs !== undefined) {
      askedToWaitUntilMs = Math.max(askedToWaitUntilMs, clock().epochMilliseconds + outcome.pauseMs);
      returnWaiting();
    }
    if (outcome !== null) failures.push(outcome);
    if (failures.length >= ERRORS_AT_ONCE) reportFailures();
  }

  function pause(): void {
    returnWaiting();
    const pauseMs = Math.min(1000 * 2 ** Math.min(unreachableInARow - AT_ONCE, 6), LONGEST_PAUSE_MS);
    pausedUntilMs = clock().epochMilliseconds + pauseMs;
  }

  /** Should it fail, what was not begun comes back later by itself: it was put off when it was taken up. */
  function returnWaiting(): void {
    const items = waiting.splice(0);
    if (items.length === 0) return;
    returning += 1;
    giveBack(items)
      .catch((error) => onError(error, { code: 'messagesFailed' }))
      .finally(() => {
        returning -= 1;
        go();
      });
  }

  function reportFailures(): void {
    const [first] = failures;
    const what = `${failures.length} of ${tried} messages failed`;
    failures = [];
    tried = 0;
    if (first !== undefined) {
      onError(new Error(what, { cause: first.error }), { code: 'messagesFailed', ...first.about });
    }
  }

  function look(): void {
    mayBeMore = true;
    go();
  }

  const quiet = () =>
    new Promise<void>((resolve) => {
      onQuiet.push(resolve);
      go();
    });

  return {
    start() {
      if (state !== 'idle') return;
      state = 'running';
      timer = setInterval(look, EVERY_MS);
      look();
    },
    wake: look,
    settle() {
      mayBeMore = true;
      return quiet();
    },
    stop() {
      state = 'stopped';
      if (timer !== null) clearInterval(timer);
      returnWaiting();
      return quiet();
    },
  };
}
