import type { Policy, RuleId } from '../../lib/api-types.ts';

const told = { level: 'all' as const, isDefaultRecipientsEnabled: true, recipients: [] };

/** What the form of a setting begins with that a template says nothing about yet: as it is where nobody wrote any. */
export const ruleBeginnings: { readonly [Id in RuleId]: Policy['rules'][Id] } = {
  Expiration_EndUser_Assignment: { isExpirationRequired: true, maximumDuration: 'PT8H' },
  Enablement_EndUser_Assignment: { enabled: ['justification'] },
  Approval_EndUser_Assignment: {
    isRequired: false,
    isRequiredForExtension: false,
    isRequestorJustificationRequired: true,
    stages: [{ window: 'PT24H', isApproverJustificationRequired: true, approvalsNeeded: 1, approvers: [] }],
  },
  Justification_EndUser_Assignment: { minimumLength: 0, refusedPhrases: [], ticketPattern: null },
  AuthenticationContext_EndUser_Assignment: { isEnabled: false, claimValue: '' },
  ProofAge_EndUser_Assignment: { maximumAge: null, isFreshProofRequired: false },
  SpotAudit_EndUser_Assignment: { oneIn: null },
  Expiration_Admin_Eligibility: { isExpirationRequired: true, maximumDuration: 'P365D' },
  Enablement_Admin_Eligibility: { enabled: [] },
  Expiration_Admin_Assignment: { isExpirationRequired: true, maximumDuration: 'P180D' },
  Enablement_Admin_Assignment: { enabled: ['justification'] },
  Notification_Admin_Admin_Eligibility: told,
  Notification_Requestor_Admin_Eligibility: told,
  Notification_Approver_Admin_Eligibility: told,
  Notification_Admin_Admin_Assignment: told,
  Notification_Requestor_Admin_Assignment: told,
  Notification_Approver_Admin_Assignment: told,
  Notification_Admin_EndUser_Assignment: told,
  Notification_Requestor_EndUser_Assignment: told,
  Notification_Approver_EndUser_Assignment: told,
};
