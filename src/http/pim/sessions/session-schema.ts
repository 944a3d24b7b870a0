import { Type } from 'typebox';
import { instant, nullable, strict } from '../schema.ts';

export const session = strict({
  id: Type.String(),
  principalId: Type.String(),
  provider: Type.String({ description: 'where the person signed in' }),
  userAgent: nullable(Type.String({ description: 'what the browser said it is' })),
  address: nullable(Type.String()),
  createdAt: instant('when the person signed in'),
  lastUsedAt: instant('when it was last used, to the minute'),
  hasSecondFactor: Type.Boolean({ description: 'whether one was proven in it, at any time' }),
  expiresAt: instant('from here on the person must sign in again, however busy'),
  isCurrent: Type.Boolean({ description: 'whether it is the one that asks' }),
});

export const sessionOfPerson = strict({
  ...session.properties,
  person: strict({ id: Type.String(), displayName: Type.String(), userName: nullable(Type.String()) }),
});
