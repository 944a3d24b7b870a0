/** What a refusal is at heart; each surface gives it its own status (BEHAVIOUR §7). */
export type ViolationKind = 'malformed' | 'notFound' | 'forbidden' | 'rule' | 'conflict';

/** Every reason for which the domain refuses, with its kind. The codes are stable: clients and records rely on them. */
export const violationKinds = {
  valueInvalid: 'malformed',
  scheduleInvalid: 'malformed',
  pageTokenInvalid: 'malformed',
  scopeInvalid: 'malformed',
  conditionInvalid: 'malformed',
  requestNotFound: 'notFound',
  approvalNotFound: 'notFound',
  eligibilityNotFound: 'notFound',
  spotAuditNotFound: 'notFound',
  policyNotFound: 'notFound',
  templateNotFound: 'notFound',
  scopeNotFound: 'notFound',
  denyAssignmentNotFound: 'notFound',
  personNotFound: 'notFound',
  groupNotFound: 'notFound',
  servicePrincipalNotFound: 'notFound',
  identityNotFound: 'notFound',
  provisioningSourceNotFound: 'notFound',
  principalNotFound: 'rule',
  roleDefinitionNotFound: 'rule',
  scopeDoesNotMatchRoleDefinition: 'rule',
  notPermitted: 'forbidden',
  notAnApprover: 'forbidden',
  ownRequest: 'forbidden',
  ownDecision: 'forbidden',
  principalDisabled: 'forbidden',
  policyRulesUnmet: 'rule',
  policyInvalid: 'rule',
  policyApproverUnknown: 'rule',
  policyWithoutApprover: 'rule',
  policyNeedsMorePeople: 'rule',
  policyLocksOut: 'rule',
  templateNotApplicable: 'rule',
  activeDurationTooShort: 'rule',
  assignmentDoesNotExist: 'rule',
  requestCannotBeCanceled: 'rule',
  justificationMissing: 'rule',
  moreThanAsked: 'rule',
  grantsDisjoint: 'rule',
  lastAdministrator: 'rule',
  membershipCycle: 'rule',
  protectedPrincipal: 'forbidden',
  ownedByDirectory: 'rule',
  groupInUse: 'conflict',
  signInNameTaken: 'conflict',
  identityTaken: 'conflict',
  versionMismatch: 'conflict',
  issuerTaken: 'conflict',
  requestTypeNotSupported: 'rule',
  builtInRoleDefinition: 'rule',
  roleDefinitionInUse: 'rule',
  roleDefinitionLimit: 'rule',
  moreThanAuthorHolds: 'forbidden',
  principalTypeMismatch: 'rule',
  assignmentChangeNotPermitted: 'rule',
  roleNameTaken: 'conflict',
  extensionNotOpen: 'rule',
  extensionNotPossible: 'rule',
  assignmentExists: 'conflict',
  pendingRequestExists: 'conflict',
  requestExists: 'conflict',
  idempotencyKeyReused: 'rule',
  idempotencyInFlight: 'conflict',
  idempotencyOutcomeUnknown: 'conflict',
  credentialNotFound: 'notFound',
  sessionNotFound: 'notFound',
  proofNotFound: 'notFound',
  anotherPerson: 'forbidden',
  signInInsufficient: 'forbidden',
  tooManyCredentials: 'rule',
  signInFailed: 'forbidden',
  freshSignInNeeded: 'forbidden',
  passwordRefused: 'rule',
  lastSecondFactor: 'rule',
  ownCredentials: 'rule',
  enrolmentLinkInvalid: 'notFound',
  localAccountNotFound: 'rule',
  emergencyAccountNotFound: 'notFound',
  notificationNotFound: 'notFound',
  notificationNotDead: 'rule',
  endpointNotFound: 'notFound',
  endpointUrlRefused: 'malformed',
  endpointDisabled: 'rule',
  endpointLimit: 'rule',
  endpointHasNoSecret: 'rule',
  alreadyExists: 'conflict',
  scopeInUse: 'conflict',
  alreadyDecided: 'conflict',
  approvalClosed: 'conflict',
} as const satisfies Record<string, ViolationKind>;

export type ViolationCode = keyof typeof violationKinds;

/** The rules of a policy that a request can fail (BEHAVIOUR §3). */
export type PolicyRuleName =
  | 'eligibility'
  | 'expiration'
  | 'justification'
  | 'ticketing'
  | 'mfa'
  | 'authenticationContext'
  | 'justificationQuality'
  | 'ticketPattern'
  | 'proofAge'
  | 'freshProof';

/** What another sign-in must prove so that a rule is met. */
export interface NeededSignIn {
  /** `c1` to `c99`; null: a second factor. */
  readonly authenticationContext: string | null;
  /** ISO 8601; null: of any age. */
  readonly maximumAge: string | null;
  /** It must be made for the request itself. */
  readonly isForRequest?: true;
}

/** A rule that the request does not meet, in words that say what would. */
export interface UnmetRule {
  readonly rule: PolicyRuleName;
  readonly message: string;
  /** Where another sign-in meets it: what that must prove. */
  readonly needs?: NeededSignIn;
}

/** What stands against one of several roles and scopes of a command. */
export interface TargetProblem {
  readonly roleDefinitionId: string;
  readonly scope: string;
  readonly code: string;
  readonly message: string;
}

/** One refusal: its code, the sentence for a person, and what was given and would be allowed. */
export interface Violation {
  readonly code: ViolationCode;
  readonly message: string;
  readonly field?: string;
  readonly given?: string;
  readonly allowed?: string;
  /** With `policyRulesUnmet`: every unmet rule at once. */
  readonly rules?: readonly UnmetRule[];
  /** Where a command is about several roles and scopes: every one that stands in the way. */
  readonly targets?: readonly TargetProblem[];
  /** With a conflict: the id of what stands in the way. */
  readonly conflictsWith?: string;
}

/** Carries a violation through code that cannot go on; the one error type of the product. */
export class Refusal extends Error {
  readonly violation: Violation;

  constructor(violation: Violation) {
    super(violation.message);
    this.name = 'Refusal';
    this.violation = violation;
  }
}

/** Ends the present work with a refusal. */
export function refuse(violation: Violation): never {
  throw new Refusal(violation);
}

/** The refusal of one field: what was given (cut at 100 characters) and what is allowed. */
export function invalidField(
  field: string,
  given: unknown,
  allowed: string,
  code: ViolationCode = 'valueInvalid',
): Violation {
  if (given === undefined || given === null) {
    return { code, field, allowed, message: `\`${field}\` is missing; allowed: ${allowed}` };
  }
  const shown = String(typeof given === 'object' ? JSON.stringify(given) : given).slice(0, 100);
  return { code, field, given: shown, allowed, message: `\`${field}\` is \`${shown}\`; allowed: ${allowed}` };
}
