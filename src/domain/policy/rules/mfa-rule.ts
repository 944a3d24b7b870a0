import type { UnmetRule } from '../../errors.ts';
import type { RuleInput } from './rule-input.ts';

/** The caller's sign-in must carry a second factor; an unknown one counts as none. */
export function evaluateMfaRule({ assurance }: RuleInput): readonly UnmetRule[] {
  if (assurance.multiFactor) return [];
  return [{ rule: 'mfa', message: 'multi-factor authentication is required; sign in again with a second factor' }];
}
