import type { Static } from 'typebox';
import type { PastAccess } from '../../../queries/past-access.ts';
import type { PastHolder, PastReason } from '../../../queries/past-holders.ts';
import type { CsvColumns } from '../csv.ts';
import type { pastAccessBody } from './past-access-schema.ts';

type Body = Static<typeof pastAccessBody>;
type Item = Body['items'][number];

/** The answer as it goes over the wire, at most `limit` of those who could. */
export function presentPastAccess(found: PastAccess, at: Temporal.Instant, limit: number): Body {
  const { path, displayName } = found.scope;
  return {
    at: at.toString(),
    scope: { path, displayName },
    principal: found.principal,
    role: found.role,
    isComplete: found.isComplete,
    total: found.holders.length,
    items: found.holders.slice(0, limit).map((holder) => presentHolder(found, holder)),
  };
}

function presentHolder(found: PastAccess, holder: PastHolder): Item {
  const { id, displayName, kind } = found.names.principal(holder.principalId);
  const { denial } = holder;
  return {
    principal: { id, displayName, kind },
    outcome: holder.outcome,
    reasons: holder.reasons.map((reason) => ({
      ...presentSchedule(found, reason),
      pattern: reason.pattern,
      isConditional: reason.isConditional,
    })),
    others: holder.others.map((other) => ({ ...presentSchedule(found, other), obstacle: other.obstacle })),
    membership: holder.membership === null ? null : presentPath(found, holder.membership),
    deniedBy: denial !== null && found.seesDenial(holder) ? { id: denial.id, name: denial.name } : null,
  };
}

function presentSchedule(
  { names }: PastAccess,
  { schedule, role, path }: Pick<PastReason, 'schedule' | 'role' | 'path'>,
) {
  const assignedAt = names.scope(schedule.scope);
  const assignedTo = names.principal(schedule.principalId);
  return {
    scheduleId: schedule.id,
    requestId: schedule.requestId,
    type: schedule.assignmentType,
    role: { id: role.id, name: role.name },
    assignedAt: { path: assignedAt.path, displayName: assignedAt.displayName },
    assignedTo: { id: assignedTo.id, displayName: assignedTo.displayName },
    through: presentPath({ names }, path),
    start: schedule.startAt.toString(),
    end: schedule.endAt?.toString() ?? null,
    condition: schedule.condition?.text ?? null,
  };
}

function presentPath({ names }: Pick<PastAccess, 'names'>, path: PastReason['path']) {
  return path.map(({ groupId, sinceMs, sinceSequence, requestId }) => ({
    group: { id: groupId, displayName: names.principal(groupId).displayName },
    since: Temporal.Instant.fromEpochMilliseconds(sinceMs).toString(),
    entry: sinceSequence,
    requestId,
  }));
}

/** One line a reason; who has none has one line without. */
export interface PastAccessLine {
  readonly body: Pick<Body, 'at' | 'scope'>;
  readonly item: Item;
  readonly reason: Item['reasons'][number] | null;
}

export function pastAccessLines(body: Body): readonly PastAccessLine[] {
  return body.items.flatMap((item): readonly PastAccessLine[] =>
    item.reasons.length === 0 ? [{ body, item, reason: null }] : item.reasons.map((reason) => ({ body, item, reason })),
  );
}

/** The columns of an export, in their order. */
export const pastAccessColumns: CsvColumns<PastAccessLine> = {
  at: ({ body }) => body.at,
  scope: ({ body }) => body.scope.path,
  principal: ({ item }) => item.principal.displayName,
  principalId: ({ item }) => item.principal.id,
  outcome: ({ item }) => item.outcome,
  role: ({ reason }) => reason?.role.name ?? null,
  roleDefinitionId: ({ reason }) => reason?.role.id ?? null,
  pattern: ({ reason }) => reason?.pattern ?? null,
  type: ({ reason }) => reason?.type ?? null,
  assignedAt: ({ reason }) => reason?.assignedAt.path ?? null,
  assignedTo: ({ reason }) => reason?.assignedTo.displayName ?? null,
  through: ({ item, reason }) =>
    (reason?.through ?? item.membership)
      ?.map(({ group, since }) => `${group.displayName} since ${since}`)
      .join(' > ') ?? null,
  start: ({ reason }) => reason?.start ?? null,
  end: ({ reason }) => reason?.end ?? null,
  condition: ({ reason }) => reason?.condition ?? null,
  scheduleId: ({ reason }) => reason?.scheduleId ?? null,
  requestId: ({ reason }) => reason?.requestId ?? null,
  deniedBy: ({ item }) => item.deniedBy?.name ?? null,
};
