import type { UnmetRule } from '../../errors.ts';
import { needed } from './needed-sign-in.ts';
import { isProven, type ProofRules, provingSignIn } from './role-proof.ts';
import type { RuleInput } from './rule-input.ts';

/** The second factor, or the authentication context where the role asks for one, must be young enough (BEHAVIOUR §2). */
export function evaluateProofAgeRule(rules: ProofRules, input: RuleInput): readonly UnmetRule[] {
  const { maximumAge } = rules.ProofAge_EndUser_Assignment;
  if (maximumAge === null || isProven(rules, input.assurance, input.now, maximumAge)) return [];
  return [
    {
      rule: 'proofAge',
      ...needed(input, provingSignIn(rules, maximumAge)),
      message: `the second factor must be proven at most \`${maximumAge}\` ago; sign in with it again`,
    },
  ];
}
