import type { LastDigest } from '../../domain/digest/due-digest.ts';
import type { PrincipalKind } from '../../domain/principal.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import { statement } from '../statement.ts';

const selectDigest = statement((db, p: { principalId: string }) =>
  db.selectFrom('digest').select(['date', 'until_at']).where('principal_id', '=', p.principalId),
);

/** The digest that a person was given last; null: none yet. */
export async function lastDigestOf(tx: Reader, principalId: string): Promise<LastDigest | null> {
  const row = await tx.first(selectDigest, { principalId });
  return row === undefined ? null : toLastDigest(row);
}

/** The same of many people at once. */
export async function lastDigestsOf(
  tx: Reader,
  principalIds: readonly string[],
): Promise<ReadonlyMap<string, LastDigest>> {
  const rows = await tx.query((db) => db.selectFrom('digest').selectAll().where('principal_id', 'in', principalIds));
  return new Map(rows.map((row) => [row.principal_id, toLastDigest(row)]));
}

function toLastDigest(row: { readonly date: string; readonly until_at: number }): LastDigest {
  return { date: row.date, untilAt: Temporal.Instant.fromEpochMilliseconds(row.until_at) };
}

/** A page begins behind the schedule with this id. */
type HolderPage = { readonly after: string; readonly limit: number };

/** In the order of an index. */
export const selectAdministrators = statement((db, p: HolderPage & { roleDefinitionId: string; now: number }) =>
  db
    .selectFrom('schedule')
    .innerJoin('principal', 'principal.id', 'schedule.principal_id')
    .select(['principal.id', 'principal.kind', 'principal.email'])
    .select(['schedule.id as schedule_id', 'schedule.scope', 'schedule.start_at'])
    .where('principal.enabled', '=', 1)
    .where('schedule.role_definition_id', '=', p.roleDefinitionId)
    .where('schedule.kind', '=', 'active')
    .where('schedule.ended_at', 'is', null)
    .where('schedule.condition', 'is', null)
    .where('schedule.start_at', '<=', p.now)
    .where((where) => where.or([where('schedule.end_at', 'is', null), where('schedule.end_at', '>', p.now)]))
    .where('schedule.id', '>', p.after)
    .orderBy('schedule.id')
    .limit(p.limit),
);

/** Who holds a role at `now` without a condition, people and groups, where and since when; by the ids of their schedules. */
export async function unconditionalHolders(
  tx: Reader,
  roleDefinitionId: string,
  now: Temporal.Instant,
  page: HolderPage,
) {
  const rows = await tx.all(selectAdministrators, { roleDefinitionId, now: now.epochMilliseconds, ...page });
  return rows.map((row) => ({
    scheduleId: row.schedule_id,
    principalId: row.id,
    kind: row.kind as PrincipalKind,
    email: row.email,
    scope: row.scope as Scope,
    sinceMs: row.start_at,
  }));
}
