import { holdsRole } from '../domain/access/holds-role.ts';
import { PEOPLE_ADMINISTRATORS } from '../domain/access/people-administrators.ts';
import { groupIdOf } from '../domain/group/group-scope.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { dealsWithPeople } from '../ledger/facts/role-sight-facts.ts';
import { viewerOf } from './viewer.ts';

/** What somebody sees of the people and groups of the organisation. */
export interface DirectorySight {
  readonly viewerId: string;
  /** Whether they administer people; they also see who somebody is to identity providers, and what is protected. */
  readonly isAdministrator: boolean;
  /** null: everybody. */
  readonly onlyIds: ReadonlySet<string> | null;
  /** Whether they see who is in every group; else in their own alone. */
  readonly seesAllMembers: boolean;
  readonly ownedGroupIds: ReadonlySet<string>;
}

/**
 * Whoever gives roles or reads who has them anywhere, or administers people, knows all: who administers roles must find
 * people. So must who owns a group, to put them in; who is in other groups they do not see. Everybody else knows
 * themselves and the groups that they are in. Refuses an unknown or disabled caller.
 */
export async function directorySightOf(
  reader: Reader,
  callerId: string,
  now: Temporal.Instant,
): Promise<DirectorySight> {
  const { facts, holder, readsAt } = await viewerOf(reader, callerId, now);
  const isAdministrator = holdsRole(holder, PEOPLE_ADMINISTRATORS, [ROOT], now.epochMilliseconds);
  const ownedGroupIds = new Set(readsAt.group.flatMap((scope) => groupIdOf(scope) ?? []));
  const seesAllMembers =
    isAdministrator || readsAt.directory.length > 0 || (await dealsWithPeople(reader, holder, now));
  return {
    viewerId: callerId,
    isAdministrator,
    onlyIds: seesAllMembers || ownedGroupIds.size > 0 ? null : new Set([callerId, ...facts.groupIds]),
    seesAllMembers,
    ownedGroupIds,
  };
}

export function seesPrincipal({ onlyIds }: DirectorySight, id: string): boolean {
  return onlyIds === null || onlyIds.has(id);
}

/** Who is in a group is for those who know everybody, and for its owners. */
export function seesMembers({ seesAllMembers, ownedGroupIds }: DirectorySight, groupId: string): boolean {
  return seesAllMembers || ownedGroupIds.has(groupId);
}
