import type { UnmetRule } from '../../errors.ts';
import { whyNoProof } from '../../proof/request-proof.ts';
import { needed } from './needed-sign-in.ts';
import { isProven, type ProofRules, provingSignIn } from './role-proof.ts';
import type { RuleInput } from './rule-input.ts';

/** A proof for one request is good for so long. */
const LASTS = 'PT5M';

/**
 * A second factor must be made for this very request, where the role asks for that (ADR 0014). A proof that a request
 * names must hold also where nobody asked for it.
 */
export function evaluateFreshProofRule(rules: ProofRules, input: RuleInput): readonly UnmetRule[] {
  const why = whyNotProven(rules, input);
  if (why === null) return [];
  const needs = { ...provingSignIn(rules, LASTS), isForRequest: true } as const;
  return [{ rule: 'freshProof', ...needed(input, needs), message: `${why}; ask for a proof of this request` }];
}

function whyNotProven(rules: ProofRules, { proof, now }: RuleInput): string | null {
  if (proof === null) {
    const { isFreshProofRequired } = rules.ProofAge_EndUser_Assignment;
    return isFreshProofRequired ? 'this role asks for a second factor that is proven for the request' : null;
  }
  const why = whyNoProof(proof);
  if (why !== null) return why;
  const signIns = proof.proof?.given == null ? [] : [proof.proof.given];
  if (isProven(rules, { signIns }, now, LASTS)) return null;
  return `proof \`${proof.proofId}\` is older than \`${LASTS}\`, or proves less than this role asks for`;
}
