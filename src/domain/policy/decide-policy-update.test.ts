import { describe, expect, it } from 'vitest';
import { ALICE, anApprovalRule, aPolicy, aPolicyReach, aStageReach, BOB } from '../../../test/support/builders.ts';
import { decidePolicyUpdate, type PolicyUpdateFacts } from './decide-policy-update.ts';
import {
  type ApprovalRule,
  type ApprovalStageRule,
  type JustificationQualityRule,
  type Rule,
  type RuleId,
  ruleIds,
} from './policy.ts';

function decide(id: RuleId, rule: Rule, over: Partial<PolicyUpdateFacts> = {}) {
  const facts = { policy: aPolicy(), callerId: ALICE, reach: aPolicyReach(), ...over };
  return decidePolicyUpdate(new Map([[id, rule]]), facts);
}

function expiration(maximumDuration: string, isExpirationRequired = true): Rule {
  return { kind: 'expiration', isExpirationRequired, maximumDuration };
}

function recipients(...addresses: string[]): Rule {
  return { kind: 'notification', level: 'all', isDefaultRecipientsEnabled: true, recipients: addresses };
}

function quality(over: Partial<JustificationQualityRule>): Rule {
  return { kind: 'justificationQuality', minimumLength: 0, refusedPhrases: [], ticketPattern: null, ...over };
}

function stages(...each: Partial<ApprovalStageRule>[]): Rule {
  const rule = anApprovalRule();
  return { ...rule, stages: each.map((over) => ({ ...rule.stages[0], ...over })) as unknown as ApprovalRule['stages'] };
}

function ids(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `id-${index}`);
}

