import { decideRoleDeletion } from '../domain/custom-role/decide-role-deletion.ts';
import { refuse } from '../domain/errors.ts';
import { roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { roleUse } from '../ledger/facts/role-use-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise, callerFacts } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';

/** Deletes a custom role that nothing names. Who may: whoever may delete role definitions at each of its scopes. */
export function deleteCustomRole(ledger: Ledger, caller: Caller, roleDefinitionId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'deleteCustomRole', roleDefinitionId), async ({ now, tx, append }) => {
    await callerFacts(tx, caller, now);
    const existing = await roleDefinitionById(tx, roleDefinitionId);
    if (existing === null) {
      refuse({ code: 'roleDefinitionNotFound', message: `there is no role definition \`${roleDefinitionId}\`` });
    }
    for (const scope of existing.assignableScopes) {
      const scopeChain = await scopeChainOf(tx, scope);
      await authorise(tx, caller, 'deleteCustomRole', { family: existing.family, scopeChain }, now);
    }
    const decision = decideRoleDeletion(existing, await roleUse(tx, existing.id, now), caller.principalId);
    if (!decision.accepted) refuse(decision.violation);
    await append(decision.events);
  });
}
