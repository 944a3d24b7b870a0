import type { DenyAssignment } from './access/deny-assignment.ts';
import type { SignInMethod } from './account/sign-in-strength.ts';
import type { NotificationEvent } from './notification-events.ts';
import type { ActivationRules } from './policy/activation-rules.ts';
import type { ApproverReference, PolicyRules } from './policy/policy.ts';
import type { PolicyWarning } from './policy/policy-warning.ts';
import type { PolicyTemplate, TemplateRules } from './policy-template/policy-template.ts';
import type { Principal, PrincipalNames } from './principal.ts';
import type { ScheduleRequest } from './request/request.ts';
import type { RequestStatus } from './request/request-status.ts';
import type { RoleDefinition } from './role-definition.ts';
import type { EndReason, Schedule, ScheduleKind, ScheduleTerms } from './schedule.ts';
import type { Scope, ScopeKind } from './scope.ts';
import type { ReviewOutcome } from './spot-audit/decide-review.ts';

/** By which a principal proves who it is; the record says that there is one, never what it is. */
export type CredentialKind =
  | 'secret'
  | 'key'
  | 'provisioningToken'
  | 'password'
  | 'authenticatorApp'
  | 'passkey'
  | 'recoveryCodes';

/** What a one-time link is for: the first administrator, a person without credentials, or one who has lost them. */
export type EnrolmentPurpose = 'setUp' | 'enrol' | 'reset';

/** Why somebody is signed in no more; a session that runs out ends by the clock and without a record. */
export type SessionEndReason =
  | 'signedOut'
  | 'signedOutAtProvider'
  | 'renewed'
  | 'endedByOwner'
  | 'endedByAdministrator'
  | 'credentialsReset'
  | 'principalDisabled'
  | 'identityDetached';

/**
 * Everything that can happen. Each event is one ledger entry; fields that end in `At` are instants, all others are
 * plain JSON. An event is never changed after a release: a new need is a new event or an optional field.
 */
