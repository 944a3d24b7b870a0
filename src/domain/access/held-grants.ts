import type { Scope } from '../scope.ts';
import type { RoleAnswer } from './compiled-role.ts';
import type { AccessQuestion, Grant, Held } from './decide-access.ts';

/** Schedules that are objects. */
export class HeldGrants implements Held<Scope> {
  readonly #grants: readonly Grant[];

  constructor(grants: readonly Grant[]) {
    this.#grants = grants;
  }

  get count(): number {
    return this.#grants.length;
  }

  startMs(nth: number): number {
    return this.grant(nth).startMs;
  }

  endMs(nth: number): number {
    return this.grant(nth).endMs;
  }

  where(nth: number): Scope {
    return this.grant(nth).scope;
  }

  answer(nth: number, { action, isDataAction }: AccessQuestion): RoleAnswer {
    return this.grant(nth).role.answer(action, isDataAction);
  }

  condition(nth: number): Grant['condition'] {
    return this.grant(nth).condition;
  }

  grant(nth: number): Grant {
    return this.#grants[nth] as Grant;
  }
}
