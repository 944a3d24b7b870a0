import { refuse } from '../domain/errors.ts';
import { ROOT } from '../domain/scope.ts';
import { denyAssignmentById } from '../ledger/facts/deny-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';

/** Lifts a deny assignment: what roles give is allowed again at once. Who may: as for making one. */
export function deleteDenyAssignment(ledger: Ledger, caller: Caller, denyAssignmentId: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'deleteDenyAssignment', denyAssignmentId), async ({ now, tx, append }) => {
    await authorise(tx, caller, 'deleteDenyAssignment', { family: 'directory', scopeChain: [ROOT] }, now);
    if ((await denyAssignmentById(tx, denyAssignmentId)) === null) {
      refuse({ code: 'denyAssignmentNotFound', message: `there is no deny assignment \`${denyAssignmentId}\`` });
    }
    await append([{ type: 'denyAssignment.deleted', denyAssignmentId, deletedById: caller.principalId }]);
  });
}
