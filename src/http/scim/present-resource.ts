import type { ProvisionedEntry } from '../../queries/provisioned-entries.ts';

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';

export function etagOf({ version }: ProvisionedEntry): string {
  return `W/"${version}"`;
}

export function presentUser(entry: ProvisionedEntry, base: string) {
  const { principal, externalId } = entry;
  const { id, userName, displayName, email, enabled } = principal;
  return {
    schemas: [USER_SCHEMA],
    id,
    ...(externalId === null ? {} : { externalId }),
    userName: userName ?? id,
    displayName,
    name: { formatted: displayName },
    ...(email === null ? {} : { emails: [{ value: email, type: 'work', primary: true }] }),
    active: enabled,
    meta: metaOf(entry, 'User', `${base}/Users/${id}`),
  };
}

export function presentGroup(entry: ProvisionedEntry, base: string) {
  const { principal, externalId, members } = entry;
  const { id, displayName } = principal;
  return {
    schemas: [GROUP_SCHEMA],
    id,
    ...(externalId === null ? {} : { externalId }),
    displayName,
    members: members.map((member) => {
      const type = member.kind === 'group' ? 'Group' : 'User';
      return { value: member.id, display: member.displayName, type, $ref: `${base}/${type}s/${member.id}` };
    }),
    meta: metaOf(entry, 'Group', `${base}/Groups/${id}`),
  };
}

function metaOf(entry: ProvisionedEntry, resourceType: string, location: string) {
  const { createdAt, modifiedAt } = entry;
  const times = { created: createdAt.toString(), lastModified: modifiedAt.toString() };
  return { resourceType, ...times, location, version: etagOf(entry) };
}
