import { contains, type Interval, isBefore } from '../time.ts';
import type { GroupAccess } from './group-roles.ts';

/** Somebody is member or owner of a group during `[startAt, endAt)`, by a schedule. */
export interface GroupAssignment extends Interval {
  readonly scheduleId: string;
  readonly groupId: string;
  readonly access: GroupAccess;
}

/**
 * The groups that somebody is in at an instant by these assignments, each with its end: null for none. Assignments that
 * follow each other without a gap are one membership (BEHAVIOUR §1: the union of live intervals).
 */
export function membershipsAt(
  assignments: readonly GroupAssignment[],
  at: Temporal.Instant,
): ReadonlyMap<string, Temporal.Instant | null> {
  const memberships = assignments.filter(({ access }) => access === 'member');
  const ends = new Map<string, Temporal.Instant | null>();
  for (const { groupId } of memberships.filter((each) => contains(each, at))) {
    const ofGroup = memberships.filter((each) => each.groupId === groupId);
    ends.set(groupId, lastsUntil(ofGroup, at));
  }
  return ends;
}

/** The end of what begins with an interval at the instant and goes on without a gap; null: it has none. */
function lastsUntil(intervals: readonly Interval[], at: Temporal.Instant): Temporal.Instant | null {
  let until = at;
  for (;;) {
    const next = intervals.filter((each) => contains(each, until));
    if (next.length === 0) return until;
    for (const { endAt } of next) {
      if (endAt === null) return null;
      if (isBefore(until, endAt)) until = endAt;
    }
  }
}
