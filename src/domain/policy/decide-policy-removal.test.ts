import { expect, it } from 'vitest';
import { ALICE, anApprovalRule, aPolicy, aPolicyReach, aStageReach, BOB } from '../../../test/support/builders.ts';
import { ROOT } from '../scope.ts';
import { decidePolicyRemoval } from './decide-policy-removal.ts';

const own = aPolicy({ SpotAudit_EndUser_Assignment: { kind: 'spotAudit', oneIn: 5 } });
const policy = { ...own, writtenAt: own.scope };

it('lets the inherited policy apply, and records both', () => {
  const inherited = aPolicy({}, { writtenAt: ROOT });
  const decision = decidePolicyRemoval({ policy, inherited, callerId: ALICE, reach: aPolicyReach() });
  expect(decision).toEqual({
    accepted: true,
    after: inherited.rules,
    warnings: [],
    events: [
      {
        type: 'roleManagementPolicy.removed',
        scope: policy.scope,
        roleDefinitionId: policy.roleDefinitionId,
        before: policy.rules,
        after: inherited.rules,
        removedById: ALICE,
      },
    ],
  });
});

it('warns where nobody could satisfy what is inherited', () => {
  const inherited = aPolicy({ Approval_EndUser_Assignment: anApprovalRule({ approverIds: [BOB] }) });
  const reach = aPolicyReach({ stages: [aStageReach([])] });
  const decision = decidePolicyRemoval({ policy, inherited, callerId: ALICE, reach });
  const warnings = [{ code: 'policyWithoutApprover' }];
  expect(decision).toMatchObject({ accepted: true, warnings, events: [{ warnings }] });
});

it('is refused where the policy is inherited or the default', () => {
  for (const writtenAt of [ROOT, null]) {
    const inherited = { ...policy, writtenAt };
    const decision = decidePolicyRemoval({ policy: inherited, inherited, callerId: ALICE, reach: aPolicyReach() });
    expect(decision).toMatchObject({ accepted: false, violation: { code: 'policyNotFound' } });
  }
});
