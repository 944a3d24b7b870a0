import type { Grant } from '../../domain/access/decide-access.ts';
import type { PastLink } from '../../ledger/facts/past/past-directory.ts';
import type { Explanation, GivingGrant } from '../../queries/explanation.ts';
import type { Names } from '../../queries/names-of.ts';

/** So many schedules are named at most; the rest is counted. */
const MOST_CONSIDERED = 20;

/** The reason of a decision: the schedule that gives access, or what stands in the way of each that might. */
export function presentExplanation(explanation: Explanation): Record<string, unknown> {
  const { reason } = explanation;
  if (reason === 'granted') {
    return { reason, ...(explanation.by === null ? {} : presentGiving(explanation.by, explanation.names)) };
  }
  if (reason === 'denied') return { reason, ...(explanation.by === null ? {} : { denyAssignment: explanation.by }) };
  if (reason !== 'noAssignment') return { reason };
  const { considered, names } = explanation;
  const shown = considered.slice(0, MOST_CONSIDERED);
  return {
    reason,
    considered: shown.map(({ grant, obstacle }) => ({ obstacle, ...presentGrant(grant, names) })),
    notShown: considered.length - shown.length,
  };
}

function presentGiving({ grant, path, pattern, condition, roleCondition }: GivingGrant, names: Names) {
  const memberships = presentMemberships(path, names);
  return { ...presentGrant(grant, names), memberships, pattern, condition, roleCondition };
}

/** The groups from the subject to whom a schedule names, each with what it began by. */
export function presentMemberships(path: readonly PastLink[], names: Names) {
  return path.map(({ groupId, sinceMs, sinceSequence, requestId }) => ({
    group: { id: groupId, displayName: names.principal(groupId).displayName },
    since: Temporal.Instant.fromEpochMilliseconds(sinceMs).toString(),
    entry: sinceSequence,
    requestId,
  }));
}

function presentGrant({ scheduleId, role, scope, principalId, startMs, endMs }: Grant, names: Names) {
  const { kind, displayName } = names.principal(principalId);
  return {
    // a lasting member or owner of a group has the role by no schedule
    scheduleId: scheduleId.includes(':') ? null : scheduleId,
    role: { id: role.id, name: names.role(role.id).name },
    scope: names.scope(scope).path,
    through: { id: principalId, type: kind, displayName },
    from: instantOf(startMs),
    until: instantOf(endMs),
  };
}

/** null: without a beginning, or without an end. */
function instantOf(atMs: number): string | null {
  return Number.isFinite(atMs) ? Temporal.Instant.fromEpochMilliseconds(atMs).toString() : null;
}
