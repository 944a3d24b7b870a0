import { decideAccess, type Holder } from '../domain/access/decide-access.ts';
import { readsPolicies } from '../domain/access/reads-policies.ts';
import { refuse } from '../domain/errors.ts';
import { ROOT } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { accessControl } from './access-control.ts';

/**
 * Refuses whoever reads and writes settings nowhere: templates are for those who administer roles somewhere. Asked before
 * a template is looked for, so that nobody else learns which there are.
 */
export async function requireTemplateReader(tx: Reader, holder: Holder, now: Temporal.Instant): Promise<void> {
  if (readsPolicies(holder, 'directory', [ROOT], now)) return;
  const { resource: action } = accessControl.applyPolicyTemplate;
  for (const { scope } of holder.grants) {
    const scopeChain = await scopeChainOf(tx, scope);
    if (readsPolicies(holder, 'resource', scopeChain, now)) return;
    const question = { action, isDataAction: false, scopeChain, attributes: null };
    if (decideAccess(holder, question, now.epochMilliseconds).allowed) return;
  }
  refuse({
    code: 'notPermitted',
    message: 'templates are shown to those who may read or write the settings of roles somewhere',
  });
}
