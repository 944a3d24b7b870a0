import type { AccessDecision, Grant, Obstacle } from '../domain/access/decide-access.ts';
import type { Denial } from '../domain/access/denial.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { Reader } from '../ledger/engine.ts';
import { knownDenyAssignment } from './deny-assignments.ts';
import { directorySightOf, seesPrincipal } from './directory-sight.ts';
import { type Names, namesOf } from './names-of.ts';
import { seesSchedule } from './schedules.ts';
import { viewerOf } from './viewer.ts';

type NotAllowed = Exclude<AccessDecision, { readonly allowed: true }>;

/** Why somebody may or may not do something, as far as whoever asks may see what it rests on. */
export type Explanation =
  | { readonly reason: 'granted'; readonly by: Grant | null; readonly names: Names }
  | { readonly reason: 'denied'; readonly by: Pick<Denial, 'id' | 'name'> | null }
  | {
      readonly reason: Exclude<NotAllowed['reason'], 'denied'>;
      readonly considered: ReadonlyArray<{ readonly grant: Grant; readonly obstacle: Obstacle }>;
      readonly names: Names;
    };

/** Who asks about whom. */
export interface AskedDecision {
  readonly callerId: string;
  readonly subjectId: string;
  readonly decision: AccessDecision;
}

/**
 * The reason of a decision: of the schedules and deny assignments behind it those alone that the caller may read by
 * themselves. Whoever may not know the subject hears of nobody unknown or disabled either.
 */
export async function explanation(
  reader: Reader,
  { callerId, subjectId, decision }: AskedDecision,
  now: Temporal.Instant,
): Promise<Explanation> {
  const viewer = await viewerOf(reader, callerId, now);
  if (!decision.allowed && decision.reason === 'denied') {
    const { by, otherwise } = decision;
    const isSeen = (await knownDenyAssignment(reader, viewer, by.id, now)) !== null;
    if (isSeen) return { reason: 'denied', by: { id: by.id, name: by.name } };
    // what nothing gives anyway tells nothing of a denial that is hidden
    const isNeeded = otherwise === null || otherwise.allowed;
    return isNeeded
      ? { reason: 'denied', by: null }
      : explanation(reader, { callerId, subjectId, decision: otherwise }, now);
  }
  const grants = decision.allowed ? [decision.by] : decision.considered.map(({ grant }) => grant);
  const names = await namesOf(
    reader,
    grants.map(({ scope, role, principalId }) => ({ scope, roleDefinitionId: role.id, principalId })),
  );
  const seen = new Set<Grant>();
  for (const grant of grants) {
    const family: RoleFamily = names.role(grant.role.id).family;
    if (callerId === subjectId || (await seesSchedule(reader, viewer, { ...grant, family }))) seen.add(grant);
  }
  if (decision.allowed) return { reason: 'granted', by: seen.has(decision.by) ? decision.by : null, names };
  const isKnown = seesPrincipal(await directorySightOf(reader, callerId, now), subjectId);
  const considered = decision.considered.filter(({ grant }) => seen.has(grant));
  return { reason: isKnown ? decision.reason : 'noAssignment', considered, names };
}
