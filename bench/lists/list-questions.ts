import type { Looked } from './list-organisation.ts';

/** A page of one list, as somebody asks for it. */
export interface ListQuestion {
  readonly name: string;
  readonly by: 'administrator' | 'auditor' | 'person' | 'approver';
  readonly url: (looked: Looked) => string;
  /** The second page instead of the first. */
  readonly isNext?: boolean;
}

const PIM = '/api/security/pim';

function arm(scope: string, rest: string, filter = '', version = '2020-10-01'): string {
  const asked = filter === '' ? '' : `&$filter=${encodeURIComponent(filter)}`;
  return `${scope}/providers/Microsoft.Authorization/${rest}?api-version=${version}${asked}`;
}

/** Every kind of list, each for a caller whose page is found in another way. */
export const listQuestions: readonly ListQuestion[] = [
  { name: 'schedules everywhere', by: 'administrator', url: () => arm('', 'roleAssignmentSchedules') },
  {
    name: 'schedules everywhere, second page',
    by: 'administrator',
    url: () => arm('', 'roleAssignmentSchedules'),
    isNext: true,
  },
  {
    name: 'schedules in a subscription, by its auditor',
    by: 'auditor',
    url: ({ subscription }) => arm(subscription, 'roleAssignmentSchedules'),
  },
  {
    name: 'schedules at a resource group',
    by: 'auditor',
    url: ({ resourceGroup }) => arm(resourceGroup, 'roleAssignmentSchedules', 'atScope()'),
  },
  {
    name: 'schedules of a person',
    by: 'administrator',
    url: ({ person }) => arm('', 'roleEligibilitySchedules', `principalId eq '${person}'`),
  },
  { name: 'own eligibilities', by: 'person', url: () => arm('', 'roleEligibilityScheduleInstances', 'asTarget()') },
  {
    name: 'instances of a role that few have',
    by: 'administrator',
    url: ({ rareRole }) => arm('', 'roleAssignmentScheduleInstances', `roleDefinitionId eq '${rareRole}'`),
  },
  { name: 'role assignments everywhere', by: 'administrator', url: () => arm('', 'roleAssignments', '', '2022-04-01') },
  { name: 'requests everywhere', by: 'administrator', url: () => arm('', 'roleAssignmentScheduleRequests') },
  {
    name: 'requests in a subscription, by its auditor',
    by: 'auditor',
    url: ({ subscription }) => arm(subscription, 'roleAssignmentScheduleRequests'),
  },
  {
    name: 'denied requests',
    by: 'administrator',
    url: () => arm('', 'roleAssignmentScheduleRequests', "status eq 'Denied'"),
  },
  {
    name: 'own requests over ARM',
    by: 'person',
    url: () => arm('', 'roleEligibilityScheduleRequests', 'asRequestor()'),
  },
  {
    name: 'approvals to decide over ARM',
    by: 'approver',
    url: () => arm('', 'roleAssignmentApprovals', 'asApprover()', '2021-01-01-preview'),
  },
  { name: 'history of everything', by: 'administrator', url: () => `${PIM}/requests/history` },
  { name: 'history, by the auditor of a subscription', by: 'auditor', url: () => `${PIM}/requests/history` },
  { name: 'history, by a person without rights', by: 'person', url: () => `${PIM}/requests/history` },
  { name: 'denied requests in the history', by: 'administrator', url: () => `${PIM}/requests/history?status=Denied` },
  { name: 'own requests', by: 'person', url: () => `${PIM}/my-requests` },
  { name: 'approvals to decide', by: 'approver', url: () => `${PIM}/pending-approvals` },
];
