import { decideDeactivation } from '../domain/assignment/decide-deactivation.ts';
import type { Decision } from '../domain/decision.ts';
import { sameSchedules } from '../ledger/facts/schedule-facts.ts';
import { dependentsOf } from './assignment-facts.ts';
import { callerFacts } from './authorise.ts';
import type { Submission } from './submission.ts';

/** Asks the domain for the end of an activation; who may: its holder alone. */
export async function deactivateRole({ tx, now, caller, asked }: Submission): Promise<Decision> {
  const callerIs = await callerFacts(tx, caller, now);
  const existing = await sameSchedules(tx, { ...asked, kind: 'active' }, now);
  const activation = existing.find(({ assignmentType }) => assignmentType === 'activated') ?? null;
  const dependents = await dependentsOf(tx, activation === null ? [] : [activation], now);
  return decideDeactivation(asked, { caller: callerIs, activation, dependents }, now);
}
