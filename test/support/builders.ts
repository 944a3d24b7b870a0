import { randomUUID } from 'node:crypto';
import type { ApprovalStage, StageDecision } from '../../src/domain/approval/approval.ts';
import type { ApprovalFacts, AskedDecision } from '../../src/domain/approval/decide-approval.ts';
import type { ActivationFacts } from '../../src/domain/assignment/decide-activation.ts';
import type { Dependents } from '../../src/domain/assignment/dependents.ts';
import { type Assurance, weakestAssurance } from '../../src/domain/assurance.ts';
import { defaultPolicyRules } from '../../src/domain/policy/default-policy.ts';
import type { ApprovalRule, EffectivePolicy, PolicyRules } from '../../src/domain/policy/policy.ts';
import type { PolicyReach, StageReach } from '../../src/domain/policy/policy-reach.ts';
import type { Principal, PrincipalFacts } from '../../src/domain/principal.ts';
import type { AskedRequest, Expiration, ScheduleRequest } from '../../src/domain/request/request.ts';
import { type RoleDefinition, wellKnownRoles } from '../../src/domain/role-definition.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import { parseScope, ROOT } from '../../src/domain/scope.ts';

/** The instant at which most unit tests happen. */
export const NOW = Temporal.Instant.from('2026-11-24T08:00:00Z');
export const ALICE = 'a0000000-0000-4000-8000-0000000000a1';
export const BOB = 'a0000000-0000-4000-8000-0000000000b0';
export const SUBSCRIPTION = parseScope('/subscriptions/c0000000-0000-4000-8000-000000000001');
export const RESOURCE_GROUP = parseScope(`${SUBSCRIPTION}/resourceGroups/rg-web`);

/** `NOW` moved by an ISO 8601 duration of hours at most; a leading `-` goes back. */
export function fromNow(duration: string): Temporal.Instant {
  return NOW.add(duration);
}

export function lasting(duration: string): Expiration {
  return { type: 'afterDuration', duration };
}

export function aPrincipal(over: Partial<Principal> = {}): Principal {
  const id = over.id ?? ALICE;
  return { id, kind: 'user', displayName: 'Alice', userName: null, email: null, enabled: true, ...over };
}

/** A person with the groups that they are in. */
export function aHolder(over: Partial<Principal> = {}, groupIds: readonly string[] = []): PrincipalFacts {
  return { principal: aPrincipal(over), groupIds: new Set(groupIds) };
}

export function aRoleDefinition(over: Partial<RoleDefinition> = {}): RoleDefinition {
  return {
    id: wellKnownRoles.owner,
    family: 'resource',
    kind: 'builtIn',
    name: 'Owner',
    description: '',
    isPrivileged: false,
    permissions: [
      { actions: ['*'], notActions: [], dataActions: [], notDataActions: [], condition: null, conditionVersion: null },
    ],
    assignableScopes: [ROOT],
    ...over,
  };
}

/** The default settings with some rules replaced. */
export function aPolicy(rules: Partial<PolicyRules> = {}, over: Partial<EffectivePolicy> = {}): EffectivePolicy {
  return {
    roleDefinitionId: wellKnownRoles.owner,
    scope: SUBSCRIPTION,
    rules: { ...defaultPolicyRules('resource', 'medium'), ...rules },
    writtenAt: null,
    modifiedAt: null,
    modifiedById: null,
    ...over,
  };
}

/** These people could decide a stage, for as long as nobody changes it. */
export function aStageReach(people: readonly string[], over: Partial<StageReach> = {}): StageReach {
  return { people: new Set(people), lastingPeople: new Set(people), unknownIds: [], emptyGroupIds: [], ...over };
}

/** Bob and Carol could decide, Alice could ask. */
export function aPolicyReach(over: Partial<PolicyReach> = {}): PolicyReach {
  return {
    stages: [aStageReach([BOB, 'carol'])],
    eligiblePeople: new Set([ALICE]),
    eligibleServicePrincipals: new Set(),
    adminRoleHolders: null,
    ...over,
  };
}

export function anApprovalRule(
  over: Partial<ApprovalRule> & { readonly window?: string; readonly approverIds?: readonly string[] } = {},
): ApprovalRule {
  const { window = 'PT24H', approverIds = [BOB], ...rule } = over;
  const approvers = approverIds.map((id) => ({ kind: 'user', id, description: null }) as const);
  return {
    kind: 'approval',
    isRequired: true,
    isRequiredForExtension: false,
    isRequestorJustificationRequired: true,
    stages: [{ window, isApproverJustificationRequired: true, approvalsNeeded: 1, approvers }],
    ...rule,
  };
}

