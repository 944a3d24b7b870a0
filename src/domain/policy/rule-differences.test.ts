import { expect, it } from 'vitest';
import { anApprovalRule, aPolicy } from '../../../test/support/builders.ts';
import type { Rule } from './policy.ts';
import { isSameRule, ruleDifferences } from './rule-differences.ts';

const approval = anApprovalRule({ approverIds: ['a', 'b'] });
const [stage] = approval.stages;

it.each<readonly [string, Rule, Rule]>([
  ['the order of what is enabled', enabling('justification', 'ticketing'), enabling('ticketing', 'justification')],
  ['the spelling of a duration', lasting('PT24H'), lasting('P1D')],
  ['the order of approvers', approval, anApprovalRule({ approverIds: ['b', 'a'] })],
  [
    'the name that an approver had',
    approval,
    { ...approval, stages: [{ ...stage, approvers: stage.approvers.map((each) => ({ ...each, description: 'A' })) }] },
  ],
])('sees no difference in %s', (_, one, other) => {
  expect(isSameRule(one, other)).toBe(true);
});

it.each<readonly [string, Rule, Rule]>([
  ['what is enabled', enabling('justification'), enabling('ticketing')],
  ['a duration', lasting('PT8H'), lasting('PT8H1M')],
  ['an approver', approval, anApprovalRule({ approverIds: ['a', 'c'] })],
  [
    'the kind of an approver',
    approval,
    {
      ...approval,
      stages: [
        {
          ...stage,
          approvers: [
            { kind: 'group', id: 'a', description: null },
            { kind: 'user', id: 'b', description: null },
          ],
        },
      ],
    },
  ],
  ['the number of approvals', approval, { ...approval, stages: [{ ...stage, approvalsNeeded: 2 }] }],
  ['the order of stages', twoStages('PT1H', 'PT2H'), twoStages('PT2H', 'PT1H')],
])('sees a difference in %s', (_, one, other) => {
  expect(isSameRule(one, other)).toBe(false);
});

it('names the rules that differ, with before and after', () => {
  const before = aPolicy().rules;
  const after = { ...before, SpotAudit_EndUser_Assignment: { kind: 'spotAudit', oneIn: 10 } as const };
  expect(ruleDifferences(before, before)).toEqual([]);
  expect(ruleDifferences(before, after)).toEqual([
    {
      id: 'SpotAudit_EndUser_Assignment',
      before: { kind: 'spotAudit', oneIn: null },
      after: { kind: 'spotAudit', oneIn: 10 },
    },
  ]);
});

function enabling(...enabled: ('justification' | 'ticketing')[]): Rule {
  return { kind: 'enablement', enabled };
}

function lasting(maximumDuration: string): Rule {
  return { kind: 'expiration', isExpirationRequired: true, maximumDuration };
}

function twoStages(first: string, second: string): Rule {
  return {
    ...approval,
    stages: [
      { ...stage, window: first },
      { ...stage, window: second },
    ],
  };
}
