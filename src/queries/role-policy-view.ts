import { readsPolicies } from '../domain/access/reads-policies.ts';
import { refuse } from '../domain/errors.ts';
import { defaultPolicyRules } from '../domain/policy/default-policy.ts';
import type { EffectivePolicy, RuleId } from '../domain/policy/policy.ts';
import { ruleIds } from '../domain/policy/policy.ts';
import { isSameRule } from '../domain/policy/rule-differences.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import { type RoleRisk, roleRisk } from '../domain/role-risk.ts';
import type { Scope } from '../domain/scope.ts';
import { standsAt } from '../domain/stands-at.ts';
import type { Reader } from '../ledger/engine.ts';
import { inheritedPolicyFor, policyFor, roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { registeredScope, scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { readsPolicyOf } from './role-policies.ts';
import type { Viewer } from './viewer.ts';

/** How a rule stands to what would apply without the policy. */
export interface RuleOrigin {
  /** The scope whose policy it is in; null: the default. */
  readonly writtenAt: Scope | null;
  readonly isAsInherited: boolean;
  readonly isDefault: boolean;
}

/** The settings of a role at a scope as people are shown them. */
export interface RolePolicyView {
  readonly role: RoleDefinition;
  readonly risk: RoleRisk;
  readonly policy: EffectivePolicy;
  readonly origins: Readonly<Record<RuleId, RuleOrigin>>;
  /** Whether the viewer reads all settings there, and not only those of an own eligibility. */
  readonly isReadByRight: boolean;
}

/** A role at a scope. */
export interface PolicyPlace {
  readonly roleDefinitionId: string;
  readonly scope: Scope;
}

/**
 * The settings that apply to a role at a scope, and where each rule comes from. Refuses in the same words what is not
 * there and what the viewer may not see.
 */
export async function rolePolicyView(
  reader: Reader,
  viewer: Viewer,
  { roleDefinitionId, scope }: PolicyPlace,
  now: Temporal.Instant,
): Promise<RolePolicyView> {
  const role = await roleDefinitionById(reader, roleDefinitionId);
  const chain = await scopeChainOf(reader, scope);
  const isThere = role !== null && standsAt(role, chain) && (await registeredScope(reader, scope)) !== null;
  if (!isThere || !(await readsPolicyOf(reader, viewer, role, chain, now))) {
    return refuse({
      code: 'policyNotFound',
      message: `there are no settings of role \`${roleDefinitionId}\` at \`${scope}\` that you may see`,
    });
  }
  const policy = await policyFor(reader, role, chain);
  const inherited = await inheritedPolicyFor(reader, role, chain);
  const risk = roleRisk(role, scope);
  const defaults = defaultPolicyRules(role.family, risk);
  const originOf = (id: RuleId): RuleOrigin => ({
    writtenAt: policy.writtenAt,
    isAsInherited: isSameRule(policy.rules[id], inherited.rules[id]),
    isDefault: isSameRule(policy.rules[id], defaults[id]),
  });
  return {
    role,
    risk,
    policy,
    origins: Object.fromEntries(ruleIds.map((id) => [id, originOf(id)])) as unknown as RolePolicyView['origins'],
    isReadByRight: readsPolicies(viewer.holder, role.family, chain, now),
  };
}
