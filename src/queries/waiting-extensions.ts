import type { ScheduleKind } from '../domain/schedule.ts';
import type { Reader } from '../ledger/engine.ts';
import type { PageRequest, Position } from './page.ts';
import { type RequestView, selectViews, toViews } from './request-view.ts';

/** An extension or renewal that waits for an administrator. */
export interface WaitingExtension {
  readonly position: Position;
  readonly view: RequestView;
  readonly kind: ScheduleKind;
  /** The assignment that shall last longer, as it is. */
  readonly assignment: {
    readonly id: string;
    readonly startAt: Temporal.Instant;
    readonly endAt: Temporal.Instant | null;
  };
}

/** What waits at `now`, whoever may decide it, the one that expires next first; at most `limit`. */
export async function waitingExtensions(
  reader: Reader,
  { limit, after }: PageRequest,
  now: Temporal.Instant,
): Promise<readonly WaitingExtension[]> {
  const rows = await reader.query((db) => {
    const query = selectViews(db)
      .innerJoin('schedule as assignment', 'assignment.id', 'extension.schedule_id')
      .select([
        'assignment.id as assignment_id',
        'assignment.start_at as assignment_start_at',
        'assignment.end_at as assignment_end_at',
      ])
      .$narrowType<{ assignment_id: string; assignment_start_at: number }>()
      .where('request.status', '=', 'pendingAdminDecision')
      .where('extension.result', 'is', null)
      .where('extension.expires_at', '>', now.epochMilliseconds)
      .orderBy('extension.expires_at')
      .orderBy('request.id')
      .limit(limit);
    if (after === null) return query;
    return query.where((where) =>
      where.or([
        where('extension.expires_at', '>', after.atMs),
        where.and([where('extension.expires_at', '=', after.atMs), where('request.id', '>', after.id)]),
      ]),
    );
  });
  const views = await toViews(reader, rows, now);
  return rows.map((row, index) => ({
    position: { atMs: row.extension_expires_at ?? 0, id: row.id },
    view: views[index] as RequestView,
    kind: row.kind as ScheduleKind,
    assignment: {
      id: row.assignment_id,
      startAt: Temporal.Instant.fromEpochMilliseconds(row.assignment_start_at),
      endAt: row.assignment_end_at === null ? null : Temporal.Instant.fromEpochMilliseconds(row.assignment_end_at),
    },
  }));
}
