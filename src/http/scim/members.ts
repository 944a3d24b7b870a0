import { ScimError } from './scim-error.ts';

/** The members of a JSON object by their names in lower case: names of attributes have no case (RFC 7643 §2.1). */
export type Members = ReadonlyMap<string, unknown>;

const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/i;

/** An attribute's name without the schema that it belongs to. */
export function bareName(name: string): string {
  return name.replace(CORE, '');
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Refuses what is no object, and an attribute that is given twice in different cases. */
export function membersOf(value: unknown, what: string): Members {
  if (!isObject(value)) throw new ScimError('invalidSyntax', `${what} must be a JSON object`);
  const members = new Map<string, unknown>();
  for (const [name, each] of Object.entries(value)) {
    const key = bareName(name).toLowerCase();
    if (members.has(key)) throw new ScimError('invalidSyntax', `\`${name.slice(0, 100)}\` is given twice`);
    members.set(key, each);
  }
  return members;
}

/** A text, or null where it is null or left out. */
export function optionalText(value: unknown, name: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  throw new ScimError('invalidValue', `\`${name}\` must be a string`);
}

/** An external id; a blank one is none. */
export function externalIdOf(value: unknown): string | null {
  const text = optionalText(value, 'externalId');
  return text === null || text.trim() === '' ? null : text;
}
