import type { Trend } from '../domain/digest/digest.ts';
import type { Reader } from '../ledger/engine.ts';
import { type IsAdministered, withRoles } from './digest-scope.ts';
import type { DueDigest } from './due-digests.ts';
import { deadline, fromRequests, type RequestFilter, waitedSince } from './request-rows.ts';
import { hasPublicStatus } from './status-filter.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

function spansOf({ period: { beforeAt, sinceAt, untilAt } }: DueDigest): {
  readonly count: Span;
  readonly before: Span;
} {
  const [before, since, until] = [beforeAt, sinceAt, untilAt].map((at) => at.epochMilliseconds) as [
    number,
    number,
    number,
  ];
  return { count: { from: since, to: until }, before: { from: before, to: since } };
}

/** What waits now, and how much was decided or ran out in the period and in the one before. */
export async function requestTrends(
  reader: Reader,
  due: DueDigest,
  isAdministered: IsAdministered,
  now: Temporal.Instant,
) {
  const spans = spansOf(due);
  const isPending = hasPublicStatus('Pending', now);
  const isExpired = hasPublicStatus('Expired', now);
  const isRecent = waitedSince(spans.before.from);
  const decided =
    (result: 'approved' | 'denied', { from, to }: Span): RequestFilter =>
    (where) =>
      where.or(
        (['stage', 'extension'] as const).map((table) =>
          where.and([
            where(`${table}.result`, '=', result),
            where(`${table}.decided_at`, '>=', from),
            where(`${table}.decided_at`, '<', to),
          ]),
        ),
      );
  const ranOut =
    ({ from, to }: Span): RequestFilter =>
    (where, db) =>
      where.and([isExpired(where, db), where(deadline, '>=', from), where(deadline, '<', to)]);
  const [row] = await reader.query((db) =>
    fromRequests(db)
      .where((where) => where.and([isRecent(where, db), isAdministered(db, 'request.scope')]))
      .select((where) => {
        const count = (filter: RequestFilter) => where.fn.countAll<number>().filterWhere(filter(where, db));
        return [
          count(isPending).as('pending'),
          count(decided('approved', spans.count)).as('approved'),
          count(decided('approved', spans.before)).as('approved_before'),
          count(decided('denied', spans.count)).as('denied'),
          count(decided('denied', spans.before)).as('denied_before'),
          count(ranOut(spans.count)).as('expired'),
          count(ranOut(spans.before)).as('expired_before'),
        ];
      }),
  );
  return {
    pending: Number(row?.pending ?? 0),
    approved: trend(row?.approved, row?.approved_before),
    denied: trend(row?.denied, row?.denied_before),
    expired: trend(row?.expired, row?.expired_before),
  };
}

/** Activations by their start; one that was withdrawn before it began is none. */
export async function activationTrend(reader: Reader, due: DueDigest, isAdministered: IsAdministered): Promise<Trend> {
  const { count, before } = spansOf(due);
  const [row] = await reader.query((db) =>
    withRoles(db)
      .where('schedule.assignment_type', '=', 'activated')
      .where('schedule.start_at', '>=', before.from)
      .where('schedule.start_at', '<', count.to)
      .where((where) =>
        where.or([where('schedule.end_at', 'is', null), where('schedule.end_at', '>', where.ref('schedule.start_at'))]),
      )
      .where(isAdministered(db, 'schedule.scope'))
      .select((where) => [
        where.fn.countAll<number>().filterWhere('schedule.start_at', '>=', count.from).as('count'),
        where.fn.countAll<number>().filterWhere('schedule.start_at', '<', count.from).as('before'),
      ]),
  );
  return trend(row?.count, row?.before);
}

function trend(count: number | undefined, before: number | undefined): Trend {
  return { count: Number(count ?? 0), before: Number(before ?? 0) };
}
