import { invalidField, type Violation } from '../errors.ts';
import type { PrincipalKind } from '../principal.ts';
import type { Schedule } from '../schedule.ts';
import { groupAccessOf } from './group-roles.ts';
import { groupIdOf } from './group-scope.ts';

/**
 * Why somebody cannot have a group role in this way, or null, also for any other role. A group can be eligible, for
 * each person in it; it is never a member for a time, so that no circle of groups comes about by the clock. Who is in a
 * group is in it for everything: there are no conditions (ADR 0023).
 */
export function whyNotInGroup(
  asked: Pick<Schedule, 'roleDefinitionId' | 'scope' | 'kind' | 'condition'>,
  principal: { readonly id: string; readonly kind: PrincipalKind },
): Violation | null {
  const access = groupAccessOf(asked.roleDefinitionId);
  if (access === null) return null;
  if (asked.condition !== null) {
    return invalidField(
      'condition',
      asked.condition.text,
      'none: a group role is held without one',
      'conditionInvalid',
    );
  }
  if (principal.kind !== 'group') return null;
  if (principal.id === groupIdOf(asked.scope)) {
    return {
      code: 'membershipCycle',
      field: 'principalId',
      message: `group \`${principal.id}\` cannot be ${access} of itself`,
    };
  }
  if (asked.kind === 'eligible') return null;
  return {
    code: 'principalTypeMismatch',
    field: 'principalId',
    message: `group \`${principal.id}\` cannot be active as ${access}: make it eligible for each person in it, or add it to the group`,
  };
}
