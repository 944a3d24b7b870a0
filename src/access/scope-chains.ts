import type { Around } from '../domain/access/decide-access.ts';
import { type Scope, scopeChain } from '../domain/scope.ts';
import type { GroupsAlong } from './group-holdings.ts';
import { Numbered } from './numbered.ts';

/** A scope and those above it up to the root; by number those of them at which something may be held. */
export class NumberedChain implements GroupsAlong, Around<number> {
  change = -1;
  numbers: Int32Array;
  from = 0;
  to: number;
  wideTo: number;
  groupsTo: number;
  readonly scopes: readonly Scope[];

  constructor(scopes: readonly Scope[], numbers: readonly number[]) {
    this.scopes = scopes;
    this.numbers = Int32Array.from(numbers);
    this.to = numbers.length;
    this.wideTo = this.to;
    this.groupsTo = this.to;
  }

  includes(scope: number): boolean {
    for (let at = this.from; at < this.to; at += 1) if (this.numbers[at] === scope) return true;
    return false;
  }
}

const REMEMBERED_CHAINS = 50_000;

/** Where scopes are placed now; those that are registered or at which something is held have numbers. */
export class ScopeChains {
  readonly #parents = new Map<Scope, Scope | null>();
  readonly #chains = new Map<Scope, NumberedChain>();
  readonly numbers = new Numbered<Scope>();
  /** How many there were when the chains were made: one that came later is missing in them. */
  #numbered = 0;

  place(scope: Scope, parent: Scope | null): void {
    this.numbers.of(scope);
    this.#parents.set(scope, parent);
    this.#chains.clear();
  }

  remove(scope: Scope): void {
    this.#parents.delete(scope);
    this.#chains.clear();
  }

  /** A text that is that of a scope with a number is the scope. */
  known(text: string): Scope | undefined {
    const number = this.numbers.find(text as Scope);
    return number === undefined ? undefined : this.numbers.text(number);
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
    return new NumberedChain(scopes, numbers);
  }
}
