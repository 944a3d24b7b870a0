import { Type } from 'typebox';
import { instant, nullable, strict } from '../schema.ts';

const id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
export const unread = Type.Integer({ description: 'how many of all items are not read' });

const item = strict({
  id: Type.Integer({ description: 'the number of the ledger entry that it is about' }),
  event: Type.String({ description: 'what happened, such as `approval.requested`' }),
  requestId: nullable(Type.String({ description: 'null: it is about no request' })),
  subject: Type.String({ description: 'the same as in mail; text, never markup' }),
  isCritical: Type.Boolean({ description: 'somebody must act on it, or waits for it to act' }),
  at: instant('when it happened'),
  readAt: nullable(instant('when it was marked as read; null: it was not')),
});

export const bellBody = strict({
  items: Type.Array(item, { description: 'of the last 90 days, the newest first' }),
  unread,
  nextCursor: nullable(Type.String({ description: 'for the next page; null on the last one' })),
});

export const readBody = Type.Union([
  strict({ ids: Type.Array(id, { minItems: 1, maxItems: 100, description: 'these items' }) }),
  strict({ upTo: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'all up to this id' }) }),
]);
