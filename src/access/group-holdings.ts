import type { AskedChain } from './asked-chain.ts';
import { type Found, KeyedLists, type Stretch } from './keyed-lists.ts';
import { passesSieve } from './sieve.ts';

const WIDE = 64;

/**
 * What groups hold, by scope. It changes rarely and is asked for all the time, by the few groups that are around somebody
 * and the few scopes around another one: so it is gathered for each chain of scopes, in the order of groups.
 */
export class GroupHoldings {
  readonly #byScope = new KeyedLists();
  #change = 0;

  add(scope: number, group: number, place: number): void {
    this.#byScope.insert(scope, group, place);
    this.#change += 1;
  }

  /** Does nothing where it is not there. */
  remove(scope: number, group: number, place: number): void {
    // what people held ends all the time
    if (this.#byScope.remove(scope, group, place)) this.#change += 1;
  }

  /** Whether any group holds something at the scopes. */
  isAnyAlong(chain: AskedChain): boolean {
    if (chain.change !== this.#change) this.#gather(chain);
    return chain.to < chain.wideTo || chain.groupsFrom < chain.groupsTo;
  }

  /** Adds to `found` the places of what these groups hold at the scopes, along which it was seen that there is any. */
  collect(chain: AskedChain, groups: Stretch, found: Found): void {
    const { numbers, to, wideTo, groupsFrom } = chain;
    for (let at = to; at < wideTo; at += 1) this.#byScope.collect(numbers[at] as number, groups, found);
    for (let next = groups.from; next < groups.to; next += 1) {
      const group = groups.numbers[next] as number;
      if (passesSieve(numbers, wideTo, groupsFrom - wideTo, group)) collectOf(group, chain, found);
    }
  }

  #gather(chain: AskedChain): void {
    const held: { group: number; place: number }[] = [];
    const wide: number[] = [];
    for (const scope of chain.numbers.subarray(chain.from, chain.to)) {
      if (this.#byScope.count(scope) > WIDE) wide.push(scope);
      else this.#byScope.forEach(scope, (group, place) => held.push({ group, place }));
    }
    held.sort((a, b) => a.group - b.group);
    chain.gathered(this.#change, { wide, held });
  }
}

/** Adds to `found` what one group holds. */
function collectOf(group: number, { numbers, groupsFrom, groupsTo }: AskedChain, found: Found): void {
  for (let at = groupsFrom; at < groupsTo; at += 1) {
    const holding = numbers[at] as number;
    if (holding === group) found.push(numbers[at - groupsFrom + groupsTo] as number);
    else if (holding > group) return;
  }
}
