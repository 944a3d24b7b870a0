import type { EntryComparison, EntryField, EntryFilter } from '../../../queries/provisioned-entries.ts';
import { ScimError } from '../scim-error.ts';
import type { FilterValue, ScimFilter } from './scim-filter.ts';

/** What of an attribute a filter can be about, in this product's words. */
export type FilterAttributes = Readonly<Record<string, EntryField>>;

const common: FilterAttributes = {
  id: 'id',
  externalid: 'externalId',
  displayname: 'displayName',
  'meta.created': 'createdAt',
  'meta.lastmodified': 'modifiedAt',
};

export const userAttributes: FilterAttributes = {
  ...common,
  username: 'userName',
  'name.formatted': 'displayName',
  emails: 'email',
  'emails.value': 'email',
  active: 'isEnabled',
};

export const groupAttributes: FilterAttributes = { ...common, members: 'memberId', 'members.value': 'memberId' };

/** Every kept address is the work one and the primary one. */
const constants: Readonly<Record<string, FilterValue>> = { 'emails.type': 'work', 'emails.primary': true };

/** A filter as the query understands it. Refuses attributes that are not kept and values of another type. */
export function entryFilter(filter: ScimFilter, attributes: FilterAttributes): EntryFilter {
  if ('parts' in filter) {
    const of = filter.parts.map((part) => entryFilter(part, attributes));
    return { by: filter.op === 'and' ? 'all' : 'any', of };
  }
  if ('part' in filter) return { by: 'not', of: entryFilter(filter.part, attributes) };
  const { path } = filter;
  if (attributes === userAttributes && Object.hasOwn(constants, path))
    return constantFilter(filter, constants[path] as FilterValue);
  const field = Object.hasOwn(attributes, path) ? attributes[path] : undefined;
  if (field === undefined) throw new ScimError('invalidFilter', `\`${path.slice(0, 100)}\` cannot be filtered by`);
  if (filter.op === 'pr') return { by: 'field', field, op: 'pr', value: null };
  return { by: 'field', field, op: filter.op, value: valueFor(field, filter.op, filter.value, path) };
}

function constantFilter(filter: Extract<ScimFilter, { readonly path: string }>, is: FilterValue): EntryFilter {
  if (filter.op === 'pr') return { by: 'constant', is: true };
  if (filter.op !== 'eq' && filter.op !== 'ne')
    throw new ScimError('invalidFilter', `\`${filter.path}\` is only equal or not`);
  const isEqual = String(filter.value).toLowerCase() === String(is);
  return { by: 'constant', is: filter.op === 'eq' ? isEqual : !isEqual };
}

function valueFor(field: EntryField, op: EntryComparison, value: FilterValue, path: string): string | number | null {
  const isOrder = op === 'eq' || op === 'ne';
  if (field === 'isEnabled') {
    const text = String(value).toLowerCase();
    if (isOrder && (text === 'true' || text === 'false')) return text === 'true' ? 1 : 0;
  } else if (field === 'createdAt' || field === 'modifiedAt') {
    if (typeof value === 'string' && !['co', 'sw', 'ew'].includes(op)) return instantOf(value, path);
  } else if (typeof value === 'string' || (value === null && isOrder)) return value;
  throw new ScimError('invalidFilter', `\`${path}\` cannot be compared so`);
}

function instantOf(text: string, path: string): number {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    throw new ScimError('invalidFilter', `\`${path}\` is compared with an instant, such as \`2026-01-01T00:00:00Z\``);
  }
}
