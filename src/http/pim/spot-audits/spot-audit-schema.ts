import { Type } from 'typebox';
import { reviewOutcomes } from '../../../domain/spot-audit/decide-review.ts';
import { historyItem, instant, nullable, strict, text, words } from '../schema.ts';

const outcome = words(reviewOutcomes, reviewOutcomes.join(' or '));

export const spotAudit = strict({
  request: historyItem,
  drawnAt: instant('when it was approved, and by that drawn'),
  oneIn: Type.Integer({ description: 'the share that was in force: one in so many' }),
  entry: strict({
    sequence: Type.Integer({ description: 'the number of the ledger entry of the approval' }),
    hash: Type.String({ description: 'its hash; its first 12 digits as a number are divisible by `oneIn`' }),
  }),
  review: nullable(
    strict({
      outcome,
      reviewedBy: strict({ id: Type.String(), displayName: Type.String() }),
      reviewedAt: instant('when'),
      justification: nullable(Type.String()),
    }),
  ),
});

export const reviewBody = strict({
  outcome,
  justification: Type.Optional(text('what was found; required with an objection')),
});
