import { type Scope, scopeChain } from '../domain/scope.ts';
import { AskedChain } from './asked-chain.ts';
import { Numbered } from './numbered.ts';

/** Where scopes are placed now; those that are registered or at which something is held have numbers. */
export class ScopeChains {
  readonly #parents = new Map<Scope, Scope | null>();
  readonly #asked = new AskedChain();
  readonly numbers = new Numbered<Scope>();
  /** How many there were when the chains were made: one that came later is missing in them. */
  #numbered = 0;

  place(scope: Scope, parent: Scope | null): void {
    this.numbers.of(scope);
    this.#parents.set(scope, parent);
    this.#asked.forgetAll();
  }

  remove(scope: Scope): void {
    this.#parents.delete(scope);
    this.#asked.forgetAll();
  }

  /** A text that is that of a scope with a number is the scope. */
  known(text: string): Scope | undefined {
    const number = this.numbers.find(text as Scope);
    return number === undefined ? undefined : this.numbers.text(number);
  }

  /** Until the next one is asked for. */
  of(scope: Scope): AskedChain {
    if (this.#numbered !== this.numbers.size) {
      this.#asked.forgetAll();
      this.#numbered = this.numbers.size;
    }
    if (!this.#asked.find(scope)) this.#make(scope);
    return this.#asked;
  }

  #make(scope: Scope): void {
    const found = scopeChain(scope, (child) => this.#parents.get(child) ?? null);
    const numbers = found.flatMap((each) => this.numbers.find(each) ?? []).sort((a, b) => a - b);
    // the texts that grants name, so that comparing them is comparing references
    const scopes = found.map((each) => {
      const number = this.numbers.find(each);
      return number === undefined ? each : this.numbers.text(number);
    });
    this.#asked.remember(scope, scopes, numbers);
  }
}
