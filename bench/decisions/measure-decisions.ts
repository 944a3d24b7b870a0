import type { AccessIndex } from '../../src/access/access-index.ts';
import type { BenchmarkPlan } from '../benchmark-plan.ts';
import { compareInTurns } from '../compare-in-turns.ts';
import type { Organisation } from '../fixture/organisation.ts';
import { at } from '../fixture/scope-tree.ts';
import type { Rate } from '../measurement.ts';
import { questions } from './questions.ts';

export interface DecisionOptions {
  readonly plan: BenchmarkPlan;
  readonly organisation: Organisation;
  readonly accessIndex: AccessIndex;
}

/** Access decisions per second in this process, on one core; beside it the look-up of answers that are known already. */
export async function measureDecisions({ plan, organisation, accessIndex }: DecisionOptions): Promise<Rate> {
  const asked = questions(organisation, plan.questions);
  const atMs = Date.now();
  const known = new Map(asked.map((question) => [keyOf(question), accessIndex.decideAtMs(question, atMs).allowed]));
  let allowed = 0;
  let done = 0;

  function round(decide: (question: (typeof asked)[number]) => boolean): number {
    const begun = performance.now();
    for (let index = 0; index < plan.decisionsPerRound; index++) {
      if (decide(at(asked, index))) allowed++;
    }
    done += plan.decisionsPerRound;
    return (plan.decisionsPerRound * 1000) / (performance.now() - begun);
  }
  const decide = (question: (typeof asked)[number]) => accessIndex.decideAtMs(question, atMs).allowed;
  const lookUp = (question: (typeof asked)[number]) => known.get(keyOf(question)) === true;

  round(decide);
  round(lookUp);
  return compareInTurns({
    name: 'access decisions in process',
    aim: { of: 'perSecond', atLeast: 500_000 },
    rounds: plan.rounds,
    measured: async () => round(decide),
    baseline: { name: 'look-up of a remembered answer in a `Map`', measured: async () => round(lookUp) },
    note: () =>
      `${asked.length} questions, ${Math.round((allowed / done) * 100)} % allowed; ` +
      `${plan.people} people in nested groups, ${plan.scopes} scopes, ${plan.roles} roles`,
  });
}

function keyOf({ principalId, action, scope }: { principalId: string; action: string; scope: string }): string {
  return `${principalId} ${action} ${scope}`;
}
