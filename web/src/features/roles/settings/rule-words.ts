import { anyOf } from '../../../lib/any-of.ts';
import type { Policy, RuleId } from '../../../lib/api-types.ts';
import { durationInWords } from '../../../lib/duration.ts';
import { settingStrings as words } from '../../../strings/roles.ts';

type Rules = Policy['rules'];

/** A rule as a sentence. */
export function ruleInWords(id: RuleId, rules: Partial<Rules>): string {
  const rule = rules[id];
  if (rule === undefined) return '';
  if ('enabled' in rule) {
    const names = rule.enabled.map((each) => words.enablement[each].toLowerCase()).join(', ');
    return names === '' ? words.enablement.none : `${names.charAt(0).toUpperCase()}${names.slice(1)}.`;
  }
  if ('maximumDuration' in rule) {
    const maximum = durationInWords(rule.maximumDuration);
    if (id === 'Expiration_EndUser_Assignment') return words.expiration.activation(maximum);
    return rule.isExpirationRequired ? words.expiration.limited(maximum) : words.expiration.permanent(maximum);
  }
  if ('claimValue' in rule) return rule.isEnabled ? words.context.needed(rule.claimValue) : words.context.none;
  if ('stages' in rule) return approvalInWords(rule);
  if ('minimumLength' in rule) return qualityInWords(rule);
  if ('maximumAge' in rule) {
    if (rule.isFreshProofRequired === true) return words.proof.fresh;
    return rule.maximumAge === null ? words.proof.none : words.proof.age(durationInWords(rule.maximumAge));
  }
  if ('oneIn' in rule) return rule.oneIn === null ? words.audit.none : words.audit.oneIn(rule.oneIn);
  const { level, isDefaultRecipientsEnabled, recipients } = rule;
  return words.notification.sentence(words.notification.levels[level], isDefaultRecipientsEnabled, recipients.length);
}

function approvalInWords({ isRequired, stages }: Rules['Approval_EndUser_Assignment']): string {
  if (!isRequired) return words.approval.none;
  const sentences = stages.map(({ approvalsNeeded, approvers, window }) => {
    const names = approvers.map(({ description, id }) => description ?? id);
    const who = names.length === 0 ? words.approval.administrators : anyOf(names);
    return words.approval.sentence(approvalsNeeded, who, durationInWords(window));
  });
  return sentences.map((sentence, index) => (index === 0 ? sentence : words.approval.second(sentence))).join(' ');
}

function qualityInWords(rule: Rules['Justification_EndUser_Assignment']): string {
  const { minimumLength, refusedPhrases, ticketPattern } = rule;
  const parts = [
    ...(minimumLength === 0 ? [] : [words.quality.length(minimumLength)]),
    ...(refusedPhrases.length === 0 ? [] : [words.quality.phrases(refusedPhrases.length)]),
    ...(ticketPattern === null ? [] : [words.quality.pattern(ticketPattern)]),
  ];
  return parts.length === 0 ? words.quality.none : parts.join(' ');
}
