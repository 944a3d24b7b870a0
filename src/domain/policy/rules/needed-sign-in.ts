import type { NeededSignIn } from '../../errors.ts';
import type { RuleInput } from './rule-input.ts';

/** What another sign-in must prove; nothing where none helps, as a program has no second factor. */
export function needed({ assurance }: RuleInput, needs: NeededSignIn): { readonly needs?: NeededSignIn } {
  return assurance.isProgram ? {} : { needs };
}
