import type { Expression, SqlBool } from 'kysely';
import { ENDING_SOON_DAYS, type Finding, MOST_NAMED, UNUSED_DAYS } from '../domain/digest/digest.ts';
import type { Reader } from '../ledger/engine.ts';
import { toSchedule } from '../ledger/facts/schedule-facts.ts';
import type { QueryBuilder } from '../ledger/statement.ts';
import { type IsAdministered, withRoles } from './digest-scope.ts';
import type { BuilderOf } from './request-rows.ts';

const DAY_MS = 86_400_000;

type Schedules = ReturnType<typeof withRoles>;
type ScheduleFilter = (where: BuilderOf<Schedules>) => Expression<SqlBool>;

/** What stands at `now` among the assignments that are live. */
export async function digestFindings(reader: Reader, isAdministered: IsAdministered, now: Temporal.Instant) {
  const nowMs = now.epochMilliseconds;
  const unusedSince = nowMs - UNUSED_DAYS * DAY_MS;

  async function finding(filter: ScheduleFilter): Promise<Finding> {
    const found = (db: QueryBuilder) =>
      withRoles(db)
        .where('schedule.assignment_type', '=', 'assigned')
        .where('schedule.ended_at', 'is', null)
        .where('schedule.start_at', '<=', nowMs)
        .where((where) => where.or([where('schedule.end_at', 'is', null), where('schedule.end_at', '>', nowMs)]))
        .where((where) => filter(where))
        .where(isAdministered(db, 'schedule.scope'));
    const [counted] = await reader.query((db) => found(db).select((where) => where.fn.countAll<number>().as('count')));
    const count = Number(counted?.count ?? 0);
    if (count === 0) return { count, first: [] };
    const rows = await reader.query((db) =>
      found(db)
        .selectAll('schedule')
        // the databases do not agree by themselves where what has no end belongs
        .orderBy('schedule.end_at', (order) => order.asc().nullsFirst())
        .orderBy('schedule.created_at')
        .orderBy('schedule.id')
        .limit(MOST_NAMED),
    );
    const first = rows.map(toSchedule).map(({ id: scheduleId, kind, principalId, roleDefinitionId, scope, endAt }) => ({
      scheduleId,
      kind,
      principalId,
      roleDefinitionId,
      scope,
      endAt,
    }));
    return { count, first };
  }

  return {
    permanent: await finding((where) =>
      where.and([where('schedule.kind', '=', 'active'), where('schedule.end_at', 'is', null)]),
    ),
    unused: await finding((where) =>
      where.and([
        where('schedule.kind', '=', 'eligible'),
        where('schedule.start_at', '<=', unusedSince),
        where.not(
          where.exists(
            where
              .selectFrom('schedule as activation')
              .select('activation.id')
              .whereRef('activation.linked_eligibility_id', '=', 'schedule.id')
              .where('activation.start_at', '>', unusedSince),
          ),
        ),
      ]),
    ),
    endingSoon: await finding((where) => where('schedule.end_at', '<=', nowMs + ENDING_SOON_DAYS * DAY_MS)),
  };
}
