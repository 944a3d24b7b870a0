import { type Members, requiredObjectOf, requiredWordOf } from '../json-members.ts';
import { invalid, listOf } from './rule-members.ts';

export const PIM_ONLY_MODE = 'PIMOnlyMode_Admin_Assignment';
const RULE_TYPE = 'RoleManagementPolicyPimOnlyModeRule';

/** The rule of version 2024-09-01-preview that forbids assignments past privileged access: here it is always off. */
export function presentPimOnlyMode() {
  return {
    pimOnlyModeSettings: { mode: 'Disabled', excludes: [], excludedAssignmentTypes: [] },
    id: PIM_ONLY_MODE,
    ruleType: RULE_TYPE,
    target: {
      caller: 'Admin',
      operations: ['all'],
      level: 'Assignment',
      targetObjects: null,
      inheritableSettings: ['all'],
      enforcedSettings: ['all'],
    },
  };
}

/** Takes the rule back as it was read. Refuses to pretend that it can be switched on. */
export function checkPimOnlyMode(members: Members): void {
  requiredWordOf(members, 'ruleType', { [RULE_TYPE]: true });
  const settings = requiredObjectOf(members, 'pimOnlyModeSettings');
  requiredWordOf(settings, 'mode', { Disabled: true });
}

/** Refuses exceptions from an expiration rule, which the newest version names: a rule here holds for everybody. */
export function checkExceptionMembers(members: Members): void {
  if (listOf(members, 'exceptionMembers').length > 0) {
    invalid(`${members.path}.exceptionMembers`, 'nobody is excepted from a rule');
  }
}
