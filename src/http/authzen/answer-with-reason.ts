import type { AccessIndex } from '../../access/access-index.ts';
import type { Reader } from '../../ledger/engine.ts';
import { explanation } from '../../queries/explanation.ts';
import type { Evaluator } from './evaluate.ts';
import type { EvaluationBody } from './evaluation-schema.ts';
import { presentExplanation } from './present-explanation.ts';
import type { Wishes } from './wishes.ts';

/** An answer to one evaluation. */
export interface EvaluationAnswer {
  readonly decision: boolean;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** One evaluation, and what its caller wants to be told. */
export interface AskedEvaluation {
  readonly body: EvaluationBody;
  readonly callerId: string;
  readonly wishes: Wishes;
}

/** What decisions are made by. */
export interface DecisionSource {
  readonly index: AccessIndex;
  readonly decisions: Evaluator;
}

/** The decision about now with its reason, as far as the caller may see what it rests on. */
export async function answerWithReason(
  { index, decisions }: DecisionSource,
  reader: Reader,
  { body, callerId }: AskedEvaluation,
  now: Temporal.Instant,
): Promise<EvaluationAnswer> {
  const { subject, family } = decisions.read(body, callerId);
  const decision = decisions.evaluate(body, callerId, now.epochMilliseconds, true);
  const { name, properties } = body.action;
  const isDataAction = properties?.isDataAction === true || index.isDataAction(name);
  const asked = family === 'resource' ? { action: name, isDataAction } : null;
  const why = await explanation(reader, { callerId, subjectId: subject.id, asked, decision }, now);
  return { decision: decision.allowed, context: presentExplanation(why) };
}
