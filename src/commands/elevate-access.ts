import { decideElevation } from '../domain/assignment/decide-elevation.ts';
import { refuse } from '../domain/errors.ts';
import { wellKnownRoles } from '../domain/role-definition.ts';
import { ROOT } from '../domain/scope.ts';
import { sameSchedules } from '../ledger/facts/schedule-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';

/** Gives the caller, a Global Administrator, User Access Administrator at the root; nothing happens where it is held. */
export function elevateAccess(ledger: Ledger, caller: Caller, newId: () => string): Promise<void> {
  const { principalId } = caller;
  return ledger.execute(contextOf(caller, 'elevateAccess', principalId), async ({ now, tx, append }) => {
    await authorise(tx, caller, 'elevateAccess', { family: 'directory', scopeChain: [ROOT] }, now);
    const roleDefinitionId = wellKnownRoles.userAccessAdministrator;
    const held = await sameSchedules(tx, { kind: 'active', principalId, roleDefinitionId, scope: ROOT }, now);
    const decision = decideElevation(principalId, newId(), held, now);
    if (!decision.accepted) refuse(decision.violation);
    await append(decision.events);
  });
}
