import { refuse } from '../domain/errors.ts';
import type { Scope } from '../domain/scope.ts';
import { roleAssignmentNamed } from '../ledger/facts/role-assignment-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { keepLastAdministrator } from './last-administrator.ts';
import { removeAssignment } from './remove-assignment.ts';

/**
 * Ends the role assignment of a name at a scope, by the rules and on the record of an administrator's removal; does
 * nothing where there is none. Who may: as for `removeAssignment`, also to hear that there is none.
 */
export function deleteRoleAssignment(
  ledger: Ledger,
  caller: Caller,
  { name, scope }: { readonly name: string; readonly scope: Scope },
  newId: () => string,
): Promise<{ readonly wasThere: boolean }> {
  return ledger.execute(contextOf(caller, 'deleteRoleAssignment', name), async ({ tx, now, append }) => {
    const existing = await roleAssignmentNamed(tx, name, now);
    if (existing === null || existing.scope !== scope) {
      const scopeChain = await scopeChainOf(tx, scope);
      await authorise(tx, caller, 'removeAssignment', { family: 'resource', scopeChain }, now);
      return { wasThere: false };
    }
    const { kind, principalId, roleDefinitionId } = existing;
    const decision = await removeAssignment({
      tx,
      now,
      caller,
      newId,
      proofId: null,
      asked: {
        id: newId(),
        kind,
        type: 'adminRemove',
        principalId,
        roleDefinitionId,
        scope,
        schedule: { startAt: null, expiration: null },
        justification: null,
        ticket: null,
        condition: null,
        linkedEligibilityId: null,
        targetScheduleId: existing.id,
      },
    });
    if (!decision.accepted) refuse(decision.violation);
    await keepLastAdministrator(tx, now, decision.events);
    await append(decision.events);
    return { wasThere: true };
  });
}
