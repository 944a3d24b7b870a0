import { describe, expect, it } from 'vitest';
import { ALICE, anApprovalRule, aPolicy } from '../../../test/support/builders.ts';
import { decidePolicyUpdate, type PolicyUpdateFacts } from './decide-policy-update.ts';
import type { ApprovalRule, Rule, RuleId } from './policy.ts';

function decide(id: RuleId, rule: Rule, over: Partial<PolicyUpdateFacts> = {}) {
  const facts = { policy: aPolicy(), callerId: ALICE, unknownApproverIds: [], reachableApprovers: 2, ...over };
  return decidePolicyUpdate(new Map([[id, rule]]), facts);
}

function expiration(maximumDuration: string, isExpirationRequired = true): Rule {
  return { kind: 'expiration', isExpirationRequired, maximumDuration };
}

function recipients(...addresses: string[]): Rule {
  return { kind: 'notification', level: 'all', isDefaultRecipientsEnabled: true, recipients: addresses };
}

const cases: ReadonlyArray<readonly [RuleId, string, Rule, boolean]> = [
  ['Expiration_EndUser_Assignment', 'PT29M59S', expiration('PT29M59S'), false],
  ['Expiration_EndUser_Assignment', 'PT30M', expiration('PT30M'), true],
  ['Expiration_EndUser_Assignment', 'PT45M', expiration('PT45M'), false],
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
  [
    'Approval_EndUser_Assignment',
    'two stages',
    { ...anApprovalRule(), stages: [anApprovalRule().stages[0], anApprovalRule().stages[0]] },
    false,
  ],
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

describe('each limit on both sides', () => {
  it.each(cases)('%s: %s', (id, _, rule, isAllowed) => {
    const decision = decide(id, rule);
    if (isAllowed) expect(decision.accepted).toBe(true);
    else expect(decision).toMatchObject({ violation: { code: 'policyInvalid', field: id } });
  });
});

describe('a rule that asks for approval', () => {
  it('is refused when an approver does not exist or is disabled', () => {
    const decision = decide('Approval_EndUser_Assignment', anApprovalRule(), { unknownApproverIds: ['x'] });
    expect(decision).toMatchObject({ violation: { code: 'policyInvalid', field: 'Approval_EndUser_Assignment' } });
  });
  it('is refused when no person could give it', () => {
    const decision = decide('Approval_EndUser_Assignment', anApprovalRule(), { reachableApprovers: 0 });
    expect(decision).toMatchObject({ violation: { code: 'policyInvalid', field: 'Approval_EndUser_Assignment' } });
  });
  it('is taken with one person', () => {
    expect(decide('Approval_EndUser_Assignment', anApprovalRule(), { reachableApprovers: 1 }).accepted).toBe(true);
  });
  it('is taken without anybody while it is off', () => {
    const off = anApprovalRule({ isRequired: false });
    expect(decide('Approval_EndUser_Assignment', off, { reachableApprovers: 0 }).accepted).toBe(true);
  });
});

it('replaces whole rules by their id, keeps the rest, and records before and after', () => {
  const policy = aPolicy();
  const decision = decide('Expiration_EndUser_Assignment', expiration('PT4H'), { policy });
  expect(decision).toEqual({
    accepted: true,
    events: [
      {
        type: 'roleManagementPolicy.updated',
        scope: policy.scope,
        roleDefinitionId: policy.roleDefinitionId,
        before: policy.rules,
        after: { ...policy.rules, Expiration_EndUser_Assignment: expiration('PT4H') },
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
  const facts = { policy: aPolicy(), callerId: ALICE, unknownApproverIds: [], reachableApprovers: 2 };
  expect(decidePolicyUpdate(changes, facts)).toMatchObject({ violation: { field: 'Expiration_Admin_Assignment' } });
});
