import { sql } from 'kysely';
import type { Reader } from '../ledger/engine.ts';
import { administeredBy, type IsAdministered, withRoles } from './digest-scope.ts';
import { fromRequests } from './request-rows.ts';
import { viewerOf } from './viewer.ts';
import { visibleTo } from './visible-requests.ts';

/** So many days back, and ahead for what ends. */
const DAYS_BACK = 30;
const DAYS_AHEAD = 14;
const MOST_ROLES = 8;
/** Bounds of the time to a decision, in milliseconds: a quarter of an hour, an hour, four, a day. */
const DECISION_BOUNDS_MS = [900_000, 3_600_000, 14_400_000, 86_400_000] as const;

/** A day of the person's calendar, as its first instant. */
export interface DayCount {
  readonly day: Temporal.Instant;
  readonly count: number;
}

/** What was activated, decided and assigned where the person reads assignments. */
export interface OverviewCharts {
  /** Of the last 30 days, today last. */
  readonly activations: readonly DayCount[];
  /** Of the same days, the most frequent first. */
  readonly roles: readonly { readonly id: string; readonly name: string; readonly count: number }[];
  /** Requests decided in those days, by how long that took: at most each of the bounds, and longer. */
  readonly decisions: readonly { readonly atMostMs: number | null; readonly count: number }[];
  readonly permanent: { readonly active: number; readonly eligible: number; readonly timeBound: number };
  /** Assignments that end in the next 14 days, today first. */
  readonly ending: readonly DayCount[];
}

/** The figures behind the charts; days are those of the time zone. */
export async function overviewCharts(
  reader: Reader,
  principalId: string,
  timeZone: string,
  now: Temporal.Instant,
): Promise<OverviewCharts> {
  const viewer = await viewerOf(reader, principalId, now);
  const isRead = administeredBy({ administered: viewer.readsAt }, viewer.hiddenAt);
  const today = now.toZonedDateTimeISO(timeZone).startOfDay();
  const dayAt = (offset: number) => today.add({ days: offset }).toInstant();
  const back = Array.from({ length: DAYS_BACK }, (_, index) => dayAt(index - DAYS_BACK + 1));
  const ahead = Array.from({ length: DAYS_AHEAD }, (_, index) => dayAt(index));
  const since = dayAt(1 - DAYS_BACK).epochMilliseconds;
  const { filter: isVisible } = await visibleTo(reader, viewer, now);
  const [decided] = await reader.query((db) =>
    fromRequests(db)
      .where('stage.decided_at', '>=', since)
      .where((where) => isVisible(where, db))
      .select((where) =>
        [...DECISION_BOUNDS_MS, null].map((atMost, index) => {
          const above = DECISION_BOUNDS_MS[index - 1] ?? -1;
          const took = sql<number>`(stage.decided_at - stage.requested_at)`;
          const isSlower = sql<boolean>`${took} > ${above}`;
          const isIn = atMost === null ? isSlower : sql<boolean>`(${isSlower} and ${took} <= ${atMost})`;
          return where.fn.countAll<number>().filterWhere(isIn).as(`bucket_${index}`);
        }),
      ),
  );
  return {
    activations: await activationsOn(reader, isRead, back, dayAt(1)),
    roles: await rolesSince(reader, isRead, since),
    decisions: [...DECISION_BOUNDS_MS, null].map((atMostMs, index) => ({
      atMostMs,
      count: Number((decided as Readonly<Record<string, number>> | undefined)?.[`bucket_${index}`] ?? 0),
    })),
    permanent: await permanentAt(reader, isRead, now),
    ending: await endingOn(reader, isRead, ahead, dayAt(DAYS_AHEAD), now),
  };
}

