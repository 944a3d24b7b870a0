import { wireRuleIds } from '../../src/domain/policy/policy.ts';
import type { Scenario } from './play/scenario.ts';
import { approvalBy, approvalInStages, enablement, maximum, stage } from './play/settings.ts';

const contributor = { role: 'contributor' } as const;
const owner = { role: 'owner' } as const;

export const scenarios: readonly Scenario[] = [
  {
    name: 'apply at the scope and below it, the nearest first, and say where they come from',
    proves: ['2.reach.1', '2.reach.2'],
    steps: [
      {
        does: 'look',
        after: {
          settings: [
            { ...contributor, scope: 'webServer', from: null },
            { ...owner, scope: 'webServer', from: 'production' },
          ],
        },
      },
      { does: 'setRules', ...contributor, scope: 'managementGroup', rules: maximum('PT1H') },
      {
        does: 'setRules',
        ...contributor,
        scope: 'web',
        rules: maximum('PT30M'),
        after: {
          settings: [
            { ...contributor, scope: 'production', from: 'managementGroup' },
            { ...contributor, scope: 'web', from: 'web' },
            { ...contributor, scope: 'webServer', from: 'web' },
            { ...contributor, scope: 'data', from: 'managementGroup' },
          ],
        },
      },
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        lasting: 'PT2H',
        refused: { code: 'policyRulesUnmet', rules: ['expiration'] },
      },
      { does: 'selfActivate', who: 'alice', ...contributor, scope: 'data', lasting: 'PT1H' },
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        scope: 'webServer',
        lasting: 'PT1H',
        refused: { code: 'policyRulesUnmet', rules: ['expiration'] },
      },
      { does: 'selfActivate', who: 'alice', ...contributor, scope: 'webServer', lasting: 'PT30M' },
    ],
  },
  {
    name: 'are written by whoever may write settings there, and by nobody else',
    proves: ['2.reach.1', '7.refusal.5'],
    steps: [
      {
        does: 'setRules',
        by: 'oscar',
        ...contributor,
        scope: 'production',
        rules: maximum('PT1H'),
        refused: 'notPermitted',
      },
      { does: 'adminAssign', who: 'mallory', ...owner, scope: 'web' },
      { does: 'setRules', by: 'mallory', ...contributor, scope: 'web', rules: maximum('PT1H') },
    ],
  },
  {
    name: 'hold a maximum of 30 minutes to 24 hours',
    proves: ['2.activation.2'],
    steps: [
      { does: 'setRules', ...contributor, scope: 'production', rules: maximum('PT29M'), refused: 'policyInvalid' },
      { does: 'setRules', ...contributor, scope: 'production', rules: maximum('PT24H30M'), refused: 'policyInvalid' },
      { does: 'setRules', ...contributor, scope: 'production', rules: maximum('PT30M') },
      { does: 'setRules', ...contributor, scope: 'production', rules: maximum('PT24H') },
      { does: 'selfActivate', who: 'alice', ...contributor, lasting: 'PT24H', after: { may: { alice: true } } },
    ],
  },
  {
    name: 'are refused where nobody but the requestor could approve, and where too few people could',
    proves: ['2.reach.3'],
    steps: [
      { does: 'adminAssign', who: 'mallory', ...contributor, scope: 'web', kind: 'eligible' },
      {
        does: 'setRules',
        ...contributor,
        scope: 'web',
        rules: approvalInStages(stage(3, { user: 'bob' }, { user: 'carol' })),
        refused: 'policyNeedsMorePeople',
        after: { settings: [{ ...contributor, scope: 'web', from: null }] },
      },
      { does: 'disable', who: 'bob' },
      {
        does: 'setRules',
        ...contributor,
        scope: 'web',
        rules: approvalBy({ user: 'bob' }),
        refused: 'policyApproverUnknown',
      },
    ],
  },
  {
    name: 'ask for a justification that says something: its length, no empty phrase, a ticket of the right form',
    proves: ['2.beyond.4'],
    policies: [
      {
        ...contributor,
        scope: 'production',
        rules: {
          ...enablement('justification', 'ticketing'),
          Justification_EndUser_Assignment: {
            kind: 'justificationQuality',
            minimumLength: 15,
            refusedPhrases: ['need admin access'],
            ticketPattern: 'IR-[0-9]{4}-[0-9]{4}',
          },
        },
      },
    ],
    steps: [
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        justification: 'short',
        refused: { code: 'policyRulesUnmet', rules: ['justificationQuality'] },
      },
      {
        does: 'selfActivate',
        who: 'alice',
        ...contributor,
        justification: 'I  NEED admin   access please',
        ticket: { number: 'IR-1', system: null },
        refused: { code: 'policyRulesUnmet', rules: ['justificationQuality', 'ticketPattern'] },
      },
      { does: 'selfActivate', who: 'alice', ...contributor, after: { may: { alice: true } } },
    ],
  },
  {
    name: 'are 17 rules for a role at a scope, by the ids of the wire',
    proves: ['2.activation.1'],
    steps: [
      {
        does: 'setRules',
        ...contributor,
        scope: 'production',
        rules: maximum('PT1H'),
        after: {
          rules: { ...contributor, scope: 'production', ids: wireRuleIds },
          settings: [{ ...contributor, scope: 'production', from: 'production' }],
        },
      },
      {
        does: 'look',
        after: {
          rules: { ...owner, scope: 'production', ids: wireRuleIds },
          settings: [{ ...contributor, scope: 'development', from: null }],
        },
      },
    ],
  },
  {
    name: 'are refused where the requestor alone, or nobody, could approve',
    proves: ['2.reach.3'],
    steps: [
      {
        does: 'setRules',
        ...owner,
        scope: 'production',
        rules: approvalBy({ user: 'alice' }),
        refused: 'policyWithoutApprover',
      },
      {
        does: 'setRules',
        ...owner,
        scope: 'production',
        rules: approvalInStages(stage(1, { user: 'alice' }, { user: 'bob' }), stage(1, { user: 'bob' })),
        refused: 'policyNeedsMorePeople',
      },
      { does: 'leave', who: 'ivan', group: 'securityDesk' },
      {
        does: 'setRules',
        ...owner,
        scope: 'production',
        rules: approvalBy({ group: 'securityDesk' }),
        refused: 'policyWithoutApprover',
      },
      { does: 'adminAssign', who: 'mallory', ...owner, kind: 'eligible' },
      {
        does: 'setRules',
        ...owner,
        scope: 'production',
        rules: approvalBy({ user: 'alice' }),
        after: {
          warned: [
            { ...owner, scope: 'production', codes: ['fewApprovers', 'approversHoldRole', 'eligibleWithoutApprover'] },
          ],
        },
      },
    ],
  },
  {
    name: "of an administrator's role are written with a warning where only its holders could approve",
    proves: ['2.reach.3', '2.reach.4'],
    steps: [
      {
        does: 'setRules',
        role: 'owner',
        scope: 'root',
        rules: approvalBy(),
        after: { warned: [{ role: 'owner', scope: 'root', codes: ['fewApprovers', 'approversHoldRole'] }] },
      },
      {
        does: 'setRules',
        role: 'globalAdministrator',
        scope: 'root',
        rules: approvalBy({ user: 'grace' }, { user: 'heidi' }),
        after: { warned: [{ role: 'globalAdministrator', scope: 'root', codes: ['approversHoldRole'] }] },
      },
      {
        does: 'setRules',
        role: 'globalAdministrator',
        scope: 'root',
        rules: approvalBy({ user: 'bob' }, { user: 'carol' }),
        after: { warned: [{ role: 'globalAdministrator', scope: 'root', codes: [] }] },
      },
    ],
  },
  {
    name: 'are written with a warning where fewer than two people could approve',
    proves: ['2.reach.4'],
    steps: [
      {
        does: 'setRules',
        ...owner,
        scope: 'production',
        rules: approvalBy({ user: 'bob' }),
        after: {
          warned: [{ ...owner, scope: 'production', codes: ['fewApprovers'] }],
          settings: [{ ...owner, scope: 'production', from: 'production' }],
        },
      },
      {
        does: 'setRules',
        ...owner,
        scope: 'production',
        rules: approvalBy({ user: 'bob' }, { user: 'carol' }),
        after: { warned: [{ ...owner, scope: 'production', codes: [] }] },
      },
    ],
  },
];
