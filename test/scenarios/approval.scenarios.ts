import type { Scenario } from './play/scenario.ts';
import { approvalBy, approvalWith } from './play/settings.ts';

/** Owner on Production is approved by Bob, Carol, and Dave through a group inside the group. */
const owner = { role: 'owner' } as const;
const contributor = { role: 'contributor' } as const;
const operator = { role: 'securityOperator', scope: 'root' } as const;

export const scenarios: readonly Scenario[] = [
  {
    name: 'is asked of those whom the settings name, groups and their groups included',
    proves: ['4.approvers.1', '2.activation.5'],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...owner,
        as: 'asked',
        after: {
          may: { alice: false },
          toDecide: { bob: ['asked'], carol: ['asked'], dave: ['asked'], alice: [], grace: [], mallory: [] },
        },
      },
      { does: 'approve', by: 'mallory', request: 'asked', refused: { code: 'notAnApprover', isHidden: true } },
      { does: 'approve', by: 'grace', request: 'asked', refused: 'notAnApprover' },
      {
        does: 'approve',
        by: 'dave',
        request: 'asked',
        after: { may: { alice: true }, requests: { asked: 'provisioned' }, toDecide: { bob: [] } },
      },
    ],
  },
  {
    name: 'is asked of the owners and user access administrators at the scope where nobody is named',
    proves: ['4.approvers.1'],
    policies: [{ ...contributor, scope: 'production', rules: approvalBy() }],
    steps: [
      { does: 'adminAssign', who: 'mallory', role: 'userAccessAdministrator', scope: 'production' },
      { does: 'adminAssign', who: 'erin', role: 'userAccessAdministrator', scope: 'development' },
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        as: 'asked',
        after: { toDecide: { mallory: ['asked'], grace: ['asked'], erin: [], bob: [], heidi: [] } },
      },
      { does: 'approve', by: 'bob', request: 'asked', refused: { code: 'notAnApprover', isHidden: true } },
      { does: 'approve', by: 'erin', request: 'asked', refused: { code: 'notAnApprover', isHidden: true } },
      { does: 'approve', by: 'mallory', request: 'asked', after: { may: { alice: true } } },
    ],
  },
  {
    name: 'is asked of the global and privileged role administrators for a directory role where nobody is named',
    proves: ['4.approvers.1'],
    policies: [{ ...operator, rules: approvalBy() }],
    steps: [
      { does: 'adminAssign', who: 'mallory', role: 'privilegedRoleAdministrator', scope: 'root' },
      {
        does: 'selfActivate',
        who: 'ivan',
        ...operator,
        as: 'asked',
        after: { toDecide: { mallory: ['asked'], grace: ['asked'], heidi: ['asked'], judy: [], bob: [] } },
      },
      { does: 'approve', by: 'judy', request: 'asked', refused: { code: 'notAnApprover', isHidden: true } },
      { does: 'approve', by: 'heidi', request: 'asked', after: { requests: { asked: 'provisioned' } } },
    ],
  },
  {
    name: 'is given by who is an approver at the moment of the decision, not at that of the request',
    proves: ['4.approvers.2'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'asked' },
      { does: 'leave', who: 'securityLeads', group: 'accessApprovers', after: { toDecide: { dave: [] } } },
      { does: 'approve', by: 'dave', request: 'asked', refused: { code: 'notAnApprover', isHidden: true } },
      { does: 'join', who: 'mallory', group: 'accessApprovers', after: { toDecide: { mallory: ['asked'] } } },
      { does: 'approve', by: 'mallory', request: 'asked', after: { may: { alice: true } } },
    ],
  },
  {
    name: 'is never of oneself: though named, though administrator, through groups at any depth',
    proves: ['4.own.1'],
    cast: [
      { name: 'inner', kind: 'group', members: ['alice', 'frank'] },
      { name: 'middle', kind: 'group', members: ['inner'] },
    ],
    policies: [
      { ...contributor, scope: 'production', rules: approvalBy({ user: 'alice' }, { group: 'securityDesk' }) },
    ],
    steps: [
      { does: 'join', who: 'middle', group: 'securityDesk' },
      { does: 'adminAssign', who: 'alice', ...owner, scope: 'root' },
      { does: 'adminAssign', who: 'alice', role: 'globalAdministrator', scope: 'root' },
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        as: 'asked',
        after: { toDecide: { alice: [], frank: ['asked'], ivan: ['asked'] } },
      },
      { does: 'approve', by: 'alice', request: 'asked', refused: 'ownRequest' },
      { does: 'deny', by: 'alice', request: 'asked', refused: 'ownRequest' },
      { does: 'approve', by: 'frank', request: 'asked', after: { requests: { asked: 'provisioned' } } },
    ],
  },
  {
    name: 'is never of oneself through a service principal, on either side',
    proves: ['4.own.1'],
    cast: [
      { name: 'robot', kind: 'servicePrincipal', owners: ['bob', 'helper'] },
      { name: 'helper', kind: 'servicePrincipal', owners: ['securityLeads'] },
      { name: 'alicesRobot', kind: 'servicePrincipal', owners: ['alice'] },
    ],
    steps: [
      { does: 'join', who: 'alicesRobot', group: 'accessApprovers' },
      { does: 'selfActivate', who: 'alice', ...owner, as: 'ofAlice', after: { toDecide: { alicesRobot: [] } } },
      { does: 'adminAssign', who: 'robot', ...owner, kind: 'eligible' },
      {
        does: 'selfActivate',
        who: 'robot',
        ...owner,
        as: 'ofRobot',
        after: { toDecide: { bob: ['ofAlice'], dave: ['ofAlice'], carol: ['ofAlice', 'ofRobot'] } },
      },
      { does: 'approve', by: 'bob', request: 'ofRobot', refused: 'ownRequest' },
      { does: 'approve', by: 'dave', request: 'ofRobot', refused: 'ownRequest' },
      { does: 'approve', by: 'carol', request: 'ofRobot', after: { may: { robot: true } } },
    ],
  },
  {
    name: 'is never of oneself with the role that this very request gave',
    proves: ['4.own.1'],
    policies: [
      { ...owner, scope: 'production', rules: approvalBy() },
      { ...contributor, scope: 'production', rules: approvalBy() },
    ],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'first' },
      { does: 'approve', by: 'grace', request: 'first', after: { may: { alice: true } } },
      { does: 'approve', by: 'alice', request: 'first', refused: 'ownRequest' },
      { does: 'selfActivate', who: 'alice', ...contributor, as: 'second' },
      { does: 'approve', by: 'alice', request: 'second', refused: 'ownRequest' },
      { does: 'selfActivate', who: 'frank', ...contributor, as: 'ofFrank' },
      { does: 'approve', by: 'alice', request: 'ofFrank', after: { may: { frank: true } } },
    ],
  },
  {
    name: 'is decided by the first answer, and the later ones are told who gave it',
    proves: ['4.decision.1', '3.states.4', '7.refusal.8'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'asked' },
      { does: 'deny', by: 'carol', request: 'asked', after: { may: { alice: false }, requests: { asked: 'denied' } } },
      { does: 'approve', by: 'bob', request: 'asked', refused: 'alreadyDecided' },
      {
        does: 'approve',
        by: 'carol',
        request: 'asked',
        refused: 'alreadyDecided',
        after: { requests: { asked: 'denied' } },
      },
      { does: 'selfActivate', who: 'alice', ...owner, as: 'again' },
      {
        does: 'atOnce',
        steps: [
          { does: 'approve', by: 'bob', request: 'again' },
          { does: 'deny', by: 'dave', request: 'again' },
        ],
        endings: ['done', 'alreadyDecided'],
      },
    ],
  },
  {
    name: 'can be given until the window is over, to the millisecond, though no timer runs',
    proves: ['4.decision.3', '2.beyond.1', '3.states.3', '5.time.8'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'late' },
      { does: 'selfActivate', who: 'alice', ...owner, scope: 'web', as: 'inTime' },
      {
        does: 'wait',
        lasting: 'PT23H59M59.999S',
        after: { requests: { late: 'pendingApproval' }, toDecide: { bob: ['late', 'inTime'] } },
      },
      { does: 'approve', by: 'bob', request: 'inTime', after: { may: { alice: true } } },
      { does: 'wait', lasting: 'PT0.001S', after: { requests: { late: 'timedOut' }, toDecide: { bob: [] } } },
      { does: 'approve', by: 'bob', request: 'late', refused: 'approvalClosed' },
      { does: 'deny', by: 'bob', request: 'late', refused: 'approvalClosed' },
      { does: 'cancel', by: 'alice', request: 'late', refused: 'requestCannotBeCanceled' },
      { does: 'runTimers', after: { requests: { late: 'timedOut', inTime: 'provisioned' } } },
    ],
  },
  {
    name: 'has a window of 15 minutes to 7 days where the settings say so',
    proves: ['2.beyond.1', '4.decision.3'],
    policies: [{ ...owner, scope: 'production', rules: approvalWith({ window: 'PT15M' }) }],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'short' },
      { does: 'wait', lasting: 'PT15M', after: { requests: { short: 'timedOut' } } },
      { does: 'approve', by: 'grace', request: 'short', refused: 'approvalClosed' },
      {
        does: 'setRules',
        ...owner,
        scope: 'production',
        rules: approvalWith({ window: 'PT14M59S' }),
        refused: 'policyInvalid',
      },
      {
        does: 'setRules',
        ...owner,
        scope: 'production',
        rules: approvalWith({ window: 'P7DT1S' }),
        refused: 'policyInvalid',
      },
      { does: 'setRules', ...owner, scope: 'production', rules: approvalWith({ window: 'P7D' }) },
      { does: 'selfActivate', who: 'alice', ...owner, as: 'long' },
      { does: 'wait', lasting: 'P6DT23H59M59S' },
      { does: 'approve', by: 'grace', request: 'long', after: { may: { alice: true } } },
    ],
  },
  {
    name: 'owes a justification, where the settings do not say otherwise',
    proves: ['4.decision.4'],
    policies: [
      {
        ...contributor,
        scope: 'production',
        rules: approvalWith({ isApproverJustificationRequired: false }),
      },
    ],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'asked' },
      { does: 'approve', by: 'bob', request: 'asked', justification: null, refused: 'justificationMissing' },
      {
        does: 'approve',
        by: 'bob',
        request: 'asked',
        justification: ' ',
        refused: 'justificationMissing',
        after: { requests: { asked: 'pendingApproval' } },
      },
      { does: 'approve', by: 'bob', request: 'asked', justification: 'known incident' },
      { does: 'selfActivate', who: 'alice', ...contributor, as: 'silent' },
      { does: 'approve', by: 'grace', request: 'silent', justification: null, after: { may: { alice: true } } },
      { does: 'selfActivate', who: 'frank', ...contributor, as: 'denied' },
      { does: 'deny', by: 'grace', request: 'denied', justification: null, refused: 'justificationMissing' },
    ],
  },
  {
    name: 'may give less than was asked, and never more',
    proves: ['4.decision.4', '4.decision.5'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'asked' },
      {
        does: 'approve',
        by: 'bob',
        request: 'asked',
        lasting: 'PT2H0.001S',
        refused: { code: 'moreThanAsked', field: 'duration' },
      },
      {
        does: 'approve',
        by: 'bob',
        request: 'asked',
        scope: 'managementGroup',
        refused: { code: 'moreThanAsked', field: 'scope' },
      },
      {
        does: 'approve',
        by: 'bob',
        request: 'asked',
        scope: 'development',
        refused: { code: 'moreThanAsked', field: 'scope' },
      },
      {
        does: 'approve',
        by: 'bob',
        request: 'asked',
        lasting: 'PT30M',
        scope: 'web',
        after: {
          asked: [
            { who: 'alice', is: true },
            { who: 'alice', scope: 'data', is: false },
          ],
          times: { asked: ['PT0S', 'PT30M'] },
        },
      },
      { does: 'wait', lasting: 'PT30M', after: { may: { alice: false } } },
    ],
  },
  {
    name: 'gives nothing once the eligibility is over, and nothing beyond its end',
    proves: ['4.change.3', '3.activate.6', '4.decision.5'],
    steps: [
      { does: 'adminAssign', who: 'mallory', ...owner, kind: 'eligible', lasting: 'PT4H' },
      { does: 'selfActivate', who: 'mallory', ...owner, as: 'asked' },
      { does: 'selfActivate', who: 'mallory', ...owner, scope: 'web', as: 'tooLate' },
      { does: 'wait', lasting: 'PT3H' },
      { does: 'approve', by: 'bob', request: 'asked', refused: 'moreThanAsked', after: { may: { mallory: false } } },
      { does: 'approve', by: 'bob', request: 'asked', lasting: 'PT1H', after: { may: { mallory: true } } },
      { does: 'wait', lasting: 'PT1H', after: { may: { mallory: false }, requests: { tooLate: 'timedOut' } } },
      { does: 'approve', by: 'bob', request: 'tooLate', lasting: 'PT5M', refused: 'approvalClosed' },
    ],
  },
  {
    name: 'is given by nobody who is disabled, nor through a group that is',
    proves: ['4.approvers.2'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'asked' },
      { does: 'disable', who: 'securityLeads', after: { toDecide: { dave: [], bob: ['asked'] } } },
      { does: 'approve', by: 'dave', request: 'asked', refused: { code: 'notAnApprover', isHidden: true } },
      { does: 'disable', who: 'accessApprovers', after: { toDecide: { bob: [] } } },
      { does: 'approve', by: 'bob', request: 'asked', refused: { code: 'notAnApprover', isHidden: true } },
      { does: 'enable', who: 'accessApprovers' },
      { does: 'approve', by: 'bob', request: 'asked', after: { may: { alice: true } } },
    ],
  },
];
