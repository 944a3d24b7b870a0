import type { DomainEventType } from '../../domain/events.ts';
import { isBefore } from '../../domain/time.ts';
import { scheduleById } from '../../ledger/facts/schedule-facts.ts';
import { announceEmergencyAccountUsed, announceEnrolmentLinkUsed } from './announce-accounts.ts';
import { announceApprovalDecided } from './announce-approval-decided.ts';
import { announceApprovalRequested } from './announce-approval-requested.ts';
import { announceApprovalTimedOut } from './announce-approval-timed-out.ts';
import { announceAccessElevated, announceRoleAssignmentDescribed } from './announce-assigned-outside.ts';
import {
  announceCredentialAdded,
  announceCredentialChanged,
  announceCredentialRemoved,
} from './announce-credentials.ts';
import { announceDigest } from './announce-digest.ts';
import { announceEndpointDisabled } from './announce-endpoint-disabled.ts';
import {
  announceExtensionDecided,
  announceExtensionRequested,
  announceExtensionTimedOut,
} from './announce-extensions.ts';
import { announceApprovalReminded, announceScheduleEnded, announceScheduleEndingSoon } from './announce-reminders.ts';
import { announceRequestCanceled } from './announce-request-canceled.ts';
import { announceRoleActivated } from './announce-role-activated.ts';
import { announceRoleAssigned } from './announce-role-assigned.ts';
import type { Announce } from './announcement.ts';

/** An assignment is told when it is made, an activation when it begins. */
const announceScheduleCreated: Announce<'schedule.created'> = async ({ schedule }, context) => {
  if (schedule.assignmentType === 'assigned') return announceRoleAssigned(schedule, context);
  return isBefore(context.entry.at, schedule.startAt) ? null : announceRoleActivated(schedule, context);
};

const announceScheduleStarted: Announce<'schedule.started'> = async ({ scheduleId }, context) => {
  const schedule = await scheduleById(context.tx, scheduleId);
  return schedule?.assignmentType === 'activated' ? announceRoleActivated(schedule, context) : null;
};

/** Who tells what of each event (BEHAVIOUR §6); an event about which nothing was decided does not compile. */
export const announcements = {
  'organisation.established': 'nobody',
  'principal.created': 'nobody',
  'principal.renamed': 'nobody',
  'principal.disabled': 'nobody',
  'principal.enabled': 'nobody',
  'principal.activityChanged': 'nobody',
  'principal.deleted': 'nobody',
  'principal.identityAttached': 'nobody',
  'principal.identityDetached': 'nobody',
  'principal.sourceChanged': 'nobody',
  'provisioningSource.created': 'nobody',
  'provisioningSource.changed': 'nobody',
  'provisioningSource.connected': 'nobody',
  'servicePrincipal.ownerAdded': 'nobody',
  'servicePrincipal.ownerRemoved': 'nobody',
  'group.ownerAdded': 'nobody',
  'group.ownerRemoved': 'nobody',
  'group.memberAdded': 'nobody',
  'group.memberRemoved': 'nobody',
  'scope.registered': 'nobody',
  'scope.renamed': 'nobody',
  'scope.moved': 'nobody',
  'scope.deleted': 'nobody',
  'access.elevated': announceAccessElevated,
  'roleDefinition.defined': 'nobody',
  'roleDefinition.deleted': 'nobody',
  'roleAssignment.described': announceRoleAssignmentDescribed,
  'denyAssignment.created': 'nobody',
  'denyAssignment.deleted': 'nobody',
  'roleManagementPolicy.updated': 'nobody',
  'roleManagementPolicy.removed': 'nobody',
  'policyTemplate.created': 'nobody',
  'policyTemplate.updated': 'nobody',
  'policyTemplate.deleted': 'nobody',
  'policyTemplate.applied': 'nobody',
  'policyTemplate.detached': 'nobody',
  'scheduleRequest.submitted': 'nobody',
  'scheduleRequest.moved': 'nobody',
  'scheduleRequest.canceled': announceRequestCanceled,
  'approval.begun': 'nobody',
  'approval.requested': announceApprovalRequested,
  'approval.decided': announceApprovalDecided,
  'approval.timedOut': announceApprovalTimedOut,
  'spotAudit.reviewed': 'nobody',
  'extension.requested': announceExtensionRequested,
  'extension.decided': announceExtensionDecided,
  'extension.timedOut': announceExtensionTimedOut,
  'schedule.created': announceScheduleCreated,
  'schedule.changed': 'nobody',
  'schedule.started': announceScheduleStarted,
  'schedule.ended': announceScheduleEnded,
  'credential.added': announceCredentialAdded,
  'credential.removed': announceCredentialRemoved,
  'credential.changed': announceCredentialChanged,
  'localAccount.created': 'nobody',
  'enrolmentLink.issued': 'nobody',
  'enrolmentLink.used': announceEnrolmentLinkUsed,
  'signIn.completed': 'nobody',
  'emergencyAccount.marked': 'nobody',
  'emergencyAccount.unmarked': 'nobody',
  'emergencyAccount.used': announceEmergencyAccountUsed,
  'session.started': 'nobody',
  'session.ended': 'nobody',
  'session.strengthened': 'nobody',
  'proof.given': 'nobody',
  'proof.used': 'nobody',
  'schedule.endingSoon': announceScheduleEndingSoon,
  'approval.reminded': announceApprovalReminded,
  'digest.recorded': announceDigest,
  'notificationPreferences.changed': 'nobody',
  'notification.resent': 'nobody',
  'notificationEndpoint.created': 'nobody',
  'notificationEndpoint.changed': 'nobody',
  'notificationEndpoint.enabled': 'nobody',
  'notificationEndpoint.disabled': announceEndpointDisabled,
  'notificationEndpoint.deleted': 'nobody',
  'notificationEndpoint.secretRotated': 'nobody',
  'notificationEndpoint.tested': 'nobody',
  'notificationEndpoint.replayed': 'nobody',
  'command.refused': 'nobody',
} as const satisfies { readonly [Type in DomainEventType]: Announce<Type> | 'nobody' };
