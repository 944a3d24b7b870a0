import { join } from 'node:path';
import type { Ledger } from '../../src/ledger/ledger.ts';
import type { BenchmarkPlan } from '../benchmark-plan.ts';
import { compareInTurns } from '../compare-in-turns.ts';
import type { Held } from '../fixture/organisation.ts';
import type { Rate } from '../measurement.ts';
import { activate } from './activate.ts';
import { plainTransactions } from './plain-transactions.ts';

export interface ActivationOptions {
  readonly plan: BenchmarkPlan;
  readonly folder: string;
  readonly ledger: Ledger;
  /** One of a person each; every one is activated once. */
  readonly eligibilities: readonly Held[];
  readonly clients: number;
  readonly aimRatio: number;
}

/** Durable activations per second with so many clients, each of which waits for its answer before it asks again. */
export async function measureActivations(options: ActivationOptions): Promise<Rate> {
  const { plan, folder, ledger, eligibilities, clients, aimRatio } = options;
  const count = plan.activationsPerRound;
  const plain = plainTransactions(join(folder, `plain-${clients}.sqlite`));
  let next = 0;

  async function activations(): Promise<number> {
    const end = next + count;
    if (end > eligibilities.length) throw new Error('there are too few people for so many activations');
    const client = async () => {
      while (next < end) await activate(ledger, eligibilities[next++] as Held);
    };
    const begun = performance.now();
    await Promise.all(Array.from({ length: clients }, client));
    return perSecond(count, begun);
  }

  async function plainRound(): Promise<number> {
    const begun = performance.now();
    plain.run(count);
    return perSecond(count, begun);
  }

  await activations();
  await plainRound();
  const measurement = await compareInTurns({
    name: `durable activations, ${clients} ${clients === 1 ? 'client' : 'clients'}`,
    aim: { of: 'ratio', atLeast: aimRatio },
    rounds: plan.rounds,
    measured: activations,
    baseline: { name: 'plain `begin immediate; 4 inserts; commit`, one after the other', measured: plainRound },
    note: () => `${plan.rounds} rounds of ${count}, each by another person among ${plan.people}`,
  });
  plain.close();
  return measurement;
}

function perSecond(count: number, begun: number): number {
  return (count * 1000) / (performance.now() - begun);
}
