import { refuse } from '../domain/errors.ts';
import { type AskedTemplate, decideTemplateUpdate } from '../domain/policy-template/decide-template.ts';
import { ROOT } from '../domain/scope.ts';
import { templateIdByName } from '../ledger/facts/template-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { knownTemplate } from './known-template.ts';

/** Replaces a template's name, description and rules; what it was applied to changes when it is applied again. */
export function updatePolicyTemplate(ledger: Ledger, caller: Caller, id: string, asked: AskedTemplate): Promise<void> {
  return ledger.execute(contextOf(caller, 'updatePolicyTemplate', id), async ({ now, tx, append }) => {
    await authorise(tx, caller, 'updatePolicyTemplate', { family: 'directory', scopeChain: [ROOT] }, now);
    const template = await knownTemplate(tx, id);
    const sameName = await templateIdByName(tx, asked.name);
    const sameNameId = sameName === id ? null : sameName;
    const decision = decideTemplateUpdate(asked, template, { callerId: caller.principalId, sameNameId });
    if (!decision.accepted) refuse(decision.violation);
    await append(decision.events);
  });
}
