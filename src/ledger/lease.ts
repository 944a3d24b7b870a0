import type { Reader, Writer } from './engine.ts';
import type { Ledger } from './ledger.ts';
import type { Schema } from './schema.ts';
import { statement } from './statement.ts';
import type { OnTrouble } from './trouble.ts';

/** How often the holder shows that it is there, and others look, in milliseconds. */
const BEAT_MS = 500;
/** Whoever shows nothing for so long, by the watch of the one who looks, is gone. No clocks are compared. */
const GONE_AFTER_MS = 6000;
/** A holder that could not show itself for so long stops by itself, before another one begins. */
const STOPS_AFTER_MS = 4000;

/** What is done somebody else does now: nothing of it was written. */
export class LeaseLost extends Error {}

export interface LeaseOptions {
  readonly ledger: Pick<Ledger, 'read' | 'writeAtOnce'>;
  /** Of what is done once somewhere; never changed after a release. */
  readonly name: string;
  /** This server, and no other one ever. */
  readonly holder: string;
  readonly onGained: () => void;
  /** Nothing is begun here from now on. Settles when what was begun has ended; until then it is not taken again. */
  readonly onLost: () => Promise<void>;
  readonly onError: OnTrouble;
  /** A watch in milliseconds that only goes forward. */
  readonly watch?: () => number;
}

export interface Lease {
  /** Looks once: takes it, keeps it, or finds that somebody else has it. */
  tick(): Promise<void>;
  start(): void;
  /**
   * Throws `LeaseLost` where it is not held in this transaction of the ledger: a holder that was paused cannot act late.
   * Nobody else writes during a transaction, so that one look serves all commands that share it.
   */
  require(tx: Pick<Writer, 'first'>): Promise<void>;
  /** Gives it up, so that another one need not wait. */
  stop(): Promise<void>;
}

const selectLease = statement((db, p: { name: string }) =>
  db.selectFrom('lease').selectAll().where('name', '=', p.name),
);

const writeLease = statement((db, p: { name: string; holder: string | null; token: number; beat: number }) =>
  db
    .insertInto('lease')
    .values({ name: p.name, holder: p.holder, token: p.token, beat: p.beat })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ holder: p.holder, token: p.token, beat: p.beat })),
);

type LeaseRow = Schema['lease'];

/** By name what a transaction has seen of leases, until it writes one. */
const seenIn = new WeakMap<Pick<Writer, 'first'>, Map<string, Promise<LeaseRow | undefined>>>();

function lookOnce(tx: Pick<Writer, 'first'>, name: string): Promise<LeaseRow | undefined> {
  const seen = seenIn.get(tx) ?? new Map<string, Promise<LeaseRow | undefined>>();
  const row = seen.get(name) ?? tx.first(selectLease, { name });
  seenIn.set(tx, seen.set(name, row));
  return row;
}

function write(tx: Writer, row: LeaseRow): Promise<void> {
  seenIn.delete(tx);
  return tx.run(writeLease, { ...row });
}

/** Lets one of many servers do what is to be done once; another one takes over when that one is gone. */
export function holdLease(options: LeaseOptions): Lease {
  const { ledger, name, holder, onGained, onLost, onError, watch = () => performance.now() } = options;
  /** null: it is not held here. */
  let held: { readonly token: number; readonly shownAt: number } | null = null;
  let seen = { token: -1, beat: -1, since: 0 };
  /** Another server may have it and do something, while this one only waits for its own end. */
  let isEnding = false;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();

  /** Whether it may be had, by what is known of whoever has it. What still bears the own name was given up here. */
  function isFree(row: Awaited<ReturnType<typeof look>>): boolean {
    if (row === undefined || row.holder === null || row.holder === holder) return true;
    if (row.token !== seen.token || row.beat !== seen.beat) {
      seen = { token: row.token, beat: row.beat, since: watch() };
      return false;
    }
    return watch() - seen.since >= GONE_AFTER_MS;
  }

  function look(tx: Reader) {
    return tx.first(selectLease, { name });
  }

  function lose(): void {
    if (held === null) return;
    held = null;
    isEnding = true;
    onLost()
      .catch((error: unknown) => onError(error, { code: 'dutiesFailed' }))
      .finally(() => {
        isEnding = false;
      });
  }

  async function keep(token: number): Promise<void> {
    const startedAt = watch();
    const isKept = await ledger.writeAtOnce(async (tx) => {
      const row = await look(tx);
      if (row?.holder !== holder || row.token !== token) return false;
      await write(tx, { name, holder, token, beat: row.beat + 1 });
      return true;
    });
    if (isKept) held = { token, shownAt: startedAt };
    else lose();
  }

  async function take(): Promise<void> {
    if (isEnding || !isFree(await ledger.read(look))) return;
    const startedAt = watch();
    const token = await ledger.writeAtOnce(async (tx: Writer) => {
      const row = await look(tx);
      if (!isFree(row)) return null;
      const next = (row?.token ?? 0) + 1;
      await write(tx, { name, holder, token: next, beat: 0 });
      return next;
    });
    if (token === null) return;
    held = { token, shownAt: startedAt };
    onGained();
  }

  async function tick(): Promise<void> {
    // on the way back from a pause, or with the database away: another one may have begun
    if (held !== null && watch() - held.shownAt >= STOPS_AFTER_MS) lose();
    await (held === null ? take() : keep(held.token));
  }

  function again(): void {
    running = tick()
      .catch((error: unknown) => {
        onError(error, { code: 'dutiesFailed' });
        if (held !== null && watch() - held.shownAt >= STOPS_AFTER_MS) lose();
      })
      .finally(() => {
        if (timer !== null) timer = setTimeout(again, BEAT_MS);
      });
  }

  return {
    tick,
    start() {
      timer = setTimeout(again, 0);
    },
    async require(tx) {
      const row = held === null ? undefined : await lookOnce(tx, name);
      if (held === null || row?.holder !== holder || row.token !== held.token) {
        throw new LeaseLost(`another server has taken over \`${name}\``);
      }
    },
    async stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await running;
      const token = held?.token;
      if (token === undefined) return;
      lose();
      await ledger.writeAtOnce(async (tx) => {
        const row = await look(tx);
        if (row?.holder === holder && row.token === token) {
          await write(tx, { name, holder: null, token, beat: row.beat });
        }
      });
    },
  };
}

/** The same ledger, for whoever acts as the holder: nothing is written where the lease is lost. */
export function fencedBy(lease: Pick<Lease, 'require'>, ledger: Ledger): Ledger {
  const fenced =
    <Result>(work: (tx: Writer) => Promise<Result>) =>
    async (tx: Writer) => {
      await lease.require(tx);
      return work(tx);
    };
  return {
    ...ledger,
    execute: (context, command) =>
      ledger.execute(context, async (scope) => {
        await lease.require(scope.tx);
        return command(scope);
      }),
    writeFollower: (work) => ledger.writeFollower(fenced(work)),
    writeAtOnce: (work) => ledger.writeAtOnce(fenced(work)),
  };
}
