import type { Principal } from '../domain/principal.ts';
import type { Reader } from '../ledger/engine.ts';
import { peopleIn } from '../ledger/facts/people-facts.ts';

/** The enabled people that users and groups stand for at `now`, each once. */
export async function peopleBehind(
  tx: Reader,
  ids: readonly string[],
  now: Temporal.Instant,
): Promise<readonly Principal[]> {
  const people = new Map<string, Principal>();
  for (const id of new Set(ids)) for (const person of await peopleIn(tx, id, now)) people.set(person.id, person);
  return [...people.values()];
}
