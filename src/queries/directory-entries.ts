import { type SelectQueryBuilder, sql } from 'kysely';
import { protectionBy } from '../domain/access/protection.ts';
import { refuse } from '../domain/errors.ts';
import type { Identity, PrincipalKind } from '../domain/principal.ts';
import type { Reader } from '../ledger/engine.ts';
import {
  type DirectoryEntry,
  directoryEntry,
  identitiesOf,
  toDirectoryEntry,
} from '../ledger/facts/directory-facts.ts';
import { powersOf } from '../ledger/facts/power-facts.ts';
import type { Schema } from '../ledger/schema.ts';
import { type DirectorySight, seesMembers, seesPrincipal } from './directory-sight.ts';
import { type GroupMember, type GroupTie, ownerTies, withTies } from './group-people.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { isOlderThan } from './time-order.ts';

export interface DirectoryListQuestion {
  readonly kind: PrincipalKind;
  /** Found in names and addresses, without regard to case; null: all. */
  readonly search: string | null;
  readonly isEnabled: boolean | null;
  /** Kept by this provisioning source. */
  readonly sourceId: string | null;
}

type Principals = SelectQueryBuilder<Schema, 'principal', object>;

/** People or groups that the viewer knows, the newest first. */
export async function directoryEntries(
  reader: Reader,
  { onlyIds }: DirectorySight,
  { kind, search, isEnabled, sourceId }: DirectoryListQuestion,
  page: PageRequest,
): Promise<Page<DirectoryEntry>> {
  return entriesPage(reader, page, (query) =>
    query
      .where('kind', '=', kind)
      .$if(onlyIds !== null, (only) => only.where('id', 'in', [...(onlyIds ?? [])]))
      .$if(search !== null, (only) => only.where(sql<boolean>`search_text like ${patternOf(search ?? '')} escape '\\'`))
      .$if(isEnabled !== null, (only) => only.where('enabled', '=', isEnabled ? 1 : 0))
      .$if(sourceId !== null, (only) => only.where('source_id', '=', sourceId)),
  );
}

/** Who is in the group itself at `now`, for good or by a schedule. Refuses whoever knows the group and not who is in it. */
export async function groupMembers(
  reader: Reader,
  sight: DirectorySight,
  groupId: string,
  page: PageRequest,
  now: Temporal.Instant,
): Promise<Page<GroupMember>> {
  await visibleEntry(reader, sight, 'group', groupId);
  if (!seesMembers(sight, groupId)) {
    refuse({ code: 'notPermitted', message: 'who is in a group is shown to its owners and to administrators' });
  }
  const nowMs = now.epochMilliseconds;
  const { items, next } = await entriesPage(reader, page, (query) =>
    query.where('id', 'in', (members) =>
      members
        .selectFrom('group_member')
        .select('member_id as id')
        .where('group_id', '=', groupId)
        .union(
          members
            .selectFrom('group_assignment')
            .select('principal_id as id')
            .where('group_id', '=', groupId)
            .where('access', '=', 'member')
            .where('start_at', '<=', nowMs)
            .where((where) => where.or([where('end_at', 'is', null), where('end_at', '>', nowMs)])),
        ),
    ),
  );
  return { items: await withTies(reader, groupId, items, now), next };
}

async function entriesPage(
  reader: Reader,
  { limit, after }: PageRequest,
  narrow: (query: Principals) => Principals,
): Promise<Page<DirectoryEntry>> {
  const rows = await reader.query((db) =>
    narrow(db.selectFrom('principal'))
      .selectAll()
      .where('deleted_at', 'is', null)
      .where(isOlderThan('created_at', 'id', after))
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1),
  );
  return toPage(rows, limit, (row) => ({ atMs: row.created_at, id: row.id }), rows.map(toDirectoryEntry));
}

function patternOf(search: string): string {
  return `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}

/** A person or group with what an administrator needs to know of it. */
export interface DirectoryDetail extends DirectoryEntry {
  /** null: not for this viewer. */
  readonly isProtected: boolean | null;
  /** Who a person is to identity providers; null: not for this viewer. */
  readonly identities: readonly Identity[] | null;
  /** Who owns a group, by id, and how; null: not for this viewer. */
  readonly owners: ReadonlyMap<string, GroupTie> | null;
}

/** One person or group. Refuses, as if there were none, what the viewer does not know. */
export async function directoryDetail(
  reader: Reader,
  sight: DirectorySight,
  { kind, id }: { readonly kind: 'user' | 'group'; readonly id: string },
  now: Temporal.Instant,
): Promise<DirectoryDetail> {
  const entry = await visibleEntry(reader, sight, kind, id);
  const isOwn = id === sight.viewerId;
  return {
    ...entry,
    isProtected: sight.isAdministrator ? protectionBy(await powersOf(reader, id, now)) !== 'none' : null,
    identities: kind === 'user' && (sight.isAdministrator || isOwn) ? await identitiesOf(reader, id) : null,
    owners: kind === 'group' && seesMembers(sight, id) ? await ownerTies(reader, id, now) : null,
  };
}

async function visibleEntry(reader: Reader, sight: DirectorySight, kind: 'user' | 'group', id: string) {
  const entry = seesPrincipal(sight, id) ? await directoryEntry(reader, id) : null;
  if (entry?.principal.kind === kind) return entry;
  return refuse(
    kind === 'user'
      ? { code: 'personNotFound', given: id, message: `there is no person \`${id}\`` }
      : { code: 'groupNotFound', given: id, message: `there is no group \`${id}\`` },
  );
}
