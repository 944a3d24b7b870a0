import type { PolicyDecision } from './decide-policy-update.ts';
import { judgePolicy } from './judge-policy.ts';
import type { EffectivePolicy } from './policy.ts';
import type { PolicyReach } from './policy-reach.ts';

export interface PolicyRemovalFacts {
  readonly policy: EffectivePolicy;
  /** What applies without the policy: the nearest ancestor's, else the default. */
  readonly inherited: EffectivePolicy;
  readonly callerId: string;
  /** Whom the inherited policy would reach here. */
  readonly reach: PolicyReach;
}

/** Takes away the policy that is written at the scope itself; the nearest ancestor's applies from then on (BEHAVIOUR §2). */
export function decidePolicyRemoval({ policy, inherited, callerId, reach }: PolicyRemovalFacts): PolicyDecision {
  const { scope, roleDefinitionId, writtenAt } = policy;
  if (writtenAt !== scope) {
    const message = `no policy for role \`${roleDefinitionId}\` is written at \`${scope}\`; what applies there is inherited`;
    return { accepted: false, violation: { code: 'policyNotFound', message } };
  }
  const { warnings } = judgePolicy(inherited.rules, reach, false);
  const removed = {
    type: 'roleManagementPolicy.removed',
    scope,
    roleDefinitionId,
    before: policy.rules,
    after: inherited.rules,
    removedById: callerId,
    ...(warnings.length > 0 ? { warnings } : {}),
  } as const;
  return { accepted: true, events: [removed], after: inherited.rules, warnings };
}