/** Activations by their start; one that was withdrawn before it began is none. */
function activations(db: Parameters<typeof withRoles>[0], isRead: IsAdministered, sinceMs: number) {
  return withRoles(db)
    .where('schedule.assignment_type', '=', 'activated')
    .where('schedule.start_at', '>=', sinceMs)
    .where((where) =>
      where.or([where('schedule.end_at', 'is', null), where('schedule.end_at', '>', where.ref('schedule.start_at'))]),
    )
    .where(isRead(db, 'schedule.scope'));
}

async function activationsOn(
  reader: Reader,
  isRead: IsAdministered,
  days: readonly Temporal.Instant[],
  end: Temporal.Instant,
): Promise<readonly DayCount[]> {
  const first = days[0] as Temporal.Instant;
  const [row] = await reader.query((db) =>
    activations(db, isRead, first.epochMilliseconds).select(countsOf('schedule.start_at', days, end)),
  );
  return dayCounts(row, days);
}

async function rolesSince(reader: Reader, isRead: IsAdministered, sinceMs: number) {
  const rows = await reader.query((db) =>
    activations(db, isRead, sinceMs)
      .groupBy(['role.id', 'role.name'])
      .select((where) => ['role.id as id', 'role.name as name', where.fn.countAll<number>().as('count')])
      .orderBy('count', 'desc')
      .orderBy('role.name')
      .orderBy('role.id')
      .limit(MOST_ROLES),
  );
  return rows.map(({ id, name, count }) => ({ id, name, count: Number(count) }));
}

/** What administrators assigned and is not over at `now`. */
function assigned(db: Parameters<typeof withRoles>[0], isRead: IsAdministered, nowMs: number) {
  return withRoles(db)
    .where('schedule.assignment_type', '=', 'assigned')
    .where('schedule.ended_at', 'is', null)
    .where((where) => where.or([where('schedule.end_at', 'is', null), where('schedule.end_at', '>', nowMs)]))
    .where(isRead(db, 'schedule.scope'));
}

async function permanentAt(reader: Reader, isRead: IsAdministered, now: Temporal.Instant) {
  const [row] = await reader.query((db) =>
    assigned(db, isRead, now.epochMilliseconds).select((where) => {
      const permanent = (kind: string) =>
        where.fn
          .countAll<number>()
          .filterWhere((of) => of.and([of('schedule.end_at', 'is', null), of('schedule.kind', '=', kind)]));
      return [
        permanent('active').as('active'),
        permanent('eligible').as('eligible'),
        where.fn.countAll<number>().filterWhere('schedule.end_at', 'is not', null).as('time_bound'),
      ];
    }),
  );
  return {
    active: Number(row?.active ?? 0),
    eligible: Number(row?.eligible ?? 0),
    timeBound: Number(row?.time_bound ?? 0),
  };
}

async function endingOn(
  reader: Reader,
  isRead: IsAdministered,
  days: readonly Temporal.Instant[],
  end: Temporal.Instant,
  now: Temporal.Instant,
): Promise<readonly DayCount[]> {
  const [row] = await reader.query((db) =>
    assigned(db, isRead, now.epochMilliseconds)
      .where('schedule.end_at', '<', end.epochMilliseconds)
      .select(countsOf('schedule.end_at', days, end)),
  );
  return dayCounts(row, days);
}

/** How many rows have an instant in each of the days, as columns `day_0` and on. */
function countsOf(column: string, days: readonly Temporal.Instant[], end: Temporal.Instant) {
  return days.map((day, index) => {
    const next = days[index + 1] ?? end;
    const at = sql.ref(column);
    const isOn = sql`${at} >= ${day.epochMilliseconds} and ${at} < ${next.epochMilliseconds}`;
    return sql<number>`count(*) filter (where ${isOn})`.as(`day_${index}`);
  });
}

function dayCounts(row: object | undefined, days: readonly Temporal.Instant[]): readonly DayCount[] {
  const counts = row as Readonly<Record<string, number>> | undefined;
  return days.map((day, index) => ({ day, count: Number(counts?.[`day_${index}`] ?? 0) }));
}
