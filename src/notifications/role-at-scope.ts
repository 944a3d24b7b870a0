import type { EffectivePolicy } from '../domain/policy/policy.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import { roleRisk } from '../domain/role-risk.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { policyFor, roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { registeredScope, scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { RoleModel } from './templates/request-model.ts';

/** A role where it is held or asked for: what decides who is told, and how a message names it. */
export interface RoleAtScope {
  readonly role: RoleDefinition;
  readonly scopeChain: readonly Scope[];
  readonly policy: EffectivePolicy;
  readonly model: RoleModel;
}

/** Throws when there is no such role: nothing is told about what is not there. */
export async function roleAtScope(
  tx: Reader,
  { roleDefinitionId, scope }: { readonly roleDefinitionId: string; readonly scope: Scope },
): Promise<RoleAtScope> {
  const role = await roleDefinitionById(tx, roleDefinitionId);
  if (role === null) throw new Error(`there is no role definition \`${roleDefinitionId}\``);
  const scopeChain = await scopeChainOf(tx, scope);
  const registered = await registeredScope(tx, scope);
  return {
    role,
    scopeChain,
    policy: await policyFor(tx, role, scopeChain),
    model: {
      name: role.name,
      risk: roleRisk(role, scope),
      scopeName: registered?.displayName ?? scope.split('/').at(-1) ?? scope,
      scopePath: registered?.path ?? scope,
    },
  };
}
