import { bareName } from './members.ts';
import { ScimError } from './scim-error.ts';

/** Which attributes an answer has (RFC 7644 §3.9); names in lower case. */
export interface Selection {
  /** null: all of them. */
  readonly only: ReadonlySet<string> | null;
  readonly without: ReadonlySet<string>;
}

const LONGEST = 2000;
const ALWAYS = ['schemas', 'id'];

export function parseSelection(query: Readonly<Record<string, unknown>>): Selection {
  const only = namesIn(query['attributes'], 'attributes');
  const without = namesIn(query['excludedattributes'], 'excludedAttributes') ?? new Set();
  if (only !== null && without.size > 0) {
    throw new ScimError('invalidValue', '`attributes` and `excludedAttributes` exclude each other');
  }
  return { only, without };
}

function namesIn(given: unknown, parameter: string): ReadonlySet<string> | null {
  if (given === undefined || given === '') return null;
  if (typeof given !== 'string' || given.length > LONGEST) {
    throw new ScimError('invalidValue', `\`${parameter}\` must be names with commas between them`);
  }
  return new Set(given.split(',').map((name) => bareName(name.trim()).toLowerCase()));
}

export function wants({ only, without }: Selection, name: string): boolean {
  const lower = name.toLowerCase();
  if (ALWAYS.includes(lower)) return true;
  if (only === null) return !without.has(lower);
  return only.has(lower) || [...only].some((each) => each.startsWith(`${lower}.`));
}

/** The resource with what was asked for of it. */
export function select(resource: Readonly<Record<string, unknown>>, selection: Selection) {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => wants(selection, name)));
}