const cases: ReadonlyArray<readonly [RuleId, string, Rule, boolean]> = [
  ['Expiration_EndUser_Assignment', 'PT29M59S', expiration('PT29M59S'), false],
  ['Expiration_EndUser_Assignment', 'PT30M', expiration('PT30M'), true],
  ['Expiration_EndUser_Assignment', 'PT45M', expiration('PT45M'), true],
  ['Expiration_EndUser_Assignment', 'PT45M30S', expiration('PT45M30S'), false],
  ['Expiration_EndUser_Assignment', 'PT24H1M', expiration('PT24H1M'), false],
  ['Expiration_EndUser_Assignment', 'PT23H30M', expiration('PT23H30M'), true],
  ['Expiration_EndUser_Assignment', 'PT24H', expiration('PT24H'), true],
  ['Expiration_EndUser_Assignment', 'P1D', expiration('P1D'), true],
  ['Expiration_EndUser_Assignment', 'PT24H30M', expiration('PT24H30M'), false],
  ['Expiration_EndUser_Assignment', 'P1M', expiration('P1M'), false],
  ['Expiration_EndUser_Assignment', 'P1Y', expiration('P1Y'), false],
  ['Expiration_EndUser_Assignment', 'permanent', expiration('PT8H', false), false],
  ['Expiration_EndUser_Assignment', 'zero', expiration('PT0S'), false],
  ['Expiration_EndUser_Assignment', 'no duration', expiration('eight hours'), false],
  ...[15, 30, 90, 180, 365].flatMap((days) =>
    (['Expiration_Admin_Eligibility', 'Expiration_Admin_Assignment'] as const).flatMap((id) => [
      [id, `P${days}D`, expiration(`P${days}D`), true] as const,
      [id, `P${days}D, permanent`, expiration(`P${days}D`, false), true] as const,
      [id, `P${days - 1}D`, expiration(`P${days - 1}D`), false] as const,
      [id, `P${days}DT1S`, expiration(`P${days}DT1S`), false] as const,
    ]),
  ),
  ['Expiration_Admin_Eligibility', 'P1Y', expiration('P1Y'), true],
  ['Expiration_Admin_Eligibility', 'P2Y', expiration('P2Y'), false],
  ['Expiration_Admin_Eligibility', 'P6M', expiration('P6M'), false],
  ['Approval_EndUser_Assignment', '14 minutes 59.999', anApprovalRule({ window: 'PT14M59.999S' }), false],
  ['Approval_EndUser_Assignment', '15 minutes', anApprovalRule({ window: 'PT15M' }), true],
  ['Approval_EndUser_Assignment', '7 days', anApprovalRule({ window: 'P7D' }), true],
  ['Approval_EndUser_Assignment', '7 days and a millisecond', anApprovalRule({ window: 'P7DT0.001S' }), false],
  ['Approval_EndUser_Assignment', 'a month', anApprovalRule({ window: 'P1M' }), false],
  ['Approval_EndUser_Assignment', 'no stage', { ...anApprovalRule(), stages: [] } as unknown as ApprovalRule, false],
  ['Approval_EndUser_Assignment', 'two stages', stages({}, {}), true],
  ['Approval_EndUser_Assignment', 'three stages', stages({}, {}, {}), false],
  ['Approval_EndUser_Assignment', 'a bad second stage', stages({}, { window: 'P8D' }), false],
  ['Approval_EndUser_Assignment', 'half a minute', stages({ window: 'PT15M30S' }), false],
  ['Approval_EndUser_Assignment', 'no person needed', stages({ approvalsNeeded: 0 }), false],
  ['Approval_EndUser_Assignment', 'half a person needed', stages({ approvalsNeeded: 1.5 }), false],
  ['Approval_EndUser_Assignment', '10 people needed', stages({ approvalsNeeded: 10 }), true],
  ['Approval_EndUser_Assignment', '11 people needed', stages({ approvalsNeeded: 11 }), false],
  ['Approval_EndUser_Assignment', 'one approver twice', anApprovalRule({ approverIds: ['x', 'x'] }), false],
  ['Approval_EndUser_Assignment', '200 approvers', anApprovalRule({ approverIds: ids(200) }), true],
  ['Approval_EndUser_Assignment', '201 approvers', anApprovalRule({ approverIds: ids(201) }), false],
  ['Justification_EndUser_Assignment', 'no length', quality({ minimumLength: 0 }), true],
  ['Justification_EndUser_Assignment', '500 characters', quality({ minimumLength: 500 }), true],
  ['Justification_EndUser_Assignment', '501 characters', quality({ minimumLength: 501 }), false],
  ['Justification_EndUser_Assignment', 'a negative length', quality({ minimumLength: -1 }), false],
  ['Justification_EndUser_Assignment', 'a phrase', quality({ refusedPhrases: ['need admin access'] }), true],
  ['Justification_EndUser_Assignment', 'a blank phrase', quality({ refusedPhrases: [' '] }), false],
  ['Justification_EndUser_Assignment', '101 phrases', quality({ refusedPhrases: ids(101) }), false],
  ['ProofAge_EndUser_Assignment', 'any age', { kind: 'proofAge', maximumAge: null, isFreshProofRequired: false }, true],
  [
    'ProofAge_EndUser_Assignment',
    'a minute',
    { kind: 'proofAge', maximumAge: 'PT1M', isFreshProofRequired: false },
    true,
  ],
  [
    'ProofAge_EndUser_Assignment',
    '59 seconds',
    { kind: 'proofAge', maximumAge: 'PT59S', isFreshProofRequired: false },
    false,
  ],
  ['ProofAge_EndUser_Assignment', 'a day', { kind: 'proofAge', maximumAge: 'P1D', isFreshProofRequired: false }, true],
  [
    'ProofAge_EndUser_Assignment',
    'a day and a minute',
    { kind: 'proofAge', maximumAge: 'PT24H1M', isFreshProofRequired: false },
    false,
  ],
  ['SpotAudit_EndUser_Assignment', 'none', { kind: 'spotAudit', oneIn: null }, true],
  ['SpotAudit_EndUser_Assignment', 'every one', { kind: 'spotAudit', oneIn: 1 }, true],
  ['SpotAudit_EndUser_Assignment', 'one in 0', { kind: 'spotAudit', oneIn: 0 }, false],
  ['SpotAudit_EndUser_Assignment', 'one in 1000', { kind: 'spotAudit', oneIn: 1000 }, true],
  ['SpotAudit_EndUser_Assignment', 'one in 1001', { kind: 'spotAudit', oneIn: 1001 }, false],
  ...(['c1', 'c9', 'c10', 'c99'] as const).map(
    (claimValue) =>
      [
        'AuthenticationContext_EndUser_Assignment',
        claimValue,
        { kind: 'authenticationContext', isEnabled: true, claimValue },
        true,
      ] as const,
  ),
  ...['', 'c0', 'c01', 'c100', 'C1', 'c1 ', 'c1\n', '1', 'c-1'].map(
    (claimValue) =>
      [
        'AuthenticationContext_EndUser_Assignment',
        JSON.stringify(claimValue),
        { kind: 'authenticationContext', isEnabled: true, claimValue },
        false,
      ] as const,
  ),
  [
    'AuthenticationContext_EndUser_Assignment',
    'nothing while off',
    { kind: 'authenticationContext', isEnabled: false, claimValue: '' },
    true,
  ],
  ['Notification_Admin_Admin_Eligibility', 'an address', recipients('ops@example.org'), true],
  ['Notification_Admin_Admin_Eligibility', 'no address', recipients(), true],
  ['Notification_Admin_Admin_Eligibility', 'no domain', recipients('ops'), false],
  ['Notification_Admin_Admin_Eligibility', 'two in one', recipients('a@example.org,b@example.org'), false],
  ['Notification_Admin_Admin_Eligibility', 'a header', recipients('a@example.org\nBcc: b@example.org'), false],
  ['Notification_Admin_Admin_Eligibility', 'a name', recipients('Ops <ops@example.org>'), false],
  ['Notification_Admin_Admin_Eligibility', 'one bad among good', recipients('a@example.org', 'b@'), false],
  ['Notification_Admin_Admin_Eligibility', '254 characters', recipients(`${'a'.repeat(242)}@example.org`), true],
  ['Notification_Admin_Admin_Eligibility', '255 characters', recipients(`${'a'.repeat(243)}@example.org`), false],
  ['Enablement_EndUser_Assignment', 'nothing asked', { kind: 'enablement', enabled: [] }, true],
  ['Enablement_EndUser_Assignment', 'a rule of another kind', expiration('PT8H'), false],
  ['Expiration_EndUser_Assignment', 'a rule of another kind', { kind: 'enablement', enabled: [] }, false],
  ['Notification_Admin_Admin_Eligibility', 'a rule of another kind', anApprovalRule(), false],
];

