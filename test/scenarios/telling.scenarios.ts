import type { NotificationRule, PolicyRules, RuleId } from '../../src/domain/policy/policy.ts';
import type { Scenario } from './play/scenario.ts';
import { approvalBy, maximum } from './play/settings.ts';

const owner = { role: 'owner' } as const;
const contributor = { role: 'contributor' } as const;
const production = { ...contributor, scope: 'production' } as const;

const audiences = ['Admin', 'Requestor', 'Approver'] as const;
const events = ['Admin_Eligibility', 'Admin_Assignment', 'EndUser_Assignment'] as const;
const usual: NotificationRule = {
  kind: 'notification',
  level: 'all',
  isDefaultRecipientsEnabled: true,
  recipients: [],
};

/** All nine cells, each with an address of its own beside the usual recipients, or instead of them. */
function everyCell(over: Partial<NotificationRule>): Partial<PolicyRules> {
  const cells = audiences.flatMap((audience) => {
    return events.map((event): readonly [RuleId, NotificationRule] => {
      const recipients = [`${audience}-${event}@nordwind.example`.toLowerCase()];
      return [`Notification_${audience}_${event}`, { ...usual, recipients, ...over }];
    });
  });
  return Object.fromEntries(cells);
}

const asks = { does: 'selfActivate', who: 'alice', ...contributor } as const;

export const scenarios: readonly Scenario[] = [
  {
    name: 'is steered by nine cells: who is told of what by default, and whom else',
    proves: ['2.assignment.6'],
    policies: [{ ...production, rules: { ...approvalBy({ user: 'bob' }, { user: 'carol' }), ...everyCell({}) } }],
    steps: [
      {
        does: 'adminAssign',
        who: 'erin',
        ...contributor,
        kind: 'eligible',
        after: { mailed: ['erin', 'grace', 'admin-admin_eligibility', 'requestor-admin_eligibility'] },
      },
      {
        does: 'adminAssign',
        who: 'erin',
        ...contributor,
        lasting: 'P10D',
        after: { mailed: ['erin', 'grace', 'admin-admin_assignment', 'requestor-admin_assignment'] },
      },
      {
        ...asks,
        as: 'asked',
        after: { mailed: ['alice', 'bob', 'carol', 'requestor-enduser_assignment', 'approver-enduser_assignment'] },
      },
      {
        does: 'approve',
        by: 'bob',
        request: 'asked',
        // decided: requestor and approvers; active: requestor and administrators
        after: {
          mailed: [
            ...['alice', 'requestor-enduser_assignment', 'bob', 'carol', 'approver-enduser_assignment'],
            ...['alice', 'requestor-enduser_assignment', 'grace', 'admin-enduser_assignment'],
          ],
        },
      },
      {
        does: 'selfExtend',
        who: 'erin',
        ...contributor,
        lasting: 'P10D',
        // those who assign are those who decide
        after: { mailed: ['erin', 'requestor-admin_assignment', 'grace', 'admin-admin_assignment'] },
      },
    ],
  },
  {
    name: 'is left to the extra addresses where the usual recipients are off, and to nobody where the cell is',
    proves: ['2.assignment.6'],
    policies: [
      {
        ...production,
        rules: {
          ...approvalBy({ user: 'bob' }, { user: 'carol' }),
          ...everyCell({ isDefaultRecipientsEnabled: false }),
        },
      },
    ],
    steps: [
      {
        does: 'adminAssign',
        who: 'erin',
        ...contributor,
        kind: 'eligible',
        after: { mailed: ['admin-admin_eligibility', 'requestor-admin_eligibility'] },
      },
      {
        does: 'adminAssign',
        who: 'erin',
        ...contributor,
        after: { mailed: ['admin-admin_assignment', 'requestor-admin_assignment'] },
      },
      {
        ...asks,
        as: 'asked',
        after: {
          mailed: ['requestor-enduser_assignment', 'approver-enduser_assignment'],
          // the bell is not steered
          told: { bob: ['approval.requested asked'] },
        },
      },
      { does: 'setRules', ...production, rules: everyCell({ level: 'none' }) },
      { does: 'adminAssign', who: 'dave', ...contributor, after: { mailed: [] } },
      { ...asks, scope: 'data', as: 'quiet', after: { mailed: [], told: { bob: ['approval.requested quiet'] } } },
      {
        does: 'deny',
        by: 'bob',
        request: 'quiet',
        after: {
          mailed: [],
          told: { alice: ['approval.requested asked', 'approval.requested quiet', 'approval.decided quiet'] },
        },
      },
    ],
  },
  {
    name: 'goes to the requestor, and says why, when the settings became stricter meanwhile',
    proves: ['4.change.1'],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...owner,
        as: 'asked',
        after: {
          told: { alice: ['approval.requested asked'], bob: ['approval.requested asked'] },
          mailed: ['alice', 'bob', 'carol', 'dave'],
        },
      },
      {
        does: 'setRules',
        ...owner,
        scope: 'production',
        rules: maximum('PT1H'),
        after: {
          requests: { asked: 'canceled' },
          shown: { asked: 'Canceled' },
          closed: { asked: 'policyChanged' },
          told: { alice: ['scheduleRequest.canceled asked'], bob: ['scheduleRequest.canceled asked'] },
          mailed: ['alice', 'bob', 'carol', 'dave'],
        },
      },
      {
        does: 'approve',
        by: 'bob',
        request: 'asked',
        lasting: 'PT1H',
        refused: 'approvalClosed',
        after: { may: { alice: false } },
      },
      { does: 'selfActivate', who: 'alice', ...owner, lasting: 'PT1H', as: 'shorter' },
      {
        does: 'setRules',
        ...owner,
        scope: 'production',
        rules: maximum('PT2H'),
        after: { requests: { shorter: 'pendingApproval' }, told: { alice: ['approval.requested shorter'] } },
      },
    ],
  },
];
