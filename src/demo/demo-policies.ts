import type { ApprovalRule, Rule, RuleId } from '../domain/policy/policy.ts';
import { demoIds, demoRoles, demoScopes } from './demo-organisation.ts';

export interface DemoPolicy {
  readonly scope: string;
  readonly roleDefinitionId: string;
  readonly rules: ReadonlyMap<RuleId, Rule>;
}

function approvalBy(id: string, description: string): ApprovalRule {
  return {
    kind: 'approval',
    isRequired: true,
    isRequiredForExtension: false,
    isRequestorJustificationRequired: true,
    stages: [
      {
        window: 'PT24H',
        isApproverJustificationRequired: true,
        approvalsNeeded: 1,
        approvers: [{ kind: 'group', id, description }],
      },
    ],
  };
}

/** What differs from the default settings. */
export const demoPolicies: readonly DemoPolicy[] = [
  {
    scope: demoScopes.production,
    roleDefinitionId: demoRoles.owner,
    rules: new Map<RuleId, Rule>([
      ['Approval_EndUser_Assignment', approvalBy(demoIds.accessApprovers, 'Access approvers')],
      ['Enablement_EndUser_Assignment', { kind: 'enablement', enabled: ['justification', 'ticketing'] }],
    ]),
  },
  {
    scope: demoScopes.production,
    roleDefinitionId: demoRoles.storageBlobDataContributor,
    rules: new Map<RuleId, Rule>([['Enablement_EndUser_Assignment', { kind: 'enablement', enabled: [] }]]),
  },
  {
    scope: '/',
    roleDefinitionId: demoRoles.securityOperator,
    rules: new Map<RuleId, Rule>([
      ['Approval_EndUser_Assignment', approvalBy(demoIds.deskApprovers, 'Desk approvers')],
      ['Expiration_EndUser_Assignment', { kind: 'expiration', isExpirationRequired: true, maximumDuration: 'PT4H' }],
    ]),
  },
];