const manyApprovers = aPolicyReach({ stages: [aStageReach(ids(20)), aStageReach(ids(20))] });

describe('each limit on both sides', () => {
  it.each(cases)('%s: %s', (id, _, rule, isAllowed) => {
    const decision = decide(id, rule, { reach: manyApprovers });
    if (isAllowed) expect(decision.accepted).toBe(true);
    else expect(decision).toMatchObject({ violation: { code: 'policyInvalid', field: id } });
  });
});

it('refuses what nobody could satisfy', () => {
  const reach = aPolicyReach({ stages: [aStageReach([])] });
  const decision = decide('Approval_EndUser_Assignment', anApprovalRule(), { reach });
  expect(decision).toMatchObject({
    violation: { code: 'policyWithoutApprover', field: 'Approval_EndUser_Assignment' },
  });
});

it('records what it warns of', () => {
  const reach = aPolicyReach({ stages: [aStageReach([BOB])] });
  const decision = decide('Approval_EndUser_Assignment', anApprovalRule(), { reach });
  const warnings = [{ code: 'fewApprovers', rule: 'Approval_EndUser_Assignment' }];
  expect(decision).toMatchObject({ accepted: true, warnings, events: [{ warnings }] });
});

it('writes nothing where the policy is written at the scope and stays as it is', () => {
  const { rules, scope } = aPolicy();
  const all = new Map<RuleId, Rule>(ruleIds.map((id) => [id, rules[id]]));
  const facts = { callerId: ALICE, reach: aPolicyReach() };
  const own = aPolicy({}, { writtenAt: scope });
  expect(decidePolicyUpdate(all, { policy: own, ...facts })).toMatchObject({ accepted: true, events: [] });
  expect(decidePolicyUpdate(all, { policy: aPolicy(), ...facts })).toMatchObject({ accepted: true, events: [{}] });
  expect(decidePolicyUpdate(new Map(), { policy: aPolicy(), ...facts })).toMatchObject({ accepted: true, events: [] });
});

it('replaces whole rules by their id, keeps the rest, and records before and after', () => {
  const policy = aPolicy();
  const decision = decide('Expiration_EndUser_Assignment', expiration('PT4H'), { policy });
  const after = { ...policy.rules, Expiration_EndUser_Assignment: expiration('PT4H') };
  expect(decision).toEqual({
    accepted: true,
    after,
    warnings: [],
    events: [
      {
        type: 'roleManagementPolicy.updated',
        scope: policy.scope,
        roleDefinitionId: policy.roleDefinitionId,
        before: policy.rules,
        after,
        modifiedById: ALICE,
      },
    ],
  });
});

it('changes nothing when one of several rules is wrong', () => {
  const changes = new Map<RuleId, Rule>([
    ['Expiration_EndUser_Assignment', expiration('PT4H')],
    ['Expiration_Admin_Assignment', expiration('P1D')],
  ]);
  const facts = { policy: aPolicy(), callerId: ALICE, reach: aPolicyReach() };
  expect(decidePolicyUpdate(changes, facts)).toMatchObject({ violation: { field: 'Expiration_Admin_Assignment' } });
});
