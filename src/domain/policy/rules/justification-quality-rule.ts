import type { UnmetRule } from '../../errors.ts';
import { foldPhrase } from '../fold-phrase.ts';
import type { JustificationQualityRule } from '../policy.ts';
import { matchesTicketPattern } from '../ticket-pattern.ts';
import type { RuleInput } from './rule-input.ts';

/**
 * What is given as justification and ticket must say something (BEHAVIOUR §2). Whether they must be given at all is
 * for the rules that require them.
 */
export function evaluateJustificationQualityRule(
  rule: JustificationQualityRule,
  { justification, ticket }: RuleInput,
): readonly UnmetRule[] {
  return [...whyJustificationRefused(rule, justification ?? ''), ...whyTicketRefused(rule, ticket?.number ?? '')];
}

function whyJustificationRefused(rule: JustificationQualityRule, given: string): readonly UnmetRule[] {
  const text = given
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  if (text === '') return [];
  const problems: string[] = [];
  const { length } = [...text];
  if (length < rule.minimumLength) problems.push(`has ${length} of at least ${rule.minimumLength} characters`);
  const refused = refusedPhrasesIn(text, rule.refusedPhrases);
  if (refused.length > 0) problems.push(`says \`${refused.join('`, `')}\`, which explains nothing`);
  if (problems.length === 0) return [];
  const message = `the justification ${problems.join(' and ')}; say what you will do and why`;
  return [{ rule: 'justificationQuality', message }];
}

function refusedPhrasesIn(text: string, phrases: readonly string[]): readonly string[] {
  if (phrases.length === 0) return phrases;
  const folded = foldPhrase(text);
  return phrases.filter((phrase) => says(folded, foldPhrase(phrase)));
}

/** As whole words; in scripts that write without spaces, or with particles at the word, anywhere. */
function says(folded: string, phrase: string): boolean {
  if (phrase === '') return false;
  return /\p{Lo}/u.test(phrase) ? folded.includes(phrase) : ` ${folded} `.includes(` ${phrase} `);
}

function whyTicketRefused({ ticketPattern }: JustificationQualityRule, given: string): readonly UnmetRule[] {
  const number = given.trim();
  if (ticketPattern === null || number === '' || matchesTicketPattern(ticketPattern, number)) return [];
  const message = `ticket \`${number.slice(0, 100)}\` is not of the form \`${ticketPattern}\` that this role asks for`;
  return [{ rule: 'ticketPattern', message }];
}
