import { Refusal } from '../domain/errors.ts';
import type { DomainEvent } from '../domain/events.ts';
import { appendEntry, type Head, readHead, selectEntriesAfter, toEntry } from './append-entry.ts';
import { DatabaseUnavailable, type Engine, type Reader, type Writer } from './engine.ts';
import type { EntryContext, LedgerEntry } from './entry.ts';
import { FactMemory, RememberingWriter } from './fact-memory.ts';
import { groupCommit } from './group-commit.ts';
import type { CommandWatch, LedgerWatch } from './ledger-watch.ts';
import { isKnownType } from './projections/project-event.ts';

/** What a command works with: one instant, the facts of its transaction, and the way to record events. */
export interface CommandScope {
  readonly now: Temporal.Instant;
  readonly tx: Reader;
  /** For rows beside the record, such as secrets and sessions (`ledger/vault`); written with the events or not at all. */
  readonly vault: Writer;
  /** Appends events and brings the tables up to date, in the transaction of the command. */
  append(events: readonly DomainEvent[]): Promise<void>;
}

export interface CommandContext extends EntryContext {
  /** What the command is about, for the record of a refusal. */
  readonly target?: string | null;
  /**
   * Asks for remembered facts that the command will surely ask for (`remembered`). Those of all commands of one transaction go together,
   * before the first is decided; what one of them writes is forgotten as ever, so that each is decided on what is there.
   */
  readonly lookAhead?: (tx: Reader) => Promise<unknown>;
}

export interface Ledger {
  /**
   * Runs a command in the one order of all commands. It settles when the outcome is durable. A refusal changes
   * nothing and is itself recorded (BEHAVIOUR §7, §8).
   */
  execute<Result>(context: CommandContext, command: (scope: CommandScope) => Promise<Result>): Promise<Result>;
  /** The same facts and clock as `execute`, for a dry run: nothing is recorded. */
  dryRun<Result>(command: (scope: Omit<CommandScope, 'append' | 'vault'>) => Promise<Result>): Promise<Result>;
  /** A follower's own rows and cursor, durable together; no event. */
  writeFollower<Result>(work: (tx: Writer) => Promise<Result>): Promise<Result>;
  /** The same, before all commands that wait: for who holds a lease, which is lost by waiting. */
  writeAtOnce<Result>(work: (tx: Writer) => Promise<Result>): Promise<Result>;
  read: Engine['read'];
  entriesAfter(sequence: number, limit: number): Promise<readonly LedgerEntry[]>;
  /** The last sequence number that is durable, as far as is known here. */
  lastSequence(): number;
  /** Tells of everything that is durable until now, whoever wrote it. */
  catchUp(): Promise<void>;
  /** For how long, in milliseconds, nobody has looked what others have written; 0 where nobody else writes. */
  unseenForMs(): number;
  /** Called with each batch of new entries, in their order, whoever wrote them; own ones before their commands are answered. */
  onCommitted(listener: (entries: readonly LedgerEntry[]) => void): void;
  /** Whoever measures, for those who follow. */
  readonly watch?: LedgerWatch;
  close(): Promise<void>;
}

export interface LedgerOptions {
  readonly engine: Engine;
  readonly clock: () => Temporal.Instant;
  /** Left out: nobody measures. */
  readonly watch?: LedgerWatch;
}

/** What the commands of one transaction share: the growing end of the chain. */
interface Batch {
  readonly tx: Writer;
  readonly head: Head;
  /** What others wrote since somebody looked, then what this transaction writes. */
  readonly entries: LedgerEntry[];
}

/** So many entries of others are told of at once. */
const PAGE = 500;

