import { measureActivations } from './activations/measure-activations.ts';
import type { Benchmark } from './benchmark.ts';
import { measureCompanies } from './company/measure-companies.ts';
import { measureDecisions } from './decisions/measure-decisions.ts';
import { measureEvaluations } from './evaluations/measure-evaluations.ts';
import { measureLateness } from './lateness/measure-lateness.ts';
import { measureLists } from './lists/measure-lists.ts';
import { measurePostgresActivations } from './postgres/measure-postgres-activations.ts';
import { measureTakeOver } from './take-over/measure-take-over.ts';

/** All of them, in the order in which a run measures and the report shows them. */
export const benchmarks: readonly Benchmark[] = [
  {
    name: 'decisions',
    measure: async ({ plan, filledLedger }) => [await measureDecisions({ plan, ...(await filledLedger()) })],
  },
  { name: 'company', measure: measureCompanies },
  {
    name: 'activations',
    async measure({ plan, folder, filledLedger }) {
      const { ledger, organisation } = await filledLedger();
      const [forOne, forMany] = organisation.eligibilities;
      const shared = { plan, folder, ledger };
      return [
        await measureActivations({ ...shared, eligibilities: forOne, clients: 1, aimRatio: 0.5 }),
        await measureActivations({ ...shared, eligibilities: forMany, clients: 32, aimRatio: 2 }),
      ];
    },
  },
  { name: 'postgres-activations', measure: measurePostgresActivations },
  { name: 'evaluations', measure: measureEvaluations },
  { name: 'lists', measure: measureLists },
  { name: 'lateness', measure: measureLateness },
  { name: 'take-over', measure: measureTakeOver },
];
