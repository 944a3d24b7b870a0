import type { Grant } from '../domain/access/decide-access.ts';
import { groupAccessOf } from '../domain/group/group-roles.ts';
import { groupIdOf } from '../domain/group/group-scope.ts';

/** Somebody is in a group during `[startMs, endMs)`, in milliseconds since the epoch, by a schedule. */
export interface Membership {
  readonly groupId: string;
  readonly startMs: number;
  /** Infinity for a permanent one. */
  readonly endMs: number;
}

/** What of somebody's own grants makes them a member of a group. */
export function membershipsBy(grants: Iterable<Grant>): readonly Membership[] {
  const found: Membership[] = [];
  for (const { role, scope, startMs, endMs, condition } of grants) {
    const isMembership = groupAccessOf(role.id) === 'member' && condition === null;
    const groupId = isMembership ? groupIdOf(scope) : null;
    if (groupId !== null) found.push({ groupId, startMs, endMs });
  }
  return found;
}

/** Grants as somebody has them by being in a group during `[startMs, endMs)`: never longer than that. */
export function within(grants: readonly Grant[], startMs: number, endMs: number): readonly Grant[] {
  return grants
    .map((grant) => ({
      ...grant,
      startMs: Math.max(grant.startMs, startMs),
      endMs: Math.min(grant.endMs, endMs),
    }))
    .filter((grant) => grant.startMs < grant.endMs);
}

/** A stretch of time in which somebody is in the same groups. */
interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
  readonly groupIds: readonly string[];
}

/** All of time, cut wherever a membership begins or ends. */
export function stretchesOf(memberships: readonly Membership[]): readonly Stretch[] {
  const cuts = new Set(memberships.flatMap(({ startMs, endMs }) => [startMs, endMs]));
  const edges = [Number.NEGATIVE_INFINITY, ...[...cuts].filter(Number.isFinite).sort((a, b) => a - b)];
  return edges.map((startMs, index) => ({
    startMs,
    endMs: edges[index + 1] ?? Number.POSITIVE_INFINITY,
    groupIds: memberships
      .filter((each) => each.startMs <= startMs && startMs < each.endMs)
      .map(({ groupId }) => groupId),
  }));
}
