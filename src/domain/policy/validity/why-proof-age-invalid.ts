import type { ProofAgeRule } from '../policy.ts';
import { DAY, MINUTE, ruleLength } from './rule-length.ts';

/** The second factor may be 1 minute to 24 hours old, in whole minutes, or of any age (BEHAVIOUR §2). */
export function whyProofAgeInvalid({ maximumAge }: ProofAgeRule): string | null {
  const age = maximumAge === null ? MINUTE : ruleLength(maximumAge);
  if (age !== null && age >= MINUTE && age <= DAY && age % MINUTE === 0) return null;
  return `has a maximum age of \`${maximumAge}\`; allowed: 1 minute to 24 hours in whole minutes, or none`;
}
