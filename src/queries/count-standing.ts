import { ENDING_SOON_DAYS, UNUSED_DAYS } from '../domain/digest/digest.ts';
import { type FindingName, tallyFinding } from '../domain/digest/tally.ts';
import type { ScheduleKind } from '../domain/schedule.ts';
import type { Scope } from '../domain/scope.ts';
import type { Engine } from '../ledger/engine.ts';
import { statement } from '../ledger/statement.ts';
import type { DigestPlaces } from './digest-places.ts';
import { inPages, type PageBehind } from './in-pages.ts';

const DAY_MS = 86_400_000;

/** Assignments that are not over, with whether they were activated since. */
export const selectOpenAssigned = statement((db, p: PageBehind & { kind: string; unusedSince: number }) =>
  db
    .selectFrom('schedule')
    .select(['id', 'principal_id', 'role_definition_id', 'scope', 'start_at', 'end_at', 'created_at as at'])
    .select((where) =>
      where
        .case()
        .when(
          where.exists(
            where
              .selectFrom('schedule as activation')
              .select('activation.id')
              .whereRef('activation.linked_eligibility_id', '=', 'schedule.id')
              .where('activation.start_at', '>', p.unusedSince),
          ),
        )
        .then(1)
        .else(0)
        .end()
        .as('was_activated'),
    )
    .where('assignment_type', '=', 'assigned')
    .where('ended_at', 'is', null)
    .where('kind', '=', p.kind)
    .where('created_at', '>=', p.at)
    .where((where) => where.or([where('created_at', '>', p.at), where('id', '>', p.id)]))
    .orderBy('created_at')
    .orderBy('id')
    .limit(p.limit),
);

/** Counts what stands at `now` among the assignments that are live, and names the first few of each place. */
export async function countStanding(
  read: Engine['read'],
  places: DigestPlaces,
  now: Temporal.Instant,
  signal: AbortSignal,
): Promise<void> {
  const nowMs = now.epochMilliseconds;
  const unusedSince = nowMs - UNUSED_DAYS * DAY_MS;
  const soonMs = nowMs + ENDING_SOON_DAYS * DAY_MS;
  for (const kind of ['active', 'eligible'] as const satisfies readonly ScheduleKind[]) {
    const readPage = (behind: PageBehind) =>
      read((reader) => reader.all(selectOpenAssigned, { ...behind, kind, unusedSince }));
    await inPages(readPage, { sinceMs: 0, signal }, (row) => {
      const { start_at: startMs, end_at: endMs } = row;
      if (startMs > nowMs || (endMs !== null && endMs <= nowMs)) return;
      const found: FindingName[] = [];
      if (kind === 'active' && endMs === null) found.push('permanent');
      if (kind === 'eligible' && startMs <= unusedSince && row.was_activated === 0) found.push('unused');
      if (endMs !== null && endMs <= soonMs) found.push('endingSoon');
      if (found.length === 0) return;
      const { id: scheduleId, principal_id: principalId, role_definition_id: roleDefinitionId, at: createdMs } = row;
      const scope = row.scope as Scope;
      const tally = places.at(roleDefinitionId, scope);
      if (tally === null) return;
      const item = { scheduleId, kind, principalId, roleDefinitionId, scope, endMs, createdMs };
      for (const name of found) tallyFinding(tally, name, item);
    });
  }
}
