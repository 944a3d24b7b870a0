import { refuse } from '../domain/errors.ts';
import { type AskedTemplate, decideTemplateCreation } from '../domain/policy-template/decide-template.ts';
import { ROOT } from '../domain/scope.ts';
import { templateById, templateIdByName } from '../ledger/facts/template-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';

/** Makes a template; nothing is changed anywhere until it is applied. Who may: role administrators. */
export function createPolicyTemplate(ledger: Ledger, caller: Caller, id: string, asked: AskedTemplate): Promise<void> {
  return ledger.execute(contextOf(caller, 'createPolicyTemplate', id), async ({ now, tx, append }) => {
    await authorise(tx, caller, 'createPolicyTemplate', { family: 'directory', scopeChain: [ROOT] }, now);
    if ((await templateById(tx, id)) !== null) {
      refuse({ code: 'alreadyExists', conflictsWith: id, message: `there is a template \`${id}\` already` });
    }
    const sameNameId = await templateIdByName(tx, asked.name);
    const decision = decideTemplateCreation(asked, id, { callerId: caller.principalId, sameNameId });
    if (!decision.accepted) refuse(decision.violation);
    await append(decision.events);
  });
}
