import { refuse } from '../domain/errors.ts';
import type { DomainEvent } from '../domain/events.ts';
import { templateTargets } from '../ledger/facts/template-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type Caller, contextOf } from './caller.ts';
import { seenTemplate } from './known-template.ts';
import { authoriseTargets, distinctTargets } from './template-target.ts';
import type { PolicyAddress } from './update-role-management-policy.ts';

/** Forgets that roles and scopes follow a template; their settings stay as they are. Refuses one that does not. */
export function detachPolicyTemplate(
  ledger: Ledger,
  caller: Caller,
  templateId: string,
  asked: readonly PolicyAddress[],
): Promise<void> {
  return ledger.execute(contextOf(caller, 'detachPolicyTemplate', templateId), async ({ now, tx, append }) => {
    await seenTemplate(tx, caller, templateId, now);
    const addresses = distinctTargets(asked);
    await authoriseTargets(tx, caller, 'detachPolicyTemplate', { addresses, areNamed: true }, now);
    const members = new Set((await templateTargets(tx, templateId)).map(keyOf));
    const strangers = addresses.filter((address) => !members.has(keyOf(address)));
    if (strangers.length > 0) {
      const message = 'the template was not applied here';
      const targets = strangers.map((address) => ({ ...address, code: 'templateNotFound', message }));
      const count = `${strangers.length} of ${addresses.length} targets`;
      refuse({ code: 'templateNotApplicable', message: `${count} do not follow the template`, targets });
    }
    const detachedById = caller.principalId;
    await append(
      addresses.map((address): DomainEvent => {
        return { type: 'policyTemplate.detached', templateId, ...address, detachedById };
      }),
    );
  });
}

function keyOf({ roleDefinitionId, scope }: PolicyAddress): string {
  return `${roleDefinitionId} ${scope}`;
}
