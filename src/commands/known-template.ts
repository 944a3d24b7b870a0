import { refuse } from '../domain/errors.ts';
import type { PolicyTemplate } from '../domain/policy-template/policy-template.ts';
import type { Reader } from '../ledger/engine.ts';
import { holderFacts } from '../ledger/facts/holder-facts.ts';
import { templateById } from '../ledger/facts/template-facts.ts';
import { callerFacts } from './authorise.ts';
import type { Caller } from './caller.ts';
import { requireTemplateReader } from './require-template-reader.ts';

/** The template of an id, for whoever may see templates. Refuses where there is none. */
export async function seenTemplate(tx: Reader, caller: Caller, id: string, now: Temporal.Instant) {
  await requireTemplateReader(tx, await holderFacts(tx, await callerFacts(tx, caller, now), now), now);
  return knownTemplate(tx, id);
}

/** The template of an id, for whoever has shown the right to it. Refuses where there is none. */
export async function knownTemplate(tx: Reader, id: string): Promise<PolicyTemplate> {
  const template = await templateById(tx, id);
  return template ?? refuse({ code: 'templateNotFound', message: `there is no policy template \`${id}\`` });
}
