import { Type } from 'typebox';
import { guid, instant, notBlankText, nullable, strict } from '../schema.ts';

export const sourceParams = strict({ id: guid('the id of a provisioning source') });
export const tokenParams = strict({ id: guid('the id of a provisioning source'), tokenId: guid('the token') });
export const keptParams = strict({
  id: guid('the id of a provisioning source'),
  principalId: guid('a person or group'),
});

const mayChangeProtected = Type.Boolean({
  description:
    'whether it may add members to groups with power and say who signs in as people with power; false if left out',
});

export const newSource = strict({
  displayName: notBlankText('what people call the directory', 256),
  issuer: notBlankText('the identity provider of its people, exactly as tokens carry it in `iss`', 2000),
  mayChangeProtected: Type.Optional(mayChangeProtected),
});

export const sourceChanges = strict({ mayChangeProtected });

export const newToken = strict({
  expiresAt: Type.Optional(
    Type.String({ format: 'date-time', description: 'in two years at most; in 180 days if left out' }),
  ),
});

const kept = {
  id: Type.String(),
  createdAt: instant('when it was made'),
  expiresAt: instant('from here on it is of no use'),
  lastUsedAt: nullable(instant('when it was last used, to the minute; null: never')),
};

export const addedToken = strict({
  ...kept,
  token: Type.String({ description: 'shown this once and never again' }),
});

export const sourceBody = strict({
  id: Type.String({ description: 'also the id of the service principal that it acts as' }),
  displayName: Type.String(),
  issuer: Type.String(),
  mayChangeProtected: Type.Boolean(),
  isEnabled: Type.Boolean({
    description: 'whether the service principal is enabled; while it is not, no token is of use',
  }),
  createdAt: instant('when it was created'),
  tokens: Type.Array(strict(kept)),
});

export const sourceList = strict({ items: Type.Array(sourceBody) });
