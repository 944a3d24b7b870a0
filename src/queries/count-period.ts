import type { DigestPeriod } from '../domain/digest/digest.ts';
import type { Tally, TrendName } from '../domain/digest/tally.ts';
import { type RequestStatus, toPublicStatus } from '../domain/request/request-status.ts';
import type { Scope } from '../domain/scope.ts';
import type { Engine } from '../ledger/engine.ts';
import { statement } from '../ledger/statement.ts';
import type { DigestPlaces } from './digest-places.ts';
import { inPages, type Ordered, type PageBehind } from './in-pages.ts';

type Three = [number, number, number];

/** Activations that begin before an instant; of one that was withdrawn before it began the end is not after its start. */
export const selectActivations = statement((db, p: PageBehind & { until: number }) =>
  db
    .selectFrom('schedule')
    .select(['id', 'role_definition_id', 'scope', 'start_at as at', 'end_at'])
    .where('assignment_type', '=', 'activated')
    .where('start_at', '<', p.until)
    .where('start_at', '>=', p.at)
    .where((where) => where.or([where('start_at', '>', p.at), where('id', '>', p.id)]))
    .orderBy('start_at')
    .orderBy('id')
    .limit(p.limit),
);

/** Requests with the approval stage that was opened last, by when its time is over. */
export const selectStages = statement((db, p: PageBehind) =>
  db
    .selectFrom('approval_stage as stage')
    .innerJoin('schedule_request as request', 'request.id', 'stage.request_id')
    .select(['stage.id as id', 'stage.expires_at as at', 'stage.result as result', 'stage.decided_at as decided_at'])
    .select(['request.role_definition_id', 'request.scope', 'request.status'])
    .where('stage.is_current', '=', 1)
    .where('stage.expires_at', '>=', p.at)
    .where((where) => where.or([where('stage.expires_at', '>', p.at), where('stage.id', '>', p.id)]))
    .orderBy('stage.expires_at')
    .orderBy('stage.id')
    .limit(p.limit),
);

/** The same for what an administrator decides. */
export const selectExtensions = statement((db, p: PageBehind) =>
  db
    .selectFrom('extension_request as extension')
    .innerJoin('schedule_request as request', 'request.id', 'extension.request_id')
    .select(['extension.request_id as id', 'extension.expires_at as at', 'extension.result as result'])
    .select(['extension.decided_at as decided_at', 'request.role_definition_id', 'request.scope', 'request.status'])
    .where('extension.expires_at', '>=', p.at)
    .where((where) => where.or([where('extension.expires_at', '>', p.at), where('extension.request_id', '>', p.id)]))
    .orderBy('extension.expires_at')
    .orderBy('extension.request_id')
    .limit(p.limit),
);

interface DecidedRow extends Ordered {
  readonly result: string | null;
  readonly decided_at: number | null;
  readonly role_definition_id: string;
  readonly scope: string;
  readonly status: string;
}

/** Counts what waits at `now`, and what was decided, ran out or was activated in the period and in the one before. */
export async function countPeriod(
  read: Engine['read'],
  places: DigestPlaces,
  { beforeAt, sinceAt, untilAt }: Pick<DigestPeriod, 'beforeAt' | 'sinceAt' | 'untilAt'>,
  now: Temporal.Instant,
  signal: AbortSignal,
): Promise<void> {
  const [before, since, until] = [beforeAt, sinceAt, untilAt].map((at) => at.epochMilliseconds) as Three;
  const paging = { sinceMs: before, signal };

  function count(tally: Tally, name: TrendName, at: number | null): void {
    if (at === null || at < before || at >= until) return;
    tally.trends[name][at < since ? 'before' : 'count'] += 1;
  }

  function countDecided({ at, result, decided_at: decidedMs, ...row }: DecidedRow): void {
    const tally = places.at(row.role_definition_id, row.scope as Scope);
    if (tally === null) return;
    const word = toPublicStatus(row.status as RequestStatus, Temporal.Instant.fromEpochMilliseconds(at), now);
    if (word === 'Pending' && at > now.epochMilliseconds) tally.pending += 1;
    if (word === 'Expired') count(tally, 'expired', at);
    if (result === 'approved' || result === 'denied') count(tally, result, decidedMs);
  }

  // all is decided before its time is over, so that nothing decided since then is missed
  for (const decided of [selectStages, selectExtensions]) {
    await inPages<DecidedRow>((behind) => read((reader) => reader.all(decided, behind)), paging, countDecided);
  }
  const readActivations = (behind: PageBehind) => read((reader) => reader.all(selectActivations, { ...behind, until }));
  await inPages(readActivations, paging, ({ at, end_at: endMs, ...row }) => {
    if (endMs !== null && endMs <= at) return;
    const tally = places.at(row.role_definition_id, row.scope as Scope);
    if (tally !== null) count(tally, 'activations', at);
  });
}
