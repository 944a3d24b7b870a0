import type { Static } from 'typebox';
import type { DirectoryEntry } from '../../../ledger/facts/directory-facts.ts';
import type { DirectoryDetail } from '../../../queries/directory-entries.ts';
import type { GroupOfPerson } from '../../../queries/groups-of-person.ts';
import type { peoplePage, personBody } from './person-schema.ts';

/** What people and groups have in common. */
export function presentEntry({ principal, sourceId, createdAt, modifiedAt }: DirectoryEntry) {
  const { id, displayName, enabled } = principal;
  const times = { createdAt: createdAt.toString(), lastModifiedAt: modifiedAt.toString() };
  return { id, displayName, isEnabled: enabled, sourceId, ...times };
}

export function presentListedPerson(entry: DirectoryEntry): Static<typeof peoplePage>['items'][number] {
  const { userName, email } = entry.principal;
  return { ...presentEntry(entry), userName, email };
}

export function presentPerson(detail: DirectoryDetail, groups: readonly GroupOfPerson[]): Static<typeof personBody> {
  const { isInactive, isProtected, identities } = detail;
  return {
    ...presentListedPerson(detail),
    isInactiveAtSource: isInactive,
    isProtected,
    groups: groups.map(({ until, ...group }) => ({ ...group, until: until?.toString() ?? null })),
    identities: identities === null ? null : identities.map(({ issuer, subject }) => ({ issuer, subject })),
  };
}
