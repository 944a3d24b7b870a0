import { validateWithTypebox } from '../plugins/validate-with-typebox.ts';
import { type EvaluationBody, evaluationBody } from './evaluation-schema.ts';

const validate = validateWithTypebox({ schema: evaluationBody, httpPart: 'body', method: 'POST', url: '' });

/** Reads an evaluation that no route has read. Throws a refusal for what is none. */
export function readEvaluation(given: unknown): EvaluationBody {
  const { value, error } = validate(given) as { readonly value?: unknown; readonly error?: Error };
  if (error !== undefined) throw error;
  return value as EvaluationBody;
}