export type DomainEvent =
  | {
      readonly type: 'organisation.established';
      readonly name: string;
      /** What clients know the organisation by; absent in the first ledgers. */
      readonly tenantId?: string;
    }
  | {
      readonly type: 'principal.created';
      readonly principal: Principal;
      readonly issuer: string;
      readonly subject: string;
      /** With a group: only privileged administrators change it, whether it has a role or not. */
      readonly isRoleAssignable?: true;
      /** The provisioning source that made it; absent: it is administered here. */
      readonly sourceId?: string;
    }
  | {
      readonly type: 'principal.renamed';
      readonly principalId: string;
      readonly before: PrincipalNames;
      readonly after: PrincipalNames;
    }
  | {
      readonly type: 'principal.disabled';
      readonly principalId: string;
      /** It became inactive at its directory; absent: an administrator blocked it. */
      readonly by?: 'directory';
    }
  | { readonly type: 'principal.enabled'; readonly principalId: string }
  /** What its directory says; whether it is enabled here is another event. */
  | { readonly type: 'principal.activityChanged'; readonly principalId: string; readonly isActive: boolean }
  /** It is in no group any more, nobody signs in as it, and it never comes back. */
  | { readonly type: 'principal.deleted'; readonly principalId: string }
  | {
      readonly type: 'principal.identityAttached';
      readonly principalId: string;
      readonly issuer: string;
      readonly subject: string;
    }
  | {
      readonly type: 'principal.identityDetached';
      readonly principalId: string;
      readonly issuer: string;
      readonly subject: string;
    }
  | {
      /** Another directory keeps it from now on, or this one does (null). */
      readonly type: 'principal.sourceChanged';
      readonly principalId: string;
      readonly before: string | null;
      readonly after: string | null;
    }
  | {
      readonly type: 'provisioningSource.created';
      readonly sourceId: string;
      readonly issuer: string;
      readonly mayChangeProtected: boolean;
      readonly createdById: string;
    }
  | {
      readonly type: 'provisioningSource.changed';
      readonly sourceId: string;
      readonly before: { readonly mayChangeProtected: boolean };
      readonly after: { readonly mayChangeProtected: boolean };
    }
  /** A token of it was used for the first time. */
  | { readonly type: 'provisioningSource.connected'; readonly sourceId: string; readonly tokenId: string }
  | { readonly type: 'servicePrincipal.ownerAdded'; readonly servicePrincipalId: string; readonly ownerId: string }
  | { readonly type: 'servicePrincipal.ownerRemoved'; readonly servicePrincipalId: string; readonly ownerId: string }
  | { readonly type: 'group.ownerAdded'; readonly groupId: string; readonly ownerId: string }
  | { readonly type: 'group.ownerRemoved'; readonly groupId: string; readonly ownerId: string }
  | { readonly type: 'group.memberAdded'; readonly groupId: string; readonly memberId: string }
  | { readonly type: 'group.memberRemoved'; readonly groupId: string; readonly memberId: string }
  | {
      readonly type: 'scope.registered';
      readonly scope: Scope;
      readonly kind: ScopeKind;
      /** As it was written, for people. */
      readonly path: string;
      readonly displayName: string;
      readonly parent: Scope | null;
      readonly location?: string | null;
    }
  | { readonly type: 'scope.renamed'; readonly scope: Scope; readonly before: string; readonly after: string }
  | {
      readonly type: 'scope.moved';
      readonly scope: Scope;
      readonly before: Scope | null;
      /** null: directly below the root. */
      readonly after: Scope | null;
    }
  | { readonly type: 'scope.deleted'; readonly scope: Scope }
  /** A Global Administrator took User Access Administrator at the root. */
  | { readonly type: 'access.elevated'; readonly principalId: string; readonly scheduleId: string }
  | {
      readonly type: 'roleDefinition.defined';
      readonly roleDefinition: RoleDefinition;
      /** With a custom role: who wrote it. */
      readonly definedById?: string;
      /** With a new custom role, also where one of the same id was deleted before. */
      readonly createdAt?: Temporal.Instant;
    }
  | { readonly type: 'roleDefinition.deleted'; readonly roleDefinitionId: string; readonly deletedById: string }
  | {
      /** Names and describes an assignment as a client of role assignments wrote it. */
      readonly type: 'roleAssignment.described';
      readonly scheduleId: string;
      readonly name: string;
      readonly description: string | null;
      readonly describedById: string;
      /** The same call made the assignment, past every request. */
      readonly isNew?: true;
    }
  | { readonly type: 'denyAssignment.created'; readonly denyAssignment: DenyAssignment }
  | { readonly type: 'denyAssignment.deleted'; readonly denyAssignmentId: string; readonly deletedById: string }
  | {
      readonly type: 'roleManagementPolicy.updated';
      readonly scope: Scope;
      readonly roleDefinitionId: string;
      readonly before: PolicyRules;
      readonly after: PolicyRules;
      readonly modifiedById: string;
      /** What was worth a second look and was written all the same; absent where nothing was. */
      readonly warnings?: readonly PolicyWarning[];
      /** The template that was applied; absent where it was written by hand. */
      readonly templateId?: string;
    }
  | {
      readonly type: 'roleManagementPolicy.removed';
      readonly scope: Scope;
      readonly roleDefinitionId: string;
      readonly before: PolicyRules;
      /** What applies from now on: the nearest ancestor's rules, else the default. */
      readonly after: PolicyRules;
      readonly removedById: string;
      readonly warnings?: readonly PolicyWarning[];
    }
  | { readonly type: 'policyTemplate.created'; readonly template: PolicyTemplate; readonly createdById: string }
  | {
      readonly type: 'policyTemplate.updated';
      readonly before: PolicyTemplate;
      readonly after: PolicyTemplate;
      readonly updatedById: string;
    }
  | { readonly type: 'policyTemplate.deleted'; readonly template: PolicyTemplate; readonly deletedById: string }
  | {
      readonly type: 'policyTemplate.applied';
      readonly templateId: string;
      readonly version: number;
      readonly scope: Scope;
      readonly roleDefinitionId: string;
      /** As the template stated them. */
      readonly rules: TemplateRules;
      readonly appliedById: string;
    }
  | {
      readonly type: 'policyTemplate.detached';
      readonly templateId: string;
      readonly scope: Scope;
      readonly roleDefinitionId: string;
      readonly detachedById: string;
    }
  | {
      readonly type: 'scheduleRequest.submitted';
      readonly request: ScheduleRequest;
      readonly policyScope: Scope | null;
    }
  | {
      /** The rules under which it was asked for; its stages open one after the other. */
      readonly type: 'approval.begun';
      readonly requestId: string;
      readonly stageIds: readonly string[];
      readonly rules: ActivationRules;
    }
  | {
      /** A stage opened. */
      readonly type: 'approval.requested';
      readonly requestId: string;
      readonly stageId: string;
      /** Absent: 0, the first. */
      readonly ordinal?: number;
      readonly expiresAt: Temporal.Instant;
      readonly isApproverJustificationRequired: boolean;
      /** Absent: 1. */
      readonly approvalsNeeded?: number;
      readonly approvers: readonly ApproverReference[];
    }
  | {
      readonly type: 'approval.decided';
      readonly requestId: string;
      readonly stageId: string;
      readonly result: 'approved' | 'denied';
      readonly decidedById: string;
      readonly justification: string | null;
      /** Less than asked, where this approver or one before granted less: what all of them granted. */
      readonly grantedDuration: string | null;
      readonly grantedScope: Scope | null;
      /** What it concludes: nothing yet, as others must approve too, or the stage. Absent: the request. */
      readonly settles?: 'nothing' | 'stage';
      /** With the approval that gives the role: one in so many is drawn for review, by the hash of this entry. */
      readonly auditOneIn?: number;
    }
  | {
      readonly type: 'spotAudit.reviewed';
      readonly requestId: string;
      readonly reviewedById: string;
      readonly outcome: ReviewOutcome;
      readonly justification: string | null;
    }
  | { readonly type: 'approval.timedOut'; readonly requestId: string; readonly stageId: string }
  | {
      readonly type: 'scheduleRequest.canceled';
      readonly requestId: string;
      readonly canceledById: string | null;
      readonly reason:
        | 'requestor'
        | 'administrator'
        | 'principalDisabled'
        | 'eligibilityEnded'
        | 'assignmentEnded'
        | 'policyChanged';
    }
  | {
      /** Somebody asks for more time of an assignment; whoever may write assignments there decides (BEHAVIOUR §3). */
      readonly type: 'extension.requested';
      readonly requestId: string;
      readonly scheduleId: string;
      readonly expiresAt: Temporal.Instant;
    }
  | {
      readonly type: 'extension.decided';
      readonly requestId: string;
      readonly result: 'approved' | 'denied';
      readonly decidedById: string;
      readonly justification: string | null;
      /** What the administrator set; null where it was denied. */
      readonly granted: ({ readonly kind: ScheduleKind; readonly scheduleId: string } & ScheduleTerms) | null;
    }
  | { readonly type: 'extension.timedOut'; readonly requestId: string }
  | { readonly type: 'scheduleRequest.moved'; readonly requestId: string; readonly status: RequestStatus }
  | { readonly type: 'schedule.created'; readonly schedule: Schedule }
  | {
      readonly type: 'schedule.changed';
      readonly scheduleId: string;
      /** The request that asked for it, or that brought it about. */
      readonly requestId: string;
      readonly before: ScheduleTerms;
      readonly after: ScheduleTerms;
    }
  | { readonly type: 'schedule.started'; readonly scheduleId: string }
  | {
      readonly type: 'schedule.ended';
      readonly scheduleId: string;
      readonly reason: EndReason;
      /** When access was gone: the end that was set, or the moment of the removal. */
      readonly endAt: Temporal.Instant;
    }
  | {
      readonly type: 'credential.added';
      readonly principalId: string;
      readonly credentialId: string;
      readonly kind: CredentialKind;
      readonly expiresAt: Temporal.Instant | null;
    }
  | {
      readonly type: 'credential.removed';
      readonly principalId: string;
      readonly credentialId: string;
      readonly kind: CredentialKind;
      /** The one that took its place at the same time; absent: none did. */
      readonly replacedById?: string;
    }
  | {
      /** A password or the recovery codes were replaced. */
      readonly type: 'credential.changed';
      readonly principalId: string;
      readonly kind: CredentialKind;
      /** The factor with which the codes came; absent: with none. */
      readonly withCredentialId?: string;
    }
  /** A person can sign in at the embedded provider. */
  | { readonly type: 'localAccount.created'; readonly principalId: string; readonly signInName: string }
  | {
      readonly type: 'enrolmentLink.issued';
      readonly purpose: EnrolmentPurpose;
      /** null: whoever uses it becomes the first administrator. */
      readonly principalId: string | null;
      readonly expiresAt: Temporal.Instant;
    }
  | { readonly type: 'enrolmentLink.used'; readonly purpose: EnrolmentPurpose; readonly principalId: string }
  | {
      /** Somebody proved who they are at the embedded provider, for one of its clients. */
      readonly type: 'signIn.completed';
      readonly principalId: string;
      readonly clientId: string;
      readonly methods: readonly SignInMethod[];
    }
  | { readonly type: 'emergencyAccount.marked'; readonly principalId: string; readonly markedById: string }
  | { readonly type: 'emergencyAccount.unmarked'; readonly principalId: string; readonly unmarkedById: string }
  | {
      /** All administrators are told at once. */
      readonly type: 'emergencyAccount.used';
      readonly principalId: string;
      readonly clientId: string;
      readonly methods: readonly SignInMethod[];
    }
  | {
      readonly type: 'session.started';
      readonly sessionId: string;
      readonly principalId: string;
      readonly provider: string;
      /** How it was proven, as the provider says (RFC 8176). */
      readonly methods: readonly string[];
    }
  | {
      readonly type: 'session.ended';
      readonly sessionId: string;
      readonly principalId: string;
      readonly reason: SessionEndReason;
    }
  | {
      /** Somebody proved more of themselves in a session that goes on. */
      readonly type: 'session.strengthened';
      readonly sessionId: string;
      readonly principalId: string;
      readonly provider: string;
      readonly methods: readonly string[];
    }
  | {
      /** A second factor was proven for the content of one request, of which the record has the digest. */
      readonly type: 'proof.given';
      readonly proofId: string;
      readonly principalId: string;
      readonly provider: string;
      readonly methods: readonly string[];
      readonly contentDigest: string;
    }
  | {
      readonly type: 'proof.used';
      readonly proofId: string;
      readonly principalId: string;
      readonly requestId: string;
    }
  | {
      readonly type: 'command.refused';
      readonly command: string;
      readonly code: string;
      readonly message: string;
      readonly target: string | null;
    }
  | NotificationEvent;

export type DomainEventType = DomainEvent['type'];
export type EventOf<Type extends DomainEventType> = Extract<DomainEvent, { readonly type: Type }>;
