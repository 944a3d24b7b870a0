import { expect, it } from 'vitest';
import { ALICE, aRoleDefinition, NOW, RESOURCE_GROUP, SUBSCRIPTION } from '../../../test/support/builders.ts';
import { parseScope, ROOT } from '../scope.ts';
import { defaultPolicyRules } from './default-policy.ts';
import { effectivePolicy, type WrittenPolicy } from './effective-policy.ts';

const role = aRoleDefinition();
const chain = [RESOURCE_GROUP, SUBSCRIPTION, ROOT];
const written = (over: Partial<WrittenPolicy>): WrittenPolicy => ({
  scope: SUBSCRIPTION,
  roleDefinitionId: role.id,
  rules: defaultPolicyRules('resource', 'medium'),
  modifiedAt: NOW,
  modifiedById: ALICE,
  ...over,
});

it.each([
  [
    'its own before that of an ancestor',
    [written({ scope: ROOT }), written({ scope: RESOURCE_GROUP })],
    RESOURCE_GROUP,
  ],
  ['the nearest ancestor where it has none', [written({ scope: ROOT }), written({})], SUBSCRIPTION],
  ['the root where nobody nearer has one', [written({ scope: ROOT })], ROOT],
  ['the default where nobody has one', [], null],
  ['the default rather than that of another role', [written({ roleDefinitionId: 'other' })], null],
  [
    'the default rather than that of a sibling',
    [written({ scope: parseScope(`${SUBSCRIPTION}/resourceGroups/rg`) })],
    null,
  ],
])('takes %s', (_, policies, writtenAt) => {
  const policy = effectivePolicy(role, chain, policies);
  expect(policy).toMatchObject({ scope: RESOURCE_GROUP, writtenAt, roleDefinitionId: role.id });
  expect(policy.modifiedById).toBe(writtenAt === null ? null : ALICE);
});

it('defaults by the risk that the role has at the asked scope', () => {
  const atRoot = effectivePolicy(role, [ROOT], []);
  expect(atRoot.rules).toEqual(defaultPolicyRules('resource', 'critical'));
});
