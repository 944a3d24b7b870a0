import type { PersonChanges, ProvisionedPerson } from '../../../commands/provision-person.ts';
import type { ScimFilter } from '../filter/scim-filter.ts';
import { externalIdOf, isObject, type Members, membersOf, optionalText } from '../members.ts';
import { type PatchOperation, parsePatch } from '../patch/parse-patch.ts';
import { ScimError } from '../scim-error.ts';

/** A person as a whole, from POST or PUT; what is not kept here is ignored (RFC 7644 §3.3). */
export function parseUser(body: unknown): ProvisionedPerson {
  const members = membersOf(body, 'the body');
  const userName = requiredText(members.get('username'), 'userName');
  const displayName =
    optionalText(members.get('displayname'), 'displayName') ?? nameOf(members.get('name')) ?? userName;
  const active = members.get('active');
  return {
    userName,
    displayName,
    email: emailOf(members.get('emails')),
    externalId: externalIdOf(members.get('externalid')),
    isActive: active === undefined || active === null ? true : activeOf(active),
  };
}

/** The same for PUT: what names somebody, and whether they are active, stays where it is left out. */
export function parseReplacedUser(body: unknown): PersonChanges {
  const members = membersOf(body, 'the body');
  const { isActive, externalId, ...names } = parseUser(body);
  return {
    ...names,
    ...(members.has('active') ? { isActive } : {}),
    ...(members.has('externalid') ? { externalId } : {}),
  };
}

export function parseUserPatch(body: unknown): PersonChanges {
  return Object.assign({}, ...parsePatch(body).map(changeBy));
}

function changeBy({ op, path, filter, value }: PatchOperation): PersonChanges {
  const isRemoved = op === 'remove' || value === null;
  switch (path) {
    case 'username':
      return { userName: requiredText(isRemoved ? undefined : value, 'userName') };
    case 'displayname':
      return { displayName: requiredText(isRemoved ? undefined : value, 'displayName') };
    case 'active':
      return { isActive: activeOf(isRemoved ? undefined : value) };
    case 'externalid':
      return { externalId: isRemoved ? null : externalIdOf(value) };
    case 'emails':
    case 'emails.value':
      if (filter !== null && !isWork(filter)) return {};
      return { email: isRemoved ? null : emailOf(value) };
    default:
      return {};
  }
}

/** Whether the filter finds the one address that is kept: the primary one, for work. */
function isWork(filter: ScimFilter): boolean {
  if (filter.op === 'and') return filter.parts.every(isWork);
  if (filter.op !== 'eq') return false;
  if (filter.path === 'type') return String(filter.value).toLowerCase() === 'work';
  if (filter.path === 'primary') return String(filter.value).toLowerCase() === 'true';
  return filter.path === 'value';
}

function requiredText(value: unknown, name: string): string {
  const text = optionalText(value, name);
  if (text === null || text.trim() === '')
    throw new ScimError('invalidValue', `\`${name}\` must be given and not blank`);
  return text;
}

/** Entra writes `"False"`. */
function activeOf(value: unknown): boolean {
  const text = typeof value === 'string' ? value.toLowerCase() : value;
  if (text === true || text === 'true') return true;
  if (text === false || text === 'false') return false;
  throw new ScimError('invalidValue', '`active` must be true or false');
}

function nameOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const name = membersOf(value, '`name`');
  const formatted = optionalText(name.get('formatted'), 'name.formatted');
  if (formatted !== null && formatted.trim() !== '') return formatted;
  const parts = ['givenname', 'familyname'].map((part) => optionalText(name.get(part), `name.${part}`) ?? '');
  return parts.join(' ').trim() || null;
}

/** The one address that is kept: the primary one, else the one for work, else the first. */
function emailOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value === '' ? null : value;
  const listed: readonly unknown[] = Array.isArray(value) ? value : [value];
  const addresses = listed.map((each) => (isObject(each) ? membersOf(each, 'an address') : wrongAddress()));
  const isPrimary = (address: Members) => String(address.get('primary')).toLowerCase() === 'true';
  const isForWork = (address: Members) => String(address.get('type')).toLowerCase() === 'work';
  const chosen = addresses.find(isPrimary) ?? addresses.find(isForWork) ?? addresses[0];
  return chosen === undefined ? null : optionalText(chosen.get('value'), 'emails.value') || null;
}

function wrongAddress(): never {
  throw new ScimError('invalidValue', '`emails` must be a list of objects with a `value`');
}
