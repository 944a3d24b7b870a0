import { ROOT } from '../domain/scope.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { knownTemplate } from './known-template.ts';

/** Deletes a template; the settings that it wrote stay as they are. */
export function deletePolicyTemplate(ledger: Ledger, caller: Caller, id: string): Promise<void> {
  return ledger.execute(contextOf(caller, 'deletePolicyTemplate', id), async ({ now, tx, append }) => {
    await authorise(tx, caller, 'deletePolicyTemplate', { family: 'directory', scopeChain: [ROOT] }, now);
    const template = await knownTemplate(tx, id);
    await append([{ type: 'policyTemplate.deleted', template, deletedById: caller.principalId }]);
  });
}
