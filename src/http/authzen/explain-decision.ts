import type { AccessDecision, Grant } from '../../domain/access/decide-access.ts';
import type { Reader } from '../../ledger/engine.ts';
import { type Names, namesOf } from '../../queries/names-of.ts';

/** So many schedules are named at most; the rest is counted. */
const MOST_CONSIDERED = 20;

/** The reason of a decision: the schedule that gives access, or what stands in the way of each that might. */
export async function explainDecision(reader: Reader, decision: AccessDecision): Promise<Record<string, unknown>> {
  if (decision.allowed) {
    return { reason: 'granted', ...presentGrant(decision.by, await namesFor(reader, [decision.by])) };
  }
  if (decision.reason === 'denied') {
    return { reason: 'denied', denyAssignment: { id: decision.by.id, name: decision.by.name } };
  }
  if (decision.reason !== 'noAssignment') return { reason: decision.reason };
  const shown = decision.considered.slice(0, MOST_CONSIDERED);
  const grants = shown.map(({ grant }) => grant);
  const names = await namesFor(reader, grants);
  const considered = shown.map(({ grant, obstacle }) => ({ obstacle, ...presentGrant(grant, names) }));
  return { reason: decision.reason, considered, notShown: decision.considered.length - shown.length };
}

function namesFor(reader: Reader, grants: readonly Grant[]): Promise<Names> {
  const namings = grants.map(({ scope, role, principalId }) => ({ scope, roleDefinitionId: role.id, principalId }));
  return namesOf(reader, namings);
}

function presentGrant({ scheduleId, role, scope, principalId, startMs, endMs }: Grant, names: Names) {
  const { kind, displayName } = names.principal(principalId);
  return {
    scheduleId,
    role: { id: role.id, name: names.role(role.id).name },
    scope: names.scope(scope).path,
    through: { id: principalId, type: kind, displayName },
    from: Temporal.Instant.fromEpochMilliseconds(startMs).toString(),
    // a permanent one has no end
    until: Number.isFinite(endMs) ? Temporal.Instant.fromEpochMilliseconds(endMs).toString() : null,
  };
}
