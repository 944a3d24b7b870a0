import type { Scenario } from './play/scenario.ts';
import { approvalBy, enablement, maximum } from './play/settings.ts';

/** Contributor on Production: Alice is eligible through Platform engineers, Frank through On-call inside of it. */
const contributor = { role: 'contributor' } as const;
const owner = { role: 'owner' } as const;
const blobs = { role: 'storageBlobDataContributor' } as const;
const container = '@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:ContainerName]';
const bound = `${container} StringEqualsIgnoreCase 'foo_storage_container'`;

export const scenarios: readonly Scenario[] = [
  {
    name: 'gives the role to who is eligible themself, and to who is eligible through nested groups',
    proves: ['3.activate.1', '3.states.1'],
    steps: [
      { does: 'adminAssign', who: 'mallory', ...contributor, kind: 'eligible', after: { may: { mallory: false } } },
      { does: 'selfActivate', who: 'mallory', ...contributor, after: { may: { mallory: true } } },
      {
        does: 'selfActivate',
        who: 'frank',
        ...contributor,
        as: 'throughGroups',
        after: { may: { frank: true, alice: false }, requests: { throughGroups: 'provisioned' } },
      },
    ],
  },
  {
    name: 'refuses who is not eligible, not eligible yet, or not any more',
    proves: ['3.activate.1'],
    steps: [
      {
        does: 'selfActivate',
        who: 'mallory',
        ...contributor,
        refused: { code: 'policyRulesUnmet', rules: ['eligibility'] },
        after: { may: { mallory: false } },
      },
      { does: 'adminAssign', who: 'mallory', ...contributor, kind: 'eligible', from: 'P1D', lasting: 'P1D' },
      {
        does: 'selfActivate',
        who: 'mallory',
        ...contributor,
        refused: { code: 'policyRulesUnmet', rules: ['eligibility'] },
      },
      {
        does: 'selfActivate',
        who: 'mallory',
        ...contributor,
        from: 'P1D',
        as: 'planned',
        after: { may: { mallory: false }, requests: { planned: 'pendingScheduleCreation' } },
      },
      { does: 'wait', lasting: 'P1D', after: { may: { mallory: true }, requests: { planned: 'provisioned' } } },
      { does: 'wait', lasting: 'P1D', after: { may: { mallory: false } } },
      {
        does: 'selfActivate',
        who: 'mallory',
        ...contributor,
        refused: { code: 'policyRulesUnmet', rules: ['eligibility'] },
      },
    ],
  },
  {
    name: 'gives the same scope or one below it, and nothing above or beside it',
    proves: ['3.activate.2'],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        scope: 'web',
        after: {
          asked: [
            { who: 'alice', is: true },
            { who: 'alice', scope: 'data', is: false },
          ],
        },
      },
      { does: 'selfActivate', who: 'alice', ...contributor, scope: 'storage' },
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        scope: 'managementGroup',
        refused: { code: 'policyRulesUnmet', rules: ['eligibility'] },
      },
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        scope: 'development',
        refused: { code: 'policyRulesUnmet', rules: ['eligibility'] },
      },
    ],
  },
  {
    name: 'gives the role of the eligibility and no other, though it is a smaller one',
    proves: ['3.activate.3'],
    steps: [
      {
        does: 'selfActivate',
        who: 'frank',
        ...owner,
        refused: { code: 'policyRulesUnmet', rules: ['eligibility'] },
      },
      { does: 'adminAssign', who: 'mallory', ...owner, kind: 'eligible' },
      {
        does: 'selfActivate',
        who: 'mallory',
        ...contributor,
        refused: { code: 'policyRulesUnmet', rules: ['eligibility'] },
      },
    ],
  },
  {
    name: 'lasts five minutes at least and the maximum at most, to the millisecond',
    proves: ['3.activate.4', '2.activation.2'],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        lasting: 'PT4M59.999S',
        refused: { code: 'scheduleInvalid', field: 'duration' },
      },
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        lasting: 'PT8H0.001S',
        refused: { code: 'policyRulesUnmet', rules: ['expiration'] },
      },
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        until: 'PT8H0.001S',
        refused: { code: 'policyRulesUnmet', rules: ['expiration'] },
      },
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        isPermanent: true,
        refused: { code: 'policyRulesUnmet', rules: ['expiration'] },
      },
      { does: 'selfActivate', who: 'alice', ...contributor, lasting: 'PT5M' },
      { does: 'selfActivate', who: 'frank', ...contributor, lasting: 'PT8H' },
      { does: 'setRules', ...contributor, scope: 'production', rules: maximum('PT30M') },
      {
        does: 'selfActivate',
        who: 'frank',
        ...contributor,
        scope: 'web',
        lasting: 'PT31M',
        refused: { code: 'policyRulesUnmet', rules: ['expiration'] },
      },
      { does: 'selfActivate', who: 'frank', ...contributor, scope: 'web', lasting: 'PT17M' },
    ],
  },
  {
    name: 'starts later where that is asked, at most 90 days ahead, and gives nothing before',
    proves: ['3.activate.5', '3.states.2'],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        from: 'P90DT0.001S',
        refused: { code: 'scheduleInvalid', field: 'startAt' },
      },
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        from: 'P90D',
        as: 'planned',
        after: {
          may: { alice: false },
          requests: { planned: 'pendingScheduleCreation' },
        },
      },
      { does: 'wait', lasting: 'P89DT23H59M59.999S', after: { may: { alice: false } } },
      {
        does: 'wait',
        lasting: 'PT0.001S',
        after: {
          may: { alice: true },
          requests: { planned: 'provisioned' },
          times: { planned: ['P90D', 'P90DT2H'] },
        },
      },
      { does: 'wait', lasting: 'PT2H', after: { may: { alice: false } } },
    ],
  },
  {
    name: 'is refused beyond the end of the eligibility, and not shortened to it',
    proves: ['3.activate.6'],
    steps: [
      { does: 'adminAssign', who: 'mallory', ...contributor, kind: 'eligible', lasting: 'PT1H' },
      {
        does: 'selfActivate',
        who: 'mallory',
        ...contributor,
        lasting: 'PT1H0.001S',
        refused: { code: 'policyRulesUnmet', rules: ['expiration'] },
        after: { may: { mallory: false } },
      },
      {
        does: 'selfActivate',
        who: 'mallory',
        ...contributor,
        lasting: 'PT1H',
        as: 'whole',
        after: { may: { mallory: true }, times: { whole: ['PT0S', 'PT1H'] } },
      },
      { does: 'wait', lasting: 'PT1H', after: { may: { mallory: false } } },
    ],
  },
  {
    name: 'carries the condition of the eligibility, and takes one that is at least as narrow',
    proves: ['3.activate.7'],
    steps: [
      {
        does: 'selfActivate',
        who: 'erin',
        ...blobs,
        after: { asked: [...blobQuestions('foo_storage_container', true), ...blobQuestions('other', false)] },
      },
      { does: 'wait', lasting: 'PT2H' },
      {
        does: 'selfActivate',
        who: 'erin',
        ...blobs,
        condition: `${bound} AND ${container} StringEquals 'foo_storage_container'`,
        after: {
          asked: [...blobQuestions('foo_storage_container', true), ...blobQuestions('FOO_storage_container', false)],
        },
      },
      { does: 'wait', lasting: 'PT2H' },
      {
        does: 'selfActivate',
        who: 'erin',
        ...blobs,
        condition: `${bound} OR ${container} StringEquals 'other'`,
        refused: { code: 'conditionInvalid', field: 'condition' },
        after: { asked: blobQuestions('other', false) },
      },
      {
        does: 'selfActivate',
        who: 'erin',
        ...blobs,
        condition: `${container} StringEquals`,
        refused: { code: 'conditionInvalid', field: 'condition' },
      },
    ],
  },
  {
    name: 'is refused with everything that is missing at once',
    proves: ['3.activate.8'],
    policies: [
      {
        ...owner,
        scope: 'production',
        rules: enablement('justification', 'ticketing', 'multiFactorAuthentication'),
      },
    ],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...owner,
        justification: null,
        ticket: null,
        lasting: 'PT9H',
        refused: { code: 'policyRulesUnmet', rules: ['expiration', 'justification', 'ticketing', 'mfa'] },
      },
      {
        does: 'selfActivate',
        who: 'mallory',
        ...owner,
        justification: '  ',
        refused: { code: 'policyRulesUnmet', rules: ['eligibility'] },
      },
      { does: 'adminAssign', who: 'mallory', ...owner, kind: 'eligible', from: 'P1D', lasting: 'P1D' },
      {
        does: 'selfActivate',
        who: 'mallory',
        ...owner,
        justification: '  ',
        refused: { code: 'policyRulesUnmet', rules: ['eligibility', 'justification', 'mfa'] },
      },
      { does: 'selfActivate', who: 'alice', ...owner, proofs: ['mfa'] },
    ],
  },
  {
    name: 'tells who is not eligible nothing else, whether or not there is such a scope',
    proves: ['3.activate.1', '7.refusal.1'],
    policies: [{ ...owner, scope: 'production', rules: enablement('ticketing', 'multiFactorAuthentication') }],
    steps: [
      {
        does: 'selfActivate',
        who: 'mallory',
        ...owner,
        justification: null,
        ticket: null,
        lasting: 'PT9H',
        refused: { code: 'policyRulesUnmet', rules: ['eligibility'] },
      },
      {
        does: 'selfActivate',
        who: 'mallory',
        ...owner,
        scope: '/subscriptions/c0000000-0000-4000-8000-00000000ffff',
        refused: { code: 'policyRulesUnmet', rules: ['eligibility'] },
      },
      {
        does: 'selfDeactivate',
        who: 'mallory',
        ...owner,
        scope: '/subscriptions/c0000000-0000-4000-8000-00000000ffff',
        refused: { code: 'assignmentDoesNotExist' },
      },
    ],
  },
  {
    name: 'is answered by a dry run as by the real thing, and leaves nothing behind',
    proves: ['3.activate.9'],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...owner,
        ticket: null,
        isDryRun: true,
        refused: { code: 'policyRulesUnmet', rules: ['ticketing'] },
      },
      {
        does: 'selfActivate',
        who: 'alice',
        ...owner,
        ticket: null,
        refused: { code: 'policyRulesUnmet', rules: ['ticketing'] },
      },
      { does: 'selfActivate', who: 'alice', ...contributor, isDryRun: true, after: { may: { alice: false } } },
      { does: 'selfActivate', who: 'alice', ...contributor, after: { may: { alice: true } } },
      { does: 'selfActivate', who: 'alice', ...contributor, isDryRun: true, refused: 'assignmentExists' },
      { does: 'selfActivate', who: 'alice', ...contributor, refused: 'assignmentExists' },
    ],
  },
  {
    name: 'is asked for once at a time for the same person, role and scope',
    proves: ['3.activate.10'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'first' },
      {
        does: 'selfActivate',
        who: 'alice',
        ...owner,
        refused: 'pendingRequestExists',
        after: { requests: { first: 'pendingApproval' } },
      },
      { does: 'selfActivate', who: 'alice', ...owner, scope: 'web', as: 'below' },
      { does: 'cancel', by: 'alice', request: 'first' },
      { does: 'selfActivate', who: 'alice', ...owner, as: 'again' },
      { does: 'wait', lasting: 'P1D' },
      {
        does: 'selfActivate',
        who: 'alice',
        ...owner,
        as: 'afterTheWindow',
        after: { requests: { again: 'timedOut', afterTheWindow: 'pendingApproval' } },
      },
    ],
  },
  {
    name: 'counts its duration from the approval, or from the custom start where that is later',
    proves: ['3.activate.11', '3.activate.12'],
    steps: [
      { does: 'selfActivate', who: 'alice', ...owner, as: 'atOnce' },
      { does: 'wait', lasting: 'PT3H' },
      {
        does: 'approve',
        by: 'bob',
        request: 'atOnce',
        after: { may: { alice: true }, times: { atOnce: ['PT3H', 'PT5H'] } },
      },
      { does: 'selfActivate', who: 'alice', ...owner, scope: 'web', from: 'PT2H', as: 'later' },
      { does: 'wait', lasting: 'PT1H' },
      {
        does: 'approve',
        by: 'bob',
        request: 'later',
        after: { requests: { later: 'pendingScheduleCreation' } },
      },
      {
        does: 'wait',
        lasting: 'PT1H',
        after: { requests: { later: 'provisioned' }, times: { later: ['PT5H', 'PT7H'] } },
      },
      { does: 'selfActivate', who: 'alice', ...owner, scope: 'data', from: 'PT1H', as: 'passed' },
      { does: 'wait', lasting: 'PT2H' },
      { does: 'approve', by: 'bob', request: 'passed', after: { times: { passed: ['PT7H', 'PT9H'] } } },
    ],
  },
  {
    name: 'asks for a second factor, an authentication context, a justification and a ticket where the settings do',
    proves: ['2.activation.3', '2.activation.4'],
    steps: [
      { does: 'selfActivate', who: 'frank', ...contributor, ticket: null },
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        justification: null,
        refused: { code: 'policyRulesUnmet', rules: ['justification'] },
      },
      { does: 'setRules', ...contributor, scope: 'production', rules: enablement('multiFactorAuthentication') },
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        justification: null,
        proofs: ['c1'],
        refused: { code: 'policyRulesUnmet', rules: ['mfa'] },
      },
      { does: 'selfActivate', who: 'alice', ...contributor, scope: 'data', justification: null, proofs: ['mfa'] },
      {
        does: 'setRules',
        ...contributor,
        scope: 'production',
        rules: {
          ...enablement(),
          AuthenticationContext_EndUser_Assignment: {
            kind: 'authenticationContext',
            isEnabled: true,
            claimValue: 'c3',
          },
        },
      },
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        proofs: ['mfa', 'c1'],
        refused: { code: 'policyRulesUnmet', rules: ['authenticationContext'] },
      },
      { does: 'selfActivate', who: 'alice', ...contributor, proofs: ['c3'], after: { may: { alice: true } } },
    ],
  },
  {
    name: 'waits for an approval where the settings ask for one, of a person or of a group',
    proves: ['2.activation.4', '2.activation.5'],
    policies: [
      { ...contributor, scope: 'production', rules: approvalBy({ user: 'mallory' }, { group: 'securityLeads' }) },
    ],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        as: 'byPerson',
        after: {
          may: { alice: false },
          requests: { byPerson: 'pendingApproval' },
          toDecide: { mallory: ['byPerson'], dave: ['byPerson'], bob: [] },
        },
      },
      { does: 'approve', by: 'mallory', request: 'byPerson', after: { may: { alice: true }, toDecide: { dave: [] } } },
      { does: 'selfActivate', who: 'frank', ...contributor, as: 'byGroup' },
      {
        does: 'approve',
        by: 'dave',
        request: 'byGroup',
        after: { may: { frank: true }, requests: { byGroup: 'provisioned' } },
      },
    ],
  },
];

function blobQuestions(containerName: string, is: boolean) {
  const action = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';
  const resource = { 'Microsoft.Storage/storageAccounts/blobServices/containers:ContainerName': containerName };
  return [{ who: 'erin', action, isDataAction: true, scope: 'storage', resource, is }] as const;
}
