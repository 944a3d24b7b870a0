import { isUndecided, type RequestStatus, transitions } from '../domain/request/request-status.ts';
import { isPastDeadline, type RequestFilter } from './request-rows.ts';

/** The instants that decide how a request on record reads. */
export interface StatusInstants {
  /** When the time to decide it runs out. */
  readonly expiresAt: Temporal.Instant | null;
  /** When the schedule that came of it starts. */
  readonly startAt: Temporal.Instant | null;
}

/**
 * How a recorded state reads at `now`, timers or not: undecided past its window is timed out, planned past its start
 * is provisioned (BEHAVIOUR §4, §5).
 */
export function requestStatusAt(
  status: RequestStatus,
  { expiresAt, startAt }: StatusInstants,
  now: Temporal.Instant,
): RequestStatus {
  if (isUndecided(status) && hasCome(expiresAt, now)) return 'timedOut';
  if (status === 'pendingScheduleCreation' && hasCome(startAt, now)) return 'provisioned';
  return status;
}

function hasCome(instant: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return instant !== null && instant.epochMilliseconds <= now.epochMilliseconds;
}

const statuses = Object.keys(transitions) as readonly RequestStatus[];

/** The requests whose state reads as one of these at `now`: `requestStatusAt`, asked of the database. */
export function hasStatusAt(wanted: readonly RequestStatus[], now: Temporal.Instant): RequestFilter {
  const recordedAs = (instants: StatusInstants) =>
    statuses.filter((status) => wanted.includes(requestStatusAt(status, instants, now)));
  const neither = recordedAs({ expiresAt: null, startAt: null });
  const expired = recordedAs({ expiresAt: now, startAt: null }).filter(isUndecided);
  const started = recordedAs({ expiresAt: null, startAt: now }).filter(
    (status) => status === 'pendingScheduleCreation',
  );
  return (where) => {
    const isExpired = where.and([where('request.status', 'in', statuses.filter(isUndecided)), isPastDeadline(now)]);
    const isStarted = where.and([
      where('request.status', '=', 'pendingScheduleCreation'),
      where.exists(
        where
          .selectFrom('schedule')
          .select('schedule.id')
          .whereRef('schedule.id', '=', 'request.id')
          .where('schedule.start_at', '<=', now.epochMilliseconds),
      ),
    ]);
    return where.or([
      where.and([
        where('request.status', 'in', neither.length > 0 ? neither : ['']),
        where.not(where.or([isExpired, isStarted])),
      ]),
      ...(expired.length > 0 ? [isExpired] : []),
      ...(started.length > 0 ? [isStarted] : []),
    ]);
  };
}
