import { Type } from 'typebox';
import { entryMembers, isProtected, searchQuery } from '../people/person-schema.ts';
import { guid, instant, notBlankText, nullable, pageOf, paging, strict, words } from '../schema.ts';

export const groupParams = strict({ id: guid('the id of a group') });
export const memberParams = strict({
  id: guid('the id of a group'),
  memberId: guid('a person, group or service principal'),
});
export const ownerParams = strict({ id: guid('the id of a group'), ownerId: guid('a person or service principal') });

const displayName = notBlankText('what people call the group', 256);

export const newGroup = strict({
  displayName,
  isRoleAssignable: Type.Optional(
    Type.Boolean({ description: 'true: only privileged administrators change it from the beginning on, and for ever' }),
  ),
});

export const groupChanges = strict({ displayName });

export const groupsQuery = strict({ ...searchQuery, ...paging });

export const groupPage = pageOf(strict({ ...entryMembers, isRoleAssignable: Type.Boolean() }));

const tie = {
  isLasting: Type.Boolean({ description: 'for good; false: by an assignment or activation of the role in the group' }),
  until: nullable(instant('until when, where it is for a time; null: without end')),
};

const owner = strict({ id: Type.String(), displayName: Type.String(), ...tie });

export const groupBody = strict({
  ...entryMembers,
  isRoleAssignable: Type.Boolean(),
  isProtected,
  owners: nullable(Type.Array(owner, { description: 'null: not for you to know' })),
});

export const memberPage = pageOf(
  strict({
    id: Type.String(),
    displayName: Type.String(),
    kind: words(['user', 'group', 'servicePrincipal'], 'what it is'),
    isEnabled: Type.Boolean(),
    ...tie,
  }),
);
