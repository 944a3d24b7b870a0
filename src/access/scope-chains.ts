import { type Scope, scopeChain } from '../domain/scope.ts';
import { type GroupsAlong, noGroupsYet } from './group-holdings.ts';
import type { Stretch } from './keyed-lists.ts';
import { Numbered } from './numbered.ts';

/** A scope and those above it up to the root; by number those of them at which something may be held. */
export interface NumberedChain extends Stretch {
  readonly scopes: readonly Scope[];
  readonly groups: GroupsAlong;
}

const REMEMBERED_CHAINS = 50_000;
/** So many numbers of chains stand in one piece of memory. */
const CHUNK = 32_768;

/** Where scopes are placed now; those that are registered or at which something is held have numbers. */
export class ScopeChains {
  readonly #parents = new Map<Scope, Scope | null>();
  readonly #chains = new Map<Scope, NumberedChain>();
  readonly numbers = new Numbered<Scope>();
  /** How many there were when the chains were made: one that came later is missing in them. */
  #numbered = 0;
  #chunk = new Int32Array(CHUNK);
  #used = 0;

  place(scope: Scope, parent: Scope | null): void {
    this.numbers.of(scope);
    this.#parents.set(scope, parent);
    this.#chains.clear();
  }

  remove(scope: Scope): void {
    this.#parents.delete(scope);
    this.#chains.clear();
  }

  of(scope: Scope): NumberedChain {
    if (this.#numbered !== this.numbers.size) {
      this.#chains.clear();
      this.#numbered = this.numbers.size;
    }
    const known = this.#chains.get(scope);
    if (known !== undefined) return known;
    const chain = this.#make(scope);
    if (this.#chains.size >= REMEMBERED_CHAINS) this.#chains.clear();
    this.#chains.set(scope, chain);
    return chain;
  }

  #make(scope: Scope): NumberedChain {
    const found = scopeChain(scope, (child) => this.#parents.get(child) ?? null);
    const numbers = found.flatMap((each) => this.numbers.find(each) ?? []).sort((a, b) => a - b);
    // the texts that grants name, so that comparing them is comparing references
    const scopes = found.map((each) => {
      const number = this.numbers.find(each);
      return number === undefined ? each : this.numbers.text(number);
    });
    if (this.#used + numbers.length > this.#chunk.length) {
      this.#chunk = new Int32Array(Math.max(CHUNK, numbers.length));
      this.#used = 0;
    }
    const from = this.#used;
    this.#chunk.set(numbers, from);
    this.#used += numbers.length;
    return { scopes, numbers: this.#chunk, from, to: this.#used, groups: noGroupsYet() };
  }
}
