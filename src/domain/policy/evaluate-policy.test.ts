import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anApprovalRule, anAssurance, aPolicy, fromNow, NOW } from '../../../test/support/builders.ts';
import { propertyRun } from '../../../test/support/property-run.ts';
import { weakestAssurance } from '../assurance.ts';
import { activationRules, activeAssignmentRules, eligibleAssignmentRules, evaluatePolicy } from './evaluate-policy.ts';
import type { Enablement, PolicyRules } from './policy.ts';
import { evaluateNotificationRule } from './rules/notification-rule.ts';
import type { RuleInput } from './rules/rule-input.ts';

const everything: Partial<PolicyRules> = {
  Enablement_EndUser_Assignment: {
    kind: 'enablement',
    enabled: ['multiFactorAuthentication', 'ticketing', 'justification'],
  },
  AuthenticationContext_EndUser_Assignment: { kind: 'authenticationContext', isEnabled: true, claimValue: 'c7' },
  Approval_EndUser_Assignment: anApprovalRule(),
};

const nothingGiven: RuleInput = {
  interval: { startAt: NOW, endAt: fromNow('PT8H0.001S') },
  justification: null,
  ticket: null,
  assurance: weakestAssurance,
  proof: null,
  now: NOW,
};

const allGiven: RuleInput = {
  interval: { startAt: NOW, endAt: fromNow('PT8H') },
  justification: 'because',
  ticket: { number: 'INC-1', system: null },
  assurance: anAssurance({ contexts: ['c7'] }),
  proof: null,
  now: NOW,
};

function unmet(rules: Partial<PolicyRules>, input: Partial<RuleInput> = {}) {
  const found = evaluatePolicy(activationRules, aPolicy(rules).rules, { ...allGiven, ...input });
  return found.map(({ rule }) => rule);
}

describe('of an activation', () => {
  it('names everything that is missing, each once, in the one order', () => {
    const found = evaluatePolicy(activationRules, aPolicy(everything).rules, nothingGiven);
    expect(found.map(({ rule }) => rule)).toEqual([
      'expiration',
      'justification',
      'ticketing',
      'mfa',
      'authenticationContext',
    ]);
    for (const { message } of found) expect(message).toMatch(/^[a-z]/);
  });
  it('names nothing when everything is given', () => {
    expect(unmet(everything)).toEqual([]);
  });

  it.each([
    ['a justification of white space', { justification: ' \n\t\u00a0' }, ['justification']],
    ['no ticket number', { ticket: { number: null, system: 'Jira' } }, ['ticketing']],
    ['a ticket number of white space', { ticket: { number: '  ', system: 'Jira' } }, ['ticketing']],
    ['no second factor', { assurance: anAssurance({ multiFactor: false, contexts: ['c7'] }) }, ['mfa']],
    ['another context', { assurance: anAssurance({ contexts: ['c70', 'C7'] }) }, ['authenticationContext']],
    ['no end', { interval: { startAt: NOW, endAt: null } }, ['expiration']],
    ['a millisecond too long', { interval: { startAt: NOW, endAt: fromNow('PT8H0.001S') } }, ['expiration']],
  ])('names only what is missing: %s', (_, input, names) => {
    expect(unmet(everything, input)).toEqual(names);
  });

  it('asks for a justification where approval does, even if activation does not', () => {
    const rules = { ...everything, Enablement_EndUser_Assignment: { kind: 'enablement', enabled: [] } } as const;
    expect(unmet(rules, { justification: null })).toEqual(['justification']);
    const notForApprovers = anApprovalRule({ isRequestorJustificationRequired: false });
    expect(unmet({ ...rules, Approval_EndUser_Assignment: notForApprovers }, { justification: null })).toEqual([]);
    const off = anApprovalRule({ isRequired: false });
    expect(unmet({ ...rules, Approval_EndUser_Assignment: off }, { justification: null })).toEqual([]);
  });
  it('is met by nobody where an authentication context is on and has no name', () => {
    const nameless = { kind: 'authenticationContext', isEnabled: true, claimValue: '' } as const;
    const assurance = anAssurance({ contexts: [''] });
    expect(unmet({ AuthenticationContext_EndUser_Assignment: nameless }, { assurance })).toEqual([
      'authenticationContext',
    ]);
  });

  it('names exactly the missing things, for every mixture of rules and inputs', () => {
    const enablements = ['justification', 'ticketing', 'multiFactorAuthentication'] as const;
    const mixture = fc.record({
      enabled: fc.subarray<Enablement>([...enablements]),
      context: fc.boolean(),
      approval: fc.boolean(),
      has: fc.record({
        time: fc.boolean(),
        why: fc.boolean(),
        ticket: fc.boolean(),
        mfa: fc.boolean(),
        c7: fc.boolean(),
      }),
    });
    fc.assert(
      fc.property(mixture, ({ enabled, context, approval, has }) => {
        const rules = {
          Enablement_EndUser_Assignment: { kind: 'enablement', enabled },
          AuthenticationContext_EndUser_Assignment: {
            kind: 'authenticationContext',
            isEnabled: context,
            claimValue: 'c7',
          },
          Approval_EndUser_Assignment: anApprovalRule({ isRequired: approval }),
        } as const;
        const expected = [
          ...(has.time ? [] : ['expiration']),
          ...(!has.why && (approval || enabled.includes('justification')) ? ['justification'] : []),
          ...(!has.ticket && enabled.includes('ticketing') ? ['ticketing'] : []),
          ...(!has.mfa && enabled.includes('multiFactorAuthentication') ? ['mfa'] : []),
          ...(!has.c7 && context ? ['authenticationContext'] : []),
        ];
        const input = {
          ...(has.time ? {} : { interval: nothingGiven.interval }),
          ...(has.why ? {} : { justification: null }),
          ...(has.ticket ? {} : { ticket: null }),
          assurance: anAssurance({ multiFactor: has.mfa, contexts: has.c7 ? ['c7'] : [] }),
        };
        expect(new Set(unmet(rules, input))).toEqual(new Set(expected));
      }),
      propertyRun(),
    );
  });
});

