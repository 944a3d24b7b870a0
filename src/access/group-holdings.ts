import { type Found, KeyedLists, type Stretch } from './keyed-lists.ts';

/** What groups hold at the scopes of a chain, as it was gathered when it was last asked for. */
export interface GroupsAlong {
  /** The change up to which it is right. */
  change: number;
  /** From `from` to before `to` groups in ascending order, then as many places of what they hold. */
  numbers: Int32Array;
  from: number;
  to: number;
  /** Scopes at which more groups hold something than each chain should repeat. */
  wide: readonly number[];
}

const NOTHING = new Int32Array(0);
const NONE: readonly number[] = [];
const WIDE = 64;
const CHUNK = 65_536;

export function noGroupsYet(): GroupsAlong {
  return { change: -1, numbers: NOTHING, from: 0, to: 0, wide: NONE };
}

/**
 * What groups hold, by scope. It changes rarely and is asked for all the time, by the few groups that are around somebody
 * and the few scopes around another one: so it is gathered for each chain of scopes, in the order of groups.
 */
export class GroupHoldings {
  readonly #byScope = new KeyedLists();
  #change = 0;
  #chunk = new Int32Array(CHUNK);
  #used = 0;

  add(scope: number, group: number, place: number): void {
    this.#byScope.insert(scope, group, place);
    this.#change += 1;
  }

  /** Does nothing where it is not there. */
  remove(scope: number, group: number, place: number): void {
    // what people held ends all the time
    if (this.#byScope.remove(scope, group, place)) this.#change += 1;
  }

  /** Adds to `found` the places of what the groups, in ascending order, hold at the scopes. */
  collect(scopes: Stretch, along: GroupsAlong, groups: Stretch, found: Found): void {
    if (along.change !== this.#change) this.#gather(scopes, along);
    for (const scope of along.wide) this.#byScope.collect(scope, groups, found);
    const { numbers, from, to } = along;
    if (from === to || groups.from === groups.to) return;
    const circle = groups.numbers;
    let at = from;
    let next = groups.from;
    let holding = numbers[at] as number;
    let around = circle[next] as number;
    for (;;) {
      if (holding > around) {
        next += 1;
        if (next === groups.to) return;
        around = circle[next] as number;
        continue;
      }
      if (holding === around) found.push(numbers[at - from + to] as number);
      at += 1;
      if (at === to) return;
      holding = numbers[at] as number;
    }
  }

  #gather({ numbers, from, to }: Stretch, along: GroupsAlong): void {
    const held: { group: number; place: number }[] = [];
    const wide: number[] = [];
    for (let at = from; at < to; at += 1) {
      const scope = numbers[at] as number;
      if (this.#byScope.count(scope) > WIDE) wide.push(scope);
      else this.#byScope.forEach(scope, (group, place) => held.push({ group, place }));
    }
    held.sort((a, b) => a.group - b.group);
    this.#makeRoom(held.length * 2);
    along.change = this.#change;
    along.numbers = this.#chunk;
    along.from = this.#used;
    along.to = along.from + held.length;
    along.wide = wide.length === 0 ? NONE : wide;
    for (const [index, { group, place }] of held.entries()) {
      this.#chunk[along.from + index] = group;
      this.#chunk[along.to + index] = place;
    }
    this.#used += held.length * 2;
  }

  /** What chains have of an earlier chunk they keep. */
  #makeRoom(size: number): void {
    if (this.#used + size <= this.#chunk.length) return;
    this.#chunk = new Int32Array(Math.max(CHUNK, size));
    this.#used = 0;
  }
}
