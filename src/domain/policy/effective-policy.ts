import type { RoleDefinition } from '../role-definition.ts';
import { roleRisk } from '../role-risk.ts';
import type { Scope } from '../scope.ts';
import { defaultPolicyRules } from './default-policy.ts';
import type { EffectivePolicy, PolicyRules } from './policy.ts';

/** A policy as somebody wrote it at a scope. */
export interface WrittenPolicy {
  readonly scope: Scope;
  readonly roleDefinitionId: string;
  readonly rules: PolicyRules;
  readonly modifiedAt: Temporal.Instant;
  readonly modifiedById: string;
}

/** The policy at the scope itself, else the nearest ancestor's, else the default (BEHAVIOUR §2). */
export function effectivePolicy(
  role: RoleDefinition,
  scopeChain: readonly Scope[],
  written: readonly WrittenPolicy[],
): EffectivePolicy {
  const scope = scopeChain[0] as Scope;
  for (const at of scopeChain) {
    const policy = written.find((candidate) => candidate.scope === at && candidate.roleDefinitionId === role.id);
    if (policy === undefined) continue;
    const { rules, modifiedAt, modifiedById } = policy;
    return { roleDefinitionId: role.id, scope, rules, writtenAt: at, modifiedAt, modifiedById };
  }
  return {
    roleDefinitionId: role.id,
    scope,
    rules: defaultPolicyRules(role.family, roleRisk(role, scope)),
    writtenAt: null,
    modifiedAt: null,
    modifiedById: null,
  };
}
