import type { JustificationQualityRule } from '../policy.ts';

/** What a justification may be held to (BEHAVIOUR §2). */
export function whyQualityInvalid({ minimumLength, refusedPhrases }: JustificationQualityRule): string | null {
  if (!Number.isInteger(minimumLength) || minimumLength < 0 || minimumLength > 500) {
    return `has a minimum length of \`${minimumLength}\`; allowed: 0 to 500`;
  }
  const phrase = refusedPhrases.find((text) => text.trim() === '' || text.length > 100);
  if (refusedPhrases.length > 100 || phrase !== undefined) {
    return 'has refused phrases; allowed: at most 100, each of 1 to 100 characters';
  }
  return null;
}
