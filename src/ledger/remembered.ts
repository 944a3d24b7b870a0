import type { Look } from './fact-memory.ts';

/**
 * The same look-up, whose answer a ledger remembers from one command to the next until a table that it reads is written.
 * For facts that are asked for often, change seldom, and follow from the tables and the keys alone; nobody may change
 * the answer. Outside of a command nothing is remembered.
 */
export function remembered<const Keys extends readonly string[], Fact>(look: Look<Keys, Fact>): Look<Keys, Fact> {
  return (tx, ...keys) => (tx.recall === undefined ? look(tx, ...keys) : tx.recall(look, keys));
}
