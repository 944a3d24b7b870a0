import { describe, expect, it } from 'vitest';
import { ALICE, anApprovalRule, aPolicy, aPolicyReach, aStageReach, BOB } from '../../../test/support/builders.ts';
import { judgePolicy } from './judge-policy.ts';
import type { ApprovalRule, PolicyRules } from './policy.ts';
import type { PolicyReach } from './policy-reach.ts';

function asking(...needed: readonly number[]): PolicyRules {
  const rule = anApprovalRule();
  const stages = needed.map((approvalsNeeded) => ({ ...rule.stages[0], approvalsNeeded }));
  return aPolicy({ Approval_EndUser_Assignment: { ...rule, stages: stages as unknown as ApprovalRule['stages'] } })
    .rules;
}

function codes(rules: PolicyRules, reach: Partial<PolicyReach>, bringsApprovalRule = true) {
  const { violation, warnings } = judgePolicy(rules, aPolicyReach(reach), bringsApprovalRule);
  return { refused: violation?.code ?? null, warned: warnings.map(({ code }) => code) };
}

const two = aStageReach([BOB, 'carol']);

describe('a policy that asks for approval', () => {
  it('is taken without a word where two people besides the requestor could give it', () => {
    expect(codes(asking(1), { stages: [two] })).toEqual({ refused: null, warned: [] });
  });

  it.each<readonly [string, PolicyRules, Partial<PolicyReach>, string]>([
    ['nobody could give it', asking(1), { stages: [aStageReach([])] }, 'policyWithoutApprover'],
    [
      'the only approver is the only eligible person',
      asking(1),
      { stages: [aStageReach([ALICE])] },
      'policyWithoutApprover',
    ],
    [
      'an approver is unknown or disabled',
      asking(1),
      { stages: [aStageReach([BOB], { unknownIds: ['x'] })] },
      'policyApproverUnknown',
    ],
    ['more people are needed than there are', asking(3), { stages: [two] }, 'policyNeedsMorePeople'],
    [
      'nobody eligible reaches enough people',
      asking(2),
      { stages: [aStageReach([ALICE, BOB])] },
      'policyNeedsMorePeople',
    ],
    ['the second stage reaches nobody', asking(1, 1), { stages: [two, aStageReach([])] }, 'policyWithoutApprover'],
    [
      'the second stage is the requestor alone',
      asking(1, 1),
      { stages: [two, aStageReach([ALICE])] },
      'policyNeedsMorePeople',
    ],
    [
      'two stages share the only approver',
      asking(1, 1),
      { stages: [aStageReach([BOB]), aStageReach([BOB])] },
      'policyNeedsMorePeople',
    ],
    [
      'two stages and the requestor share two approvers',
      asking(1, 1),
      { stages: [aStageReach([ALICE, BOB]), aStageReach([ALICE, BOB])] },
      'policyNeedsMorePeople',
    ],
    [
      "an administrator's role is guarded by people who hold one for a time",
      asking(1),
      { stages: [aStageReach([BOB, 'carol'], { lastingPeople: new Set() })], adminRoleHolders: new Set([BOB]) },
      'policyLocksOut',
    ],
  ])('is refused when %s', (_, rules, reach, code) => {
    expect(codes(rules, reach).refused).toBe(code);
    // what was there before the change is warned of
    expect(codes(rules, reach, false)).toMatchObject({ refused: null, warned: expect.arrayContaining([code]) });
  });

  it.each<readonly [string, PolicyRules, Partial<PolicyReach>, readonly string[]]>([
    ['one person alone could give it', asking(1), { stages: [aStageReach([BOB])] }, ['fewApprovers']],
    ['all the people that there are must give it', asking(2), { stages: [two] }, ['fewApprovers']],
    [
      'one of several eligible people is the only approver',
      asking(1),
      { stages: [aStageReach([ALICE])], eligiblePeople: new Set([ALICE, 'dave']) },
      ['fewApprovers', 'eligibleWithoutApprover'],
    ],
    [
      'a group is empty',
      asking(1),
      { stages: [aStageReach([BOB, 'carol'], { emptyGroupIds: ['g'] })] },
      ['emptyApproverGroup'],
    ],
    [
      "only holders of an administrator's role could give it",
      asking(1),
      { stages: [two], adminRoleHolders: new Set([BOB]), eligiblePeople: new Set(['carol']) },
      ['approversHoldRole'],
    ],
  ])('is warned about when %s', (_, rules, reach, warned) => {
    expect(codes(rules, reach)).toEqual({ refused: null, warned });
  });

  it('is taken where each stage has people of its own', () => {
    expect(codes(asking(1, 1), { stages: [two, aStageReach(['dave', 'erin'])] })).toEqual({
      refused: null,
      warned: [],
    });
  });

  it('is taken where nobody is eligible yet', () => {
    expect(codes(asking(1), { stages: [two], eligiblePeople: new Set() }).refused).toBeNull();
  });

  it('says how many people are left without an approver', () => {
    const reach = aPolicyReach({
      stages: [two, aStageReach([ALICE, BOB])],
      eligiblePeople: new Set([ALICE, 'dave']),
    });
    const [warning] = judgePolicy(asking(1, 2), reach, true).warnings.filter(
      ({ code }) => code === 'eligibleWithoutApprover',
    );
    expect(warning?.message).toBe('1 of 2 eligible people reach too few approvers besides themselves');
  });
});

it('does not look for approvers where no approval is asked for', () => {
  const rules = aPolicy({ Approval_EndUser_Assignment: anApprovalRule({ isRequired: false }) }).rules;
  expect(codes(rules, { stages: [] })).toEqual({ refused: null, warned: [] });
});

it('warns that service principals cannot give a second factor, for each rule that asks for one', () => {
  const rules = aPolicy({
    Enablement_EndUser_Assignment: { kind: 'enablement', enabled: ['multiFactorAuthentication'] },
    AuthenticationContext_EndUser_Assignment: { kind: 'authenticationContext', isEnabled: true, claimValue: 'c1' },
    ProofAge_EndUser_Assignment: { kind: 'proofAge', maximumAge: 'PT1H', isFreshProofRequired: false },
  }).rules;
  expect(codes(rules, {}).warned).toEqual([]);
  const { warnings } = judgePolicy(rules, aPolicyReach({ eligibleServicePrincipals: new Set(['robot']) }), true);
  expect(warnings.map(({ code, rule }) => `${code} ${rule}`)).toEqual([
    'servicePrincipalsExcluded Enablement_EndUser_Assignment',
    'servicePrincipalsExcluded AuthenticationContext_EndUser_Assignment',
    'servicePrincipalsExcluded ProofAge_EndUser_Assignment',
  ]);
});
