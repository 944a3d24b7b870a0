import type { PolicyRuleName, UnmetRule, Violation, ViolationCode } from '../../domain/errors.ts';
import { renameField } from '../../domain/rename-field.ts';

/** An error as it goes over the wire. */
export interface ErrorAnswer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Who was refused, and where. */
export interface RefusedCall {
  readonly callerId: string;
  /** As the client wrote it. */
  readonly scope: string;
}

type Present = (violation: Violation, call: RefusedCall) => ErrorAnswer;

/** A code whose message clients may read and do not parse: the domain's sentence. */
function told(status: number, code: string): Present {
  return ({ message }) => ({ status, code, message });
}

/** A code whose message is fixed, as clients compare it (contracts/arm §11). */
function fixed(status: number, code: string, message: string): Present {
  return () => ({ status, code, message });
}

const invalidPolicy = fixed(400, 'InvalidPolicy', 'The policy is invalid.');

/** Every reason to refuse, in the codes and messages of contracts/arm §11. */
const presentations: Readonly<Record<ViolationCode, Present>> = {
  valueInvalid: told(400, 'InvalidRequestContent'),
  pageTokenInvalid: told(400, 'InvalidSkipToken'),
  scheduleInvalid: told(400, 'InvalidRoleAssignmentRequestSchedule'),
  scopeInvalid: told(400, 'InvalidScope'),
  conditionInvalid: told(400, 'InvalidCondition'),
  requestNotFound: fixed(404, 'RoleAssignmentScheduleRequestNotFound', 'Not found.'),
  approvalNotFound: fixed(404, 'RoleAssignmentApprovalNotFound', 'Not found.'),
  eligibilityNotFound: fixed(404, 'NotFound', 'Not found.'),
  spotAuditNotFound: fixed(404, 'NotFound', 'Not found.'),
  templateNotFound: told(404, 'NotFound'),
  policyNotFound: fixed(404, 'RoleManagementPolicyNotFound', 'Not found.'),
  scopeNotFound: told(404, 'ResourceNotFound'),
  denyAssignmentNotFound: fixed(404, 'DenyAssignmentNotFound', 'Not found.'),
  personNotFound: told(404, 'NotFound'),
  groupNotFound: told(404, 'NotFound'),
  servicePrincipalNotFound: told(404, 'NotFound'),
  identityNotFound: told(404, 'NotFound'),
  provisioningSourceNotFound: told(404, 'NotFound'),
  builtInRoleDefinition: told(400, 'RoleDefinitionCannotBeChanged'),
  roleDefinitionInUse: told(400, 'RoleDefinitionHasAssignments'),
  roleDefinitionLimit: told(400, 'RoleDefinitionLimitExceeded'),
  moreThanAuthorHolds: told(403, 'LinkedAuthorizationFailed'),
  principalTypeMismatch: told(400, 'UnmatchedPrincipalType'),
  assignmentChangeNotPermitted: fixed(
    400,
    'RoleAssignmentUpdateNotPermitted',
    'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
  ),
  roleNameTaken: told(409, 'RoleDefinitionWithSameNameExists'),
  principalNotFound: fixed(400, 'SubjectNotFound', 'The subject is not found.'),
  roleDefinitionNotFound: told(400, 'RoleNotFound'),
  scopeDoesNotMatchRoleDefinition: told(400, 'ScopeDoesNotMatchRoleDefinition'),
  notPermitted: presentNotPermitted,
  notAnApprover: told(403, 'AuthorizationFailed'),
  ownRequest: told(403, 'AuthorizationFailed'),
  ownDecision: told(403, 'AuthorizationFailed'),
  principalDisabled: told(403, 'PrincipalDisabled'),
  policyRulesUnmet: ({ rules = [] }) => presentUnmetRules(rules),
  policyInvalid: invalidPolicy,
  policyApproverUnknown: invalidPolicy,
  policyWithoutApprover: invalidPolicy,
  policyNeedsMorePeople: invalidPolicy,
  policyLocksOut: invalidPolicy,
  templateNotApplicable: invalidPolicy,
  activeDurationTooShort: fixed(
    400,
    'ActiveDurationTooShort',
    // clients compare the spelling of the service
    'The Active duration is too short. Miniumum Required is 5 minutes.',
  ),
  assignmentDoesNotExist: fixed(400, 'RoleAssignmentDoesNotExist', 'The Role assignment does not exist.'),
  requestCannotBeCanceled: told(400, 'RequestCannotBeCancelled'),
  justificationMissing: () => presentUnmetRules([{ rule: 'justification', message: '' }]),
  moreThanAsked: told(400, 'InvalidRequestContent'),
  grantsDisjoint: told(400, 'InvalidRequestContent'),
  lastAdministrator: told(400, 'LastAdministrator'),
  membershipCycle: told(400, 'InvalidRequestContent'),
  protectedPrincipal: told(403, 'AuthorizationFailed'),
  ownedByDirectory: told(400, 'InvalidRequestContent'),
  groupInUse: told(409, 'Conflict'),
  signInNameTaken: told(409, 'Conflict'),
  identityTaken: told(409, 'Conflict'),
  versionMismatch: told(412, 'PreconditionFailed'),
  issuerTaken: told(409, 'Conflict'),
  requestTypeNotSupported: told(400, 'RequestTypeNotSupported'),
  extensionNotOpen: told(400, 'RoleAssignmentExtensionNotOpen'),
  extensionNotPossible: told(400, 'RoleAssignmentCannotBeExtended'),
  assignmentExists: fixed(400, 'RoleAssignmentExists', 'The Role assignment already exists.'),
  pendingRequestExists: fixed(
    400,
    'PendingRoleAssignmentRequest',
    'There is already an existing pending Role assignment request.',
  ),
  requestExists: ({ conflictsWith }) => ({
    status: 409,
    code: 'RoleAssignmentRequestExists',
    message: `A role assignment request with Id: ${conflictsWith} already exists.`,
  }),
  // the JSON API's alone: ARM names its requests in their addresses
  idempotencyKeyReused: told(400, 'IdempotencyKeyReused'),
  idempotencyInFlight: told(409, 'IdempotencyInFlight'),
  idempotencyOutcomeUnknown: told(409, 'IdempotencyOutcomeUnknown'),
  credentialNotFound: told(404, 'CredentialNotFound'),
  sessionNotFound: told(404, 'SessionNotFound'),
  proofNotFound: told(404, 'NotFound'),
  anotherPerson: told(403, 'AuthorizationFailed'),
  signInInsufficient: told(403, 'AuthorizationFailed'),
  tooManyCredentials: told(400, 'TooManyCredentials'),
  signInFailed: told(403, 'AuthorizationFailed'),
  freshSignInNeeded: told(403, 'AuthorizationFailed'),
  passwordRefused: told(400, 'InvalidRequestContent'),
  lastSecondFactor: told(400, 'LastSecondFactor'),
  ownCredentials: told(400, 'OwnCredentials'),
  enrolmentLinkInvalid: told(404, 'NotFound'),
  localAccountNotFound: told(400, 'LocalAccountNotFound'),
  emergencyAccountNotFound: told(404, 'NotFound'),
  notificationNotFound: told(404, 'NotFound'),
  notificationNotDead: told(400, 'NotificationNotDead'),
  endpointNotFound: told(404, 'NotFound'),
  endpointUrlRefused: told(400, 'InvalidRequestContent'),
  endpointDisabled: told(400, 'EndpointDisabled'),
  endpointLimit: told(400, 'EndpointLimitExceeded'),
  endpointHasNoSecret: told(400, 'EndpointHasNoSecret'),
  alreadyExists: told(409, 'Conflict'),
  scopeInUse: told(409, 'ScopeInUse'),
  alreadyDecided: told(409, 'RoleAssignmentRequestAlreadyDecided'),
  approvalClosed: told(409, 'RoleAssignmentApprovalClosed'),
};

