import type { Static } from 'typebox';
import type { DirectoryEntry } from '../../../ledger/facts/directory-facts.ts';
import type { DirectoryDetail } from '../../../queries/directory-entries.ts';
import type { Names } from '../../../queries/names-of.ts';
import { presentEntry } from '../people/present-person.ts';
import type { groupBody, groupPage, memberPage } from './group-schema.ts';

export function presentListedGroup(entry: DirectoryEntry): Static<typeof groupPage>['items'][number] {
  return { ...presentEntry(entry), isRoleAssignable: entry.isRoleAssignable };
}

export function presentGroup(detail: DirectoryDetail, names: Names): Static<typeof groupBody> {
  const { isProtected, ownerIds } = detail;
  const owners = ownerIds?.map((id) => ({ id, displayName: names.principal(id).displayName })) ?? null;
  return { ...presentListedGroup(detail), isProtected, owners };
}

export function presentMember({ principal }: DirectoryEntry): Static<typeof memberPage>['items'][number] {
  const { id, displayName, kind, enabled } = principal;
  return { id, displayName, kind, isEnabled: enabled };
}
