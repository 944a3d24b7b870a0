import { type Found, KeyedLists, type Stretch } from './keyed-lists.ts';

/**
 * A chain of scopes with what groups hold at them, as it was gathered when it was last asked for: all in one stretch, since
 * a question waits for each piece of memory that it goes to.
 */
export interface GroupsAlong {
  /** The change up to which it is right; -1: nothing was gathered. */
  change: number;
  /** From `from` the scopes, up to before `to`. */
  numbers: Int32Array;
  from: number;
  to: number;
  /** From `to` up to before it scopes at which more groups hold something than each chain should repeat. */
  wideTo: number;
  /** From `wideTo` up to before it groups in ascending order; then as many places of what they hold. */
  groupsTo: number;
}

const WIDE = 64;
const CHUNK = 65_536;

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
  collect(along: GroupsAlong, groups: Stretch, found: Found): void {
    if (along.change !== this.#change) this.#gather(along);
    if (groups.from === groups.to) return;
    const { numbers, to, wideTo, groupsTo } = along;
    for (let at = to; at < wideTo; at += 1) this.#byScope.collect(numbers[at] as number, groups, found);
    if (wideTo === groupsTo) return;
    const circle = groups.numbers;
    let at = wideTo;
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
      if (holding === around) found.push(numbers[at - wideTo + groupsTo] as number);
      at += 1;
      if (at === groupsTo) return;
      holding = numbers[at] as number;
    }
  }

  #gather(along: GroupsAlong): void {
    const scopes = along.numbers.subarray(along.from, along.to);
    const held: { group: number; place: number }[] = [];
    const wide: number[] = [];
    for (const scope of scopes) {
      if (this.#byScope.count(scope) > WIDE) wide.push(scope);
      else this.#byScope.forEach(scope, (group, place) => held.push({ group, place }));
    }
    held.sort((a, b) => a.group - b.group);
    const stretch = [...scopes, ...wide, ...held.map(({ group }) => group), ...held.map(({ place }) => place)];
    this.#makeRoom(stretch.length);
    this.#chunk.set(stretch, this.#used);
    along.change = this.#change;
    along.numbers = this.#chunk;
    along.from = this.#used;
    along.to = along.from + scopes.length;
    along.wideTo = along.to + wide.length;
    along.groupsTo = along.wideTo + held.length;
    this.#used += stretch.length;
  }

  /** What chains have of an earlier chunk they keep. */
  #makeRoom(size: number): void {
    if (this.#used + size <= this.#chunk.length) return;
    this.#chunk = new Int32Array(Math.max(CHUNK, size));
    this.#used = 0;
  }
}
