import { Type } from 'typebox';
import { guid, instant, notBlankText, nullable, pageOf, paging, strict, text, words } from '../schema.ts';

export const personParams = strict({ id: guid('the id of a person') });

const userName = nullable(text('the name to sign in with, which nobody else has; null: none', 256));
const email = nullable(text('one address; null: none', 320));

const issuer = notBlankText('the identity provider, exactly as its tokens carry it in `iss`', 2000);
const subject = notBlankText('who that is there, exactly as tokens carry it in `sub`', 255);
export const identityBody = strict({ issuer, subject });

export const newPerson = strict({
  displayName: notBlankText('what people call the person', 256),
  userName: Type.Optional(userName),
  email: Type.Optional(email),
  identity: Type.Optional(
    Type.Object(
      { issuer, subject },
      {
        additionalProperties: false,
        description: 'who that is to an identity provider; left out: the person signs in here',
      },
    ),
  ),
});

export const personChanges = strict({
  displayName: Type.Optional(notBlankText('what people call the person', 256)),
  userName: Type.Optional(userName),
  email: Type.Optional(email),
});

export const searchQuery = {
  search: Type.Optional(text('found in names and addresses, without regard to case', 256)),
  sourceId: Type.Optional(guid('only what this provisioning source keeps')),
};

export const peopleQuery = strict({
  ...searchQuery,
  ...paging,
  state: Type.Optional(words(['enabled', 'disabled'], 'only these')),
});

/** What the two kinds of entries of the directory have in common. */
export const entryMembers = {
  id: Type.String(),
  displayName: Type.String(),
  isEnabled: Type.Boolean(),
  sourceId: nullable(Type.String({ description: 'the provisioning source that keeps it; null: it is changed here' })),
  createdAt: instant('when it was created'),
  lastModifiedAt: instant('when it was changed last'),
};

const listed = { ...entryMembers, userName: nullable(Type.String()), email: nullable(Type.String()) };

export const peoplePage = pageOf(strict(listed));

export const isProtected = nullable(
  Type.Boolean({ description: 'whether only privileged administrators change it; null: not for you to know' }),
);

export const personBody = strict({
  ...listed,
  isInactiveAtSource: Type.Boolean({ description: 'whether its directory says that it is inactive' }),
  isProtected,
  groups: Type.Array(
    strict({
      id: Type.String(),
      displayName: Type.String(),
      until: nullable(instant('when the person leaves it; null: it has no end')),
    }),
    { description: 'the groups that the person is in directly, by name: those of which you see who is in them' },
  ),
  identities: nullable(
    Type.Array(strict({ issuer: Type.String(), subject: Type.String() }), {
      description: 'who the person is to identity providers; null: not for you to know',
    }),
  ),
});