/** Opens the ledger on a migrated engine. */
export async function openLedger({ engine, clock, watch }: LedgerOptions): Promise<Ledger> {
  let durable = (await engine.read(readHead)).sequence;
  const memory = new FactMemory();
  /** The end of the ledger that the facts in memory belong to; anything else was written by another program. */
  let rememberedAt: number | null = null;
  const listeners: ((entries: readonly LedgerEntry[]) => void)[] = [];
  const hasOthers = engine.onOtherWrites !== undefined;
  let lookedAt = performance.now();
  let looking: Promise<void> | null = null;
  let isClosed = false;
  const commits = groupCommit<Batch>({
    engine,
    async begin(tx) {
      const head = await readHead(tx);
      if (head.sequence !== rememberedAt) memory.forgetEverything();
      // until it is committed: should it fail, nothing that was seen in it is worth anything
      rememberedAt = null;
      const entries: LedgerEntry[] = [];
      for (let after = durable; hasOthers && after < head.sequence; after = entries.at(-1)?.sequence ?? head.sequence) {
        entries.push(...requireKnown(await tx.all(selectEntriesAfter, { sequence: after, limit: PAGE })).map(toEntry));
      }
      return { tx: new RememberingWriter(tx, memory), head, entries };
    },
    committed({ head, entries }, commit) {
      rememberedAt = head.sequence;
      tell(entries);
      durable = head.sequence;
      watch?.committed?.(commit);
    },
  });

  /** Each entry once, in their order: a look and a transaction may have found the same. */
  function tell(found: readonly LedgerEntry[]): void {
    const entries =
      found[0] !== undefined && found[0].sequence > durable
        ? found
        : found.filter(({ sequence }) => sequence > durable);
    if (entries.length === 0) return;
    durable = entries.at(-1)?.sequence ?? durable;
    for (const listener of listeners) listener(entries);
  }

  async function look(): Promise<void> {
    const startedAt = performance.now();
    for (let found = PAGE; found === PAGE; ) {
      const after = { sequence: durable, limit: PAGE };
      const entries = requireKnown(await engine.read((reader) => reader.all(selectEntriesAfter, after))).map(toEntry);
      tell(entries);
      found = entries.length;
    }
    lookedAt = startedAt;
  }

  /** Never earlier than what is already written: the order of the ledger is the order of time. */
  function instantOf(head: Head): Temporal.Instant {
    return Temporal.Instant.fromEpochMilliseconds(Math.max(clock().epochMilliseconds, head.at));
  }

  async function run<Result>(
    batch: Batch,
    context: CommandContext,
    command: (scope: CommandScope) => Promise<Result>,
    seen: CommandWatch | undefined,
  ) {
    seen?.begun();
    const before = batch.entries.length;
    const outcome = await decide(batch, context, command);
    seen?.decided(batch.entries.slice(before));
    return outcome;
  }

  async function decide<Result>(
    batch: Batch,
    context: CommandContext,
    command: (scope: CommandScope) => Promise<Result>,
  ) {
    const now = instantOf(batch.head);
    const record = async (event: DomainEvent) => {
      batch.entries.push(await appendEntry(batch.tx, batch.head, now, event, context));
    };
    let appended = 0;
    const scope: CommandScope = {
      now,
      tx: batch.tx,
      vault: batch.tx,
      async append(events) {
        for (const event of events) await record(event);
        appended += events.length;
      },
    };
    try {
      return { result: await command(scope) };
    } catch (error) {
      // a refusal after an event would leave half a command behind: let the whole transaction fail
      if (!(error instanceof Refusal) || appended > 0) throw error;
      const { code, message } = error.violation;
      await record({
        type: 'command.refused',
        command: context.command,
        code,
        message,
        target: context.target ?? null,
      });
      return { refusal: error };
    }
  }

  const ledger: Ledger = {
    async execute(context, command) {
      const seen = watch?.submitted?.(context);
      const { lookAhead } = context;
      // a database in this process is waited for by nobody
      const turn = lookAhead === undefined || !hasOthers ? {} : { lookAhead: ({ tx }: Batch) => lookAhead(tx) };
      try {
        const outcome = await commits.submit((batch) => run(batch, context, command, seen), turn);
        if (outcome.refusal) throw outcome.refusal;
        seen?.settled();
        return outcome.result;
      } catch (error) {
        seen?.settled(error);
        throw error;
      }
    },
    dryRun(command) {
      return engine.read(async (reader) => command({ now: instantOf(await readHead(reader)), tx: reader }));
    },
    writeFollower: (work) => commits.submit(({ tx }) => work(tx)),
    writeAtOnce: (work) => commits.submit(({ tx }) => work(tx), { isUrgent: true }),
    read: (work) => engine.read(work),
    async entriesAfter(sequence, limit) {
      const rows = await engine.read((reader) => reader.all(selectEntriesAfter, { sequence, limit }));
      return rows.map(toEntry);
    },
    lastSequence: () => durable,
    async catchUp() {
      // one that has begun may have looked before what is asked for was written
      await looking?.catch(() => undefined);
      looking ??= look().finally(() => {
        looking = null;
      });
      await looking;
    },
    unseenForMs: () => (hasOthers ? performance.now() - lookedAt : 0),
    onCommitted(listener) {
      listeners.push(listener);
    },
    ...(watch ? { watch } : {}),
    async close() {
      isClosed = true;
      await commits.idle();
      await looking?.catch(() => undefined);
      await engine.close();
    },
  };
  engine.onOtherWrites?.(coalesced(() => (isClosed ? Promise.resolve() : ledger.catchUp())));
  return ledger;
}

/**
 * A newer version of the program may have written what this one does not know. Whoever followed without it could let through what it
 * takes away, so that this server follows and decides no more.
 */
function requireKnown<Row extends { readonly sequence: number; readonly type: string }>(
  rows: readonly Row[],
): readonly Row[] {
  const unknown = rows.find(({ type }) => !isKnownType(type));
  if (unknown === undefined) return rows;
  throw new DatabaseUnavailable(
    `entry ${unknown.sequence} is of a kind that this version does not know (\`${unknown.type}\`): a newer one has written it; put the newer version in the place of this one`,
  );
}

/** Several words while one look goes on are a reason for one more; what cannot be read now is looked for at the next. */
function coalesced(look: () => Promise<void>): () => void {
  let isWoken = false;
  let isLooking = false;
  return async () => {
    isWoken = true;
    if (isLooking) return;
    isLooking = true;
    while (isWoken) {
      isWoken = false;
      await look().catch(() => undefined);
    }
    isLooking = false;
  };
}
