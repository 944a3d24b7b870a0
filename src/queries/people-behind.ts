import type { Principal } from '../domain/principal.ts';
import type { Reader } from '../ledger/engine.ts';
import { peopleIn } from '../ledger/facts/principal-facts.ts';

/** The enabled people that users and groups stand for, each once. */
export async function peopleBehind(tx: Reader, ids: readonly string[]): Promise<readonly Principal[]> {
  const people = new Map<string, Principal>();
  for (const id of new Set(ids)) for (const person of await peopleIn(tx, id)) people.set(person.id, person);
  return [...people.values()];
}
