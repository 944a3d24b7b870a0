import type { AccessRequest } from '../../src/access/access-index.ts';
import type { BenchmarkPlan } from '../benchmark-plan.ts';
import { questions } from '../decisions/questions.ts';
import type { Organisation } from '../fixture/organisation.ts';

/** What is asked of a server, and how often. */
export interface AskedBodies {
  readonly path: string;
  /** Sent one after the other, round and round. */
  readonly bodies: readonly string[];
  readonly questionsPerCall: number;
  readonly callsPerRound: number;
  readonly callsToWarmUp: number;
}

/** A question a call. */
export function singleQuestions(organisation: Organisation, plan: BenchmarkPlan): AskedBodies {
  return {
    path: '/access/v1/evaluation',
    bodies: questions(organisation, plan.evaluationsPerRound).map((question) => JSON.stringify(evaluation(question))),
    questionsPerCall: 1,
    callsPerRound: plan.evaluationsPerRound,
    callsToWarmUp: plan.evaluationsToWarmUp,
  };
}

/** Many questions a call, each about somebody else somewhere else: nothing is said once for all of them. */
export function batches(organisation: Organisation, plan: BenchmarkPlan): AskedBodies {
  const { evaluationsPerBatch: size, batchesPerRound, batchesToWarmUp } = plan;
  const asked = questions(organisation, size * batchesPerRound).map(evaluation);
  return {
    path: '/access/v1/evaluations',
    bodies: Array.from({ length: batchesPerRound }, (_, index) =>
      JSON.stringify({ evaluations: asked.slice(index * size, (index + 1) * size) }),
    ),
    questionsPerCall: size,
    callsPerRound: batchesPerRound,
    callsToWarmUp: batchesToWarmUp,
  };
}

function evaluation({ principalId, action, scope }: AccessRequest) {
  return {
    subject: { type: 'user', id: principalId },
    action: { name: action },
    resource: { type: 'scope', id: scope },
  };
}
