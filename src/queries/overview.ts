import type { Reader } from '../ledger/engine.ts';
import { deadline, fromRequests, type RequestFilter, waitedSince } from './request-rows.ts';
import { hasPublicStatus } from './status-filter.ts';
import { viewerOf } from './viewer.ts';
import { visibleTo } from './visible-requests.ts';

/** Counts over the requests that the person may see, each as a list of them would count it; a day is 24 hours before `asOf`. */
export interface Overview {
  readonly pendingNow: number;
  readonly approvedIn7Days: number;
  readonly deniedIn7Days: number;
  /** Ran out of time undecided, by the clock. */
  readonly expiredIn7Days: number;
  readonly asOf: Temporal.Instant;
}

const SEVEN_DAYS_MS = 7 * 86_400_000;

/** Counts what waits now and what was decided or ran out in the last seven days. */
export async function overview(reader: Reader, principalId: string, now: Temporal.Instant): Promise<Overview> {
  const nowMs = now.epochMilliseconds;
  const sinceMs = nowMs - SEVEN_DAYS_MS;
  const isPending = hasPublicStatus('Pending', now);
  const isExpired = hasPublicStatus('Expired', now);
  const isRecent = waitedSince(sinceMs);
  const isDecided =
    (result: 'approved' | 'denied'): RequestFilter =>
    (where) =>
      where.or([
        where.and([where('stage.result', '=', result), where('stage.decided_at', '>', sinceMs)]),
        where.and([where('extension.result', '=', result), where('extension.decided_at', '>', sinceMs)]),
      ]);
  const ranOut: RequestFilter = (where, db) =>
    where.and([isExpired(where, db), where(deadline, '>', sinceMs), where(deadline, '<=', nowMs)]);

  const viewer = await viewerOf(reader, principalId, now);
  const { filter: isVisible } = await visibleTo(reader, viewer, now);
  const [counts] = await reader.query((db) =>
    fromRequests(db)
      .where((where) => where.and([isRecent(where, db), isVisible(where, db)]))
      .select((where) => {
        const count = (filter: RequestFilter) => where.fn.countAll<number>().filterWhere(filter(where, db));
        return [
          count(isPending).as('pending'),
          count(isDecided('approved')).as('approved'),
          count(isDecided('denied')).as('denied'),
          count(ranOut).as('expired'),
        ];
      }),
  );
  return {
    pendingNow: Number(counts?.pending ?? 0),
    approvedIn7Days: Number(counts?.approved ?? 0),
    deniedIn7Days: Number(counts?.denied ?? 0),
    expiredIn7Days: Number(counts?.expired ?? 0),
    asOf: now,
  };
}
