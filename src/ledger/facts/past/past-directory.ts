import { groupAccessOf } from '../../../domain/group/group-roles.ts';
import { groupIdOf, groupScope } from '../../../domain/group/group-scope.ts';
import { isLive } from '../../../domain/schedule.ts';
import type { Reader } from '../../engine.ts';
import { covers } from './covers.ts';
import { inParts } from './in-parts.ts';
import { schedulesAt } from './past-schedules.ts';

/** A direct membership: for good, with the entry of the ledger by which it began, or for a time, by a request. */
export type PastLink = { readonly groupId: string; readonly memberId: string; readonly sinceMs: number } & (
  | { readonly sinceSequence: number; readonly requestId: null }
  | { readonly sinceSequence: null; readonly requestId: string }
);

/** Those of the principals that existed and were enabled at the instant. */
export async function enabledAt(tx: Reader, ids: Iterable<string>, atMs: number): Promise<ReadonlySet<string>> {
  const rows = await inParts(ids, (some) =>
    tx.query((db) =>
      db.selectFrom('enabled_span').select('principal_id').where('principal_id', 'in', some).where(covers(atMs)),
    ),
  );
  return new Set(rows.map((row) => row.principal_id));
}

/** Whether a principal existed at the instant, enabled or not. */
export async function existedAt(tx: Reader, id: string, atMs: number): Promise<boolean> {
  const rows = await tx.query((db) =>
    db.selectFrom('principal').select(['created_at', 'deleted_at']).where('id', '=', id),
  );
  return rows.some((row) => row.created_at <= atMs && (row.deleted_at === null || row.deleted_at > atMs));
}

/** The direct memberships of these principals at the instant. */
export function groupsOfAt(tx: Reader, memberIds: Iterable<string>, atMs: number): Promise<readonly PastLink[]> {
  return linksAt(tx, 'member_id', new Set(memberIds), atMs);
}

/** Who was directly in these groups at the instant. */
export function membersOfAt(tx: Reader, groupIds: Iterable<string>, atMs: number): Promise<readonly PastLink[]> {
  return linksAt(tx, 'group_id', new Set(groupIds), atMs);
}

async function linksAt(
  tx: Reader,
  by: 'group_id' | 'member_id',
  ids: ReadonlySet<string>,
  atMs: number,
): Promise<readonly PastLink[]> {
  const rows = await inParts(ids, (some) =>
    tx.query((db) =>
      db.selectFrom('membership_span').selectAll().where(by, 'in', some).where(covers(atMs)).orderBy('since_sequence'),
    ),
  );
  const lasting = rows.map((row) => ({
    groupId: row.group_id,
    memberId: row.member_id,
    sinceMs: row.since_at,
    sinceSequence: row.since_sequence,
    requestId: null,
  }));
  return [...lasting, ...(await linksForATime(tx, by, ids, atMs))];
}

/** Who was in a group by a schedule of the role that makes them a member (ADR 0023). */
async function linksForATime(
  tx: Reader,
  by: 'group_id' | 'member_id',
  ids: ReadonlySet<string>,
  atMs: number,
): Promise<readonly PastLink[]> {
  const of = by === 'member_id' ? { principalIds: ids } : { scopes: [...ids].map(groupScope) };
  const at = Temporal.Instant.fromEpochMilliseconds(atMs);
  return (await schedulesAt(tx, of, atMs)).flatMap((schedule): PastLink[] => {
    const groupId = groupAccessOf(schedule.roleDefinitionId) === 'member' ? groupIdOf(schedule.scope) : null;
    if (groupId === null || schedule.condition !== null || !isLive(schedule, at)) return [];
    const { principalId: memberId, requestId, startAt } = schedule;
    return [{ groupId, memberId, sinceMs: startAt.epochMilliseconds, sinceSequence: null, requestId }];
  });
}
