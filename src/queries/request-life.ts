import type { StageDecision } from '../domain/approval/approval.ts';
import type { EndReason } from '../domain/schedule.ts';
import type { Interval } from '../domain/time.ts';
import type { Reader } from '../ledger/engine.ts';
import { approvalTerms, stagesOf } from '../ledger/facts/approval-facts.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { policyFor, roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { statement } from '../ledger/statement.ts';
import { type Names, namesOf } from './names-of.ts';
import type { RequestView } from './request-view.ts';
import { type SheetStage, sheetStages } from './sheet-stages.ts';
import { type Told, toldOfRequest } from './told-of-request.ts';

/** Everything that happened around a request, as far as it is on record, and what is to come. */
export interface RequestLife {
  readonly told: readonly Told[];
  readonly stages: readonly SheetStage[];
  readonly closed: { readonly at: Temporal.Instant; readonly byId: string | null } | null;
  /** What came of it, or what it changed; null: nothing yet. */
  readonly schedule: Interval | null;
  /** How that ended; null: it has not. */
  readonly endReason: EndReason | null;
  readonly names: Names;
}

const selectEnd = statement((db, p: { id: string }) =>
  db
    .selectFrom('schedule_request as request')
    .leftJoin('schedule', 'schedule.id', 'request.resulting_schedule_id')
    .select([
      'request.updated_at',
      'request.closed_by_id',
      'request.closed_reason',
      'schedule.start_at',
      'schedule.end_at',
      'schedule.end_reason',
    ])
    .where('request.id', '=', p.id),
);

/** The life of a request that the caller was found to see. */
export async function requestLife(
  reader: Reader,
  view: RequestView,
  sight: { readonly seesEndpoints: boolean },
  now: Temporal.Instant,
): Promise<RequestLife> {
  const told = await toldOfRequest(reader, view.id, sight);
  const end = await reader.first(selectEnd, { id: view.id });
  const stages = await stagesFor(reader, view, now);
  const deciders = stages.flatMap(({ decisions }) => decisions.map(({ decidedById }: StageDecision) => decidedById));
  const closedById = end?.closed_by_id ?? null;
  return {
    told,
    stages,
    closed:
      end === undefined || end.closed_reason === null
        ? null
        : { at: Temporal.Instant.fromEpochMilliseconds(end.updated_at), byId: closedById },
    schedule: toInterval(end?.start_at ?? null, end?.end_at ?? null),
    endReason: (end?.end_reason ?? null) as EndReason | null,
    names: await namesOf(reader, [], closedById === null ? deciders : [...deciders, closedById]),
  };
}

function toInterval(startAt: number | null, endAt: number | null): Interval | null {
  if (startAt === null) return null;
  const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);
  return { startAt: instant(startAt), endAt: endAt === null ? null : instant(endAt) };
}

async function stagesFor(reader: Reader, view: RequestView, now: Temporal.Instant): Promise<readonly SheetStage[]> {
  const opened = await stagesOf(reader, view.id);
  const request = await requestById(reader, view.id);
  const role = request === null ? null : await roleDefinitionById(reader, request.roleDefinitionId);
  if (opened.length === 0 || request === null || role === null) return [];
  const scopeChain = await scopeChainOf(reader, request.scope);
  const place = { role, scopeChain, policy: await policyFor(reader, role, scopeChain) };
  const facts = { request, opened, terms: await approvalTerms(reader, view.id), place };
  return sheetStages(reader, facts, view.status, now);
}
