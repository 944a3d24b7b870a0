import type { GroupAccess } from '../domain/group/group-roles.ts';
import { isBefore } from '../domain/time.ts';
import type { Reader } from '../ledger/engine.ts';
import { type DirectoryEntry, groupOwnersOf } from '../ledger/facts/directory-facts.ts';
import { groupAssignmentsAt } from '../ledger/facts/group-assignment-facts.ts';

/** How somebody is member or owner of a group. */
export interface GroupTie {
  /** In the group for good, whatever schedules there are. */
  readonly isLasting: boolean;
  /** The latest end of the schedules by which it is in the group; null: none, or without end. */
  readonly until: Temporal.Instant | null;
}

/** Somebody who is in a group itself. */
export interface GroupMember extends DirectoryEntry, GroupTie {}

const lasting: GroupTie = { isLasting: true, until: null };

/** Who owns the group at `now`, each with how. */
export async function ownerTies(
  reader: Reader,
  groupId: string,
  now: Temporal.Instant,
): Promise<ReadonlyMap<string, GroupTie>> {
  const ties = new Map(await tiesBySchedule(reader, groupId, 'owner', now));
  for (const id of await groupOwnersOf(reader, groupId)) ties.set(id, lasting);
  // whoever is owner for good stands where they would without a schedule
  return new Map([...ties].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The members on a page, each with how it is in the group at `now`. */
export async function withTies(
  reader: Reader,
  groupId: string,
  entries: readonly DirectoryEntry[],
  now: Temporal.Instant,
): Promise<readonly GroupMember[]> {
  const bySchedule = await tiesBySchedule(reader, groupId, 'member', now);
  const members = await reader.query((db) =>
    db
      .selectFrom('group_member')
      .select('member_id')
      .where('group_id', '=', groupId)
      .where('member_id', 'in', ['', ...entries.map(({ principal }) => principal.id)]),
  );
  const lastingIds = new Set(members.map((row) => row.member_id));
  return entries.map((entry) => {
    const tie = lastingIds.has(entry.principal.id) ? undefined : bySchedule.get(entry.principal.id);
    return { ...entry, ...(tie ?? lasting) };
  });
}

async function tiesBySchedule(reader: Reader, groupId: string, access: GroupAccess, now: Temporal.Instant) {
  const ties = new Map<string, GroupTie>();
  for (const { principalId, endAt } of await groupAssignmentsAt(reader, groupId, access, now)) {
    const known = ties.get(principalId);
    const isLatest = known === undefined || endAt === null || (known.until !== null && isBefore(known.until, endAt));
    if (isLatest) ties.set(principalId, { isLasting: false, until: endAt });
  }
  return ties;
}
