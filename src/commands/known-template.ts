import { refuse } from '../domain/errors.ts';
import type { PolicyTemplate } from '../domain/policy-template/policy-template.ts';
import type { Reader } from '../ledger/engine.ts';
import { templateById } from '../ledger/facts/template-facts.ts';

/** The template of an id. Refuses where there is none. */
export async function knownTemplate(tx: Reader, id: string): Promise<PolicyTemplate> {
  const template = await templateById(tx, id);
  return template ?? refuse({ code: 'templateNotFound', message: `there is no policy template \`${id}\`` });
}