/** Alice is eligible for Owner on the subscription for a year, unless told otherwise. */
export function anEligibility(over: Partial<Schedule> = {}): Schedule {
  const id = over.id ?? 'eligibility-1';
  return {
    id,
    kind: 'eligible',
    assignmentType: 'assigned',
    requestId: id,
    principalId: ALICE,
    roleDefinitionId: wellKnownRoles.owner,
    scope: SUBSCRIPTION,
    condition: null,
    linkedEligibilityId: null,
    createdAt: NOW.subtract({ hours: 24 * 30 }),
    startAt: NOW.subtract({ hours: 24 * 30 }),
    endAt: NOW.add({ hours: 24 * 335 }),
    ...over,
  };
}

/** A running activation of that eligibility, from `NOW` for two hours. */
export function anActivation(over: Partial<Schedule> = {}): Schedule {
  return anEligibility({
    id: 'activation-1',
    kind: 'active',
    assignmentType: 'activated',
    linkedEligibilityId: 'eligibility-1',
    createdAt: NOW,
    startAt: NOW,
    endAt: NOW.add({ hours: 2 }),
    ...over,
  });
}

/** Alice asks to activate Owner on the subscription for two hours from now. */
export function anAsk(over: Partial<AskedRequest> = {}): AskedRequest {
  return {
    id: randomUUID(),
    kind: 'active',
    type: 'selfActivate',
    principalId: ALICE,
    roleDefinitionId: wellKnownRoles.owner,
    scope: SUBSCRIPTION,
    schedule: { startAt: null, expiration: lasting('PT2H') },
    justification: 'Triage of IR-2026-0142',
    ticket: null,
    condition: null,
    linkedEligibilityId: null,
    targetScheduleId: null,
    ...over,
  };
}

/** That request on record, waiting for a decision. */
export function aRequest(over: Partial<ScheduleRequest> = {}): ScheduleRequest {
  return {
    ...anAsk({ id: 'request-1', linkedEligibilityId: 'eligibility-1' }),
    requestorId: over.principalId ?? ALICE,
    status: 'pendingApproval',
    createdAt: NOW,
    resultingScheduleId: 'request-1',
    ...over,
  };
}

/** Nothing rests on the assignment. */
export const noDependents: Dependents = { activations: [], requests: [], extensionRequestIds: [] };

export function aStage(over: Partial<ApprovalStage> = {}): ApprovalStage {
  return {
    id: 'stage-1',
    requestId: 'request-1',
    ordinal: 0,
    requestedAt: NOW,
    expiresAt: NOW.add({ hours: 24 }),
    isApproverJustificationRequired: true,
    approvalsNeeded: 1,
    approvers: [{ kind: 'user', id: BOB, description: null }],
    decisions: over.decision ? [over.decision] : [],
    decision: null,
    ...over,
  };
}

/** An approval by the person, of all that was asked for. */
export function aStageDecision(over: Partial<StageDecision> = {}): StageDecision {
  return {
    result: 'approved',
    decidedById: BOB,
    decidedAt: NOW,
    justification: 'known incident',
    grantedDuration: null,
    grantedScope: null,
    ...over,
  };
}

export function aDecision(over: Partial<AskedDecision> = {}): AskedDecision {
  return { result: 'approved', justification: 'known incident', duration: null, scope: null, ...over };
}

/** What one sign-in proved: a second factor, unless told otherwise, of an unknown age. */
export function anAssurance({
  multiFactor = true,
  contexts = [],
  at = null,
}: {
  readonly multiFactor?: boolean;
  readonly contexts?: readonly string[];
  readonly at?: Temporal.Instant | null;
} = {}): Assurance {
  const authenticationContexts = contexts.map((name) => ({ name, maximumAge: null }));
  return { signIns: [{ multiFactor, authenticationContexts, authenticatedAt: at }] };
}

export function activationFacts(over: Partial<ActivationFacts> = {}): ActivationFacts {
  return {
    caller: aHolder(),
    assurance: weakestAssurance,
    proof: null,
    scopeChain: [SUBSCRIPTION, ROOT],
    eligibilities: [anEligibility()],
    policy: aPolicy(),
    existingActivationId: null,
    openRequestId: null,
    newStageIds: ['stage-1', 'stage-2'],
    ...over,
  };
}

/** Bob, a named approver, is about to decide Alice's request. */
export function approvalFacts(over: Partial<ApprovalFacts> = {}): ApprovalFacts {
  const stage = over.stage ?? aStage();
  return {
    request: aRequest(),
    terms: null,
    stages: [stage],
    stage,
    policy: aPolicy({ Approval_EndUser_Assignment: anApprovalRule() }),
    decider: aHolder({ id: BOB, displayName: 'Bob' }),
    holdsDefaultApproverRole: false,
    eligibility: anEligibility(),
    grantedScopeChain: [SUBSCRIPTION, ROOT],
    remainingScopeChain: [SUBSCRIPTION, ROOT],
    isAlreadyActive: false,
    extended: null,
    requestorOwnerIds: [],
    deciderOwnerIds: [],
    ...over,
  };
}
