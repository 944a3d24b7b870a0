import type { ExpirationRule, RuleId } from '../policy.ts';
import { DAY, HOUR, MINUTE, ruleLength } from './rule-length.ts';

/** In days; the choices of BEHAVIOUR §2. */
const assignmentLimits = [15, 30, 90, 180, 365];

/** An activation lasts 30 minutes to 24 hours, in whole minutes; an assignment one of five lengths (BEHAVIOUR §2). */
export function whyExpirationInvalid(id: RuleId, rule: ExpirationRule): string | null {
  const length = ruleLength(rule.maximumDuration);
  if (length === null)
    return `has \`${rule.maximumDuration}\`, which is no duration; allowed: such as \`PT8H\` or \`P180D\``;
  if (id === 'Expiration_EndUser_Assignment') {
    if (!rule.isExpirationRequired) return 'must require an expiration: an activation is never permanent';
    if (length >= 30 * MINUTE && length <= 24 * HOUR && length % MINUTE === 0) return null;
    return `has \`${rule.maximumDuration}\`; allowed: \`PT30M\` to \`PT24H\` in whole minutes`;
  }
  if (assignmentLimits.some((days) => days * DAY === length)) return null;
  const allowed = assignmentLimits.map((days) => `\`P${days}D\``).join(', ');
  return `has \`${rule.maximumDuration}\`; allowed: ${allowed}`;
}
