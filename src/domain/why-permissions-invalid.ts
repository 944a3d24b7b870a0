import { invalidField, type Violation } from './errors.ts';
import type { Permission } from './role-definition.ts';

/** Parts of a role or of a deny assignment. */
export const MOST_PERMISSIONS = 16;
/** Patterns in all parts and lists together. */
export const MOST_PATTERNS = 2000;
export const LONGEST_PATTERN = 256;

const PATTERN = new RegExp(`^(?=.{1,${LONGEST_PATTERN}}$)[A-Za-z0-9.*_{}:-]+(/[A-Za-z0-9.*_{}:-]+)*$`);
const lists = ['actions', 'notActions', 'dataActions', 'notDataActions'] as const;

/** Why these operations cannot be stored, by the name of the field, or null. One part must name some operation. */
export function whyPermissionsInvalid(permissions: readonly Permission[], field: string): Violation | null {
  if (permissions.length === 0 || permissions.length > MOST_PERMISSIONS) {
    return invalidField(field, permissions.length, `1 to ${MOST_PERMISSIONS} entries`);
  }
  const count = permissions.reduce(
    (sum, permission) => sum + lists.reduce((n, list) => n + permission[list].length, 0),
    0,
  );
  if (count > MOST_PATTERNS)
    return invalidField(field, count, `at most ${MOST_PATTERNS} operations in all lists together`);
  for (const [index, permission] of permissions.entries()) {
    for (const list of lists) {
      const wrong = permission[list].find((pattern) => !PATTERN.test(pattern));
      if (wrong === undefined) continue;
      const allowed = `operations such as \`Microsoft.Compute/virtualMachines/read\`, with \`*\` for any text, at most ${LONGEST_PATTERN} characters`;
      return invalidField(`${field}[${index}].${list}`, wrong, allowed);
    }
  }
  if (permissions.some(({ actions, dataActions }) => actions.length + dataActions.length > 0)) return null;
  return invalidField(`${field}[0].actions`, null, 'at least one operation in `actions` or `dataActions`');
}
