import type { Scenario } from './play/scenario.ts';
import { approvalBy } from './play/settings.ts';

const OPERATORS = 'b0000000-0000-4000-8000-0000000000aa';
const SECOND = 'b0000000-0000-4000-8000-0000000000bb';
const at = `/groups/${OPERATORS}` as const;
const member = { role: 'groupMember', scope: at } as const;
const owner = { role: 'groupOwner', scope: at } as const;
const contributor = { role: 'contributor' } as const;
const operators = { name: 'operators', kind: 'group', id: OPERATORS } as const;

export const scenarios: readonly Scenario[] = [
  {
    name: 'is asked of the owners of the group where nobody is named, for good and for a time, and never of the requestor',
    proves: ['4.approvers.1', '4.approvers.2', '4.own.1'],
    cast: [{ ...operators, owners: ['judy'] }],
    policies: [{ ...member, rules: approvalBy() }],
    steps: [
      { does: 'adminAssign', who: 'operators', ...contributor },
      { does: 'adminAssign', who: 'mallory', kind: 'eligible', ...member },
      { does: 'adminAssign', who: 'oscar', kind: 'eligible', ...member },
      { does: 'adminAssign', who: 'oscar', kind: 'eligible', ...owner },
      {
        does: 'selfActivate',
        who: 'mallory',
        ...member,
        as: 'asked',
        after: { may: { mallory: false }, toDecide: { judy: ['asked'], oscar: [], grace: [], mallory: [] } },
      },
      { does: 'approve', by: 'grace', request: 'asked', refused: 'notAnApprover' },
      { does: 'approve', by: 'oscar', request: 'asked', refused: { code: 'notAnApprover', isHidden: true } },
      { does: 'selfActivate', who: 'oscar', ...owner, after: { toDecide: { judy: ['asked'], oscar: ['asked'] } } },
      { does: 'selfActivate', who: 'oscar', ...member, as: 'own', after: { toDecide: { oscar: ['asked'] } } },
      { does: 'approve', by: 'oscar', request: 'own', refused: 'ownRequest' },
      {
        does: 'approve',
        by: 'oscar',
        request: 'asked',
        after: { may: { mallory: true }, requests: { asked: 'provisioned', own: 'pendingApproval' } },
      },
      { does: 'wait', lasting: 'PT2H', after: { may: { mallory: false }, toDecide: { oscar: [], judy: ['own'] } } },
    ],
  },
  {
    name: 'counts members of a group of approvers while they are members, for a time too',
    proves: ['4.approvers.2', '2.activation.5'],
    cast: [operators],
    policies: [{ ...contributor, scope: 'production', rules: approvalBy({ group: 'deskApprovers' }) }],
    steps: [
      {
        does: 'adminAssign',
        who: 'mallory',
        kind: 'eligible',
        role: 'groupMember',
        scope: '/groups/b0000000-0000-4000-8000-000000000006',
      },
      { does: 'selfActivate', who: 'alice', ...contributor, as: 'asked', after: { toDecide: { mallory: [] } } },
      {
        does: 'selfActivate',
        who: 'mallory',
        role: 'groupMember',
        scope: '/groups/b0000000-0000-4000-8000-000000000006',
        lasting: 'PT1H',
        after: { toDecide: { mallory: ['asked'], judy: ['asked'] } },
      },
      { does: 'wait', lasting: 'PT1H', after: { toDecide: { mallory: [], judy: ['asked'] } } },
      { does: 'approve', by: 'mallory', request: 'asked', refused: { code: 'notAnApprover', isHidden: true } },
    ],
  },
  {
    name: 'gives what the group has from the start of the membership to its end, whether or not any timer runs',
    proves: ['5.time.1', '5.time.3', '3.deactivate.1'],
    cast: [operators],
    steps: [
      { does: 'adminAssign', who: 'operators', ...contributor },
      { does: 'adminAssign', who: 'mallory', kind: 'eligible', ...member, after: { may: { mallory: false } } },
      { does: 'selfActivate', who: 'mallory', ...member, from: 'PT1H', after: { may: { mallory: false } } },
      { does: 'wait', lasting: 'PT1H', after: { may: { mallory: true } } },
      { does: 'wait', lasting: 'PT2H', after: { may: { mallory: false } } },
      { does: 'runTimers', after: { may: { mallory: false } } },
      { does: 'selfActivate', who: 'mallory', ...member, after: { may: { mallory: true } } },
      { does: 'selfDeactivate', who: 'mallory', ...member, refused: 'activeDurationTooShort' },
      { does: 'wait', lasting: 'PT5M' },
      { does: 'selfDeactivate', who: 'mallory', ...member, after: { may: { mallory: false } } },
    ],
  },
  {
    name: 'lets a role that a group is eligible for be activated within the membership, and ends it with the membership',
    proves: ['3.activate.1', '3.activate.6', '4.change.3'],
    cast: [operators, { name: 'second', kind: 'group', id: SECOND }],
    policies: [{ ...contributor, scope: 'web', rules: approvalBy({ user: 'bob' }, { user: 'carol' }) }],
    steps: [
      { does: 'adminAssign', who: 'second', kind: 'eligible', ...contributor },
      { does: 'adminAssign', who: 'operators', kind: 'eligible', role: 'groupMember', scope: `/groups/${SECOND}` },
      { does: 'adminAssign', who: 'mallory', kind: 'eligible', ...member },
      {
        does: 'selfActivate',
        who: 'mallory',
        ...contributor,
        refused: { code: 'policyRulesUnmet', rules: ['eligibility'] },
      },
      { does: 'selfActivate', who: 'mallory', ...member },
      {
        does: 'selfActivate',
        who: 'mallory',
        role: 'groupMember',
        scope: `/groups/${SECOND}`,
        lasting: 'PT3H',
        refused: { code: 'policyRulesUnmet', rules: ['expiration'] },
      },
      { does: 'selfActivate', who: 'mallory', role: 'groupMember', scope: `/groups/${SECOND}`, lasting: 'PT90M' },
      {
        does: 'selfActivate',
        who: 'mallory',
        ...contributor,
        lasting: 'PT1H',
        as: 'role',
        after: { may: { mallory: true } },
      },
      { does: 'selfActivate', who: 'mallory', ...contributor, scope: 'web', lasting: 'PT30M', as: 'waits' },
      {
        does: 'adminRemove',
        who: 'mallory',
        ...member,
        after: {
          may: { mallory: false },
          requests: { role: 'revoked', waits: 'canceled' },
          closed: { waits: 'eligibilityEnded' },
        },
      },
    ],
  },
  {
    name: 'may be given by the owners of a group and by those who administer people, until the group has power',
    proves: ['3.assign.1', '3.assign.4', '2.assignment.1'],
    cast: [{ ...operators, owners: ['judy'] }],
    steps: [
      { does: 'adminAssign', who: 'bob', role: 'userAdministrator', scope: 'root' },
      { does: 'adminAssign', who: 'carol', role: 'privilegedRoleAdministrator', scope: 'root' },
      { does: 'adminAssign', who: 'mallory', by: 'mallory', kind: 'eligible', ...member, refused: 'notPermitted' },
      {
        does: 'adminAssign',
        who: 'erin',
        by: 'judy',
        kind: 'eligible',
        ...member,
        isPermanent: true,
        refused: { code: 'policyRulesUnmet', rules: ['expiration'] },
      },
      { does: 'adminAssign', who: 'erin', by: 'judy', kind: 'eligible', ...member },
      { does: 'adminAssign', who: 'dave', by: 'bob', kind: 'eligible', ...member },
      { does: 'adminAssign', who: 'operators', kind: 'eligible', ...contributor },
      { does: 'adminAssign', who: 'oscar', by: 'judy', kind: 'eligible', ...member, refused: 'notPermitted' },
      { does: 'adminAssign', who: 'bob', by: 'bob', kind: 'eligible', ...member, refused: 'notPermitted' },
      { does: 'adminAssign', who: 'oscar', by: 'carol', kind: 'eligible', ...member },
      { does: 'adminAssign', who: 'operators', kind: 'eligible', role: 'globalAdministrator', scope: 'root' },
      { does: 'adminAssign', who: 'carol', by: 'carol', kind: 'eligible', ...member, refused: 'notPermitted' },
      { does: 'adminAssign', who: 'heidi', by: 'grace', kind: 'eligible', ...member },
    ],
  },
];
