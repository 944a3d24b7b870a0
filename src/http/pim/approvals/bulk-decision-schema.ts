import { Type } from 'typebox';
import { guid, historyItem, nullable, strict } from '../schema.ts';

const MOST = 100;

/** Which requests. */
export const ids = Type.Array(guid('the id of a request'), {
  minItems: 1,
  maxItems: MOST,
  uniqueItems: true,
  description: `1 to ${MOST} ids of requests, each once`,
});

/** What became of each. */
export const outcomes = strict({
  items: Type.Array(
    strict({
      id: Type.String(),
      status: Type.Integer({ description: 'as a decision of this request alone would have been answered' }),
      request: nullable(historyItem),
      refused: nullable(
        strict({
          code: Type.String({ description: 'stable; what a program looks at' }),
          detail: Type.String({ description: 'a sentence for a person' }),
          conflictsWith: nullable(Type.String({ description: 'with a conflict: who decided before' })),
        }),
      ),
    }),
    { description: 'one for each id, in the order of the ids' },
  ),
});
