import type { Reader } from '../ledger/engine.ts';
import { statement } from '../ledger/statement.ts';

/** Something and since when it is due, in milliseconds since the epoch. */
export interface Due {
  readonly id: string;
  readonly dueAt: number;
}

/** What has become due and is not on record yet. */
export interface DueWork {
  readonly toStart: readonly Due[];
  readonly toEnd: readonly Due[];
  readonly toTimeOut: readonly Due[];
  /** Extensions and renewals. */
  readonly toTimeOutExtension: readonly Due[];
  /** Schedules that end soon. */
  readonly toRemind: readonly string[];
  /** Requests that wait for half of their time. */
  readonly toRemindApprovers: readonly string[];
}

const selectToStart = statement((db, p: { now: number; limit: number }) =>
  db
    .selectFrom('schedule')
    .select(['id', 'start_at as dueAt'])
    .where('started_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('start_at', '<=', p.now)
    .orderBy('start_at')
    .limit(p.limit),
);

const selectToEnd = statement((db, p: { now: number; limit: number }) =>
  db
    .selectFrom('schedule')
    .select(['id', 'end_at as dueAt'])
    .where('ended_at', 'is', null)
    .where('end_at', '<=', p.now)
    .orderBy('end_at')
    .limit(p.limit)
    .$narrowType<Due>(),
);

const selectToTimeOut = statement((db, p: { now: number; limit: number }) =>
  db
    .selectFrom('approval_stage')
    .select(['request_id as id', 'expires_at as dueAt'])
    .where('result', 'is', null)
    .where('expires_at', '<=', p.now)
    .orderBy('expires_at')
    .limit(p.limit),
);

const selectExtensionToTimeOut = statement((db, p: { now: number; limit: number }) =>
  db
    .selectFrom('extension_request')
    .select(['request_id as id', 'expires_at as dueAt'])
    .where('result', 'is', null)
    .where('expires_at', '<=', p.now)
    .orderBy('expires_at')
    .limit(p.limit),
);

const selectToRemind = statement((db, p: { now: number; limit: number }) =>
  db
    .selectFrom('schedule')
    .select('id')
    .where('next_reminder_at', '<=', p.now)
    .where('end_at', '>', p.now)
    .orderBy('next_reminder_at')
    .limit(p.limit),
);

const selectApproversToRemind = statement((db, p: { now: number; limit: number }) =>
  db
    .selectFrom('approval_stage')
    .select('request_id')
    .where('remind_at', '<=', p.now)
    .where('expires_at', '>', p.now)
    .orderBy('remind_at')
    .limit(p.limit),
);

/** Finds by looking: up to `limit` of each kind, oldest first. */
export async function dueWork(reader: Reader, now: Temporal.Instant, limit: number): Promise<DueWork> {
  const at = { now: now.epochMilliseconds, limit };
  return {
    toStart: await reader.all(selectToStart, at),
    toEnd: await reader.all(selectToEnd, at),
    toTimeOut: await reader.all(selectToTimeOut, at),
    toTimeOutExtension: await reader.all(selectExtensionToTimeOut, at),
    toRemind: (await reader.all(selectToRemind, at)).map(({ id }) => id),
    toRemindApprovers: (await reader.all(selectApproversToRemind, at)).map((row) => row.request_id),
  };
}
