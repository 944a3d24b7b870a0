import { invalidField, refuse } from '../../../domain/errors.ts';

const TERM = /^\(?\s*resourceType\s+eq\s+'?([^']+?)'?\s*\)?$/i;
const MOST_TERMS = 50;

/**
 * The types that a `$filter` asks for, in lower case: `resourceType eq 'X'`, several joined by `or` (contracts/arm §3).
 * Anything else is refused, never read as "all".
 */
export function parseResourceFilter(filter: string): readonly string[] {
  const terms = filter.trim().split(/\s+or\s+/i);
  const types = terms.map((term) => TERM.exec(term.trim())?.[1]?.toLowerCase());
  const isKnown = terms.length <= MOST_TERMS && types.every((type) => type !== undefined && type !== '');
  if (!isKnown) refuse(invalidField('$filter', filter, "resourceType eq 'type', several joined by `or`"));
  return types.filter((type) => type !== undefined);
}
