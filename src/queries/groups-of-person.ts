import { contains, isBefore } from '../domain/time.ts';
import type { Reader } from '../ledger/engine.ts';
import { groupAssignmentsOf } from '../ledger/facts/group-assignment-facts.ts';
import { type DirectorySight, seesMembers } from './directory-sight.ts';

/** A group that somebody is in by themselves, not by another group. */
export interface GroupOfPerson {
  readonly id: string;
  readonly displayName: string;
  /** When they leave it by themselves; null: never. */
  readonly until: Temporal.Instant | null;
}

/** The groups that the person is in at `now`, by name: those of which the viewer sees who is in them, and the viewer's own. */
export async function groupsOfPerson(
  reader: Reader,
  sight: DirectorySight,
  personId: string,
  now: Temporal.Instant,
): Promise<readonly GroupOfPerson[]> {
  const rows = await reader.query((db) =>
    db.selectFrom('group_member').select('group_id').where('member_id', '=', personId),
  );
  /** By group, when it ends; null: never. */
  const ends = new Map<string, Temporal.Instant | null>(rows.map(({ group_id }) => [group_id, null]));
  for (const { groupId, access, startAt, endAt } of await groupAssignmentsOf(reader, personId)) {
    if (access !== 'member' || !contains({ startAt, endAt }, now)) continue;
    const known = ends.get(groupId);
    const isLatest = known === undefined || endAt === null || (known !== null && isBefore(known, endAt));
    if (isLatest) ends.set(groupId, endAt);
  }
  const visible = [...ends.keys()].filter((id) => personId === sight.viewerId || seesMembers(sight, id));
  const groups = await reader.query((db) =>
    db
      .selectFrom('principal')
      .select(['id', 'display_name'])
      .where('id', 'in', ['', ...visible])
      .where('deleted_at', 'is', null)
      .orderBy('display_name')
      .orderBy('id'),
  );
  return groups.map(({ id, display_name }) => ({ id, displayName: display_name, until: ends.get(id) ?? null }));
}
