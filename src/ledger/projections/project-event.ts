import type { DomainEvent, DomainEventType } from '../../domain/events.ts';
import type { Writer } from '../engine.ts';
import {
  projectApprovalBegun,
  projectApprovalDecided,
  projectApprovalRequested,
  projectApprovalTimedOut,
} from './project-approvals.ts';
import { projectDenyAssignmentCreated, projectDenyAssignmentDeleted } from './project-deny-assignments.ts';
import { projectDigestRecorded } from './project-digests.ts';
import {
  projectActivityChanged,
  projectIdentityAttached,
  projectIdentityDetached,
  projectPrincipalCreated,
  projectPrincipalDeleted,
  projectPrincipalDisabled,
  projectPrincipalEnabled,
  projectPrincipalRenamed,
  projectSourceChanged,
} from './project-directory.ts';
import { projectEmergencyAccountMarked, projectEmergencyAccountUnmarked } from './project-emergency-accounts.ts';
import {
  projectEndpointChanged,
  projectEndpointCreated,
  projectEndpointDeleted,
  projectEndpointDisabled,
  projectEndpointEnabled,
} from './project-endpoints.ts';
import { projectExtensionDecided, projectExtensionRequested, projectExtensionTimedOut } from './project-extensions.ts';
import {
  projectOrganisationEstablished,
  projectScopeDeleted,
  projectScopeMoved,
  projectScopeRegistered,
  projectScopeRenamed,
} from './project-hierarchy.ts';
import {
  projectGroupOwnerAdded,
  projectGroupOwnerRemoved,
  projectMemberAdded,
  projectMemberRemoved,
  projectOwnerAdded,
  projectOwnerRemoved,
} from './project-memberships.ts';
import { projectPolicyRemoved, projectPolicyUpdated } from './project-policies.ts';
import {
  projectTemplateApplied,
  projectTemplateCreated,
  projectTemplateDeleted,
  projectTemplateDetached,
  projectTemplateUpdated,
} from './project-policy-templates.ts';
import { projectPreferencesChanged } from './project-preferences.ts';
import { projectProvisioningSourceChanged, projectProvisioningSourceCreated } from './project-provisioning.ts';
import { projectApprovalReminded, projectScheduleEndingSoon } from './project-reminders.ts';
import { projectRequestCanceled, projectRequestMoved, projectRequestSubmitted } from './project-requests.ts';
import { projectRoleAssignmentDescribed } from './project-role-assignments.ts';
import { projectRoleDefined, projectRoleDeleted } from './project-role-definitions.ts';
import {
  projectScheduleChanged,
  projectScheduleCreated,
  projectScheduleEnded,
  projectScheduleStarted,
} from './project-schedules.ts';
import { projectSpotAuditReviewed } from './project-spot-audits.ts';
import type { Projection } from './projection.ts';

const nothing = async () => {};

/** What each event does to the tables; an event that is a record only does nothing. */
const projections: { readonly [Type in DomainEventType]: Projection<Type> } = {
  'organisation.established': projectOrganisationEstablished,
  'principal.created': projectPrincipalCreated,
  'principal.renamed': projectPrincipalRenamed,
  'principal.disabled': projectPrincipalDisabled,
  'principal.enabled': projectPrincipalEnabled,
  'principal.activityChanged': projectActivityChanged,
  'principal.deleted': projectPrincipalDeleted,
  'principal.identityAttached': projectIdentityAttached,
  'principal.identityDetached': projectIdentityDetached,
  'principal.sourceChanged': projectSourceChanged,
  'provisioningSource.created': projectProvisioningSourceCreated,
  'provisioningSource.changed': projectProvisioningSourceChanged,
  'provisioningSource.connected': nothing,
  'servicePrincipal.ownerAdded': projectOwnerAdded,
  'servicePrincipal.ownerRemoved': projectOwnerRemoved,
  'group.ownerAdded': projectGroupOwnerAdded,
  'group.ownerRemoved': projectGroupOwnerRemoved,
  'group.memberAdded': projectMemberAdded,
  'group.memberRemoved': projectMemberRemoved,
  'scope.registered': projectScopeRegistered,
  'scope.renamed': projectScopeRenamed,
  'scope.moved': projectScopeMoved,
  'scope.deleted': projectScopeDeleted,
  'access.elevated': nothing,
  'roleDefinition.defined': projectRoleDefined,
  'roleDefinition.deleted': projectRoleDeleted,
  'roleAssignment.described': projectRoleAssignmentDescribed,
  'denyAssignment.created': projectDenyAssignmentCreated,
  'denyAssignment.deleted': projectDenyAssignmentDeleted,
  'roleManagementPolicy.updated': projectPolicyUpdated,
  'roleManagementPolicy.removed': projectPolicyRemoved,
  'policyTemplate.created': projectTemplateCreated,
  'policyTemplate.updated': projectTemplateUpdated,
  'policyTemplate.deleted': projectTemplateDeleted,
  'policyTemplate.applied': projectTemplateApplied,
  'policyTemplate.detached': projectTemplateDetached,
  'scheduleRequest.submitted': projectRequestSubmitted,
  'scheduleRequest.moved': projectRequestMoved,
  'scheduleRequest.canceled': projectRequestCanceled,
  'approval.begun': projectApprovalBegun,
  'approval.requested': projectApprovalRequested,
  'approval.decided': projectApprovalDecided,
  'approval.timedOut': projectApprovalTimedOut,
  'spotAudit.reviewed': projectSpotAuditReviewed,
  'extension.requested': projectExtensionRequested,
  'extension.decided': projectExtensionDecided,
  'extension.timedOut': projectExtensionTimedOut,
  'schedule.created': projectScheduleCreated,
  'schedule.changed': projectScheduleChanged,
  'schedule.started': projectScheduleStarted,
  'schedule.ended': projectScheduleEnded,
  'credential.added': nothing,
  'credential.removed': nothing,
  'credential.changed': nothing,
  'localAccount.created': nothing,
  'enrolmentLink.issued': nothing,
  'enrolmentLink.used': nothing,
  'signIn.completed': nothing,
  'emergencyAccount.marked': projectEmergencyAccountMarked,
  'emergencyAccount.unmarked': projectEmergencyAccountUnmarked,
  'emergencyAccount.used': nothing,
  'session.started': nothing,
  'session.ended': nothing,
  'session.strengthened': nothing,
  'proof.given': nothing,
  'proof.used': nothing,
  'schedule.endingSoon': projectScheduleEndingSoon,
  'approval.reminded': projectApprovalReminded,
  'digest.recorded': projectDigestRecorded,
  'notificationPreferences.changed': projectPreferencesChanged,
  'notification.resent': nothing,
  'notificationEndpoint.created': projectEndpointCreated,
  'notificationEndpoint.changed': projectEndpointChanged,
  'notificationEndpoint.enabled': projectEndpointEnabled,
  'notificationEndpoint.disabled': projectEndpointDisabled,
  'notificationEndpoint.deleted': projectEndpointDeleted,
  'notificationEndpoint.secretRotated': nothing,
  'notificationEndpoint.tested': nothing,
  'notificationEndpoint.replayed': nothing,
  'command.refused': nothing,
};

/** Brings the tables up to date with one event; the only place from which they are written. */
export function projectEvent(
  event: DomainEvent,
  at: number,
  tx: Writer,
  sequence: number,
  hash: string,
): Promise<void> {
  return (projections[event.type] as Projection<DomainEventType>)(event, at, tx, sequence, hash);
}

/** Whether this version of the program knows what such an event means. */
export function isKnownType(type: string): boolean {
  return Object.hasOwn(projections, type);
}
