import type { UnmetRule } from '../../errors.ts';
import { addUtc, isBefore, parseDuration } from '../../time.ts';
import type { ExpirationRule } from '../policy.ts';
import type { RuleInput } from './rule-input.ts';

/** The asked time must end, where the rule says so, and not last longer than the maximum (BEHAVIOUR §2). */
export function evaluateExpirationRule(
  rule: ExpirationRule,
  { interval }: Pick<RuleInput, 'interval'>,
): readonly UnmetRule[] {
  const { startAt, endAt } = interval;
  if (endAt === null) {
    if (!rule.isExpirationRequired) return [];
    return [
      {
        rule: 'expiration',
        message: `permanent is not allowed for this role; ask for an end within \`${rule.maximumDuration}\``,
      },
    ];
  }
  const latestEnd = addUtc(startAt, parseDuration(rule.maximumDuration, 'maximumDuration'), 'maximumDuration');
  if (!isBefore(latestEnd, endAt)) return [];
  const asked = startAt.until(endAt, { largestUnit: 'hours' });
  return [
    {
      rule: 'expiration',
      message: `requested duration \`${asked}\` is longer than the \`${rule.maximumDuration}\` this role allows`,
    },
  ];
}
