import type { RuleId } from '../../../lib/api-types.ts';

/** The three tabs, and the rules of each in their order. */
export const ruleTabs = {
  activation: [
    'Expiration_EndUser_Assignment',
    'Enablement_EndUser_Assignment',
    'Approval_EndUser_Assignment',
    'Justification_EndUser_Assignment',
    'AuthenticationContext_EndUser_Assignment',
    'ProofAge_EndUser_Assignment',
    'SpotAudit_EndUser_Assignment',
  ],
  assignment: [
    'Expiration_Admin_Eligibility',
    'Enablement_Admin_Eligibility',
    'Expiration_Admin_Assignment',
    'Enablement_Admin_Assignment',
  ],
  notification: [
    'Notification_Admin_Admin_Eligibility',
    'Notification_Requestor_Admin_Eligibility',
    'Notification_Approver_Admin_Eligibility',
    'Notification_Admin_Admin_Assignment',
    'Notification_Requestor_Admin_Assignment',
    'Notification_Approver_Admin_Assignment',
    'Notification_Admin_EndUser_Assignment',
    'Notification_Requestor_EndUser_Assignment',
    'Notification_Approver_EndUser_Assignment',
  ],
} as const satisfies Readonly<Record<string, readonly RuleId[]>>;

export type TabName = keyof typeof ruleTabs;
export const tabNames = Object.keys(ruleTabs) as readonly TabName[];
