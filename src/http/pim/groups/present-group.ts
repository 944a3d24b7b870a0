import type { Static } from 'typebox';
import type { DirectoryEntry } from '../../../ledger/facts/directory-facts.ts';
import type { DirectoryDetail } from '../../../queries/directory-entries.ts';
import type { GroupMember, GroupTie } from '../../../queries/group-people.ts';
import type { Names } from '../../../queries/names-of.ts';
import { presentEntry } from '../people/present-person.ts';
import type { groupBody, groupPage, memberPage } from './group-schema.ts';

export function presentListedGroup(entry: DirectoryEntry): Static<typeof groupPage>['items'][number] {
  return { ...presentEntry(entry), isRoleAssignable: entry.isRoleAssignable };
}

export function presentGroup(detail: DirectoryDetail, names: Names): Static<typeof groupBody> {
  const { isProtected } = detail;
  const owners =
    detail.owners === null
      ? null
      : [...detail.owners].map(([id, tie]) => ({
          id,
          displayName: names.principal(id).displayName,
          ...presentTie(tie),
        }));
  return { ...presentListedGroup(detail), isProtected, owners };
}

export function presentMember(member: GroupMember): Static<typeof memberPage>['items'][number] {
  const { id, displayName, kind, enabled } = member.principal;
  return { id, displayName, kind, isEnabled: enabled, ...presentTie(member) };
}

function presentTie({ isLasting, until }: GroupTie) {
  return { isLasting, until: until?.toString() ?? null };
}
