import { refuse } from '../domain/errors.ts';
import { decideDeletion } from '../domain/hierarchy/decide-deletion.ts';
import type { Scope } from '../domain/scope.ts';
import { deletionFacts } from '../ledger/facts/hierarchy-facts.ts';
import { registeredScope, scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authoriseHierarchy, deleting } from './authorise-hierarchy.ts';
import { type Caller, contextOf } from './caller.ts';

/** Takes a scope out of the hierarchy, with the settings written there. Refused while anything stands there or below it. */
export function deleteScope(ledger: Ledger, caller: Caller, scope: Scope): Promise<void> {
  return ledger.execute(contextOf(caller, 'deleteScope', scope), async ({ now, tx, append }) => {
    const existing = await registeredScope(tx, scope);
    if (existing === null) {
      refuse({ code: 'scopeNotFound', field: 'scope', message: `scope \`${scope}\` is not registered` });
    }
    await authoriseHierarchy(tx, caller, deleting[existing.kind], await scopeChainOf(tx, scope), now);
    const decision = decideDeletion(existing, await deletionFacts(tx, scope, now));
    if (!decision.accepted) refuse(decision.violation);
    await append(decision.events);
  });
}
