import { whyConditionInvalid } from '../assignment/activation-condition.ts';
import { accept, type Decision, reject } from '../decision.ts';
import { invalidField, type Violation } from '../errors.ts';
import type { Principal } from '../principal.ts';
import { renameField } from '../rename-field.ts';
import { whyPermissionsInvalid } from '../why-permissions-invalid.ts';
import { type AskedDenyAssignment, type DeniedPrincipal, EVERYONE } from './deny-assignment.ts';

const LONGEST_NAME = 256;
const LONGEST_DESCRIPTION = 2048;
const MOST_PRINCIPALS = 100;

export interface DenyAssignmentFacts {
  readonly callerId: string;
  readonly isIdTaken: boolean;
  /** Those of the named principals that there are. */
  readonly known: ReadonlyMap<string, Principal>;
}

/** Decides whether a deny assignment can be made as it is asked for. */
export function decideDenyAssignment(
  asked: AskedDenyAssignment,
  { callerId, isIdTaken, known }: DenyAssignmentFacts,
  now: Temporal.Instant,
): Decision {
  if (isIdTaken) {
    return reject({
      code: 'alreadyExists',
      conflictsWith: asked.id,
      message: `there is a deny assignment \`${asked.id}\` already`,
    });
  }
  const violation =
    whyTextInvalid(asked) ??
    whyPermissionsInvalid(asked.permissions, 'permissions') ??
    whyConditionInvalid(asked.condition) ??
    asked.permissions.map(whyPartInvalid).find((each) => each !== null) ??
    whyPrincipalsInvalid(asked.principals, 'principals', 1, known) ??
    whyPrincipalsInvalid(asked.excludePrincipals, 'excludePrincipals', 0, known) ??
    whyEveryoneExcluded(asked);
  if (violation !== null && violation !== undefined) return reject(violation);
  return accept({
    type: 'denyAssignment.created',
    denyAssignment: { ...asked, createdAt: now, createdById: callerId },
  });
}

function whyTextInvalid({ name, description }: AskedDenyAssignment): Violation | null {
  if (name.trim() === '' || name.length > LONGEST_NAME) {
    return invalidField('name', name, `1 to ${LONGEST_NAME} characters`);
  }
  if (description === null || description.length <= LONGEST_DESCRIPTION) return null;
  return invalidField('description', description, `at most ${LONGEST_DESCRIPTION} characters`);
}

function whyPartInvalid(
  { condition, conditionVersion }: AskedDenyAssignment['permissions'][number],
  index: number,
): Violation | null {
  const violation = whyConditionInvalid(
    condition === null ? null : { text: condition, version: conditionVersion ?? '2.0' },
  );
  return violation && renameField(violation, (field) => `permissions[${index}].${field}`);
}

function whyPrincipalsInvalid(
  principals: readonly DeniedPrincipal[],
  field: string,
  fewest: number,
  known: DenyAssignmentFacts['known'],
): Violation | null {
  if (principals.length < fewest || principals.length > MOST_PRINCIPALS) {
    return invalidField(field, principals.length, `${fewest} to ${MOST_PRINCIPALS} principals`);
  }
  const unknown = principals.find(({ id, kind }) =>
    kind === 'everyone' ? id !== EVERYONE : known.get(id)?.kind !== kind,
  );
  if (unknown === undefined) return null;
  const { id, kind } = unknown;
  return { ...invalidField(field, `${kind} ${id}`, 'principals of this organisation'), code: 'principalNotFound' };
}

function whyEveryoneExcluded({ excludePrincipals }: AskedDenyAssignment): Violation | null {
  if (!excludePrincipals.some(({ kind }) => kind === 'everyone')) return null;
  return invalidField('excludePrincipals', EVERYONE, 'principals by their ids; who excludes everyone denies nobody');
}