describe('of an assignment', () => {
  const rules = aPolicy({
    Expiration_Admin_Eligibility: { kind: 'expiration', isExpirationRequired: true, maximumDuration: 'P365D' },
    Expiration_Admin_Assignment: { kind: 'expiration', isExpirationRequired: true, maximumDuration: 'P180D' },
    Enablement_Admin_Eligibility: { kind: 'enablement', enabled: [] },
    Enablement_Admin_Assignment: { kind: 'enablement', enabled: ['justification', 'multiFactorAuthentication'] },
  }).rules;
  const input = { ...nothingGiven, interval: { startAt: NOW, endAt: null } };

  it('looks at the rules for eligibility', () => {
    expect(evaluatePolicy(eligibleAssignmentRules, rules, input).map(({ rule }) => rule)).toEqual(['expiration']);
  });
  it('looks at the rules for active assignment', () => {
    const names = evaluatePolicy(activeAssignmentRules, rules, input).map(({ rule }) => rule);
    expect(names).toEqual(['expiration', 'justification', 'mfa']);
  });
});

describe('of a message', () => {
  const rule = { kind: 'notification', recipients: ['ops@example.org'] } as const;
  it.each([
    ['all', true, false, true, 1],
    ['all', false, false, false, 1],
    ['critical', true, false, false, 0],
    ['critical', true, true, true, 1],
    ['critical', false, true, false, 1],
    ['none', true, true, false, 0],
  ] as const)(
    'at level %s, defaults %s, critical %s',
    (level, isDefaultRecipientsEnabled, isCritical, defaults, extra) => {
      const decision = evaluateNotificationRule({ ...rule, level, isDefaultRecipientsEnabled }, isCritical);
      expect(decision.toDefaultRecipients).toBe(defaults);
      expect(decision.extraAddresses).toHaveLength(extra);
    },
  );
});
