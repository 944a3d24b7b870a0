import type { Scenario } from './play/scenario.ts';
import { assignmentLimit } from './play/settings.ts';

const contributor = { role: 'contributor' } as const;
const owner = { role: 'owner' } as const;
const admin = { role: 'globalAdministrator', scope: 'root' } as const;
const permanentAdmins = {
  role: 'globalAdministrator',
  scope: 'root',
  rules: assignmentLimit('Assignment', 'P180D', false),
} as const;

export const scenarios: readonly Scenario[] = [
  {
    name: 'is made by whoever may write assignments at the scope, there and below, and by nobody else',
    proves: ['3.assign.1'],
    steps: [
      {
        does: 'adminAssign',
        by: 'mallory',
        who: 'erin',
        ...contributor,
        refused: 'notPermitted',
        after: { may: { erin: false } },
      },
      { does: 'adminAssign', by: 'oscar', who: 'erin', ...contributor, refused: 'notPermitted' },
      { does: 'adminAssign', who: 'mallory', ...owner, scope: 'web' },
      { does: 'adminAssign', by: 'mallory', who: 'erin', ...contributor, scope: 'data', refused: 'notPermitted' },
      { does: 'adminAssign', by: 'mallory', who: 'erin', ...contributor, scope: 'production', refused: 'notPermitted' },
      {
        does: 'adminAssign',
        by: 'mallory',
        who: 'erin',
        ...contributor,
        scope: 'webServer',
        after: { may: { erin: true } },
      },
      { does: 'adminAssign', by: 'mallory', who: 'dave', ...contributor, scope: 'web', kind: 'eligible' },
    ],
  },
  {
    name: 'may not be made by who has only asked for the role, and not beyond its end',
    proves: ['3.assign.1', '5.time.3'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'asked' },
      { does: 'adminAssign', by: 'alice', who: 'erin', ...contributor, refused: 'notPermitted' },
      { does: 'approve', by: 'bob', request: 'asked' },
      { does: 'adminAssign', by: 'alice', who: 'erin', ...contributor },
      { does: 'wait', lasting: 'PT2H' },
      { does: 'adminAssign', by: 'alice', who: 'dave', ...contributor, refused: 'notPermitted' },
    ],
  },
  {
    name: 'reaches no further than the condition on the role of who makes it',
    proves: ['3.assign.4'],
    steps: [
      {
        does: 'adminAssign',
        who: 'mallory',
        role: 'roleBasedAccessControlAdministrator',
        condition:
          "(!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7} AND @Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEquals 'User')",
      },
      { does: 'adminAssign', by: 'mallory', who: 'erin', ...contributor, scope: 'web', refused: 'notPermitted' },
      { does: 'adminAssign', by: 'mallory', who: 'mallory', ...owner, refused: 'notPermitted' },
      { does: 'adminAssign', by: 'mallory', who: 'onCall', role: 'reader', scope: 'web', refused: 'notPermitted' },
      { does: 'adminAssign', by: 'mallory', who: 'erin', role: 'reader', scope: 'web' },
      { does: 'adminUpdate', by: 'mallory', who: 'erin', role: 'reader', scope: 'web', lasting: 'P1D' },
    ],
  },
  {
    name: 'changes, extends, converts and ends nothing beyond the authority of who asks',
    proves: ['3.assign.4', '3.update.1', '3.remove.1', '3.extend.2'],
    steps: [
      // Mallory may give and take Reader to people, and nothing else
      {
        does: 'adminAssign',
        who: 'mallory',
        role: 'roleBasedAccessControlAdministrator',
        condition:
          "(!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'} OR ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7} OR @Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7})",
      },
      { does: 'adminAssign', who: 'erin', ...contributor, kind: 'eligible', lasting: 'P10D', as: 'eligible' },
      { does: 'adminAssign', who: 'dave', ...contributor, lasting: 'P10D', as: 'active' },
      { does: 'adminAssign', by: 'mallory', who: 'dave', ...contributor, kind: 'eligible', refused: 'notPermitted' },
      {
        does: 'adminUpdate',
        by: 'mallory',
        who: 'erin',
        ...contributor,
        kind: 'eligible',
        lasting: 'P1D',
        refused: 'notPermitted',
      },
      {
        does: 'adminUpdate',
        by: 'mallory',
        who: 'erin',
        ...contributor,
        target: 'eligible',
        lasting: 'P1D',
        refused: 'notPermitted',
      },
      { does: 'adminExtend', by: 'mallory', who: 'dave', ...contributor, lasting: 'P10D', refused: 'notPermitted' },
      { does: 'adminRemove', by: 'mallory', who: 'dave', ...contributor, refused: 'notPermitted' },
      { does: 'selfExtend', who: 'dave', ...contributor, lasting: 'P10D', as: 'more' },
      { does: 'grant', by: 'mallory', request: 'more', refused: 'notPermitted' },
      {
        does: 'refuse',
        by: 'mallory',
        request: 'more',
        refused: 'notPermitted',
        after: { requests: { more: 'pendingAdminDecision' } },
      },
      { does: 'adminAssign', by: 'mallory', who: 'erin', role: 'reader', lasting: 'P10D' },
      { does: 'adminExtend', by: 'mallory', who: 'erin', role: 'reader', lasting: 'P10D' },
      { does: 'adminRemove', by: 'mallory', who: 'erin', role: 'reader' },
    ],
  },
  {
    name: 'of a top role of the directory is beyond the authority of a privileged role administrator',
    proves: ['3.assign.4'],
    steps: [
      { does: 'adminAssign', who: 'mallory', role: 'privilegedRoleAdministrator', scope: 'root' },
      { does: 'adminAssign', by: 'mallory', who: 'mallory', ...admin, refused: 'notPermitted' },
      {
        does: 'adminAssign',
        by: 'mallory',
        who: 'erin',
        role: 'privilegedRoleAdministrator',
        scope: 'root',
        kind: 'eligible',
        refused: 'notPermitted',
      },
      { does: 'adminRemove', by: 'mallory', who: 'heidi', ...admin, refused: 'notPermitted' },
      { does: 'adminAssign', by: 'mallory', who: 'erin', ...contributor, refused: 'notPermitted' },
      {
        does: 'adminAssign',
        by: 'mallory',
        who: 'erin',
        role: 'securityOperator',
        scope: 'root',
        as: 'smaller',
        after: { requests: { smaller: 'provisioned' } },
      },
      // nor does an owner of what lies below decide about the directory
      { does: 'adminAssign', who: 'judy', ...owner, scope: 'root' },
      {
        does: 'adminAssign',
        by: 'judy',
        who: 'judy',
        role: 'securityOperator',
        scope: 'root',
        refused: 'notPermitted',
      },
    ],
  },
  {
    name: 'lasts five minutes at least',
    proves: ['3.assign.2'],
    steps: [
      {
        does: 'adminAssign',
        who: 'mallory',
        ...contributor,
        lasting: 'PT4M59.999S',
        refused: { code: 'scheduleInvalid', field: 'duration' },
      },
      {
        does: 'adminAssign',
        who: 'mallory',
        ...contributor,
        kind: 'eligible',
        from: 'PT1H',
        until: 'PT1H4M',
        refused: { code: 'scheduleInvalid', field: 'endAt' },
      },
      { does: 'adminAssign', who: 'mallory', ...contributor, lasting: 'PT5M', after: { may: { mallory: true } } },
      { does: 'wait', lasting: 'PT5M', after: { may: { mallory: false } } },
    ],
  },
  {
    name: 'lasts 365 days as eligible and 180 days as active at most, and is permanent only where the settings allow it',
    proves: ['3.assign.3', '2.assignment.1', '2.assignment.2', '2.assignment.3', '2.assignment.4'],
    steps: [
      {
        does: 'adminAssign',
        who: 'mallory',
        ...contributor,
        kind: 'eligible',
        lasting: 'P365DT0.001S',
        refused: { code: 'policyRulesUnmet', rules: ['expiration'] },
      },
      { does: 'adminAssign', who: 'mallory', ...contributor, kind: 'eligible', lasting: 'P365D' },
      {
        does: 'adminAssign',
        who: 'mallory',
        ...contributor,
        lasting: 'P180DT0.001S',
        refused: { code: 'policyRulesUnmet', rules: ['expiration'] },
      },
      { does: 'adminAssign', who: 'mallory', ...contributor, lasting: 'P180D' },
      {
        does: 'adminAssign',
        who: 'erin',
        ...contributor,
        kind: 'eligible',
        isPermanent: true,
        refused: { code: 'policyRulesUnmet', rules: ['expiration'] },
      },
      {
        does: 'adminAssign',
        who: 'erin',
        ...contributor,
        isPermanent: true,
        refused: { code: 'policyRulesUnmet', rules: ['expiration'] },
      },
      // directory roles may be eligible without end, and the risky ones not active
      {
        does: 'adminAssign',
        who: 'erin',
        role: 'securityOperator',
        scope: 'root',
        kind: 'eligible',
        isPermanent: true,
        as: 'forEver',
        after: { times: { forEver: ['PT0S', null] } },
      },
      {
        does: 'adminAssign',
        who: 'erin',
        ...admin,
        isPermanent: true,
        refused: { code: 'policyRulesUnmet', rules: ['expiration'] },
      },
      { does: 'setRules', ...permanentAdmins },
      { does: 'adminAssign', who: 'erin', ...admin, isPermanent: true },
    ],
  },
  {
    name: 'keeps to the limit of the settings, which is one of five',
    proves: ['2.assignment.2', '2.assignment.4', '3.assign.3'],
    steps: [
      ...(['P15D', 'P30D', 'P90D', 'P180D', 'P365D'] as const).map(
        (length) =>
          ({
            does: 'setRules',
            ...contributor,
            scope: 'production',
            rules: { ...assignmentLimit('Eligibility', length), ...assignmentLimit('Assignment', length) },
          }) as const,
      ),
      {
        does: 'setRules',
        ...contributor,
        scope: 'production',
        rules: assignmentLimit('Eligibility', 'P31D'),
        refused: 'policyInvalid',
      },
      {
        does: 'setRules',
        ...contributor,
        scope: 'production',
        rules: { ...assignmentLimit('Eligibility', 'P15D'), ...assignmentLimit('Assignment', 'P30D') },
      },
      {
        does: 'adminAssign',
        who: 'mallory',
        ...contributor,
        kind: 'eligible',
        lasting: 'P16D',
        refused: { code: 'policyRulesUnmet', rules: ['expiration'] },
      },
      { does: 'adminAssign', who: 'mallory', ...contributor, kind: 'eligible', lasting: 'P15D' },
      {
        does: 'adminAssign',
        who: 'mallory',
        ...contributor,
        lasting: 'P31D',
        refused: { code: 'policyRulesUnmet', rules: ['expiration'] },
      },
      { does: 'adminAssign', who: 'mallory', ...contributor, lasting: 'P30D' },
    ],
  },
  {
    name: 'asks the administrator for a justification, and for a second factor where the settings do',
    proves: ['2.assignment.5'],
    steps: [
      {
        does: 'adminAssign',
        who: 'mallory',
        ...contributor,
        justification: null,
        refused: { code: 'policyRulesUnmet', rules: ['justification'] },
      },
      { does: 'adminAssign', who: 'mallory', ...contributor, kind: 'eligible', justification: null },
      {
        does: 'setRules',
        ...contributor,
        scope: 'production',
        rules: {
          Enablement_Admin_Assignment: { kind: 'enablement', enabled: ['multiFactorAuthentication', 'justification'] },
        },
      },
      {
        does: 'adminAssign',
        who: 'mallory',
        ...contributor,
        justification: null,
        refused: { code: 'policyRulesUnmet', rules: ['justification', 'mfa'] },
      },
      { does: 'adminAssign', who: 'mallory', ...contributor, proofs: ['mfa'], after: { may: { mallory: true } } },
    ],
  },
  {
    name: 'is not made twice for the same time, and is where the times only touch',
    proves: ['3.assign.3', '5.time.1'],
    steps: [
      { does: 'adminAssign', who: 'mallory', ...contributor, lasting: 'PT1H' },
      { does: 'adminAssign', who: 'mallory', ...contributor, from: 'PT59M59.999S', refused: 'assignmentExists' },
      {
        does: 'adminAssign',
        who: 'mallory',
        ...contributor,
        from: 'PT1H',
        lasting: 'PT1H',
        as: 'next',
        after: { requests: { next: 'pendingScheduleCreation' }, may: { mallory: true } },
      },
      { does: 'wait', lasting: 'PT1H', after: { may: { mallory: true } } },
      { does: 'wait', lasting: 'PT1H', after: { may: { mallory: false } } },
    ],
  },
  {
    name: 'adds up: the end of one takes nothing away that another one still gives',
    proves: ['5.time.3', '5.time.1'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...contributor },
      { does: 'adminAssign', who: 'alice', ...contributor, scope: 'webServer', lasting: 'PT4H' },
      { does: 'adminAssign', who: 'platformEngineers', ...contributor, scope: 'web', from: 'PT3H', lasting: 'PT2H' },
      { does: 'wait', lasting: 'PT2H' },
      {
        does: 'wait',
        lasting: 'PT30M',
        after: {
          asked: [
            { who: 'alice', is: true },
            { who: 'alice', scope: 'data', is: false },
          ],
        },
      },
      { does: 'adminRemove', who: 'alice', ...contributor, scope: 'webServer', after: { may: { alice: false } } },
      { does: 'wait', lasting: 'PT30M', after: { may: { alice: true, frank: true } } },
      { does: 'wait', lasting: 'PT2H', after: { may: { alice: false } } },
    ],
  },
  {
    name: 'of a group is held by its people, nested ones too, as long as they are in it',
    proves: ['3.activate.1', '3.remove.1'],
    steps: [
      { does: 'adminAssign', who: 'platformEngineers', ...contributor, after: { may: { alice: true, frank: true } } },
      { does: 'leave', who: 'onCall', group: 'platformEngineers', after: { may: { alice: true, frank: false } } },
      { does: 'join', who: 'mallory', group: 'onCall', after: { may: { mallory: false } } },
      { does: 'join', who: 'onCall', group: 'platformEngineers', after: { may: { mallory: true, frank: true } } },
      { does: 'disable', who: 'onCall', after: { may: { mallory: false, alice: true } } },
      { does: 'adminRemove', who: 'platformEngineers', ...contributor, after: { may: { alice: false } } },
    ],
  },
  {
    name: 'of the last administrator can neither be removed nor disabled, nor left to expire',
    proves: ['3.assign.5'],
    steps: [
      { does: 'adminRemove', who: 'grace', ...admin, refused: 'lastAdministrator' },
      { does: 'adminRemove', by: 'heidi', who: 'grace', ...admin, refused: 'lastAdministrator' },
      { does: 'adminRemove', who: 'grace', ...owner, scope: 'root', refused: 'lastAdministrator' },
      { does: 'disable', by: 'heidi', who: 'grace', refused: 'lastAdministrator' },
      { does: 'adminRemove', who: 'heidi', ...admin },
    ],
  },
  {
    name: 'of one of two administrators can be removed, and two who remove each other at once leave one',
    proves: ['3.assign.5'],
    policies: [permanentAdmins],
    steps: [
      { does: 'adminAssign', who: 'judy', ...admin, isPermanent: true },
      {
        does: 'atOnce',
        steps: [
          { does: 'adminRemove', by: 'grace', who: 'grace', ...admin },
          { does: 'adminRemove', by: 'judy', who: 'judy', ...admin },
        ],
        endings: ['done', 'lastAdministrator'],
      },
    ],
  },
  {
    name: 'is not made for somebody unknown or disabled, nor of an unknown role or scope',
    proves: ['3.assign.3', '7.refusal.1'],
    steps: [
      { does: 'disable', who: 'mallory' },
      {
        does: 'adminAssign',
        who: 'mallory',
        ...contributor,
        refused: { code: 'principalDisabled', field: 'principalId' },
      },
      {
        does: 'adminAssign',
        who: 'erin',
        ...contributor,
        scope: '/subscriptions/c0000000-0000-4000-8000-00000000ffff',
        refused: { code: 'scopeNotFound', field: 'scope' },
      },
      {
        does: 'adminAssign',
        who: 'erin',
        role: 'securityOperator',
        refused: { code: 'scopeDoesNotMatchRoleDefinition', field: 'scope' },
      },
    ],
  },
];
