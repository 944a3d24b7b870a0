import type { Scenario } from './play/scenario.ts';
import { approvalBy } from './play/settings.ts';

const owner = { role: 'owner' } as const;
const contributor = { role: 'contributor' } as const;

export const scenarios: readonly Scenario[] = [
  {
    name: 'is one of five words for the state of a request',
    proves: ['3.states.3', '3.states.2'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'late', after: { shown: { late: 'Pending' } } },
      { does: 'wait', lasting: 'P1D', after: { shown: { late: 'Expired' }, requests: { late: 'timedOut' } } },
      { does: 'selfActivate', who: 'alice', ...owner, as: 'refused' },
      { does: 'deny', by: 'bob', request: 'refused', after: { shown: { refused: 'Denied' } } },
      { does: 'selfActivate', who: 'alice', ...owner, as: 'withdrawn' },
      { does: 'cancel', by: 'alice', request: 'withdrawn', after: { shown: { withdrawn: 'Canceled' } } },
      { does: 'selfActivate', who: 'alice', ...owner, as: 'approved' },
      { does: 'approve', by: 'bob', request: 'approved', after: { shown: { approved: 'Approved' } } },
      { does: 'selfActivate', who: 'alice', ...contributor, as: 'running', after: { shown: { running: 'Approved' } } },
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        scope: 'data',
        from: 'PT1H',
        as: 'planned',
        after: { shown: { planned: 'Approved' }, requests: { planned: 'pendingScheduleCreation' } },
      },
      {
        does: 'adminRemove',
        who: 'alice',
        ...contributor,
        after: { shown: { running: 'Approved' }, requests: { running: 'revoked' } },
      },
      { does: 'adminAssign', who: 'mallory', ...contributor, lasting: 'P10D' },
      {
        does: 'selfExtend',
        who: 'mallory',
        ...contributor,
        lasting: 'P10D',
        as: 'more',
        after: { shown: { more: 'Pending' }, requests: { more: 'pendingAdminDecision' } },
      },
      { does: 'refuse', by: 'grace', request: 'more', after: { shown: { more: 'Denied' } } },
    ],
  },
  {
    name: 'is all that an approver needs: who asks for what and why, until when, what was before, and what looks odd',
    proves: ['4.sight.1', '4.risk.1'],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...owner,
        as: 'first',
        after: {
          sheets: [
            {
              of: 'first',
              to: 'bob',
              shows: {
                who: 'alice',
                role: 'Owner',
                risk: 'high',
                scope: 'Production',
                duration: 'PT2H',
                justification: 'Triage of IR-2026-0142',
                ticket: 'IR-2026-0142',
                earlier: [],
                warnings: ['firstUse'],
              },
              expiresIn: 'P1D',
            },
          ],
        },
      },
      { does: 'approve', by: 'bob', request: 'first', lasting: 'PT1H' },
      // eight in the morning, and two at night
      { does: 'wait', lasting: 'PT18H' },
      {
        does: 'selfActivate',
        who: 'alice',
        ...owner,
        scope: 'data',
        lasting: 'PT8H',
        justification: 'need admin access',
        as: 'again',
        after: {
          sheets: [
            {
              of: 'again',
              to: 'dave',
              shows: {
                who: 'alice',
                scope: 'rg-data',
                duration: 'PT8H',
                earlier: ['first'],
                warnings: ['vagueJustification', 'maximumDuration', 'unusualHour'],
              },
              expiresIn: 'P1D',
            },
          ],
        },
      },
      { does: 'wait', lasting: 'PT1H', after: { sheets: [{ of: 'again', to: 'bob', shows: {}, expiresIn: 'PT23H' }] } },
    ],
  },
  {
    name: 'is the risk of a role, by what it can do and how far up',
    proves: ['4.risk.1'],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        after: {
          risks: [
            { role: 'globalAdministrator', scope: 'root', is: 'critical' },
            { role: 'privilegedRoleAdministrator', scope: 'root', is: 'critical' },
            { role: 'owner', scope: 'root', is: 'critical' },
            { role: 'userAccessAdministrator', scope: 'managementGroup', is: 'critical' },
            { role: 'owner', scope: 'production', is: 'high' },
            { role: 'userAccessAdministrator', scope: 'production', is: 'high' },
            { role: 'contributor', scope: 'production', is: 'medium' },
            { role: 'reader', scope: 'production', is: 'low' },
          ],
        },
      },
    ],
  },
  {
    name: 'is a share of the approvals, for review by an administrator who neither asked nor decided',
    proves: ['4.audit.1', '2.beyond.6'],
    policies: [{ ...owner, scope: 'production', rules: approvalBy({ user: 'bob' }, { user: 'grace' }) }],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, scope: 'data', as: 'before' },
      { does: 'approve', by: 'bob', request: 'before', after: { audits: { grace: [] } } },
      {
        does: 'setRules',
        ...owner,
        scope: 'production',
        rules: { SpotAudit_EndUser_Assignment: { kind: 'spotAudit', oneIn: 1 } },
      },
      { does: 'adminAssign', who: 'judy', role: 'userAccessAdministrator' },
      { does: 'adminAssign', who: 'alice', role: 'userAccessAdministrator' },
      { does: 'selfActivate', who: 'alice', ...owner, as: 'drawn' },
      {
        does: 'approve',
        by: 'grace',
        request: 'drawn',
        after: { audits: { grace: ['drawn'], judy: ['drawn'], bob: [], mallory: [] } },
      },
      { does: 'review', by: 'alice', request: 'drawn', refused: 'ownRequest' },
      { does: 'review', by: 'grace', request: 'drawn', refused: 'ownDecision' },
      { does: 'review', by: 'bob', request: 'drawn', refused: { code: 'notPermitted', isHidden: true } },
      { does: 'review', by: 'judy', request: 'drawn' },
      { does: 'review', by: 'judy', request: 'drawn', refused: 'alreadyDecided' },
      { does: 'review', by: 'judy', request: 'before', refused: { code: 'spotAuditNotFound', isHidden: true } },
      { does: 'selfActivate', who: 'alice', ...owner, scope: 'web', as: 'denied' },
      { does: 'deny', by: 'bob', request: 'denied', after: { audits: { judy: ['drawn'] } } },
    ],
  },
];
