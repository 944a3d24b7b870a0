import { expect, it } from 'vitest';
import {
  ALICE,
  anApprovalRule,
  aPolicy,
  aPolicyReach,
  aStageReach,
  BOB,
  RESOURCE_GROUP,
} from '../../../test/support/builders.ts';
import type { PolicyUpdateFacts } from '../policy/decide-policy-update.ts';
import { decideTemplateApplication } from './decide-template-application.ts';
import { driftFrom, type PolicyTemplate } from './policy-template.ts';

const rules = {
  Approval_EndUser_Assignment: anApprovalRule(),
  SpotAudit_EndUser_Assignment: { kind: 'spotAudit', oneIn: 10 },
} as const;
const template: PolicyTemplate = { id: 'template-1', name: 'Guarded', description: '', rules, version: 2 };

function target(over: Partial<PolicyUpdateFacts> = {}): PolicyUpdateFacts {
  return { policy: aPolicy(), callerId: ALICE, reach: aPolicyReach(), ...over };
}
const elsewhere = { policy: aPolicy({}, { scope: RESOURCE_GROUP }) };

it('writes the stated rules at every target, and remembers where they come from', () => {
  const application = decideTemplateApplication(template, [target(), target(elsewhere)]);
  const { scope, roleDefinitionId, rules: before } = aPolicy();
  expect(application).toMatchObject({
    accepted: true,
    events: [
      {
        type: 'roleManagementPolicy.updated',
        scope,
        roleDefinitionId,
        templateId: 'template-1',
        after: { ...before, ...rules },
      },
      {
        type: 'policyTemplate.applied',
        templateId: 'template-1',
        version: 2,
        scope,
        roleDefinitionId,
        rules,
        appliedById: ALICE,
      },
      { type: 'roleManagementPolicy.updated', scope: RESOURCE_GROUP },
      { type: 'policyTemplate.applied', scope: RESOURCE_GROUP },
    ],
    applied: [
      { scope, roleDefinitionId, warnings: [] },
      { scope: RESOURCE_GROUP, roleDefinitionId, warnings: [] },
    ],
  });
});

it('remembers a target that is as the template states already, without writing it', () => {
  const { scope } = aPolicy();
  const application = decideTemplateApplication(template, [target({ policy: aPolicy(rules, { writtenAt: scope }) })]);
  expect(application).toMatchObject({ events: [{ type: 'policyTemplate.applied' }] });
});

it('refuses all because of one, and names each that stands in the way', () => {
  const alone = aPolicyReach({ stages: [aStageReach([])] });
  const application = decideTemplateApplication(template, [target(), target({ ...elsewhere, reach: alone })]);
  expect(application).toMatchObject({
    accepted: false,
    violation: {
      code: 'templateNotApplicable',
      message: 'template `Guarded` cannot be applied to 1 of 2 targets; nothing was changed',
      targets: [{ scope: RESOURCE_GROUP, code: 'policyWithoutApprover' }],
    },
  });
});

it('hands on what each target is warned of', () => {
  const reach = aPolicyReach({ stages: [aStageReach([BOB])] });
  const application = decideTemplateApplication(template, [target({ reach })]);
  expect(application).toMatchObject({ applied: [{ warnings: [{ code: 'fewApprovers' }] }] });
});

it('sees a drift in what it states alone', () => {
  const { rules: defaults } = aPolicy();
  expect(driftFrom(rules, { ...defaults, ...rules })).toEqual([]);
  const audit = { kind: 'spotAudit', oneIn: 5 } as const;
  const changed = { ...defaults, ...rules, SpotAudit_EndUser_Assignment: audit };
  const others = {
    ProofAge_EndUser_Assignment: { kind: 'proofAge', maximumAge: 'PT1H', isFreshProofRequired: false },
  } as const;
  expect(driftFrom(rules, { ...changed, ...others })).toEqual([
    { id: 'SpotAudit_EndUser_Assignment', before: rules.SpotAudit_EndUser_Assignment, after: audit },
  ]);
});
