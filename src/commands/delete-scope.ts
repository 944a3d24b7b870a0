import { refuse } from '../domain/errors.ts';
import { decideDeletion, type WrittenSettings } from '../domain/hierarchy/decide-deletion.ts';
import { ROOT, type Scope, scopeKind } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { deletionFacts, rolesWithPolicyAt } from '../ledger/facts/hierarchy-facts.ts';
import { inheritedPolicyFor, policyFor, roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { registeredScope, scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authoriseHierarchy, deleting } from './authorise-hierarchy.ts';
import { type Caller, contextOf } from './caller.ts';

/** Takes a scope out of the hierarchy, with the settings written there. Refused while anything stands there or below it. */
export function deleteScope(ledger: Ledger, caller: Caller, scope: Scope): Promise<void> {
  return ledger.execute(contextOf(caller, 'deleteScope', scope), async ({ now, tx, append }) => {
    const scopeChain = await scopeChainOf(tx, scope);
    // before it is looked for, so that who may not learns nothing of what is there
    await authoriseHierarchy(tx, caller, deleting[scopeKind(scope)], scopeChain, now);
    const existing = await registeredScope(tx, scope);
    if (existing === null) {
      refuse({ code: 'scopeNotFound', field: 'scope', message: `scope \`${scope}\` is not registered` });
    }
    const settings = await writtenSettings(tx, scopeChain);
    const asked = { scope: existing, callerId: caller.principalId, settings };
    const decision = decideDeletion(asked, await deletionFacts(tx, scope, now));
    if (!decision.accepted) refuse(decision.violation);
    await append(decision.events);
  });
}

/** The settings written at the first scope of the chain, with what would apply there without them. */
async function writtenSettings(tx: Reader, scopeChain: readonly Scope[]): Promise<readonly WrittenSettings[]> {
  const [scope = ROOT] = scopeChain;
  const settings: WrittenSettings[] = [];
  for (const roleDefinitionId of await rolesWithPolicyAt(tx, scope)) {
    const role = await roleDefinitionById(tx, roleDefinitionId);
    if (role === null) continue;
    const { rules: before } = await policyFor(tx, role, scopeChain);
    const { rules: after } = await inheritedPolicyFor(tx, role, scopeChain);
    settings.push({ roleDefinitionId, before, after });
  }
  return settings;
}
