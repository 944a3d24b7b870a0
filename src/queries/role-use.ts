import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { statement } from '../ledger/statement.ts';

/** One time that a person held a role by activation, by the clock. */
export interface PastActivation {
  readonly requestId: string;
  readonly scope: Scope;
  readonly startAt: Temporal.Instant;
  /** null: it runs without end. */
  readonly endAt: Temporal.Instant | null;
  readonly justification: string | null;
}

/** How a person used a role up to now. */
export interface RoleUse {
  /** The newest first. */
  readonly activations: readonly PastActivation[];
  /** Requests to activate it within 7 days. */
  readonly askedThisWeek: number;
}

const SEVEN_DAYS_MS = 7 * 86_400_000;

const selectActivations = statement(
  (db, p: { principalId: string; roleDefinitionId: string; now: number; limit: number }) =>
    db
      .selectFrom('schedule')
      .innerJoin('schedule_request as request', 'request.id', 'schedule.request_id')
      .select(['request.id', 'schedule.scope', 'schedule.start_at', 'schedule.end_at', 'request.justification'])
      .where('schedule.principal_id', '=', p.principalId)
      .where('schedule.kind', '=', 'active')
      .where('schedule.role_definition_id', '=', p.roleDefinitionId)
      .where('schedule.assignment_type', '=', 'activated')
      .where('schedule.start_at', '<=', p.now)
      // withdrawn before it began
      .where((where) =>
        where.or([where('schedule.end_at', 'is', null), where('schedule.end_at', '>', where.ref('schedule.start_at'))]),
      )
      .orderBy('schedule.start_at', 'desc')
      .limit(p.limit),
);

const countAsked = statement((db, p: { principalId: string; roleDefinitionId: string; since: number }) =>
  db
    .selectFrom('schedule_request')
    .select((where) => where.fn.countAll<number>().as('count'))
    .where('principal_id', '=', p.principalId)
    .where('created_at', '>', p.since)
    .where('role_definition_id', '=', p.roleDefinitionId)
    .where('type', '=', 'selfActivate'),
);

/** Reads up to `limit` activations of the role by the person, wherever. */
export async function roleUse(
  reader: Reader,
  { principalId, roleDefinitionId }: { readonly principalId: string; readonly roleDefinitionId: string },
  limit: number,
  now: Temporal.Instant,
): Promise<RoleUse> {
  const of = { principalId, roleDefinitionId };
  const rows = await reader.all(selectActivations, { ...of, now: now.epochMilliseconds, limit });
  const asked = await reader.first(countAsked, { ...of, since: now.epochMilliseconds - SEVEN_DAYS_MS });
  return {
    activations: rows.map((row) => ({
      requestId: row.id,
      scope: row.scope as Scope,
      startAt: Temporal.Instant.fromEpochMilliseconds(row.start_at),
      endAt: row.end_at === null ? null : Temporal.Instant.fromEpochMilliseconds(row.end_at),
      justification: row.justification,
    })),
    askedThisWeek: Number(asked?.count ?? 0),
  };
}
