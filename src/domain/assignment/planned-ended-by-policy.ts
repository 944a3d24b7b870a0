import type { DomainEvent } from '../events.ts';
import type { ActivationRules } from '../policy/activation-rules.ts';
import { compareStrictness } from '../policy/compare-strictness.ts';
import { evaluateExpirationRule } from '../policy/rules/expiration-rule.ts';
import type { Schedule } from '../schedule.ts';
import { closePlanned } from './dependents.ts';

/** A planned activation with the rules before and after a change of settings. */
export interface PlannedActivation {
  readonly activation: Schedule;
  readonly before: ActivationRules;
  readonly after: ActivationRules;
}

/**
 * Closes what was planned under rules that became stricter: how its holder signed in then is not proven now. A shorter
 * maximum alone closes only what would last longer (BEHAVIOUR §3: the policy is checked again at the start).
 */
export function plannedEndedByPolicy(
  planned: readonly PlannedActivation[],
  now: Temporal.Instant,
): readonly DomainEvent[] {
  return planned.flatMap(({ activation, before, after }) => {
    const isBroken = compareStrictness(before, after).some(
      ({ ruleId }) =>
        ruleId !== 'Expiration_EndUser_Assignment' ||
        evaluateExpirationRule(after[ruleId], { interval: activation }).length > 0,
    );
    return isBroken ? closePlanned(activation, 'policyChanged', now) : [];
  });
}
