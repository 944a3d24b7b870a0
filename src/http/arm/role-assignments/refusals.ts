import { Refusal, type Violation } from '../../../domain/errors.ts';
import { ArmError } from '../arm-error.ts';
import { presentUnmetRules } from '../errors.ts';

/** What plain role assignments answer otherwise than requests do; clients compare these codes (contracts/arm §11). */
function presentOwn({ code, message, given, rules = [] }: Violation, principalId: string): ArmError | null {
  switch (code) {
    case 'assignmentExists':
    case 'requestExists':
      return new ArmError(409, 'RoleAssignmentExists', 'The role assignment already exists.');
    case 'principalNotFound':
      return new ArmError(400, 'PrincipalNotFound', `Principal ${principalId} does not exist in the directory.`);
    case 'roleDefinitionNotFound':
      return new ArmError(400, 'RoleDefinitionDoesNotExist', message);
    case 'principalTypeMismatch':
      return new ArmError(
        400,
        'UnmatchedPrincipalType',
        `The PrincipalId '${principalId}' has another type than the specified PrincipalType '${given}'.`,
      );
    case 'policyRulesUnmet': {
      const { status, code: shown, message: list } = presentUnmetRules(rules);
      const wayOut =
        'a role assignment has no end and its `description` is its justification; give one, allow permanent active assignments in the rules `Expiration_Admin_Assignment` and `Enablement_Admin_Assignment` of the role at this scope, or assign for a time with roleAssignmentScheduleRequests';
      return new ArmError(status, shown, `${list}; ${wayOut}`);
    }
    default:
      return null;
  }
}

/** Does the work, with refusals in the words of role assignments. */
export async function asRoleAssignmentCall<Result>(principalId: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw (error instanceof Refusal ? presentOwn(error.violation, principalId) : null) ?? error;
  }
}
