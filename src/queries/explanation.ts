import type { AccessDecision, Grant, Obstacle } from '../domain/access/decide-access.ts';
import type { Denial } from '../domain/access/denial.ts';
import { givingPattern } from '../domain/access/explain-access.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { Reader } from '../ledger/engine.ts';
import type { PastLink } from '../ledger/facts/past/past-directory.ts';
import { roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { scheduleById } from '../ledger/facts/schedule-facts.ts';
import { knownDenyAssignment } from './deny-assignments.ts';
import { directorySightOf, seesPrincipal } from './directory-sight.ts';
import { type Names, namesOf } from './names-of.ts';
import { pathsUp } from './past-paths.ts';
import { seesSchedule } from './schedules.ts';
import { viewerOf } from './viewer.ts';

type NotAllowed = Exclude<AccessDecision, { readonly allowed: true }>;

/** A schedule that gives what was asked, and how it comes to. */
export interface GivingGrant {
  readonly grant: Grant;
  /** From the subject to whom the schedule names, group by group; empty: to itself. */
  readonly path: readonly PastLink[];
  /** What of the role takes in the operation; null where a role was asked for. */
  readonly pattern: string | null;
  /** What had to be met: on the schedule, and in the role. */
  readonly condition: string | null;
  readonly roleCondition: string | null;
}

/** Why somebody may or may not do something, as far as whoever asks may see what it rests on. */
export type Explanation =
  | { readonly reason: 'granted'; readonly by: GivingGrant | null; readonly names: Names }
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
  /** null: a role was asked for. */
  readonly asked: { readonly action: string; readonly isDataAction: boolean } | null;
  readonly decision: AccessDecision;
}

/**
 * The reason of a decision: of the schedules and deny assignments behind it those alone that the caller may read by
 * themselves. Whoever may not know the subject hears of nobody unknown or disabled either.
 */
export async function explanation(
  reader: Reader,
  { callerId, subjectId, asked, decision }: AskedDecision,
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
      : explanation(reader, { callerId, subjectId, asked, decision: otherwise }, now);
  }
  const giving = decision.allowed ? decision.by : null;
  const by = giving === null ? null : await givingGrant(reader, giving, subjectId, asked, now);
  const considered = decision.allowed ? [] : decision.considered;
  const grants = giving === null ? considered.map(({ grant }) => grant) : [giving];
  const names = await namesOf(
    reader,
    grants.map(({ scope, role, principalId }) => ({ scope, roleDefinitionId: role.id, principalId })),
    by?.path.map(({ groupId }) => groupId),
  );
  const seen = new Set<Grant>();
  for (const grant of grants) {
    const family: RoleFamily = names.role(grant.role.id).family;
    if (callerId === subjectId || (await seesSchedule(reader, viewer, { ...grant, family }))) seen.add(grant);
  }
  if (decision.allowed) return { reason: 'granted', by: giving !== null && seen.has(giving) ? by : null, names };
  const isKnown = seesPrincipal(await directorySightOf(reader, callerId, now), subjectId);
  const seenOnes = considered.filter(({ grant }) => seen.has(grant));
  return { reason: isKnown ? decision.reason : 'noAssignment', considered: seenOnes, names };
}

async function givingGrant(
  reader: Reader,
  grant: Grant,
  subjectId: string,
  asked: AskedDecision['asked'],
  now: Temporal.Instant,
): Promise<GivingGrant> {
  const isOwn = grant.principalId === subjectId;
  const paths = isOwn ? null : await pathsUp(reader, subjectId, now.epochMilliseconds);
  const role = asked === null ? null : await roleDefinitionById(reader, grant.role.id);
  const giving = asked === null || role === null ? null : givingPattern(role, asked.action, asked.isDataAction);
  const schedule = grant.condition === null ? null : await scheduleById(reader, grant.scheduleId);
  return {
    grant,
    path: paths?.get(grant.principalId) ?? [],
    pattern: giving?.pattern ?? null,
    condition: schedule?.condition?.text ?? null,
    roleCondition: giving?.condition ?? null,
  };
}
