import { accept, type Decision, reject } from '../decision.ts';
import { invalidField } from '../errors.ts';
import type { DomainEvent } from '../events.ts';
import { type Schedule, termsOf, type WrittenCondition } from '../schedule.ts';
import { whyConditionInvalid } from './activation-condition.ts';

const LONGEST_DESCRIPTION = 2048;

/** What of a role assignment can be changed in place; all else is another assignment. */
export interface AskedChange {
  readonly name: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly scope: Schedule['scope'];
  readonly description: string | null;
  readonly condition: WrittenCondition | null;
}

/** Decides a second writing of a role assignment: description and condition change, the rest must be as it was. */
export function decideRoleAssignmentChange(
  asked: AskedChange,
  existing: Schedule,
  description: string | null,
  changedById: string,
): Decision {
  const isSame =
    asked.principalId === existing.principalId &&
    asked.roleDefinitionId === existing.roleDefinitionId &&
    asked.scope === existing.scope;
  const isConditionChanged =
    asked.condition?.text !== existing.condition?.text || asked.condition?.version !== existing.condition?.version;
  // the condition of an activation is that of its eligibility
  if (!isSame || (isConditionChanged && existing.assignmentType === 'activated')) {
    return reject({
      code: 'assignmentChangeNotPermitted',
      conflictsWith: existing.id,
      message: `role assignment \`${asked.name}\` is there already; only its description and condition can be changed`,
    });
  }
  const violation = whyConditionInvalid(asked.condition) ?? whyDescriptionInvalid(asked.description);
  if (violation !== null) return reject(violation);
  const scheduleId = existing.id;
  const events: DomainEvent[] = [];
  if (isConditionChanged) {
    const before = termsOf(existing);
    const after = { ...before, condition: asked.condition };
    events.push({ type: 'schedule.changed', scheduleId, requestId: existing.requestId, before, after });
  }
  if (isConditionChanged || asked.description !== description) {
    const { name, description: written } = asked;
    events.push({
      type: 'roleAssignment.described',
      scheduleId,
      name,
      description: written,
      describedById: changedById,
    });
  }
  return accept(...events);
}

export function whyDescriptionInvalid(description: string | null) {
  if (description === null || description.length <= LONGEST_DESCRIPTION) return null;
  return invalidField('description', description, `at most ${LONGEST_DESCRIPTION} characters`);
}
