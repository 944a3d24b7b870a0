import { type Static, Type } from 'typebox';
import { evaluationAnswer, oneOf } from './evaluation-schema.ts';

/** So many evaluations are asked for in one call at most. */
export const MOST_EVALUATIONS = 1000;

const part = (description: string) => Type.Optional(Type.Unknown({ description }));

/** Each evaluation is read by itself: what is wrong with one is no fault of the others. */
export const evaluationsBody = Type.Object({
  subject: part('the subject of each evaluation that has none of its own'),
  action: part('the action of each evaluation that has none of its own'),
  resource: part('the resource of each evaluation that has none of its own'),
  context: part('the context of each evaluation that has none of its own'),
  options: Type.Optional(
    Type.Object(
      { evaluations_semantic: Type.Optional(oneOf('execute_all', 'deny_on_first_deny', 'permit_on_first_permit')) },
      { description: 'an object; `evaluations_semantic` says when the first decision is the last' },
    ),
  ),
  evaluations: Type.Optional(
    Type.Array(Type.Unknown(), {
      maxItems: MOST_EVALUATIONS,
      description: `at most ${MOST_EVALUATIONS} evaluations; left out or empty: the question is the body itself`,
    }),
  ),
});

export type EvaluationsBody = Static<typeof evaluationsBody>;

/** One question is answered like one. */
export const evaluationsAnswer = Type.Union([
  Type.Object({ evaluations: Type.Array(evaluationAnswer) }),
  evaluationAnswer,
]);
