import { expect } from 'vitest';
import { postgresEngine } from '../../src/ledger/engines/postgres.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import type { HttpReceiver } from '../support/http-receiver.ts';
import type { SmtpReceiver } from '../support/smtp-receiver.ts';
import { type Fleet, RATE } from './fleet.ts';
import type { Told } from './many-clients.ts';

export interface Receivers {
  readonly mail: SmtpReceiver;
  readonly hook: HttpReceiver;
}

/** How it went, in figures. */
export interface Figures {
  readonly entries: number;
  /** Milliseconds between the end of an assignment and its entry in the ledger. */
  readonly latest: number;
  readonly median: number;
  /** Letters and calls that left, and how many of them again. */
  readonly mails: readonly [all: number, repeats: number];
  readonly calls: readonly [all: number, repeats: number];
}

/** Opens the ledger of a fleet as one more server would. */
export async function withLedger<Result>(fleet: Fleet, work: (ledger: Ledger) => Promise<Result>): Promise<Result> {
  const ledger = await openLedger({ engine: postgresEngine(fleet.target), clock: fleet.clock });
  return work(ledger).finally(() => ledger.close());
}

/** Everything that was promised to whoever was answered, asked of the ledger. `latestMs`: how late an end may be recorded. */
export async function expectPromisesKept(
  fleet: Fleet,
  told: Told,
  { mail, hook }: Receivers,
  latestMs: number,
): Promise<Figures> {
  return withLedger(fleet, async (ledger) => {
    await expect.poll(() => whatWaits(ledger, fleet), { timeout: 120_000, interval: 500 }).toEqual([]);
    const requests = new Set(
      (await ledger.read((db) => db.query((q) => q.selectFrom('schedule_request').select('id')))).map(({ id }) => id),
    );
    const lost = [...told.requests].filter((id) => !requests.has(id));
    expect(lost, 'no request that was taken is lost').toEqual([]);

    const stages = await ledger.read((db) =>
      db.query((q) => q.selectFrom('approval_stage').select(['request_id', 'result', 'decided_by_id'])),
    );
    const decided = new Map(
      stages.map(({ request_id, result, decided_by_id }) => [
        request_id,
        `${result === 'approved' ? 'approve' : 'deny'} ${decided_by_id}`,
      ]),
    );
    for (const [id, winners] of told.decisions) expect(winners, 'one winner each').toEqual([decided.get(id)]);
    const groups = await ledger.read((db) =>
      db.query((q) => q.selectFrom('principal').select('display_name').where('display_name', 'like', 'Group %')),
    );
    const names = groups.map(({ display_name }) => display_name);
    expect(new Set(names).size, 'a key is used once').toBe(names.length);
    expect([...told.groups].filter((name) => !names.includes(name))).toEqual([]);

    expect([told.late, told.stale], 'access ends on time, and is there when it was acknowledged').toEqual([0, 0]);
    const lateness = await latenessOf(ledger, told);
    expect(lateness.at(-1) ?? 0).toBeLessThan(latestMs);

    const letters = await ledger.read((db) => db.query((q) => q.selectFrom('notification').select('message_id')));
    const calls = await ledger.read((db) => db.query((q) => q.selectFrom('endpoint_message').select(['id', 'body'])));
    const bodies = new Map(calls.map(({ id, body }) => [id, body]));
    const taken = hook.calls().map(({ headers, body }) => [String(headers['webhook-id']), body] as const);
    expect(
      atLeastOnce(
        letters.map(({ message_id }) => message_id),
        mail.messages().map(({ messageId }) => messageId),
      ),
    ).toEqual([[], []]);
    expect(
      atLeastOnce(
        [...bodies.keys()],
        taken.map(([id]) => id),
      ),
    ).toEqual([[], []]);
    expect(
      taken.filter(([id, body]) => bodies.get(id) !== body),
      'the same id says the same',
    ).toEqual([]);
    expect((await verifyLedger(postgresEngine(fleet.target))).problems).toEqual([]);
    return {
      entries: ledger.lastSequence(),
      latest: lateness.at(-1) ?? 0,
      median: lateness[Math.floor(lateness.length / 2)] ?? 0,
      mails: [mail.messages().length, mail.messages().length - letters.length],
      calls: [taken.length, taken.length - bodies.size],
    };
  });
}

/** What was intended and did not arrive, and what arrived and was never intended. */
function atLeastOnce(intended: readonly string[], arrived: readonly string[]) {
  const [wanted, had] = [new Set(intended), new Set(arrived)];
  return [intended.filter((id) => !had.has(id)), [...had].filter((id) => !wanted.has(id))];
}

/** What is due, untold or on its way. */
async function whatWaits(ledger: Ledger, { clock }: Fleet): Promise<readonly object[]> {
  const now = clock().epochMilliseconds;
  const lastSequence = await lastSequenceOf(ledger);
  return ledger.read(async (db) => {
    const ends = await db.query((q) =>
      q.selectFrom('schedule').select(['id', 'end_at']).where('ended_at', 'is', null).where('end_at', '<=', now),
    );
    const letters = await db.query((q) =>
      q
        .selectFrom('notification')
        .select(['message_id', 'attempts', 'next_attempt_at', 'held_until', 'last_error'])
        .where('delivered_at', 'is', null),
    );
    const calls = await db.query((q) =>
      q
        .selectFrom('endpoint_message')
        .select(['id', 'attempts', 'next_attempt_at', 'last_error'])
        .where('delivered_at', 'is', null),
    );
    // who tells may be behind what happened: then letters are not even written; blocks of the record are noted when they are whole
    const behind = await db.query((q) =>
      q.selectFrom('follower_cursor').selectAll().where('name', '!=', 'record').where('sequence', '<', lastSequence),
    );
    return [...ends, ...letters, ...calls, ...behind].map((each) => ({ ...each, now, lastSequence }));
  });
}

async function lastSequenceOf(ledger: Ledger): Promise<number> {
  const rows = await ledger.read((db) =>
    db.query((q) => q.selectFrom('ledger_entry').select('sequence').orderBy('sequence', 'desc').limit(1)),
  );
  return rows[0]?.sequence ?? 0;
}

/** In milliseconds of the watch, the shortest first; each end is there once. */
async function latenessOf(ledger: Ledger, told: Told): Promise<readonly number[]> {
  const lateness = new Map<string, number>();
  for (let after = 0, found = 1; found > 0; after += found) {
    const entries = await ledger.entriesAfter(after, 1000);
    found = entries.length;
    for (const { at, event } of entries) {
      if (event.type !== 'schedule.ended' || !told.ends.has(event.scheduleId)) continue;
      expect(lateness.has(event.scheduleId), 'an end is recorded once').toBe(false);
      lateness.set(event.scheduleId, Math.round((at.epochMilliseconds - event.endAt.epochMilliseconds) / RATE));
    }
  }
  expect(lateness.size).toBe(told.ends.size);
  return [...lateness.values()].sort((a, b) => a - b);
}
