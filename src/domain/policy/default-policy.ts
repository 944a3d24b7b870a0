import type { RoleFamily } from '../role-definition.ts';
import type { RoleRisk } from '../role-risk.ts';
import type { NotificationRule, PolicyRules } from './policy.ts';

const toldByDefault: NotificationRule = {
  kind: 'notification',
  level: 'all',
  isDefaultRecipientsEnabled: true,
  recipients: [],
};

/** The settings of a role for which nobody wrote any (BEHAVIOUR §2). */
export function defaultPolicyRules(family: RoleFamily, risk: RoleRisk): PolicyRules {
  const isDirectory = family === 'directory';
  const isHighRisk = risk === 'critical' || risk === 'high';
  return {
    Enablement_Admin_Eligibility: { kind: 'enablement', enabled: [] },
    Expiration_Admin_Eligibility: { kind: 'expiration', isExpirationRequired: !isDirectory, maximumDuration: 'P365D' },
    Notification_Admin_Admin_Eligibility: toldByDefault,
    Notification_Requestor_Admin_Eligibility: toldByDefault,
    Notification_Approver_Admin_Eligibility: toldByDefault,
    Enablement_Admin_Assignment: { kind: 'enablement', enabled: ['justification'] },
    Expiration_Admin_Assignment: {
      kind: 'expiration',
      isExpirationRequired: !isDirectory || isHighRisk,
      maximumDuration: 'P180D',
    },
    Notification_Admin_Admin_Assignment: toldByDefault,
    Notification_Requestor_Admin_Assignment: toldByDefault,
    Notification_Approver_Admin_Assignment: toldByDefault,
    Approval_EndUser_Assignment: {
      kind: 'approval',
      isRequired: false,
      isRequiredForExtension: false,
      isRequestorJustificationRequired: true,
      stages: [{ window: 'PT24H', isApproverJustificationRequired: true, approvalsNeeded: 1, approvers: [] }],
    },
    AuthenticationContext_EndUser_Assignment: { kind: 'authenticationContext', isEnabled: false, claimValue: '' },
    Enablement_EndUser_Assignment: { kind: 'enablement', enabled: ['justification'] },
    Expiration_EndUser_Assignment: { kind: 'expiration', isExpirationRequired: true, maximumDuration: 'PT8H' },
    Notification_Admin_EndUser_Assignment: toldByDefault,
    Notification_Requestor_EndUser_Assignment: toldByDefault,
    Notification_Approver_EndUser_Assignment: toldByDefault,
    Justification_EndUser_Assignment: {
      kind: 'justificationQuality',
      minimumLength: 0,
      refusedPhrases: [],
      ticketPattern: null,
    },
    ProofAge_EndUser_Assignment: { kind: 'proofAge', maximumAge: null, isFreshProofRequired: false },
    SpotAudit_EndUser_Assignment: { kind: 'spotAudit', oneIn: null },
  };
}
