import { RENEWAL_OPEN_FOR_MS } from '../domain/extension/extension-window.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { Schedule } from '../domain/schedule.ts';
import type { Reader } from '../ledger/engine.ts';
import { toSchedule } from '../ledger/facts/schedule-facts.ts';
import { isNotHidden } from './hidden-scopes.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import type { ScheduleCondition } from './schedules.ts';
import { isAtOrBelow } from './scope-reach.ts';
import type { Viewer } from './viewer.ts';

/** An assignment that expired and can be renewed. */
export interface ExpiredAssignment {
  readonly schedule: Schedule & { readonly endAt: Temporal.Instant };
  /** The request to renew it that waits; null where there is none. */
  readonly openRequestId: string | null;
}

export interface ExpiredNarrowing {
  /** The viewer's own and their groups' alone. */
  readonly isOwnOnly?: boolean;
  /** Those alone that the viewer reads by right. */
  readonly isReadOnly?: boolean;
  readonly further?: ScheduleCondition;
}

const columns = { scope: 'schedule.scope', family: 'role.family' };

/**
 * What expired and can still be renewed, the latest first: the viewer's own and their groups', and everybody's at the
 * scopes where the viewer reads assignments, unless it is narrowed. What was assigned anew since is not among them.
 */
export async function expiredAssignments(
  reader: Reader,
  viewer: Viewer,
  { limit, after }: PageRequest,
  now: Temporal.Instant,
  { isOwnOnly = false, isReadOnly = false, further }: ExpiredNarrowing = {},
): Promise<Page<ExpiredAssignment>> {
  const nowMs = now.epochMilliseconds;
  const ids = [viewer.facts.principal.id, ...viewer.facts.groupIds];
  const rows = await reader.query((db) => {
    const query = db
      .selectFrom('schedule')
      .innerJoin('role_definition as role', 'role.id', 'schedule.role_definition_id')
      .leftJoin('schedule_request as open', (join) =>
        join
          .onRef('open.target_schedule_id', '=', 'schedule.id')
          .on('open.status', '=', 'pendingAdminDecision')
          // one to extend it has run out with it, recorded or not
          .on('open.type', '=', 'selfRenew'),
      )
      .selectAll('schedule')
      .select('open.id as open_request_id')
      .where('schedule.assignment_type', '=', 'assigned')
      .where('schedule.end_at', '<=', nowMs)
      .where('schedule.end_at', '>', nowMs - RENEWAL_OPEN_FOR_MS)
      .where((where) =>
        where.or([where('schedule.end_reason', 'is', null), where('schedule.end_reason', '=', 'expired')]),
      )
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('schedule as again')
              .select('again.id')
              .whereRef('again.principal_id', '=', 'schedule.principal_id')
              .whereRef('again.kind', '=', 'schedule.kind')
              .whereRef('again.role_definition_id', '=', 'schedule.role_definition_id')
              .whereRef('again.scope', '=', 'schedule.scope')
              .where('again.assignment_type', '=', 'assigned')
              .where((later) => later.or([later('again.end_at', 'is', null), later('again.end_at', '>', nowMs)])),
          ),
        ),
      )
      .where((where) => {
        const isRead = (family: RoleFamily) =>
          where.and([
            where('role.family', '=', family),
            isAtOrBelow(db, 'schedule.scope', viewer.readsAt[family]),
            isNotHidden(db, columns, viewer.hiddenAt),
          ]);
        const isOwn = where('schedule.principal_id', 'in', ids);
        if (isOwnOnly) return isOwn;
        return where.or([...(isReadOnly ? [] : [isOwn]), isRead('resource'), isRead('directory'), isRead('group')]);
      })
      .where((where) => further?.(db) ?? where.lit(true))
      .orderBy('schedule.end_at', 'desc')
      .orderBy('schedule.id', 'desc')
      .limit(limit + 1);
    if (after === null) return query;
    return query.where((where) =>
      where.or([
        where('schedule.end_at', '<', after.atMs),
        where.and([where('schedule.end_at', '=', after.atMs), where('schedule.id', '<', after.id)]),
      ]),
    );
  });
  const items = rows.map((row) => {
    const endAt = Temporal.Instant.fromEpochMilliseconds(row.end_at ?? 0);
    return { schedule: { ...toSchedule(row), endAt }, openRequestId: row.open_request_id };
  });
  return toPage(rows, limit, (row) => ({ atMs: row.end_at ?? 0, id: row.id }), items);
}