/** Fields of the domain that bodies of this wire spell otherwise (contracts/arm §5.1). */
const memberNames: Readonly<Record<string, string>> = {
  type: 'properties.requestType',
  startAt: 'properties.scheduleInfo.startDateTime',
  endAt: 'properties.scheduleInfo.expiration.endDateTime',
  duration: 'properties.scheduleInfo.expiration.duration',
};

/** A refusal of the domain for this wire. */
export function presentViolation(violation: Violation, call: RefusedCall): ErrorAnswer {
  return presentations[violation.code](
    renameField(violation, (field) => memberNames[field] ?? field),
    call,
  );
}

const ruleNames: Readonly<Record<PolicyRuleName, string>> = {
  eligibility: 'EligibilityRule',
  expiration: 'ExpirationRule',
  justification: 'JustificationRule',
  ticketing: 'TicketingRule',
  mfa: 'MfaRule',
  authenticationContext: 'AuthenticationContextRule',
  // clients know these words, and ask the person for another text
  justificationQuality: 'JustificationRule',
  ticketPattern: 'TicketingRule',
  proofAge: 'MfaRule',
  freshProof: 'MfaRule',
};

/** All unmet rules in one bracketed list, which is what every known client can read (contracts/arm §11). */
export function presentUnmetRules(rules: readonly UnmetRule[]): ErrorAnswer {
  const contexts = rules.map(({ needs }) => needs?.authenticationContext ?? null);
  const [context] = contexts;
  // where nothing but a sign-in is missing, clients hand these claims on to their provider
  if (context != null && contexts.every((each) => each === context)) return presentClaims(context);
  const names = JSON.stringify([...new Set(rules.map(({ rule }) => ruleNames[rule]))]);
  return {
    status: 400,
    code: 'RoleAssignmentRequestPolicyValidationFailed',
    message: `The following policy rules failed: ${names}`,
  };
}

/** What a client must ask its identity provider for, in the form that it hands on. */
function presentClaims(claimValue: string): ErrorAnswer {
  const claims = `{"access_token":{"acrs":{"essential":true, "value":${JSON.stringify(claimValue)}}}}`;
  return {
    status: 400,
    code: 'RoleAssignmentRequestAcrsValidationFailed',
    message: `&claims=${encodeURIComponent(claims)}`,
  };
}

/** Where a role would permit it, the operation is named as ARM names it. */
function presentNotPermitted({ given, message }: Violation, { callerId, scope }: RefusedCall): ErrorAnswer {
  const forWantOf = `The client '${callerId}' with object id '${callerId}' does not have authorization to perform action '${given}' over scope '${scope}'; ask an administrator of that scope.`;
  return { status: 403, code: 'AuthorizationFailed', message: given === undefined ? message : forWantOf };
}
