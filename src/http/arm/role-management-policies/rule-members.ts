import { refuse } from '../../../domain/errors.ts';
import { arrayOf, booleanOf, type Members } from '../json-members.ts';

const MOST_ITEMS = 200;

/** Refuses the whole policy, as the service does whatever is wrong with it (contracts/arm §8). */
export function invalid(field: string, message: string): never {
  return refuse({ code: 'policyInvalid', field, message });
}

export function requiredBooleanOf(members: Members, name: string): boolean {
  return booleanOf(members, name) ?? invalid(`${members.path}.${name}`, 'true or false is required');
}

/** A list of at most 200 entries; empty where it is absent. */
export function listOf(members: Members, name: string): readonly unknown[] {
  const items = arrayOf(members, name) ?? [];
  if (items.length > MOST_ITEMS) invalid(`${members.path}.${name}`, `at most ${MOST_ITEMS} entries`);
  return items;
}

export function requiredListOf(members: Members, name: string): readonly unknown[] {
  if (arrayOf(members, name) === null) invalid(`${members.path}.${name}`, 'a list is required');
  return listOf(members, name);
}
