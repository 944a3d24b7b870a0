import { foldPhrase } from '../fold-phrase.ts';
import type { JustificationQualityRule } from '../policy.ts';
import { whyTicketPatternInvalid } from '../ticket-pattern.ts';

/** What a justification may be held to (BEHAVIOUR §2). */
export function whyQualityInvalid(rule: JustificationQualityRule): string | null {
  const { minimumLength, refusedPhrases, ticketPattern } = rule;
  if (!Number.isInteger(minimumLength) || minimumLength < 0 || minimumLength > 500) {
    return `has a minimum length of \`${minimumLength}\`; allowed: 0 to 500`;
  }
  const phrase = refusedPhrases.find((text) => text.trim() === '' || text.length > 100);
  if (refusedPhrases.length > 100 || phrase !== undefined) {
    return 'has refused phrases; allowed: at most 100, each of 1 to 100 characters';
  }
  const wordless = refusedPhrases.find((text) => foldPhrase(text) === '');
  if (wordless !== undefined) return `has refused phrase \`${wordless}\`; allowed: a phrase with a letter or digit`;
  const problem = ticketPattern === null ? null : whyTicketPatternInvalid(ticketPattern);
  return problem === null ? null : `has a ticket pattern ${problem}`;
}
