import { type Static, Type } from 'typebox';
import { instant, nullable, strict, words } from '../schema.ts';
import { submission } from '../submissions/submission-schema.ts';

export const proof = strict({
  id: Type.String(),
  state: words(['Pending', 'Given', 'Used'], 'whether the person proved it, and whether a request used it up'),
  url: nullable(Type.String({ description: 'where the person signs in for it; null: nobody signs in at this server' })),
  expiresAt: instant('from here on it is neither given nor used'),
  provenAt: nullable(instant('when the person signed in for it; a request may use it for five minutes')),
  request: Type.Unsafe<Static<typeof submission>>({ ...submission, description: 'what was asked for, as it came' }),
});
