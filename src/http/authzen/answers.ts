import { Refusal, refuse } from '../../domain/errors.ts';
import type { Services } from '../services.ts';
import { answerAboutPast } from './answer-about-past.ts';
import { answerWithReason, type EvaluationAnswer } from './answer-with-reason.ts';
import { answerToViolation } from './errors.ts';
import { evaluator } from './evaluate.ts';
import type { EvaluationBody, EvaluationQuery } from './evaluation-schema.ts';
import type { EvaluationsBody } from './evaluations-schema.ts';
import { mergeEvaluation } from './merge-evaluation.ts';
import { readEvaluation } from './read-evaluation.ts';
import { wishesMore, wishesOf } from './wishes.ts';

const PERMIT = '{"decision":true}';
const DENY = '{"decision":false}';
/** How every answer begins that permits. */
const PERMITTED = '{"decision":true';
/** For so many evaluations of a call at most the ledger is asked too. */
const MOST_TOLD = 100;

/** Who asks, and what the address says of how. */
export interface Asking {
  readonly callerId: string;
  readonly query: EvaluationQuery;
}

/** What is answered, as text that is ready to be sent; a promise of it where the ledger is asked too. */
export interface Answers {
  one(body: EvaluationBody, asking: Asking): string | Promise<string>;
  many(body: EvaluationsBody, asking: Asking): Promise<string>;
}

/** Answers by one instant of the clock for a whole call. */
export function answers({ accessIndex: index, ledger, clock, onDecided }: Services): Answers {
  const decisions = evaluator(index, onDecided);

  /** Nothing is put together for the two answers that are given most. */
  function answer(body: EvaluationBody, { callerId, query }: Asking, now: Temporal.Instant): string | Promise<string> {
    if (!wishesMore(body.context, query)) {
      return decisions.evaluate(body, callerId, now.epochMilliseconds, false).allowed ? PERMIT : DENY;
    }
    const wishes = wishesOf(body.context, query);
    const asked = { body, callerId, wishes };
    return ledger.read(async (reader) => {
      const source = { index, decisions };
      return JSON.stringify(
        wishes.at === null
          ? await answerWithReason(source, reader, asked, now)
          : await answerAboutPast(source, reader, asked, wishes.at, now),
      );
    });
  }

  async function many(body: EvaluationsBody, asking: Asking): Promise<string> {
    const now = clock();
    const semantic = body.options?.evaluations_semantic;
    const all: string[] = [];
    let told = 0;
    for (const own of body.evaluations ?? []) {
      let text: string;
      try {
        const evaluation = readEvaluation(mergeEvaluation(body, own));
        const isTold = wishesMore(evaluation.context, asking.query);
        told += isTold ? 1 : 0;
        if (isTold && told > MOST_TOLD) refuse(tooManyTold);
        const answered = answer(evaluation, asking, now);
        text = typeof answered === 'string' ? answered : await answered;
      } catch (error) {
        text = JSON.stringify(closed(error));
      }
      all.push(text);
      if (semantic !== undefined && isLast(text.startsWith(PERMITTED), semantic)) break;
    }
    return `{"evaluations":[${all.join(',')}]}`;
  }

  return { one: (body, asking) => answer(body, asking, clock()), many };
}

const tooManyTold = {
  code: 'valueInvalid',
  field: 'evaluations',
  message: `reasons and the past are told for at most ${MOST_TOLD} evaluations of a call; ask for the others in another one`,
} as const;

/** Whether no more is decided after a decision, by the semantic that the caller chose. */
function isLast(isPermitted: boolean, semantic: string): boolean {
  return isPermitted ? semantic === 'permit_on_first_permit' : semantic === 'deny_on_first_deny';
}

/** One evaluation that cannot be answered is closed and says why; what is no refusal ends the whole call. */
function closed(error: unknown): EvaluationAnswer {
  if (!(error instanceof Refusal)) throw error;
  return { decision: false, context: { error: answerToViolation(error.violation) } };
}
